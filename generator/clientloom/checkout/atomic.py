# One folder replaced by another in one step, and the lock that keeps two runs apart. May import
# exchange; filelock only when there is something to hold.
"""Replacing a folder so that whoever looks, at any moment, sees the old tree or the new one, never a mix."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from clientloom.checkout.exchange import exchange

_MARK = b" "
"""The first byte of a lock file. Windows locks it, and nobody else reads a byte that is locked there."""


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
    descriptor = _acquire(path, folder)
    try:
        _recover(folder)
        yield
    finally:
        _release(path, descriptor)
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
    elif exchange(staging, folder):
        shutil.rmtree(staging, ignore_errors=True)
    else:
        folder.rename(old)
        try:
            staging.rename(folder)
        except OSError:  # on Windows somebody who reads one of its files is enough
            old.rename(folder)
            raise
        shutil.rmtree(old, ignore_errors=True)  # whoever takes the folder next removes the rest


def replace_together(folder: Path, others: Sequence[Path]) -> None:
    """Puts the staging folders of `folder` and of `others` in their places, all or none.

    A note beside `folder` says what is going on: whoever takes `folder` next after a crash ends the work.
    """
    note = _sibling(folder, "commit")
    places = {str(place): staging_folder(place).stat().st_ino for place in (folder, *others)}
    partial = _sibling(folder, "commit-part")
    partial.write_text(json.dumps(places), "utf-8", newline="\n")
    partial.replace(note)
    _finish_replacement(note)


def _finish_replacement(note: Path) -> None:
    """Replaces each folder whose staging folder is still the one that was noted."""
    for name, inode in json.loads(note.read_text("utf-8")).items():
        place = Path(name)
        staging = staging_folder(place)
        if staging.exists() and staging.stat().st_ino == inode:
            replace_folder(place)
    note.unlink()


def _sibling(folder: Path, role: str) -> Path:
    return folder.parent / f".{folder.name}.clientloom-{role}"


def _acquire(path: Path, folder: Path) -> int:
    from filelock import lock_descriptor

    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if not lock_descriptor(descriptor, blocking=False):
            raise BusyError(folder, _read_holder(descriptor))
        if _is_same_file(descriptor, path):
            os.ftruncate(descriptor, 0)
            os.write(descriptor, _MARK + str(os.getpid()).encode())
            return descriptor
        os.close(descriptor)  # its holder removed the file between our open and our lock


def _read_holder(descriptor: int) -> str:
    os.lseek(descriptor, len(_MARK), os.SEEK_SET)
    number = os.read(descriptor, 32).decode("ascii", "replace")
    os.close(descriptor)
    return f" (process {number})" if number else ""


def _release(path: Path, descriptor: int) -> None:
    try:
        path.unlink(missing_ok=True)  # while it is held, or the file of the next holder would go
        os.close(descriptor)
    except PermissionError:  # Windows keeps an open file, and so that of the next holder too
        os.close(descriptor)
        with suppress(OSError):
            path.unlink()


def _is_same_file(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _recover(folder: Path) -> None:
    """A killed run leaves its staging folder, or without an atomic exchange the old state under another name."""
    note = _sibling(folder, "commit")
    if note.exists():
        _finish_replacement(note)
    old = _sibling(folder, "old")
    if old.exists() and not folder.exists():
        old.rename(folder)
    for leftover in (old, staging_folder(folder)):
        if leftover.is_dir():
            shutil.rmtree(leftover)
