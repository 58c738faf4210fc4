# clientloom build: wheels and sdists of the generated packages.
"""The verb `build`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientloom.cli import console
from clientloom.cli.build_failure import build_failure
from clientloom.cli.codes import BAD_INPUT, CLEAN, FINDINGS
from clientloom.cli.options import Root, Vendors, find_workspace
from clientloom.config.load import display_path
from clientloom.diagnostics import InputError

if TYPE_CHECKING:
    from clientloom.checkout.workspace import Workspace
    from clientloom.publish.build import Built


def run(
    vendors: Vendors = None,
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", help="Folder for the built files. Default: dist/.", metavar="DIR"),
    ] = None,
    runtime: Annotated[
        bool,
        typer.Option("--runtime", help="Build the runtime for each HTTP library instead."),
    ] = False,
    root: Root = None,
) -> None:
    """Build a wheel and an sdist of each package.

    The files are byte-identical wherever and whenever they are built. Like `publish`, refuses a package that was edited
    manually or is out of date.
    """
    from clientloom.publish.build import BuildError
    from clientloom.workflows.release_candidates import (
        build_runtimes,
        build_vendor,
        find_problems,
    )

    workspace = find_workspace(root)
    out = output or workspace.root / "dist"
    if runtime:
        for built in build_runtimes(out):
            _print_files(built, workspace)
        raise typer.Exit(CLEAN)
    code = CLEAN
    for name in workspace.select(vendors or []):
        try:
            if problems := find_problems(workspace, name):
                console.print_diagnostics(problems)
                code = max(code, FINDINGS)
                continue
            built = build_vendor(workspace, name, out)
        except BuildError as error:
            console.print_diagnostics([build_failure(workspace, name, error)])
            code = BAD_INPUT
            continue
        except InputError as problem:
            console.print_diagnostics(problem.diagnostics)
            code = BAD_INPUT
            continue
        _print_files(built, workspace)
    raise typer.Exit(code)


def _print_files(built: Built, workspace: Workspace) -> None:
    for path in built.files:
        console.print_line(display_path(path, workspace.root))
