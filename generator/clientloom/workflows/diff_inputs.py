# The two sides of a comparison: a document, a vendor, a generated package, a wheel, or one of these at a git
# revision. Reads files and asks git; may import every room.
"""Reading OLD and NEW of `clientloom diff`."""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import assert_never
from zipfile import BadZipFile, ZipFile

from clientloom import bounded
from clientloom.checkout.package_lock import LOCK_NAME, PackageLock, read_lock
from clientloom.checkout.workspace import Workspace
from clientloom.config.load import document_source, load_vendor, one_off
from clientloom.config.settings import PackageConfig, VendorConfig
from clientloom.diagnostics import InputError, Span
from clientloom.ir import Api, PackageNames
from clientloom.ir.surface import SURFACE_NAME, load_surface
from clientloom.ir.symbols import SymbolLock
from clientloom.pipeline import Analysis, analyse, render_analysed
from clientloom.portable import relative_name

HIDDEN_PARTS = frozenset({"_runtime", "__pycache__"})
"""Folders of a package that say nothing about its surface."""


@dataclass(frozen=True, slots=True)
class DocumentSubject:
    """Any document; `root` is the folder of the commit that it was unpacked from, from which it is named."""

    path: Path
    label: str
    root: Path | None = None


@dataclass(frozen=True, slots=True)
class VendorSubject:
    """A vendor of a checkout."""

    place: Workspace
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class PackageSubject:
    """A generated package's folder."""

    folder: Path
    label: str


@dataclass(frozen=True, slots=True)
class WheelSubject:
    """A built wheel."""

    path: Path
    label: str


Finished = PackageSubject | WheelSubject
Subject = DocumentSubject | VendorSubject | Finished
Settings = VendorConfig | PackageConfig | None
"""Under what a document is read: a vendor's settings, a package's names, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side, read: its API, the text of its document, which places call `file`, and its modules by path.

    `render` makes the modules of a side that has a document and no package.
    """

    label: str
    api: Api
    symbols: SymbolLock = field(default_factory=SymbolLock)
    document: str = ""
    file: str = ""
    code: Mapping[str, str] = field(default_factory=dict)
    render: Callable[[], Mapping[str, str]] | None = None

    def modules(self) -> Mapping[str, str]:
        """The Python modules, made now where no package has them."""
        return self.code or (self.render() if self.render else {})


def read_inputs(old: str, new: str, place: Workspace, held: ExitStack) -> tuple[Side, Side]:
    """Both sides of a comparison.

    A document that is compared with a vendor is read with the vendor's settings, one that is compared with a
    finished package under that package's names. The newer side keeps the names of the older one, as a
    regeneration would. Temporary files live as long as `held`.

    Raises:
        InputError: a side is none of the five kinds, or cannot be read.
    """
    subjects = find_subject(old, place, held), find_subject(new, place, held)
    finished = [read_finished(s) if isinstance(s, Finished) else None for s in subjects]
    package = next((side for side in finished if side), None)
    vendor = next((vendor_of(s) for s in subjects if isinstance(s, VendorSubject)), None)
    settings = vendor or (package_config(package.api.package) if package else None)
    symbols = package.symbols if package else SymbolLock()
    before = finished[0] or read_side(subjects[0], settings, symbols)
    return before, finished[1] or read_side(subjects[1], settings, before.symbols)


def find_subject(text: str, place: Workspace, held: ExitStack) -> Subject:
    """What a word of the command line means."""
    name, at, revision = text.rpartition("@")
    path = Path(text)
    if text in place.vendors():
        return VendorSubject(place, text, text)
    if path.is_file():
        is_wheel = path.suffix == ".whl"
        return WheelSubject(path, text) if is_wheel else DocumentSubject(path, text)
    if (path / LOCK_NAME).is_file():
        return PackageSubject(path, text)
    if at and name:
        return at_revision(name, revision, text, place, held)
    known = ", ".join(place.vendors()) or "none"
    message = "is no document, vendor, generated package, wheel, or one of these at `@REVISION`"
    raise InputError.at(Span(text), "unknown-side", message, f"the vendors are: {known}")


