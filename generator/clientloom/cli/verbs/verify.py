# clientloom verify: calls every operation of a client and checks requests and results against the document.
"""The verb `verify`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientloom.cli import console
from clientloom.cli.codes import BAD_INPUT, CLEAN, FINDINGS
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
from clientloom.diagnostics import InputError

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
    codes: list[int] = []
    found: list[Verification] = []
    for load in _vendors(workspace, vendors or [], spec, package, base):
        try:
            verified = verify_client(workspace, load(), allow_remote=allow_remote)
        except InputError as refused:  # the other vendors are verified all the same
            console.print_diagnostics(refused.diagnostics)
            codes.append(BAD_INPUT)
            continue
        found.append(verified.verification)
        codes.append(CLEAN if verified.verification.is_clean else FINDINGS)
        if not as_json:
            _print(verified)
    if as_json:
        console.print_json([verification.as_json() for verification in found])
    raise typer.Exit(max(codes, default=CLEAN))


def _vendors(
    workspace: Workspace, vendors: list[str], spec: str, package: str, base: Path | None
) -> list[Callable[[], VendorConfig]]:
    """Returns what reads the settings of each vendor, or makes those of the document `spec`."""
    if spec:
        check_import_name(package)
        return [partial(one_off, source(spec), package, base)]
    folders = map(workspace.vendor, workspace.select(vendors))
    return [partial(load_vendor, folder, root=workspace.root) for folder in folders]


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
