# The fast path of `clientloom generate`: most runs have nothing to do, so only what it takes to see that is
# imported and read. May import console and checkout.
"""The fast path of `generate` when all packages are up to date."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from clientloom.checkout.repair import needs_repair
from clientloom.checkout.unchanged import find_outdated
from clientloom.checkout.workspace import Workspace, find_root
from clientloom.cli import console
from clientloom.diagnostics import InputError


def report_up_to_date(arguments: Sequence[str]) -> bool:
    """Prints `NAME: up to date` for each package and returns True, if all that `arguments` name are up to date.

    Otherwise prints nothing and returns False: the verb itself does the work and reports mistakes.
    """
    match arguments:
        case ["generate", *rest]:
            names = [argument for argument in rest if argument not in {"--check", "--diff"}]
        case _:
            return False
    if any(name.startswith("-") for name in names):
        return False
    with suppress(InputError, OSError):
        workspace = Workspace(find_root(Path.cwd()))
        if needs_repair(workspace):
            return False
        vendors = workspace.select(names)
        if next(find_outdated(workspace, vendors, strict=False), None) is None:
            for vendor in vendors:
                console.print_up_to_date(vendor)
            return True
    return False
