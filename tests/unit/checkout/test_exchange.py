# Swapping two folders on the systems that can, and saying so on those that cannot.
from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from clientloom.checkout import exchange as module
from clientloom.checkout.exchange import exchange

Swap = Callable[[bytes, bytes], int]


class Library:
    """The C library of a Mac: it swaps by renaming, and takes what macOS takes."""

    def __init__(self, answer: int = 0) -> None:
        self.answer = answer
        self.flags: list[int] = []

    def renamex_np(self, one: bytes, other: bytes, flags: int) -> int:
        self.flags.append(flags)
        if self.answer:
            ctypes.set_errno(self.answer)
            return -1
        first, second = Path(os.fsdecode(one)), Path(os.fsdecode(other))
        spare = first.rename(first.with_name("spare"))
        second.rename(first)
        spare.rename(second)
        return 0


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("one", "other"):
        (tmp_path / name / name).mkdir(parents=True)
    return tmp_path / "one", tmp_path / "other"


def holds(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def on_a_mac(monkeypatch: pytest.MonkeyPatch, library: object) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: library)


@pytest.mark.skipif(
    sys.platform != "linux",
    reason="another operating system: needs renameat2",
)
def test_linux_swaps(folders: tuple[Path, Path]) -> None:
    assert exchange(*folders)
    assert [holds(folder) for folder in folders] == [["other"], ["one"]]


def test_a_mac_swaps(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library()
    on_a_mac(monkeypatch, library)
    assert exchange(*folders)
    assert [holds(folder) for folder in folders] == [["other"], ["one"]]
    assert library.flags == [2]  # RENAME_SWAP


@pytest.mark.parametrize("answer", [errno.ENOTSUP, errno.EINVAL])
def test_a_file_system_that_cannot_swap_is_no_fault(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, answer: int
) -> None:
    on_a_mac(monkeypatch, Library(answer))
    assert not exchange(*folders)
    assert [holds(folder) for folder in folders] == [["one"], ["other"]]


def test_a_refusal_is_one(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    on_a_mac(monkeypatch, Library(errno.EACCES))
    with pytest.raises(PermissionError, match="other"):
        exchange(*folders)


def test_an_older_library_lacks_the_function(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_a_mac(monkeypatch, object())
    assert not exchange(*folders)


def test_other_systems_have_none(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delattr(ctypes, "CDLL")
    assert not exchange(*folders)
    assert module._SWAPS.keys() == {"linux", "darwin"}
