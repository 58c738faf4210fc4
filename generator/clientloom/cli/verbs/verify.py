# clientloom verify: calls every operation of a client and checks requests and results against the document.
"""The verb `verify`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientloom.cli import console
from clientloom.cli.codes import CLEAN, FINDINGS
from clientloom.cli.options import (
    AllowRemote,
    Base,
    Root,
    Vendors,
    check_import_name,
    find_workspace,
    source,
    usage_error,
)
from clientloom.config.load import load_vendor, one_off
from clientloom.config.settings import VendorConfig
from clientloom.diagnostics import InputError, Span
from clientloom.scratch import scratch_folder

if TYPE_CHECKING:
    from clientloom.checkout.workspace import Workspace
    from clientloom.verify.report import Verification


def run(
    vendors: Vendors = None,
    *,
    spec: Annotated[
        str,
        typer.Option(
            "--spec",
            help="Verify a client of this document, without a folder in specs/.",
            metavar="FILE_OR_URL",
        ),
    ] = "",
    package: Annotated[
        str,
        typer.Option("--package", help="Import name of the package, with --spec.", metavar="NAME"),
    ] = "client",
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    root: Root = None,
    base: Base = None,
    allow_remote: AllowRemote = False,
) -> None:
    """Call every operation of a client, sync and async, against a server made from its document.

    Checks each request and each result against the document. Exits with code 1 if one is wrong.
    """
    workspace = find_workspace(root)
    if spec and vendors:
        raise usage_error("verify", "--spec cannot be combined with vendors", "give one of the two")
    configs = _configs(workspace, vendors or [], spec, package, base)
    found = [_verify_vendor(workspace, config, allow_remote=allow_remote) for config in configs]
    if as_json:
        console.print_json([v.as_json() for v in found])
    else:
        for verification in found:
            for line in _lines(verification):
                console.print_line(line)
    raise typer.Exit(CLEAN if all(v.is_clean for v in found) else FINDINGS)


def _configs(
    workspace: Workspace, vendors: list[str], spec: str, package: str, base: Path | None
) -> Iterator[VendorConfig]:
    if spec:
        check_import_name(package)
        yield one_off(source(spec), package, base)
        return
    for name in workspace.select(vendors):
        yield load_vendor(workspace.vendor(name), root=workspace.root)


def _verify_vendor(
    workspace: Workspace, config: VendorConfig, *, allow_remote: bool
) -> Verification:
    """Renders a package into a temporary folder and calls its operations."""
    from clientloom.checkout.package_lock import read_lock
    from clientloom.pipeline import analyse, render_analysed
    from clientloom.symbols import SymbolLock
    from clientloom.verify.watched import TooSlowError, verify_within

    lock = read_lock(workspace.package(config.folder.name)) if config.file else None
    symbols = lock.symbols if lock else SymbolLock()
    analysis = analyse(config, symbols=symbols, root=workspace.root, allow_remote=allow_remote)
    rendered = render_analysed(config, analysis, root=workspace.root)
    with scratch_folder() as folder:
        for path, text in rendered.files.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
        try:
            return verify_within(rendered.api, analysis.document.root, Path(folder, "src"))
        except TooSlowError as slow:
            hint = "leave operations out by `exclude` in client.toml, or simplify their schemas"
            raise InputError.at(
                Span(str(config.document.path)), "too-slow", str(slow), hint
            ) from None


def _lines(found: Verification) -> Iterator[str]:
    width = max((len(f.accessor) for f in found.findings), default=0)
    for f in found.findings:
        yield f"{f.outcome:<9}  {f.accessor:<{width}}  {f.operation}"
        yield from (f"    {problem}" for problem in f.problems)
        yield from (f"    unchecked: {reason}" for reason in f.unchecked)
    yield from (f"error: {problem}" for problem in found.problems)
    counts = ", ".join(f"{count} {outcome}" for outcome, count in found.counts().items())
    yield f"{found.package}: {len(found.findings)} operations: {counts}"
