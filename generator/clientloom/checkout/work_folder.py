# Where runs keep what is not finished: locks, staging folders and notes. Standard library only.
"""The hidden folder beside a target that holds its work files, and hides itself from git.

A run that is killed leaves work files in whatever repository its user has. The folder has a `.gitignore` of its own,
so that no repository has to know of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

WORK_FOLDER = ".clientloom"

Role = Literal["lock", "new", "old", "commit", "commit-part"]
"""The role of a work file: lock of a run, next state, last state, or note about several folders."""

_ROLES: tuple[Role, ...] = ("lock", "new", "old", "commit", "commit-part")
_IGNORE = ".gitignore"


def work_path(target: Path, role: Role) -> Path:
    """Returns the path of a work file of `target`; it is on the same file system."""
    return target.parent / WORK_FOLDER / f"{target.name}.{role}"


def open_work_folder(parent: Path) -> None:
    """Makes the work folder of the targets in `parent`, with everything in it ignored by git."""
    folder = parent / WORK_FOLDER
    ignore = folder / _IGNORE
    while not ignore.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # another run was the last to use the folder
            ignore.write_text("*\n", "ascii", newline="\n")


def close_work_folder(parent: Path) -> None:
    """Removes the work folder of `parent` if no run has anything in it."""
    folder = parent / WORK_FOLDER
    with suppress(OSError):
        if {path.name for path in folder.iterdir()} <= {_IGNORE}:
            (folder / _IGNORE).unlink(missing_ok=True)
            _remove_or_keep(folder)


def _remove_or_keep(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:  # another run has just begun to use it
        if folder.is_dir():
            open_work_folder(folder.parent)
        raise


def has_work_folder(parent: Path) -> bool:
    """Returns whether a run has its work files in `parent`, or was killed before it removed the folder for them."""
    return (parent / WORK_FOLDER).is_dir()


def find_unfinished(parent: Path) -> Sequence[Path]:
    """Returns the targets in `parent` that have work files: of runs that go on, and of runs that were killed."""
    names = {path.name.rpartition(".") for path in (parent / WORK_FOLDER).glob("*.*")}
    return sorted(parent / name for name, _, role in names if name and role in _ROLES)


def is_cache(folder: str) -> bool:
    """Whether a folder of this name holds nothing that somebody wrote."""
    return folder == "__pycache__" or folder.startswith(".")
