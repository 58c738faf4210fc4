# Options that several verbs share, and what they mean.
"""`--root` and its like."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clientloom.config.load import is_url
from clientloom.diagnostics import Diagnostic, InputError, Severity, Span
from clientloom.workspace import Workspace, find_root

Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        help="The checkout; the nearest folder upwards with specs/ when not given.",
        metavar="DIR",
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Treat warnings about the document as errors.")
]
Base = Annotated[
    Path | None,
    typer.Option(
        "--base",
        help="For a document: the folder that its references may not leave; its own by default.",
        metavar="DIR",
        file_okay=False,
        exists=True,
    ),
]
AllowRemote = Annotated[
    bool, typer.Option("--allow-remote", help="Follow references to http(s) addresses.")
]


def workspace(root: Path | None) -> Workspace:
    """The checkout that `--root` names.

    Raises:
        InputError: it is no folder.
    """
    if root is None:
        return Workspace(find_root(Path.cwd()))
    if not root.is_dir():
        raise usage_error(str(root), "there is no such folder", "correct --root")
    return Workspace(root)


def source(text: str) -> Path | str:
    """A document on the command line: an http(s) address as it is, else a path."""
    return text if is_url(text) else Path(text)


def usage_error(where: str, message: str, mend: str) -> InputError:
    """What a wrong argument raises."""
    found = Diagnostic(
        code="usage", severity=Severity.ERROR, span=Span(where), message=message, mend=mend
    )
    return InputError(found)
