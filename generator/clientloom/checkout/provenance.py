# What a package was made from, for its lock. May import config, document's model, lock and workspace.
"""Collects hashes of the inputs and versions of the tools."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from clientloom import __version__
from clientloom.checkout.package_lock import Inputs, input_digest, tree_digest
from clientloom.checkout.workspace import templates_folder
from clientloom.portable import is_url, relative_name

if TYPE_CHECKING:  # its room is heavy, and `unchanged` has no time
    from clientloom.config.settings import VendorConfig
    from clientloom.document.document import Document

CHANGELOG = "CHANGELOG.md"
"""Lives in the vendor's folder, where `update` adds to it, and is copied into the package."""


def tool_versions() -> Mapping[str, str]:
    """Returns the versions of the programs that decide the text of a package."""
    from importlib.metadata import version

    shaping = {name: version(name) for name in ("datamodel-code-generator", "ruff")}
    return {"clientloom": __version__, **shaping}


def inputs_of(vendor: VendorConfig, document: Document, root: Path) -> Inputs:
    """Returns the hashes of all inputs. A vendor's files are named relative to `root`."""
    from clientloom.config.load import overlay_files

    root = root if vendor.file else Path()
    overlays = {path.relative_to(vendor.folder).as_posix(): path for path in overlay_files(vendor)}
    read = {_from_folder(name, vendor, root): sha for name, sha in document.sha256.items()}
    return Inputs(
        config=input_digest(root / vendor.file) if vendor.file else "",
        document={name: sha for name, sha in read.items() if name not in overlays},
        overlays={name: input_digest(path) for name, path in overlays.items()},
        changelog=input_digest(vendor.folder / CHANGELOG),
        templates=templates_digest(vendor),
    )


def _from_folder(name: str, vendor: VendorConfig, root: Path) -> str:
    """Returns a name that is the same on every machine: relative to the vendor's folder."""
    if is_url(name):
        return name
    return relative_name(root / name, vendor.folder)


def templates_digest(vendor: VendorConfig) -> str:
    """Returns one hash of the built-in templates and the vendor's own.

    `templates/review/` is left out: a page for reviewers changes no package.
    """
    own = tree_digest(vendor.folder / vendor.templates) if vendor.templates else ""
    return sha256(f"{built_in_digests()}{own}".encode()).hexdigest()


@cache
def built_in_digests() -> str:
    """Returns the hashes of the built-in templates and of the runtime at the start of the run."""
    return "".join(tree_digest(templates_folder() / part) for part in ("package", "runtime"))
