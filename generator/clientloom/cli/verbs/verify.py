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
    ImportName,
    Root,
    Spec,
    Vendors,
    check_import_name,
    check_spec_options,
    find_workspace,
    source,
)
from clientloom.config.load import load_vendor, one_off
from clientloom.config.settings import VendorConfig
from clientloom.diagnostics import InputError, Span
from clientloom.scratch import scratch_folder

if TYPE_CHECKING:
    from clientloom.checkout.workspace import Workspace
    from clientloom.document import Document
    from clientloom.verify.report import Verification


def run(
    vendors: Vendors = None,
    *,
    spec: Spec = "",
    package: ImportName = "client",
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    root: Root = None,
    base: Base = None,
    allow_remote: AllowRemote = False,
) -> None:
    """Call every operation of a client, sync and async, against a server made from its document.

    Checks each request and each result against the document. Exits with code 1 if one is wrong.
    """
    workspace = find_workspace(root)
    check_spec_options(vendors, spec, base)
    configs = _configs(workspace, vendors or [], spec, package, base)
    found = [_verify_vendor(workspace, config, allow_remote=allow_remote) for config in configs]
    if as_json:
        console.print_json([verification.as_json() for verification, _ in found])
    else:
        for verification, document in found:
            print_verification(verification, document)
    is_clean = all(verification.is_clean for verification, _ in found)
    raise typer.Exit(CLEAN if is_clean else FINDINGS)


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
) -> tuple[Verification, Document]:
    """Renders a package into a temporary folder, calls its operations, and returns the result and the document."""
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
            found = verify_within(rendered.api, analysis.document.root, Path(folder, "src"))
        except TooSlowError as slow:
            hint = "leave operations out by `exclude` in client.toml, or simplify their schemas"
            raise InputError.at(
                Span(str(config.document.path)), "too-slow", str(slow), hint
            ) from None
    return found, analysis.document


def print_verification(verification: Verification, document: Document) -> None:
    """Prints the outcome of each operation, and the diagnostics."""
    from clientloom.verify.diagnose import diagnose

    for line in _lines(verification):
        console.print_line(line)
    console.print_diagnostics(diagnose(verification, document.locate))


def _lines(found: Verification) -> Iterator[str]:
    width = max((len(f.accessor) for f in found.findings), default=0)
    for f in found.findings:
        yield f"{f.outcome:<9}  {f.accessor:<{width}}  {f.operation}"
    counts = ", ".join(f"{count} {outcome}" for outcome, count in found.counts().items())
    yield f"{found.package}: {len(found.findings)} operations: {counts}"