def at_revision(name: str, revision: str, text: str, place: Workspace, held: ExitStack) -> Subject:
    """A vendor, document or package as a commit has it, unpacked into a temporary folder."""
    root = Path(held.enter_context(TemporaryDirectory(prefix="clientloom-")))
    if "/" not in name and not Path(name).suffix:
        unpack(place.root, revision, [f"specs/{name}"], root, text)
        unpack(place.root, revision, [f"generated/{name}"], root, text, optional=True)
        return VendorSubject(Workspace(root), name, text)
    top = repository_of(Path(name), text)
    inside = relative_name(name, top)
    unpack(top, revision, [inside], root, text)
    found = root / inside
    if found.is_dir():
        return PackageSubject(found, text)
    return DocumentSubject(found, text, root)


def repository_of(path: Path, text: str) -> Path:
    """The repository that a path, which need not exist any more, lies in."""
    folder = next(parent for parent in path.absolute().parents if parent.is_dir())
    return Path(git(folder, ["rev-parse", "--show-toplevel"], text).decode().strip())


def unpack(
    folder: Path,
    revision: str,
    names: Sequence[str],
    target: Path,
    text: str,
    *,
    optional: bool = False,
) -> None:
    """Unpack files of a commit below `target`."""
    if revision.startswith("-"):
        raise InputError.at(
            Span(text), "git", "a revision may not begin with a dash", "name a commit"
        )
    try:
        packed = git(folder, ["archive", "--format=tar", revision, "--", *names], text)
    except InputError:
        if optional:
            return
        raise
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(target, filter="data")


def git(folder: Path, arguments: Sequence[str], text: str) -> bytes:
    """The output of a git command in a folder, about the side `text`.

    Raises:
        InputError: git refuses, or is not there.
    """
    command = ["git", "-C", str(folder), *arguments]
    try:
        result = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - checked before
    except OSError as error:
        raise InputError.at(
            Span(text), "git", f"git cannot be run: {error}", "install it"
        ) from None
    if result.returncode:
        said = result.stderr.decode("utf-8", "replace").strip().splitlines()
        message = said[0] if said else "failed"
        raise InputError.at(Span(text), "git", f"git says: {message}", "name a commit that has it")
    return result.stdout


def read_side(subject: Subject, settings: Settings, symbols: SymbolLock) -> Side:
    """Read a subject; a document takes the settings and the names of `symbols`."""
    match subject:
        case VendorSubject(place, name, label):
            lock = read_lock(place.package(name))
            known = symbols if symbols.entries else lock.symbols if lock else symbols
            code = read_code(place.package(name))
            return read_document_side(vendor_of(subject), place.root, known, label, code)
        case DocumentSubject(path, label, root):
            config = document_config(path, settings)
            if root is not None:
                config = replace(config, file=config.file or label)
            return read_document_side(config, root or Path.cwd(), symbols, label, {})
        case PackageSubject() | WheelSubject():
            return read_finished(subject)
        case _:
            assert_never(subject)


def read_finished(subject: Finished) -> Side:
    """Read a package or a wheel, with the names that its lock keeps."""
    match subject:
        case PackageSubject(folder, label):
            surface, code = read_text(folder / SURFACE_NAME, label), read_code(folder)
            lock = read_lock(folder)
        case WheelSubject(path, label):
            texts = wheel_texts(path, label)
            surface = next((t for n, t in texts.items() if n.endswith(SURFACE_NAME)), "")
            code = {n: t for n, t in texts.items() if n.endswith(".py") and is_public(n)}
            lock = wheel_lock(texts)
        case _:
            assert_never(subject)
    side = read_package_side(surface, label, code)
    return replace(side, symbols=lock.symbols) if lock else side


