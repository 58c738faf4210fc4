# One folder replaced by another in one step, and the lock that keeps two runs apart. May import exchange and
# work_folder; filelock only when there is something to hold.
"""Replaces a folder so that readers see the old tree or the new one at any moment, never a mixture."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from clientloom.checkout.exchange import exchange
from clientloom.checkout.work_folder import (
    Role,
    close_work_folder,
    is_cache,
    open_work_folder,
    work_path,
)

_LEFT_BEHIND: tuple[Role, ...] = ("old", "new", "commit-part")
_MARK = b" "
"""The first byte of a lock file. Windows locks it, and nobody else reads a byte that is locked there."""


class BusyError(Exception):
    """Another run is writing the folder. `hint` says what to do."""

    hint = "wait for it to end"

    def __init__(self, folder: Path, holder: str) -> None:
        super().__init__(f"another run of clientloom is at work on it{holder}")
        self.folder = folder


@contextmanager
def exclusive(target: Path) -> Iterator[None]:
    """Locks `target`, which need not exist yet, and repairs what a killed run left behind.

    The lock ends with the process, however that ends. A run that holds several folders takes the one with the note
    of `replace_together` first.

    Raises:
        BusyError: another run holds it.
        OSError: the folder around it cannot be written.
    """
    made = [parent for parent in target.parents if not parent.exists()]
    path = work_path(target, "lock")
    descriptor = _acquire(path, target)
    try:
        _recover(target)
        yield
    finally:
        _release(path, descriptor)
        close_work_folder(target.parent)
        _remove_empty(made)


def _remove_empty(folders: Iterable[Path]) -> None:
    """Removes folders that were made for nothing."""
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()


def staging_folder(target: Path) -> Path:
    """Returns the path where the next state of `target`, a folder or a file, is built."""
    return work_path(target, "new")


def replace_folder(folder: Path) -> None:
    """Replaces `folder` by its staging folder."""
    staging, old = staging_folder(folder), work_path(folder, "old")
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
    """Replaces `others` and `folder` by their staging folders, all or none.

    A note beside `folder` says what is going on: whoever takes `folder` next after a crash ends the work.
    """
    note, partial = work_path(folder, "commit"), work_path(folder, "commit-part")
    places = [_describe(place, folder.parent) for place in (*others, folder)]
    with partial.open("w", encoding="utf-8", newline="\n") as file:
        json.dump(places, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(note)
    _finish_replacement(note)


def _describe(place: Path, start: Path) -> Mapping[str, str]:
    """Returns an entry of the note. Paths are relative, so that it is valid in another container or a copy."""
    return {
        "place": Path(os.path.relpath(place, start)).as_posix(),
        "old": _fingerprint(place),
        "new": _fingerprint(staging_folder(place)),
    }


def _finish_replacement(note: Path) -> None:
    """Replaces the remaining folders of the note, unless one was changed since."""
    start = note.parent.parent
    places = {start / entry["place"]: entry for entry in json.loads(note.read_text("utf-8"))}
    waiting = [
        place
        for place, entry in places.items()
        if _fingerprint(staging_folder(place)) == entry["new"] != _fingerprint(place)
    ]
    if all(_fingerprint(place) == places[place]["old"] for place in waiting):
        for place in waiting:
            replace_folder(place)
    note.unlink()


def _fingerprint(folder: Path) -> str:
    """Returns a hash of the names and contents below a folder, without caches of tools; "" if there is no folder."""
    if not folder.is_dir():
        return ""
    total = sha256()
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_cache(name))
        for name in sorted(files):
            path = Path(place, name)
            content = os.readlink(path).encode() if path.is_symlink() else path.read_bytes()  # noqa: PTH115 (the link's own text)
            shown = path.relative_to(folder).as_posix()
            total.update(f"{shown}\0{sha256(content).hexdigest()}\n".encode())
    return total.hexdigest()


def _acquire(path: Path, target: Path) -> int:
    from filelock import lock_descriptor

    while True:
        open_work_folder(target.parent)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except FileNotFoundError:  # another run was the last to use the work folder
            continue
        if not lock_descriptor(descriptor, blocking=False):
            raise BusyError(target, _read_holder(descriptor))
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


def _recover(target: Path) -> None:
    """Repairs what a killed run left: a staging folder, or the old state under another name."""
    note = work_path(target, "commit")
    if note.exists():
        _restore_places(note)
        _finish_replacement(note)
    _restore(target)
    for role in _LEFT_BEHIND:
        _remove(work_path(target, role))


def _restore_places(note: Path) -> None:
    """Restores folders that were moved aside on a system without an exchange."""
    for entry in json.loads(note.read_text("utf-8")):
        _restore(note.parent.parent / entry["place"])


def _restore(target: Path) -> None:
    old = work_path(target, "old")
    if old.exists() and not target.exists():
        old.rename(target)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.exists() or path.is_symlink():
        path.unlink()
