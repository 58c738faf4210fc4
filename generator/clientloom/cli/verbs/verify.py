# clientloom verify: every operation of a client is called and held against the document.
"""The verb `verify`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from clientloom.cli import console
from clientloom.cli.codes import CLEAN, FINDINGS
from clientloom.cli.options import (
    AllowRemote,
    Base,
    Root,
    check_import_name,
    source,
    usage_error,
    workspace,
)
from clientloom.config.load import load_vendor, one_off
from clientloom.config.settings import VendorConfig
from clientloom.diagnostics import InputError, Span

if TYPE_CHECKING:
    from clientloom.checkout.workspace import Workspace
    from clientloom.verify.report import Verification


def run(
    vendors: Annotated[
        list[str] | None,
        typer.Argument(help="Vendors of specs/; all when none is named.", metavar="VENDOR"),
    ] = None,
    *,
    spec: Annotated[
        str,
        typer.Option(
            "--spec", help="One-off: a document's file or address.", metavar="FILE_OR_URL"
        ),
    ] = "",
    package: Annotated[
        str, typer.Option("--package", help="One-off: the import name.", metavar="NAME")
    ] = "client",
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    root: Root = None,
    base: Base = None,
    allow_remote: AllowRemote = False,
) -> None:
    """Call every operation, sync and async, and check requests and results against the document."""
    place = workspace(root)
    if spec and vendors:
        raise usage_error("verify", "--spec takes no vendors", "name vendors, or a document")
    configs = _configs(place, vendors or [], spec, package, base)
    found = [_verify_vendor(place, config, allow_remote=allow_remote) for config in configs]
    if as_json:
        console.say_json([v.as_json() for v in found])
    else:
        for verification in found:
            for line in _table(verification):
                console.say(line)
    raise typer.Exit(CLEAN if all(v.is_clean for v in found) else FINDINGS)


def _configs(
    place: Workspace, vendors: list[str], spec: str, package: str, base: Path | None
) -> Iterator[VendorConfig]:
    if spec:
        check_import_name(package)
        yield one_off(source(spec), package, base)
        return
    for name in place.select(vendors):
        yield load_vendor(place.vendor(name), root=place.root)


def _verify_vendor(place: Workspace, config: VendorConfig, *, allow_remote: bool) -> Verification:
    """Renders a package into a temporary folder and calls it there."""
    from clientloom.checkout.package_lock import read_lock
    from clientloom.ir.symbols import SymbolLock
    from clientloom.pipeline import analyse, render_analysed

    try:
        from clientloom.verify.run import verify
    except ImportError as missing:
        raise _not_installed(missing) from None
    lock = read_lock(place.package(config.folder.name)) if config.file else None
    symbols = lock.symbols if lock else SymbolLock()
    analysis = analyse(config, symbols=symbols, root=place.root, allow_remote=allow_remote)
    rendered = render_analysed(config, analysis, root=place.root)
    with TemporaryDirectory(prefix="clientloom-") as folder:
        for path, text in rendered.files.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
        return verify(rendered.api, analysis.document.root, Path(folder, "src"))


def _not_installed(missing: ImportError) -> InputError:
    hint = 'install it by `pip install "clientloom[verify]"`'
    return InputError.at(Span("verify"), "not-installed", f"{missing.name} is needed", hint)


def _table(found: Verification) -> Iterator[str]:
    width = max((len(f.accessor) for f in found.findings), default=0)
    for f in found.findings:
        yield f"{f.outcome:<9}  {f.accessor:<{width}}  {f.operation}"
        yield from (f"    {problem}" for problem in f.problems)
        yield from (f"    unchecked: {reason}" for reason in f.unchecked)
    yield from (f"error: {problem}" for problem in found.problems)
    counts = ", ".join(f"{count} {outcome}" for outcome, count in found.counts().items())
    yield f"{found.package}: {len(found.findings)} operations: {counts}"
