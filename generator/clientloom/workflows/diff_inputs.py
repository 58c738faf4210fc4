# The inputs of a comparison: a document, a vendor, a generated package, its wheel or sdist, or one of these at a git
# revision. Reads files and runs git. May import every package but cli.
"""Reads OLD and NEW of `clientloom diff`."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import assert_never

from clientloom import bounded
from clientloom.checkout.package_lock import LOCK_NAME, PackageLock, read_lock
from clientloom.checkout.repair import repair_folder
from clientloom.checkout.workspace import Workspace
from clientloom.config.load import document_source, load_vendor, one_off
from clientloom.config.settings import PackageConfig, VendorConfig
from clientloom.config.stored_settings import restore_settings
from clientloom.diagnostics import NOWHERE, InputError, Span
from clientloom.document.document import Document
from clientloom.ir import Api
from clientloom.ir.surface import SURFACE_NAME, load_surface
from clientloom.pipeline import Analysis, analyse, render_analysed
from clientloom.portable import is_url, relative_name
from clientloom.scratch import scratch_folder
from clientloom.symbols import SymbolLock
from clientloom.workflows.commits import run_git
from clientloom.workflows.package_texts import (
    SDIST,
    WHEEL,
    is_public,
    read_code,
    read_distribution,
    read_text,
)


@dataclass(frozen=True, slots=True)
class DocumentSubject:
    """A document, a file or a URL. `root` is the folder that a commit was unpacked into, None outside of commits."""

    path: Path | str
    label: str
    root: Path | None = None


@dataclass(frozen=True, slots=True)
class VendorSubject:
    """A vendor of a checkout."""

    workspace: Workspace
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class PackageSubject:
    """A generated package's folder."""

    folder: Path
    label: str


@dataclass(frozen=True, slots=True)
class DistributionSubject:
    """A built wheel or sdist."""

    path: Path
    label: str


BuiltSubject = PackageSubject | DistributionSubject
Subject = DocumentSubject | VendorSubject | BuiltSubject


@dataclass(frozen=True, slots=True)
class PackageSettings:
    """The settings of a package: its own table, and what it remembers of the other ones."""

    package: PackageConfig
    stored: Mapping[str, object]