def wheel_lock(texts: Mapping[str, str]) -> PackageLock | None:
    """The lock inside a wheel."""
    with TemporaryDirectory(prefix="clientloom-") as folder:
        for text in (t for n, t in texts.items() if n.endswith(f"/{LOCK_NAME}")):
            (Path(folder) / LOCK_NAME).write_text(text, "utf-8", newline="\n")
        return read_lock(Path(folder))


def vendor_of(subject: VendorSubject) -> VendorConfig:
    """The settings of a vendor."""
    return load_vendor(subject.place.vendor(subject.name), root=subject.place.root)


def document_config(path: Path, settings: Settings) -> VendorConfig:
    """Settings under which a document is read: those of a vendor, but for the document itself."""
    match settings:
        case VendorConfig():
            document = replace(settings.document, path=str(path.resolve()))
            return replace(settings, document=document)
        case PackageConfig():
            return replace(one_off(path, settings.name), package=settings)
        case None:
            return one_off(path, "client")


def package_config(names: PackageNames) -> PackageConfig:
    """The settings that give a package its names."""
    return PackageConfig(
        name=names.import_name,
        distribution=names.distribution,
        client=names.client,
        version=names.version,
    )


def read_document_side(
    vendor: VendorConfig, root: Path, symbols: SymbolLock, label: str, code: Mapping[str, str]
) -> Side:
    """A side that has a document."""
    analysis = analyse(vendor, symbols=symbols, root=root)
    source = document_source(vendor)
    text = bounded.read_text(source, errors="replace") if isinstance(source, Path) else ""
    return Side(
        label=label,
        api=analysis.api,
        symbols=analysis.symbols,
        document=text,
        file=next(iter(analysis.document.sha256), ""),
        code=code,
        render=lambda: render_modules(vendor, analysis, root),
    )


def render_modules(vendor: VendorConfig, analysis: Analysis, root: Path) -> dict[str, str]:
    """The modules that `clientloom generate` would write."""
    package = render_analysed(vendor, analysis, root=root)
    files = {
        str(path.relative_to("src")): text
        for path, text in package.files.items()
        if path.parts[0] == "src" and path.suffix == ".py"
    }
    return {path: text for path, text in files.items() if is_public(path)}


def read_package_side(surface: str, label: str, code: Mapping[str, str]) -> Side:
    """A side that is a finished package."""
    if not surface:
        hint = "build it again from a generated package"
        raise InputError.at(Span(label), "no-surface", f"it has no {SURFACE_NAME}", hint)
    try:
        return Side(label=label, api=load_surface(surface), code=code)
    except ValueError as error:
        message = f"its {SURFACE_NAME} cannot be read: {error}"
        raise InputError.at(
            Span(label), "no-surface", message, "generate the package again"
        ) from None


def read_text(path: Path, label: str) -> str:
    """A text file of a package."""
    try:
        return bounded.read_text(path)
    except OSError:
        hint = "generate the package again"
        raise InputError.at(Span(label), "no-surface", f"it has no {path.name}", hint) from None


def wheel_texts(path: Path, label: str) -> dict[str, str]:
    """The modules and the surface of a wheel."""
    try:
        with ZipFile(path) as archive:
            wanted = (".py", SURFACE_NAME, LOCK_NAME)
            names = [n for n in archive.namelist() if n.endswith(wanted)]
            members = bounded.read_members(archive, names)
            return {name: content.decode("utf-8") for name, content in members.items()}
    except (BadZipFile, UnicodeDecodeError) as error:
        raise InputError.at(
            Span(label), "bad-wheel", f"it is no wheel: {error}", "build it again"
        ) from None


def read_code(folder: Path) -> dict[str, str]:
    """The Python modules of a generated package that its users see."""
    source = folder / "src"
    paths = (p.relative_to(source) for p in sorted(source.rglob("*.py")))
    return {
        str(PurePosixPath(p)): bounded.read_text(source / p)
        for p in paths
        if is_public(p.as_posix())
    }


def is_public(path: str) -> bool:
    """Is a module part of the surface?"""
    return not HIDDEN_PARTS & set(PurePosixPath(path).parts)
