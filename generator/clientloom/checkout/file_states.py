# Whether files were touched since they were last read, by what the file system says of them. Imports the standard
# library only.
"""`describe`: the state of files without reading them; `is_settled`: whether that can be relied on."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

_GRANULE = 2_000_000_000
"""Nanoseconds within which a file system may give two writes the same time."""


def describe(root: Path, names: Iterable[str]) -> str | None:
    """Returns size, times and identity of files and folders below `root`; None if these would not show every change.

    Windows reports no time of the last change that a program cannot set.
    """
    if os.name == "nt":
        return None
    try:
        return "\n".join(_state(f"{root}/{name}") for name in names)
    except (OSError, ValueError):
        return None


def _state(path: str) -> str:
    found = os.stat(path)  # noqa: PTH116 (a path object for each of 80 files of 500 packages costs more than the calls)
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {path}"


def is_settled(root: Path, names: Iterable[str]) -> bool:
    """Whether the last changes are so old that a later one changes a time."""
    before = time.time_ns() - _GRANULE
    try:
        return all((root / name).stat().st_ctime_ns < before for name in names)
    except (OSError, ValueError):
        return False