Settings = VendorConfig | PackageSettings | None
"""What a document is read with: a vendor's settings, a package's, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffInput:
    """What was read of OLD or NEW.

    `document` is the content of the document and `file` its name in diagnostics. `code` has the modules by path.
    `render` renders the modules where there is a document but no package. `settings` are those that a package
    remembers.
    """

    label: str
    api: Api
    symbols: SymbolLock = field(default_factory=SymbolLock)
    document: bytes = b""
    file: str = ""
    code: Mapping[str, str] = field(default_factory=dict)
    render: Callable[[], Mapping[str, str]] | None = None
    settings: Mapping[str, object] = field(default_factory=dict)

    def modules(self) -> Mapping[str, str]:
        """Returns the Python modules by path; renders them where there is no package."""
        return self.code or (self.render() if self.render else {})


def read_inputs(
    old: str, new: str, workspace: Workspace, stack: ExitStack
) -> tuple[DiffInput, DiffInput]:
    """Reads both inputs of a comparison.

    A document compared with a vendor is read with the vendor's settings; one compared with a package or its wheel
    gets that package's names and settings. NEW keeps the names of OLD, as a regeneration does.

    Args:
        old: OLD of the command line.
        new: NEW of the command line.
        workspace: the checkout whose vendors can be named.
        stack: deletes the temporary files when it is closed.

    Raises:
        InputError: an input is none of the known kinds, or cannot be read.
    """
    subjects = _find_subject(old, workspace, stack), _find_subject(new, workspace, stack)
    packages = [_read_package(s) if isinstance(s, BuiltSubject) else None for s in subjects]
    package = next((found for found in packages if found), None)
    vendor = next((_load_settings(s) for s in subjects if isinstance(s, VendorSubject)), None)
    settings = vendor or (_package_settings(package) if package else None)
    symbols = package.symbols if package else SymbolLock()
    before = packages[0] or _read_input(subjects[0], settings, symbols)
    return before, packages[1] or _read_input(subjects[1], settings, before.symbols)


def _find_subject(text: str, workspace: Workspace, stack: ExitStack) -> Subject:
    """Returns what an argument of the command line names."""
    if is_url(text):
        return DocumentSubject(text, text)
    name, at, revision = text.rpartition("@")
    path = Path(text)
    repair_folder(path.absolute().parent)
    if text in workspace.vendors():
        return VendorSubject(workspace, text, text)
    if path.is_file():
        is_built = path.name.endswith((WHEEL, SDIST))
        return DistributionSubject(path, text) if is_built else DocumentSubject(path, text)
    if (path / LOCK_NAME).is_file():
        return PackageSubject(path, text)
    if at and name:
        return _unpack_subject(name, revision, text, workspace, stack)
    known = ", ".join(workspace.vendors()) or "none"
    message = "not a vendor, document, generated package, wheel or sdist, nor one of these with `@REVISION`"
    raise InputError.at(Span(text), "unknown-input", message, f"known vendors: {known}")


def _unpack_subject(
    name: str, revision: str, text: str, workspace: Workspace, stack: ExitStack
) -> Subject:
    """Unpacks a vendor, document or package of a commit into a temporary folder."""
    root = stack.enter_context(scratch_folder())
    if "/" not in name and not Path(name).suffix:
        unpack(workspace.root, revision, [f"specs/{name}"], root, text)
        unpack(workspace.root, revision, [f"generated/{name}"], root, text, optional=True)
        return VendorSubject(Workspace(root), name, text)
    top = _find_repository(Path(name), text)
    inside = relative_name(name, top)
    unpack(top, revision, [inside], root, text)
    found = root / inside
    if found.is_dir():
        return PackageSubject(found, text)
    return DocumentSubject(found, text, root)


def _find_repository(path: Path, text: str) -> Path:
    """Returns the root of the git repository around a path, which need not exist."""
    folder = next(parent for parent in path.absolute().parents if parent.is_dir())
    return Path(run_git(folder, ["rev-parse", "--show-toplevel"], text).decode().strip())


def unpack(
    folder: Path,
    revision: str,
    names: Sequence[str],
    target: Path,
    text: str,
    *,
    optional: bool = False,
) -> None:
    """Unpacks files of a commit into `target`. With `optional`, missing files are not an error."""
    if revision.startswith("-"):
        raise InputError.at(
            Span(text), "git", "a revision cannot begin with a dash", "name a commit"
        )
    try:
        packed = run_git(folder, ["archive", "--format=tar", revision, "--", *names], text)
    except InputError:
        if optional:
            return
        raise
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(target, filter="data")


def _read_input(subject: Subject, settings: Settings, symbols: SymbolLock) -> DiffInput:
    """Reads a subject; a document is read with `settings` and keeps the names of `symbols`."""
    match subject:
        case VendorSubject(workspace, name, label):
            lock = read_lock(workspace.package(name), workspace.root)
            known = symbols if symbols.entries else lock.symbols if lock else symbols
            code = read_code(workspace.package(name))
            return _read_document(_load_settings(subject), workspace.root, known, label, code)
        case DocumentSubject(path, label, root):
            config = _document_config(path, settings)
            if root is not None:
                config = replace(config, file=config.file or label)
            return _read_document(config, root or Path.cwd(), symbols, label, {})
        case PackageSubject() | DistributionSubject():
            return _read_package(subject)
        case _:
            assert_never(subject)


def _read_package(subject: BuiltSubject) -> DiffInput:
    """Reads a package or a distribution of it, with the names from its lock."""
    match subject:
        case PackageSubject(folder, label):
            surface, code = read_text(folder / SURFACE_NAME, label), read_code(folder)
            lock = read_lock(folder)
        case DistributionSubject(path, label):
            texts = read_distribution(path, label)
            surface = next((t for n, t in texts.items() if n.endswith(SURFACE_NAME)), "")
            code = {n: t for n, t in texts.items() if n.endswith(".py") and is_public(n)}
            lock = _read_built_lock(texts)
        case _:
            assert_never(subject)
    found = _read_surface(surface, label, code)
    return replace(found, symbols=lock.symbols, settings=lock.settings) if lock else found


def _read_built_lock(texts: Mapping[str, str]) -> PackageLock | None:
    """Returns the lock among the texts of a distribution."""
    with scratch_folder() as folder:
        for text in (t for n, t in texts.items() if n.endswith(LOCK_NAME)):
            (folder / LOCK_NAME).write_text(text, "utf-8", newline="\n")
        return read_lock(folder)


def _load_settings(subject: VendorSubject) -> VendorConfig:
    """Reads the settings of a vendor."""
    return load_vendor(subject.workspace.vendor(subject.name), root=subject.workspace.root)


def _document_config(path: Path | str, settings: Settings) -> VendorConfig:
    """Returns the settings for reading the document at `path`, or at a URL, in place of the vendor's own."""
    match settings:
        case VendorConfig():
            place = str(path.resolve()) if isinstance(path, Path) else path
            document = replace(settings.document, path=place)
            return replace(settings, document=document)
        case PackageSettings(package, stored):
            config = replace(one_off(path, package.name), package=package)
            return restore_settings(stored, config)
        case None:
            return one_off(path, "client")
        case _ as never:
            assert_never(never)


