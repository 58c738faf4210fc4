# Whether there is anything to do at all. A run that finds nothing new ends here, before anything heavy is
# imported. May import config, lock, provenance and workspace.
"""Finds packages that are up to date, by hashes alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from clientloom.bounded import read_text
from clientloom.checkout.file_states import describe, is_settled
from clientloom.checkout.package_lock import (
    LOCK_NAME,
    PackageLock,
    file_digest,
    input_digest,
    read_lock,
    tree_digest,
)
from clientloom.checkout.provenance import CHANGELOG, built_in_digests, templates_digest
from clientloom.checkout.work_folder import WORK_FOLDER, open_work_folder
from clientloom.checkout.workspace import Workspace, custom_file
from clientloom.config import CONFIG_NAME
from clientloom.portable import relative_name

if TYPE_CHECKING:
    from clientloom.config.settings import VendorConfig

_TOOLS = ("datamodel_code_generator", "jinja2", "markdown_it_py", "ruff")
_FOLDER = "up-to-date"


def is_unchanged(workspace: Workspace, vendor: str, *, strict: bool) -> bool:
    """Whether the vendor's package is known to be up to date with its inputs.

    Its lock must agree with the inputs and with the files as they are now, and this very code must have made
    or checked it: that is remembered outside of version control, for the code is no input of users.

    Raises:
        InputError: client.toml or the lock cannot be read.
    """
    state = _state_file(workspace, vendor, strict=strict)
    try:
        remembered, untouched, *names = read_text(state).split("\n")
    except (OSError, ValueError):
        return False
    if untouched and untouched == _look(workspace, names):
        return True
    package = workspace.package(vendor)
    lock = read_lock(package, workspace.root)
    if lock is None or remembered != _stamp(code_version(), package):
        return False
    return _remember_if_current(lock, workspace, vendor, state)


def find_outdated(workspace: Workspace, vendors: Iterable[str], *, strict: bool) -> Iterator[str]:
    """Yields the vendors with work to do: hashes alone do not show that their packages are up to date.

    Raises:
        InputError: client.toml or a lock cannot be read.
    """
    return (vendor for vendor in vendors if not is_unchanged(workspace, vendor, strict=strict))


def remember(workspace: Workspace, vendor: str, *, strict: bool) -> None:
    """Records that the package is up to date. In a read-only checkout, the next run is merely slower.

    Nothing is noted when an input changed while the package was rendered from it.
    """
    package = workspace.package(vendor)
    lock = read_lock(package, workspace.root)
    if lock is not None:
        _remember_if_current(lock, workspace, vendor, _state_file(workspace, vendor, strict=strict))


def _remember_if_current(lock: PackageLock, workspace: Workspace, vendor: str, path: Path) -> bool:
    """Whether inputs and files are those of the lock; if so, that is recorded.

    The look is taken before the files are read, so that a change in between shows.
    """
    from clientloom.config.load import load_vendor

    config = load_vendor(workspace.vendor(vendor), root=workspace.root)
    names = [] if config.templates else _names(lock, workspace, vendor)
    look = _look(workspace, names) if names and is_settled(workspace.root, names) else ""
    if not is_current(lock, workspace, vendor, config):
        return False
    lines = [_stamp(code_version(), workspace.package(vendor)), look, *(names if look else ())]
    with suppress(OSError):
        open_work_folder(workspace.root)
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines), "utf-8", newline="\n")
    return True


def _names(lock: PackageLock, workspace: Workspace, vendor: str) -> list[str]:
    """Returns everything whose change may matter, relative to the root. A folder changes when a file appears in it."""
    folder, package = workspace.vendor(vendor), workspace.package(vendor)
    inputs = [folder, folder / CONFIG_NAME]
    inputs += [folder / name for name in (*lock.inputs.document, *lock.inputs.overlays)]
    inputs += [folder / CHANGELOG] if lock.inputs.changelog else []
    custom = custom_file(package)
    folders = {PurePosixPath(name).parent for name in lock.files}
    folders |= {above for inner in folders for above in inner.parents}
    within = (*lock.files, *map(str, folders - {PurePosixPath()}))
    outputs = {package / LOCK_NAME, *(package / name for name in within)}
    found = {*inputs, *outputs, *([custom] if custom else [])}
    return sorted(relative_name(path, workspace.root) for path in found)


def _look(workspace: Workspace, names: Sequence[str]) -> str:
    """Returns a hash of the code and of the states of the files, "" if these do not show every change."""
    states = describe(workspace.root, names)
    made_by = f"{code_version()}\n{built_in_digests()}"
    return "" if states is None else sha256(f"{made_by}\n{states}".encode()).hexdigest()


def is_current(lock: PackageLock, workspace: Workspace, vendor: str, config: VendorConfig) -> bool:
    """Whether all inputs and files have the hashes of the lock; never true for what was fetched from the network."""
    from clientloom.config.load import overlay_files

    folder, package = workspace.vendor(vendor), workspace.package(vendor)
    inputs = lock.inputs
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
    """Returns a hash of clientloom's code at the start of the run, and the versions of all that decides the text."""
    code = f"{tree_digest(Path(__file__).parents[1])} {sys.version_info}"
    return "\n".join((code, *map(_find_dist_info, _TOOLS)))


def _find_dist_info(module: str) -> str:
    """Returns the name of the module's `.dist-info` folder, which has its version (importlib.metadata is slower)."""
    for entry in sys.path:
        for found in Path(entry).glob(f"{module}-*.dist-info"):
            return found.name
    return ""
