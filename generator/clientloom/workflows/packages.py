# One document from its settings to a package on disk, step by step. Imports pipeline inside functions, so that it is
# loaded only when there is work. May import every room below workflows.
"""Loads a document, renders its package, compares and writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from clientloom.cache import NO_CACHE, Cache
from clientloom.checkout.atomic import BusyError, exclusive
from clientloom.checkout.failures import PACKAGE_ERRORS, diagnose
from clientloom.checkout.package_lock import PackageLock, read_lock
from clientloom.checkout.repair import repair_checkout, repair_folder
from clientloom.checkout.tree import FileChange, Files, Owned, compare
from clientloom.checkout.tree import write as write_tree
from clientloom.checkout.workspace import Workspace, find_root
from clientloom.config.checks import import_name_fault
from clientloom.config.load import display_path, one_off
from clientloom.config.load import load_vendor as load_settings
from clientloom.config.settings import VendorConfig
from clientloom.diagnostics import NOWHERE, Diagnostic, InputError
from clientloom.diagnostics.ignored import Ignored
from clientloom.portable import is_url
from clientloom.symbols import SymbolLock
from clientloom.timings import stage
from clientloom.workflows.renames import Rename, renames

if TYPE_CHECKING:
    from clientloom.ir import Api
    from clientloom.pipeline import Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How a document is read; see `load_vendor`.

    With `fresh_names` no name of an earlier run is kept.
    """

    strict: bool = False
    fresh_names: bool = False
    thorough: bool = False
    allow_remote: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A document that was read with its settings.

    `folder` is where its package stands, or will stand; None where that is not known.
    """

    settings: VendorConfig
    analysis: Analysis
    root: Path
    folder: Path | None
    lock: PackageLock | None

    @property
    def renames(self) -> tuple[Rename, ...]:
        """The names of the package in `folder` that others take the place of."""
        return renames(self.lock.symbols, self.analysis.symbols) if self.lock else ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The warnings and notes about the document, in the order of its lines."""
        return self.analysis.report.diagnostics

    @property
    def ignored(self) -> tuple[Ignored, ...]:
        """The findings that `[[lint.ignore]]` of client.toml accepts, each with its reason."""
        return self.analysis.ignored

    def inventory(self) -> Mapping[str, object]:
        """Returns operations, models, coverage and diagnostics as `clientloom inspect --json` prints them."""
        from clientloom.workflows.inventory import inventory

        return inventory(self.analysis.api, self.analysis.report)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A rendered package: the text of every file by its path. Nothing is written yet."""

    name: str
    """The import name."""
    version: str
    files: Files
    diagnostics: tuple[Diagnostic, ...]
    folder: Path | None
    """Where `write` puts it unless it gets another folder."""
    root: Path
    owned: Owned
    """The files that an earlier run wrote to `folder`."""
    renames: tuple[Rename, ...] = ()
    """The names of the package in `folder` that others take the place of."""
    api: Api | None = field(default=None, repr=False, compare=False)
    """What it was rendered from; None where another process rendered it."""


def load_vendor(
    name: str,
    *,
    root: Path | str | None = None,
    strict: bool = False,
    thorough: bool = False,
    allow_remote: bool = False,
) -> Loaded:
    """Reads a vendor of a checkout with its client.toml.

    Args:
        name: the vendor, a folder of specs/.
        root: the checkout; None means the nearest parent folder with specs/.
        strict: warnings are errors, except those that client.toml ignores.
        thorough: all rules of OpenAPI are checked, which takes seconds; `strict` implies it.
        allow_remote: references to http(s) URLs are followed.

    Raises:
        InputError: there is no such vendor, or its settings or its document cannot be read.
    """
    workspace = Workspace(Path(root) if root is not None else find_root(Path.cwd()))
    repair_checkout(workspace)
    [name] = workspace.select([name])
    settings = load_settings(workspace.vendor(name), root=workspace.root)
    options = ReadOptions(strict=strict, thorough=thorough, allow_remote=allow_remote)
    return load(settings, workspace.package(name), workspace.root, options)


def load_document(
    source: Path | str,
    *,
    package: str = "client",
    folder: Path | str | None = None,
    base: Path | str | None = None,
    strict: bool = False,
    thorough: bool = False,
    allow_remote: bool = False,
) -> Loaded:
    """Reads any OpenAPI document, without settings.

    Args:
        source: a file, or an http(s) URL.
        package: the import name of the package.
        folder: where the package stands, or will stand. Names that a package there has are kept.
        base: the folder that references must stay in; None means the document's own.
        strict: warnings are errors.
        thorough: all rules of OpenAPI are checked, which takes seconds; `strict` implies it.
        allow_remote: references to http(s) URLs are followed.

    Raises:
        InputError: the import name is not one, or the document cannot be read.
    """
    if fault := import_name_fault(package):
        raise InputError.at(NOWHERE, "usage", *fault)
    found = source if isinstance(source, str) and is_url(source) else Path(source)
    settings = one_off(found, package, Path(base) if base is not None else None)
    place = Path(folder).absolute() if folder is not None else None
    if place is not None:
        repair_folder(place.parent)
    options = ReadOptions(strict=strict, thorough=thorough, allow_remote=allow_remote)
    return load(settings, place, Path.cwd(), options)


def load(settings: VendorConfig, folder: Path | None, root: Path, options: ReadOptions) -> Loaded:
    """Reads a document with its settings.

    Args:
        settings: the settings, of client.toml or of a document alone.
        folder: where the package stands, or will stand; the names that it has are kept.
        root: the checkout; paths in diagnostics are relative to it.
        options: how the document is read.

    Raises:
        InputError: the document or the lock of the package cannot be read.
    """
    with stage("import"):
        from clientloom.pipeline import analyse

    lock = read_lock(folder, root) if folder else None
    analysis = analyse(
        settings,
        symbols=lock.symbols if lock and not options.fresh_names else SymbolLock(),
        root=root,
        strict=options.strict,
        allow_remote=options.allow_remote,
        thorough=options.thorough,
    )
    return Loaded(settings=settings, analysis=analysis, root=root, folder=folder, lock=lock)


def render(loaded: Loaded, *, cache: Cache = NO_CACHE) -> Package:
    """Renders the package of a document and writes nothing, but perhaps into the cache.

    Classes that somebody added by hand to the package in `loaded.folder` take part.

    Raises:
        InputError: a template or a hand-written module cannot be read.
    """
    from clientloom.pipeline import render_analysed

    made = render_analysed(
        loaded.settings, loaded.analysis, root=loaded.root, package=loaded.folder, cache=cache
    )
    return Package(
        name=made.api.package.import_name,
        version=made.api.package.version,
        files=made.files,
        diagnostics=made.report.diagnostics,
        folder=loaded.folder,
        root=loaded.root,
        owned=loaded.lock.owned if loaded.lock else {},
        renames=loaded.renames,
        api=made.api,
    )


def check(package: Package) -> tuple[FileChange, ...]:
    """Returns what `write` would change in `package.folder`, sorted by path; () where it is up to date.

    Raises:
        InputError: the package has no folder.
    """
    return compare(package.files, _folder_of(package), package.owned).changes


def write(package: Package, *, force: bool = False) -> tuple[FileChange, ...]:
    """Writes a package to its folder, all files or none, and returns what was different before.

    Files of the folder that clientloom did not write are kept.

    Args:
        package: the package, as `render` returns it.
        force: files that were edited by hand are overwritten.

    Raises:
        InputError: the package has no folder, edited files or another run are in the way.
        OSError: the disk is full or the folder cannot be written; it is then as it was.
    """
    folder = _folder_of(package)
    try:
        with exclusive(folder):
            return write_locked(package, force=force)
    except BusyError as busy:
        raise InputError(diagnose(busy, display_path(folder, package.root))) from None


def write_locked(package: Package, *, force: bool = False) -> tuple[FileChange, ...]:
    """Does the work of `write` for a caller that holds the folder (`atomic.exclusive`)."""
    folder = _folder_of(package)
    try:
        with stage("write"):
            return write_tree(package.files, folder, package.owned, force=force).changes
    except PACKAGE_ERRORS as failure:
        raise InputError(diagnose(failure, display_path(folder, package.root))) from None


def _folder_of(package: Package) -> Path:
    if package.folder is None:
        message = f"the package {package.name!r} has no folder"
        raise InputError.at(NOWHERE, "usage", message, "pass `folder` to `load_document`")
    return package.folder