def _package_settings(found: DiffInput) -> PackageSettings:
    """Returns the settings that give a package the names and the optional parts of this one."""
    api, names = found.api, found.api.package
    package = PackageConfig(
        name=names.import_name,
        distribution=names.distribution,
        client=names.client,
        version=names.version,
        http=names.http,
        testing=api.testing,
        extras=api.extras,
        async_client=bool(names.async_client),
        optional=api.optional,
    )
    return PackageSettings(package, found.settings)


def _read_document(
    vendor: VendorConfig, root: Path, symbols: SymbolLock, label: str, code: Mapping[str, str]
) -> DiffInput:
    analysis = analyse(vendor, symbols=symbols, root=root)
    source = document_source(vendor)
    document = bounded.read_bytes(source) if isinstance(source, Path) else b""
    light = replace(analysis, document=_without_content(analysis.document))
    return DiffInput(
        label=label,
        api=analysis.api,
        symbols=analysis.symbols,
        document=document,
        file=next(iter(analysis.document.sha256), ""),
        code=code,
        render=lambda: _render_modules(vendor, light, root),
    )


def _without_content(document: Document) -> Document:
    """Returns the document without its tree and its positions: a package is rendered from the IR."""
    return replace(document, root={}, locate=lambda _: NOWHERE)


def _render_modules(vendor: VendorConfig, analysis: Analysis, root: Path) -> dict[str, str]:
    """Renders the public modules that `clientloom generate` would write."""
    package = render_analysed(vendor, analysis, root=root)
    files = {
        str(path.relative_to("src")): text
        for path, text in package.files.items()
        if path.parts[0] == "src" and path.suffix == ".py"
    }
    return {path: text for path, text in files.items() if is_public(path)}


def _read_surface(surface: str, label: str, code: Mapping[str, str]) -> DiffInput:
    """Reads the surface of a package or a distribution of it."""
    if not surface:
        hint = "name its sdist, or put that beside the wheel: only sdists say what the API is"
        raise InputError.at(Span(label), "no-surface", f"{SURFACE_NAME} is missing", hint)
    try:
        return DiffInput(label=label, api=load_surface(surface), code=code)
    except ValueError as error:
        message = f"{SURFACE_NAME} cannot be read: {error}"
        raise InputError.at(
            Span(label), "no-surface", message, "generate the package again"
        ) from None
