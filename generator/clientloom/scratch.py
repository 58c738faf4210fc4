# Temporary folders that a later run removes if this one is killed. Standard library and filelock only.
"""`scratch_folder`: a temporary folder that does not outlive its run, however that ends."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = "clientloom-"
_NAME = re.compile(rf"{_PREFIX}(\d+)-")
_LOCK = "lock"
"""The file beside the content that the owner of a scratch folder holds."""


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yields an empty temporary folder and removes it at the end.

    A killed process removes nothing. The folder carries its number and a lock that ends with it, by which
    `remove_abandoned` of a later run knows that nobody uses the folder any more.
    """
    from filelock import lock_descriptor

    top = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    try:
        descriptor = os.open(top / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            lock_descriptor(descriptor, blocking=False)
            content = top / "content"
            content.mkdir()
            yield content.resolve()
        finally:
            os.close(descriptor)
    finally:
        shutil.rmtree(top, ignore_errors=True)


def remove_abandoned() -> None:
    """Removes the scratch folders of killed runs of this user."""
    for path in find_abandoned():
        shutil.rmtree(path, ignore_errors=True)


def find_abandoned() -> list[Path]:
    """Returns the scratch folders of killed runs of this user."""
    try:
        names = os.listdir(tempfile.gettempdir())  # noqa: PTH208 (half the time of a glob)
    except OSError:
        return []
    paths = (Path(tempfile.gettempdir(), name) for name in names if name.startswith(_PREFIX))
    return [path for path in paths if _is_abandoned(path)]


def _is_abandoned(folder: Path) -> bool:
    """Nobody holds its lock, and the process that made it is gone: it may have the folder and not yet the lock."""
    match = _NAME.match(folder.name)
    if match is None or _runs(int(match[1])):
        return False
    try:
        return _is_own(folder) and not _is_held(folder / _LOCK)
    except OSError:
        return False


def _is_own(folder: Path) -> bool:
    return not hasattr(os, "getuid") or folder.lstat().st_uid == os.getuid()


def _runs(process: int) -> bool:
    if os.name == "nt":  # there os.kill ends a process
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _is_held(lock: Path) -> bool:
    from filelock import lock_descriptor

    try:
        descriptor = os.open(lock, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        return not lock_descriptor(descriptor, blocking=False)
    finally:
        os.close(descriptor)
