# Options that several verbs share, and what they mean.
"""`--root` and its like."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clientloom.checkout.workspace import Workspace, find_root
from clientloom.config.checks import IMPORT_NAME_HINT, import_name_fault
from clientloom.config.load import is_url
from clientloom.diagnostics import InputError, Span

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
        return Workspace(find_root(_here()))
    if not root.is_dir():
        raise usage_error(str(root), "there is no such folder", "correct --root")
    return Workspace(root)


def _here() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:
        message = "the folder that you are in is no longer there"
        raise usage_error(".", message, "change to one that is") from None


def source(text: str) -> Path | str:
    """A document on the command line: an http(s) address as it is, else a path."""
    return text if is_url(text) else Path(text)


def check_import_name(name: str) -> None:
    """Refuses what `--package` cannot be.

    Raises:
        InputError: Python cannot import it, or pip cannot install it beside what the client needs.
    """
    if fault := import_name_fault(name):
        raise usage_error("--package", fault, IMPORT_NAME_HINT)


def usage_error(where: str, message: str, hint: str) -> InputError:
    """What a wrong argument raises."""
    return InputError.at(Span(where), "usage", message, hint)
