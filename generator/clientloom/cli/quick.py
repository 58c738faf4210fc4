# `clientloom generate` with nothing to do, which is most of the runs in a project's life: no more is imported
# and read than it takes to see that. May import unchanged and workspace.
"""The short way through `generate`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from clientloom.checkout.unchanged import is_unchanged
from clientloom.checkout.workspace import Workspace, find_root
from clientloom.cli import console
from clientloom.diagnostics import InputError


def is_all_done(arguments: Sequence[str]) -> bool:
    """Whether the arguments ask for packages that are all up to date; says so, if they are.

    False leaves the work, and the complaint about any mistake, to the verb itself.
    """
    match arguments:
        case ["generate", *rest]:
            names = [argument for argument in rest if argument not in {"--check", "--diff"}]
        case _:
            return False
    if any(name.startswith("-") for name in names):
        return False
    with suppress(InputError, OSError):
        place = Workspace(find_root(Path.cwd()))
        vendors = place.select(names)
        if all(is_unchanged(place, vendor, strict=False) for vendor in vendors):
            for vendor in vendors:
                console.up_to_date(vendor)
            return True
    return False
