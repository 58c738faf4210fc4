# Whether there is anything to do at all. A run that finds nothing new ends here, before anything heavy is
# imported. May import config, lock and workspace.
"""The fingerprint of a package: its inputs, its files and the code that made one from the other."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from clientloom.config.load import is_url, load_vendor, overlay_files
from clientloom.lock import LOCK_NAME, PackageLock, file_digest, read_lock, tree_digest
from clientloom.workspace import Workspace, templates_folder

_TOOLS = ("datamodel_code_generator", "ruff")
_FOLDER = ".clientloom"


def is_unchanged(workspace: Workspace, vendor: str, *, strict: bool) -> bool:
    """Whether the vendor's package is known to be what its present inputs give.

    Raises:
        InputError: client.toml or the lock cannot be read.
    """
    remembered = _state(workspace, vendor, strict=strict)
    with suppress(OSError):
        return remembered.read_text("ascii") == fingerprint(workspace, vendor)
    return False


def remember(workspace: Workspace, vendor: str, *, strict: bool) -> None:
    """Notes that the package is up to date; a checkout that cannot be written just stays slow."""
    path = _state(workspace, vendor, strict=strict)
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        (path.parent / ".gitignore").write_text("*\n", "ascii")
        path.write_text(fingerprint(workspace, vendor), "ascii")


def fingerprint(workspace: Workspace, vendor: str) -> str:
    """A hash over everything that the package depends on and everything that it consists of.

    "" stands for a package that has to be rendered to know: one without a lock, or with inputs from the net.
    """
    lock = read_lock(workspace.package(vendor))
    if lock is None or any(is_url(name) for name in lock.inputs.document):
        return ""
    total = sha256()
    for line in (*_tools(), *_files(workspace, vendor, lock)):
        total.update(f"{line}\n".encode())
    return total.hexdigest()


def _state(workspace: Workspace, vendor: str, *, strict: bool) -> Path:
    return workspace.root / _FOLDER / (f"{vendor}.strict" if strict else vendor)


def _files(workspace: Workspace, vendor: str, lock: PackageLock) -> Iterator[str]:
    folder, package = workspace.vendor(vendor), workspace.package(vendor)
    config = load_vendor(folder, root=workspace.root)
    named = [workspace.root / config.file, folder / "CHANGELOG.md", *overlay_files(config)]
    inputs = [folder / config.document.path, *(folder / name for name in lock.inputs.document)]
    outputs = [package / name for name in (*lock.files, LOCK_NAME)]
    for path in (*named, *inputs, *outputs):
        yield f"{path}\0{file_digest(path)}"
    if config.templates:
        yield tree_digest(folder / config.templates)


@cache
def _tools() -> tuple[str, ...]:
    """This program's own code and templates, and the installed versions of those that shape the text."""
    code, templates = Path(__file__).parent, templates_folder()
    return (tree_digest(code), tree_digest(templates), *map(_installed, _TOOLS))


def _installed(module: str) -> str:
    """The name of the module's `.dist-info` folder, which holds its version (importlib.metadata is slower)."""
    for entry in sys.path:
        for found in Path(entry).glob(f"{module}-*.dist-info"):
            return found.name
    return ""
