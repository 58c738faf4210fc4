# What `inspect` and `lint` read: a vendor of the checkout, or any document. May import workflows.
"""Reads the argument VENDOR|FILE."""

from __future__ import annotations

from pathlib import Path

from clientloom.checkout.workspace import Workspace
from clientloom.cli.options import check_import_name, source, usage_error
from clientloom.portable import is_url
from clientloom.workflows import packages


def read(
    workspace: Workspace,
    subject: str,
    package: str = "",
    *,
    base: Path | None = None,
    allow_remote: bool = False,
    thorough: bool = False,
) -> packages.Loaded:
    """Reads a vendor or a document.

    Args:
        workspace: the checkout.
        subject: the name of a vendor, or the path or URL of a document.
        package: the import name for a document; "client" where it is empty.
        base: the folder that a document's references must stay in; None means the document's folder.
        allow_remote: whether references to http(s) URLs are followed.
        thorough: whether all rules are checked, see `packages.load_document`.

    Raises:
        InputError: the vendor or file does not exist or cannot be read, or an option is for documents only.
    """
    if subject in workspace.vendors():
        _refuse_document_options(package, base)
        return packages.load_vendor(
            subject, root=workspace.root, allow_remote=allow_remote, thorough=thorough
        )
    if not is_url(subject) and not Path(subject).exists():
        known = ", ".join(workspace.vendors()) or "none"
        message = "neither a vendor nor a file"
        raise usage_error(message, f"known vendors: {known}", file=subject)
    if package:
        check_import_name(package)
    return packages.load_document(
        source(subject),
        package=package or "client",
        base=base,
        allow_remote=allow_remote,
        thorough=thorough,
    )


def _refuse_document_options(package: str, base: Path | None) -> None:
    """Checks that the options that client.toml sets for a vendor are not given beside it."""
    if package:
        raise usage_error("--package is for documents", "a vendor has its name in client.toml")
    if base is not None:
        hint = "for a vendor, set `base` in [document] of client.toml"
        raise usage_error("--base is for documents", hint)
