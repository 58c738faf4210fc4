# One folder replaced by another in one step, and the lock that keeps two runs apart. Standard library only.
"""Replacing a folder so that whoever looks, at any moment, sees the old tree or the new one, never a mix."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except (
    ImportError
):  # pragma: no cover (Windows has no flock; two runs at once are then the user's own care)
    fcntl = None  # type: ignore[assignment]

_EXCHANGE = 2
"""RENAME_EXCHANGE of renameat2(2)."""
_AT_FDCWD = -100
_NO_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


class BusyError(Exception):
    """Another run holds the folder."""

    def __init__(self, folder: Path, holder: str) -> None:
        super().__init__(f"another run of clientloom is at work on it{holder}; wait for it to end")
        self.folder = folder


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Holds `folder`, which need not exist yet, for this run and repairs what a killed run left behind.

    The lock ends with the process, however that ends.

    Raises:
        BusyError: another run holds it.
        OSError: the folder around it cannot be written.
    """
    made = [parent for parent in folder.parents if not parent.exists()]
    folder.parent.mkdir(parents=True, exist_ok=True)
    path = _sibling(folder, "lock")
    descriptor = _take(path, folder)
    try:
        _recover(folder)
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)
        _remove_empty(made)


def _remove_empty(folders: Iterable[Path]) -> None:
    """Folders that were made for what did not come about in the end."""
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()


def staging_folder(folder: Path) -> Path:
    """The folder beside `folder` in which its next state is put together."""
    return _sibling(folder, "new")


def replace_folder(folder: Path) -> None:
    """Puts the staging folder in the place of `folder`, and removes what stood there."""
    staging, old = staging_folder(folder), _sibling(folder, "old")
    if not folder.exists():
        staging.rename(folder)
    elif _exchange(staging, folder):
        shutil.rmtree(staging)
    else:
        folder.rename(old)
        staging.rename(folder)
        shutil.rmtree(old)


def replace_together(folder: Path, others: Sequence[Path]) -> None:
    """Puts the staging folders of `folder` and of `others` in their places, all or none.

    A note beside `folder` says what is going on: whoever takes `folder` next after a crash ends the work.
    """
    note = _sibling(folder, "commit")
    places = {str(place): staging_folder(place).stat().st_ino for place in (folder, *others)}
    partial = _sibling(folder, "commit-part")
    partial.write_text(json.dumps(places), "utf-8")
    partial.replace(note)
    _finish(note)


def _finish(note: Path) -> None:
    """Replaces each folder whose staging folder is still the one that was noted."""
    for name, inode in json.loads(note.read_text("utf-8")).items():
        place = Path(name)
        staging = staging_folder(place)
        if staging.exists() and staging.stat().st_ino == inode:
            replace_folder(place)
    note.unlink()


def _sibling(folder: Path, role: str) -> Path:
    return folder.parent / f".{folder.name}.clientloom-{role}"


def _take(path: Path, folder: Path) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if fcntl is not None:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 32).decode("ascii", "replace")
            os.close(descriptor)
            raise BusyError(folder, f" (process {holder})" if holder else "") from None
        if _is_at(descriptor, path):
            os.ftruncate(descriptor, 0)
            os.write(descriptor, str(os.getpid()).encode())
            return descriptor
        os.close(descriptor)  # its holder removed the file between our open and our lock


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _recover(folder: Path) -> None:
    """A killed run leaves its staging folder, or without an atomic exchange the old state under another name."""
    note = _sibling(folder, "commit")
    if note.exists():
        _finish(note)
    old = _sibling(folder, "old")
    if old.exists() and not folder.exists():
        old.rename(folder)
    for leftover in (old, staging_folder(folder)):
        if leftover.is_dir():
            shutil.rmtree(leftover)


def _exchange(one: Path, other: Path) -> bool:
    """Swaps two folders in one step; False where the system or the file system cannot."""
    if sys.platform != "linux":
        return False
    try:
        swap = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    if swap(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NO_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(other))
