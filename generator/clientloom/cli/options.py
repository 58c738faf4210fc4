# Command line options that several verbs share. May import checkout, config and diagnostics.
"""Shared options such as `--root`, and the checks of their values."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from clientloom.checkout.repair import repair_checkout
from clientloom.checkout.workspace import Workspace, find_root
from clientloom.config.checks import import_name_fault
from clientloom.diagnostics import InputError, Span
from clientloom.diagnostics.diagnostic import quote
from clientloom.portable import is_url

Vendors = Annotated[
    list[str] | None, typer.Argument(help="Vendors in specs/. Default: all.", metavar="VENDOR")
]
Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        help="Checkout to work in. Default: the nearest parent folder with specs/.",
        metavar="DIR",
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Treat warnings about a document as errors.")
]
Force = Annotated[
    bool, typer.Option("--force", help="Overwrite generated files that were edited manually.")
]
Spec = Annotated[
    str,
    typer.Option(
        "--spec",
        help="Use this document instead of a vendor in specs/.",
        metavar="FILE_OR_URL",
    ),
]
ImportName = Annotated[
    str, typer.Option("--package", help="Import name of the package; needs --spec.", metavar="NAME")
]
Base = Annotated[
    Path | None,
    typer.Option(
        "--base",
        help="Folder that the document's references must stay in. Default: the document's folder.",
        metavar="DIR",
        file_okay=False,
        exists=True,
    ),
]
AllowRemote = Annotated[
    bool, typer.Option("--allow-remote", help="Follow references to http(s) URLs.")
]

Shard = Annotated[
    str,
    typer.Option(
        "--shard",
        help="Work on share K of N of the vendors; for CI that divides them among N jobs.",
        metavar="K/N",
    ),
]
Scheduler = Annotated[
    str,
    typer.Option(
        "--scheduler",
        help="Render on the workers of a dask.distributed scheduler; needs clientloom[dask].",
        metavar="ADDRESS",
    ),
]
_MOST_SHARES = 10_000


def find_workspace(root: Path | None) -> Workspace:
    """Returns the checkout that `--root` names, after it was repaired from runs that were killed.

    Raises:
        InputError: the folder does not exist.
    """
    if root is not None and not root.is_dir():
        raise usage_error("the folder does not exist", "correct --root", file=str(root))
    workspace = Workspace(root or find_root(_current_folder()))
    repair_checkout(workspace)
    return workspace


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:
        message = "the current folder no longer exists"
        raise usage_error(message, "change to another folder") from None


def source(text: str) -> Path | str:
    """Returns a document named on the command line: an http(s) URL as it is, anything else as a path."""
    return text if is_url(text) else Path(text)


def check_import_name(name: str) -> None:
    """Checks the value of `--package`.

    Raises:
        InputError: Python cannot import the name, or it conflicts with a package that the client needs.
    """
    if fault := import_name_fault(name):
        raise usage_error(f"--package: {fault[0]}", fault[1])


def parse_shard(text: str) -> tuple[int, int]:
    """Returns K and N of `--shard K/N`.

    Raises:
        InputError: it is not of this form, or there is no share of this number.
    """
    match = re.fullmatch(r"([0-9]{1,5})/([0-9]{1,5})", text)
    number, count = (int(match[1]), int(match[2])) if match else (0, 0)
    if not 1 <= number <= count <= _MOST_SHARES:
        hint = "give K/N with K from 1 to N, for example `--shard 2/4`"
        raise usage_error(f"--shard: {quote(text)} names no share", hint)
    return number, count


def check_spec_options(vendors: list[str] | None, spec: str, base: Path | None) -> None:
    """Checks that `--spec` is given without vendors, and `--base` only with `--spec`.

    Raises:
        InputError: they are not.
    """
    if spec and vendors:
        raise usage_error("--spec cannot be combined with vendors", "give one of the two")
    if base is not None and not spec:
        hint = "for a vendor, set `base` in [document] of client.toml"
        raise usage_error("--base needs --spec", hint)


def usage_error(message: str, hint: str, *, file: str = "") -> InputError:
    """Returns the error for a wrong argument; `file` is the file or folder that it names."""
    return InputError.at(Span(file), "usage", message, hint)
