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

if TYPE_CHECKING:
    from clientloom.checkout.workspace import Workspace
    from clientloom.verify.report import Verification
    from clientloom.workflows.verification import Verified


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
    from clientloom.workflows.verification import verify_client

    workspace = find_workspace(root)
    check_spec_options(vendors, spec, base)
    configs = _configs(workspace, vendors or [], spec, package, base)
    found = [verify_client(workspace, config, allow_remote=allow_remote) for config in configs]
    if as_json:
        console.print_json([verified.verification.as_json() for verified in found])
    else:
        for verified in found:
            _print(verified)
    is_clean = all(verified.verification.is_clean for verified in found)
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


def _print(verified: Verified) -> None:
    """Prints the outcome of each operation, and the diagnostics."""
    for line in _lines(verified.verification):
        console.print_line(line)
    console.print_diagnostics(verified.diagnostics)


def _lines(found: Verification) -> Iterator[str]:
    width = max((len(f.accessor) for f in found.findings), default=0)
    for f in found.findings:
        yield f"{f.outcome:<9}  {f.accessor:<{width}}  {f.operation}"
    counts = ", ".join(f"{count} {outcome}" for outcome, count in found.counts().items())
    yield f"{found.package}: {len(found.findings)} operations: {counts}"
