# clientloom build: wheels and sdists of the generated packages.
"""The verb `build`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clientloom.cli import console
from clientloom.cli.codes import BAD_INPUT, CLEAN
from clientloom.cli.options import Root, workspace
from clientloom.config.load import display_path
from clientloom.diagnostics import Diagnostic, InputError, Span


def run(
    vendors: Annotated[
        list[str] | None,
        typer.Argument(help="Vendors of specs/; all when none is named.", metavar="VENDOR"),
    ] = None,
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", help="Folder for the files; dist/ when not given.", metavar="DIR"),
    ] = None,
    root: Root = None,
) -> None:
    """Build wheel and sdist of each package, the same to the byte wherever and whenever it is built."""
    from clientloom.publish.build import BuildError
    from clientloom.workflows.release_candidates import build_vendor

    place = workspace(root)
    out = output or place.root / "dist"
    code = CLEAN
    for name in place.select(vendors or []):
        try:
            built = build_vendor(place, name, out)
        except BuildError as error:
            span = Span(display_path(place.package(name), place.root))
            hint = "correct the package and generate it again"
            console.diagnostics([Diagnostic.error(span, "build", str(error), hint)])
            code = BAD_INPUT
            continue
        except InputError as problem:
            console.diagnostics(problem.diagnostics)
            code = BAD_INPUT
            continue
        for path in built.files:
            console.say(display_path(path, place.root))
    raise typer.Exit(code)
