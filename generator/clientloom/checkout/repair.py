# What every verb does first: ends or takes back what killed runs left in a checkout. May import atomic, work_folder,
# workspace and scratch.
"""Repairs a checkout before anything reads it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from clientloom.checkout.atomic import BusyError, exclusive
from clientloom.checkout.work_folder import (
    close_work_folder,
    find_unfinished,
    has_work_folder,
    work_path,
)
from clientloom.checkout.workspace import Workspace
from clientloom.scratch import find_abandoned, remove_abandoned


def repair_checkout(workspace: Workspace) -> None:
    """Completes or undoes what killed runs began in a checkout. It leaves alone what another run is writing.

    Raises:
        OSError: a package is half exchanged, and the disk does not allow to repair it.
    """
    for parent in _parents(workspace):
        repair_folder(parent)
    remove_abandoned()


def repair_folder(parent: Path) -> None:
    """Repairs the folders and files in `parent`; raises as `repair_checkout` does."""
    for target in find_unfinished(parent):
        try:
            with suppress(BusyError), exclusive(target):
                pass
        except OSError:  # a checkout that cannot be written can still be read, if it is whole
            if any(work_path(target, role).exists() for role in ("commit", "old")):
                raise
    close_work_folder(parent)


def needs_repair(workspace: Workspace) -> bool:
    """Returns whether a run is at work on the checkout, or was killed and left something there or behind it."""
    return any(map(has_work_folder, _parents(workspace))) or bool(find_abandoned())


def _parents(workspace: Workspace) -> tuple[Path, ...]:
    """The folders that targets lie in: first the packages, whose notes name the vendors' folders too."""
    return workspace.root / "generated", workspace.specs, workspace.root / "dist"
