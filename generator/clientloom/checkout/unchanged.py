# Whether there is anything to do at all. A run that finds nothing new ends here, before anything heavy is
# imported. May import config, lock, provenance and workspace.
"""Telling by hashes alone that a package is what its inputs give."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from clientloom.checkout.package_lock import (
    LOCK_NAME,
    PackageLock,
    file_digest,
    input_digest,
    read_lock,
    tree_digest,
)
from clientloom.checkout.provenance import CHANGELOG, templates_digest
from clientloom.checkout.work_folder import WORK_FOLDER, open_work_folder
from clientloom.checkout.workspace import Workspace, custom_file
from clientloom.config.load import load_vendor, overlay_files

_TOOLS = ("datamodel_code_generator", "ruff")
_FOLDER = "up-to-date"


def is_unchanged(workspace: Workspace, vendor: str, *, strict: bool) -> bool:
    """Whether the vendor's package is known to be what its present inputs give.

    Its lock must agree with the inputs and with the files as they are now, and this very code must have made
    or checked it: that is remembered outside of version control, for the code is no input of users.

    Raises:
        InputError: client.toml or the lock cannot be read.
    """
    package = workspace.package(vendor)
    code = code_version()
    try:
        remembered = _state_file(workspace, vendor, strict=strict).read_text("ascii")
    except OSError:
        return False
    lock = read_lock(package)
    return (
        lock is not None
        and remembered == _stamp(code, package)
        and _is_current(lock, workspace, vendor)
    )


def remember(workspace: Workspace, vendor: str, *, strict: bool) -> None:
    """Notes that the package is up to date; a checkout that cannot be written just stays slow.

    Nothing is noted when an input changed while the package was rendered from it.
    """
    package = workspace.package(vendor)
    lock = read_lock(package)
    if lock is None or not _is_current(lock, workspace, vendor):
        return
    path = _state_file(workspace, vendor, strict=strict)
    with suppress(OSError):
        open_work_folder(workspace.root)
        path.parent.mkdir(exist_ok=True)
        path.write_text(_stamp(code_version(), package), "ascii", newline="\n")


def _is_current(lock: PackageLock, workspace: Workspace, vendor: str) -> bool:
    """Whether everything that the lock has a hash of has that hash now; what came from the net never has."""
    folder, package = workspace.vendor(vendor), workspace.package(vendor)
    config, inputs = load_vendor(folder, root=workspace.root), lock.inputs
    overlays = {path.relative_to(folder).as_posix() for path in overlay_files(config)}
    return (
        overlays == inputs.overlays.keys()
        and config.document.path in inputs.document
        and inputs.config == input_digest(workspace.root / config.file)
        and inputs.changelog == input_digest(folder / CHANGELOG)
        and _match(inputs.document, folder, input_digest)
        and _match(inputs.overlays, folder, input_digest)
        and _match(lock.files, package, file_digest)
        and inputs.templates == templates_digest(config)
    )


def _match(digests: Mapping[str, str], folder: Path, digest: Callable[[Path], str]) -> bool:
    return all(digest(folder / name) == known for name, known in digests.items())


def _state_file(workspace: Workspace, vendor: str, *, strict: bool) -> Path:
    return workspace.root / WORK_FOLDER / _FOLDER / (f"{vendor}.strict" if strict else vendor)


def _stamp(code: str, package: Path) -> str:
    custom = custom_file(package)
    parts = (code, file_digest(package / LOCK_NAME), file_digest(custom) if custom else "")
    return sha256("\n".join(parts).encode()).hexdigest()


@cache
def code_version() -> str:
    """Hash of this program's own code as it was when the run began, and the versions of what shapes the text."""
    return "\n".join((tree_digest(Path(__file__).parents[1]), *map(_find_dist_info, _TOOLS)))


def _find_dist_info(module: str) -> str:
    """The name of the module's `.dist-info` folder, which holds its version (importlib.metadata is slower)."""
    for entry in sys.path:
        for found in Path(entry).glob(f"{module}-*.dist-info"):
            return found.name
    return ""
