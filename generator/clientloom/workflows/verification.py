# What `verify` does: renders a package into a temporary folder and calls its operations. May import checkout, config,
# pipeline and verify.
"""Verifies the client of a vendor or of a document."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from clientloom.checkout.package_lock import read_lock
from clientloom.checkout.workspace import Workspace
from clientloom.config.settings import VendorConfig
from clientloom.diagnostics import Diagnostic, InputError, Span
from clientloom.pipeline import analyse, render_analysed
from clientloom.scratch import scratch_folder
from clientloom.symbols import SymbolLock
from clientloom.verify.diagnose import diagnose
from clientloom.verify.report import Verification
from clientloom.verify.watched import TooSlowError, verify_within
from clientloom.workflows.release_candidates import shared_runtime, write_files


@dataclass(frozen=True, slots=True)
class Verified:
    """The outcome of each operation, and what is wrong, with its place in the document."""

    verification: Verification
    diagnostics: tuple[Diagnostic, ...]


def verify_client(workspace: Workspace, config: VendorConfig, *, allow_remote: bool) -> Verified:
    """Renders a client and calls each of its operations, sync and async, against a server made from its document.

    Args:
        workspace: the checkout; the names in the package's lock are kept.
        config: the settings of a vendor, or of a document without a folder.
        allow_remote: whether references to http(s) URLs are followed.

    Raises:
        InputError: the document cannot be read or rendered, or an operation takes too long to be verified.
    """
    package = workspace.package(config.folder.name)
    lock = read_lock(package, workspace.root) if config.file else None
    symbols = lock.symbols if lock else SymbolLock()
    analysis = analyse(config, symbols=symbols, root=workspace.root, allow_remote=allow_remote)
    rendered = render_analysed(config, analysis, root=workspace.root)
    with scratch_folder() as folder:
        write_files(rendered.files, folder)
        if config.package.runtime == "shared":
            write_files(shared_runtime(config.package.http), folder / "runtime")
            shutil.copytree(folder / "runtime" / "src", folder / "src", dirs_exist_ok=True)
        try:
            found = verify_within(rendered.api, analysis.document.root, folder / "src")
        except TooSlowError as slow:
            hint = "leave operations out by `exclude` in client.toml, or simplify their schemas"
            span = Span(str(config.document.path))
            raise InputError.at(span, "too-slow", str(slow), hint) from None
    return Verified(found, tuple(diagnose(found, analysis.document.locate)))
