# What `inspect` and `lint` read: a vendor of the checkout, or any document. May import pipeline and what it uses.
"""Reads the argument VENDOR|FILE."""

from __future__ import annotations

from pathlib import Path

from clientloom.checkout.package_lock import read_lock
from clientloom.checkout.workspace import Workspace
from clientloom.cli.options import check_import_name, source, usage_error
from clientloom.config.load import is_url, load_vendor, one_off
from clientloom.config.settings import VendorConfig
from clientloom.ir.symbols import SymbolLock
from clientloom.pipeline import Analysis, analyse


def read(
    workspace: Workspace,
    subject: str,
    package: str = "",
    *,
    base: Path | None = None,
    allow_remote: bool = False,
    thorough: bool = False,
) -> Analysis:
    """Reads a vendor or a document and returns the analysis of it.

    Args:
        workspace: the checkout.
        subject: the name of a vendor, or the path or URL of a document.
        package: the import name for a document; "client" where it is empty.
        base: the folder that a document's references must stay in; None means the document's folder.
        allow_remote: whether references to http(s) URLs are followed.
        thorough: whether all rules are checked, see `analyse`.

    Raises:
        InputError: the vendor or file does not exist or cannot be read.
    """
    vendor = _vendor(workspace, subject, package, base)
    lock = read_lock(workspace.package(subject)) if vendor.file else None
    symbols = lock.symbols if lock else SymbolLock()
    return analyse(
        vendor, symbols=symbols, root=workspace.root, allow_remote=allow_remote, thorough=thorough
    )


def _vendor(workspace: Workspace, subject: str, package: str, base: Path | None) -> VendorConfig:
    if subject in workspace.vendors():
        return load_vendor(workspace.vendor(subject), root=workspace.root)
    if not is_url(subject) and not Path(subject).exists():
        known = ", ".join(workspace.vendors()) or "none"
        message = "neither a vendor nor a file"
        raise usage_error(subject, message, f"known vendors: {known}")
    if package:
        check_import_name(package)
    return one_off(source(subject), package or "client", base)
