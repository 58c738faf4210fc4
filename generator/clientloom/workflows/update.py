# A vendor changed its document: what follows from that, as a plan, and carrying it out as a whole. May import
# every room; the network is asked in upstream/ only.
"""Planning and applying the update of one vendor."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import tomlkit
from packaging.version import Version

from clientloom import bounded
from clientloom.checkout.atomic import exclusive, replace_folder, replace_together, staging_folder
from clientloom.checkout.package_lock import PackageLock, read_lock
from clientloom.checkout.provenance import CHANGELOG
from clientloom.checkout.tree import Files, check_tree, stage_tree
from clientloom.checkout.workspace import Workspace
from clientloom.config.load import (
    CONFIG_NAME,
    base_folder,
    display_path,
    document_source,
    load_vendor,
    overlay_files,
)
from clientloom.config.settings import VendorConfig
from clientloom.diagnostics import InputError, Report, Span
from clientloom.ir import Api
from clientloom.ir.surface import SURFACE_NAME, dump_surface, load_surface
from clientloom.ir.symbols import SymbolLock
from clientloom.pipeline import analyse, render_package
from clientloom.portable import text_digest
from clientloom.review import Review, compare_apis
from clientloom.review.output.changelog import add_entry
from clientloom.review.versions import is_enough, needed_version
from clientloom.upstream.fetched import Fetched
from clientloom.upstream.source_lock import SOURCE_LOCK, SourceLock, read_source_lock

LEAST_SHARE = 0.5
"""A document that shrinks below this share of its size is more likely an error page than a new version."""

NOT_INPUTS = shutil.ignore_patterns(".git", ".venv", "generated", "node_modules", "__pycache__")
"""Folders that nothing is read from, where references may go as far as the root of a checkout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an update would do: the review, the versions, and the new state of both folders.

    `folder` is a temporary copy of the vendor's folder in its new state; `files` the package's.
    """

    vendor: str
    review: Review
    old_version: str
    new_version: str
    folder: Path
    files: Files
    lock: PackageLock | None
    report: Report


def known_source(vendor: VendorConfig) -> SourceLock | None:
    """What was fetched last, if it is what we still have: a document that was put in its place by hand is none."""
    known, document = read_source_lock(vendor.folder), current_document(vendor)
    if known is None or not document.is_file():
        return None
    return known if text_digest(bounded.read_bytes(document)) == known.sha256 else None


@contextmanager
def plan_update(
    place: Workspace, name: str, fetched: Fetched, *, may_shrink: bool = False
) -> Iterator[Plan | None]:
    """The plan for a fetched document, or None where it is the one that we have.

    Raises:
        InputError: the document is no OpenAPI, lost more than half of its size and not `may_shrink`, breaks an
            overlay, or the version in client.toml is too small for what changed.
    """
    current = load_vendor(place.vendor(name), root=place.root)
    document = current_document(current)
    if document.exists() and bounded.read_bytes(document) == fetched.content:
        yield None
        return
    refuse_page(fetched)
    if not may_shrink:
        refuse_shrunk(document, fetched)
    with TemporaryDirectory(prefix="clientloom-") as scratch:
        target = Workspace(Path(scratch).resolve())
        copy_vendor(place, target, current)
        (target.vendor(name) / current.document.path).write_bytes(fetched.content)
        yield make_plan(place, target, name, current, fetched)


def copy_vendor(place: Workspace, target: Workspace, vendor: VendorConfig) -> None:
    """Copy a vendor's folder, and what its settings name outside of it, to the same places of `target`.

    Raises:
        InputError: a setting leads out of the checkout.
    """
    own = vendor.folder / vendor.templates if vendor.templates else None
    named = [vendor.folder, base_folder(vendor), own, *overlay_files(vendor)]
    for path in dict.fromkeys(Path(os.path.normpath(path)) for path in named if path):
        if not path.is_relative_to(place.root):
            message = f"{path} lies outside of the checkout, where an update cannot follow"
            raise InputError.at(
                Span(vendor.file), "outside-checkout", message, "move it into the checkout"
            )
        copy = target.root / path.relative_to(place.root)
        if path.is_dir():
            shutil.copytree(
                path,
                copy,
                ignore=NOT_INPUTS,
                dirs_exist_ok=True,
                copy_function=bounded.copy_file,
            )
        elif path.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            bounded.copy_file(path, copy)


def current_document(vendor: VendorConfig) -> Path:
    """The file that an update replaces."""
    source = document_source(vendor)
    if isinstance(source, Path):
        return source
    message = "the document is an address; only a file in the vendor's folder can be updated"
    raise InputError.at(
        Span(vendor.file), "no-document-file", message, "download it, and name the file"
    )


def refuse_page(fetched: Fetched) -> None:
    """What begins like HTML or XML is what a server says when it has no document."""
    if fetched.content.lstrip().startswith(b"<"):
        message = "this is a page of HTML or XML, not an OpenAPI document"
        raise InputError.at(
            Span(fetched.source), "not-openapi", message, "look at what the address gives"
        )


def refuse_shrunk(document: Path, fetched: Fetched) -> None:
    """A document that lost more than half of its bytes is not taken without a look."""
    size = document.stat().st_size if document.exists() else 0
    if len(fetched.content) < size * LEAST_SHARE:
        message = f"the new document has {len(fetched.content)} bytes, the old one {size}"
        hint = "look at it; if it is right, add --allow-shrunk"
        raise InputError.at(Span(fetched.source), "shrunk-document", message, hint)


@contextmanager
def locate_problems(fetched: Fetched, document: Path, root: Path) -> Iterator[None]:
    """What is wrong with a new document is told of the place that it came from: it will not be kept."""
    try:
        yield
    except InputError as refused:
        here = display_path(document, root)
        raise InputError(
            replace(found, span=replace(found.span, file=fetched.source))
            if found.span.file == here
            else found
            for found in refused.diagnostics
        ) from None


def make_plan(
    place: Workspace, target: Workspace, name: str, current: VendorConfig, fetched: Fetched
) -> Plan:
    """Review, version, changelog and package for the new state of the vendor's folder."""
    lock = read_lock(place.package(name))
    before, symbols = current_api(place, name, current, lock)
    config = load_vendor(target.vendor(name), root=target.root)
    with locate_problems(fetched, current_document(config), target.root):
        after = analyse(config, symbols=symbols, root=target.root)
    review = compare_apis(before, after.api)
    released = released_version(place, name) or current.package.version
    version = next_version(current, released, review)
    notes = changelog_text(place.vendor(name), place.package(name))
    source = source_lock(config, fetched)
    write_state(target.vendor(name), version, add_entry(notes, review, version), source)
    config = load_vendor(target.vendor(name), root=target.root)
    package = render_package(config, lock=lock, package=place.package(name), root=target.root)
    return Plan(
        vendor=name,
        review=review,
        old_version=released,
        new_version=version,
        folder=target.vendor(name),
        files=package.files,
        lock=lock,
        report=package.report,
    )


def current_api(
    place: Workspace, name: str, vendor: VendorConfig, lock: PackageLock | None
) -> tuple[Api, SymbolLock]:
    """What callers have now, and its names.

    That is the package as it was generated. The old document gives the same with its lines, unless overlay or
    settings were made ready for the new one: then it may not even be readable with them.

    Raises:
        InputError: there is no package, and the old document cannot be read.
    """
    generated = generated_api(place, name)
    symbols = lock.symbols if lock else SymbolLock()
    try:
        found = analyse(vendor, symbols=symbols, root=place.root)
    except InputError:
        if generated is None:
            raise
        return generated, symbols
    if generated is None or dump_surface(generated) == dump_surface(found.api):
        return found.api, found.symbols
    return generated, symbols


def generated_api(place: Workspace, name: str) -> Api | None:
    """The API of the package as it stands in generated/; None where there is none."""
    try:
        return load_surface(bounded.read_text(place.package(name) / SURFACE_NAME))
    except (OSError, ValueError):
        return None


def released_version(place: Workspace, name: str) -> str:
    """The version of the package as it stands in generated/, "" where there is none."""
    api = generated_api(place, name)
    return api.package.version if api else ""


def next_version(vendor: VendorConfig, released: str, review: Review) -> str:
    """The version of the updated package: the smallest that fits, or the larger one that client.toml asks for.

    Raises:
        InputError: client.toml asks for a version that is too small for what changed.
    """
    asked, before = Version(vendor.package.version), Version(released)
    needed = needed_version(before, review)
    if asked == before:
        return str(needed)
    if not is_enough(asked, before, needed):
        worst = next(iter(review.changes), None)
        reason = f": {worst}" if worst else ""
        message = f"version {asked} is too small a step from {before}{reason}"
        hint = f"use {needed} or leave {before}"
        span = vendor.locate(("package", "version"))
        raise InputError.at(span, "version-too-small", message, hint)
    return str(asked)


def source_lock(vendor: VendorConfig, fetched: Fetched) -> SourceLock:
    """Where the new document came from."""
    return SourceLock(
        source=fetched.source,
        sha256=text_digest(fetched.content),
        fetched=datetime.now(UTC).date().isoformat(),
        license=vendor.upstream.license,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        revision=fetched.revision,
    )


def changelog_text(*folders: Path) -> str:
    """The changelog so far: the vendor's, or the first one, which only the package has."""
    paths = (folder / CHANGELOG for folder in folders)
    return next((bounded.read_bytes(path).decode("utf-8") for path in paths if path.is_file()), "")


def write_state(folder: Path, version: str, changelog: str, source: SourceLock) -> None:
    """Version, changelog and source lock of a vendor's folder that nobody looks at yet."""
    settings = folder / CONFIG_NAME
    text = with_version(settings.read_bytes().decode("utf-8-sig"), version)
    settings.write_bytes(text.encode())
    (folder / CHANGELOG).write_bytes(changelog.encode())
    (folder / SOURCE_LOCK).write_text(source.text(), "utf-8", newline="\n")


def with_version(text: str, version: str) -> str:
    """client.toml with another version and everything else as people wrote it."""
    document = tomlkit.parse(text)
    package = document["package"]
    package["version"] = version
    return tomlkit.dumps(document)


def check_plan(place: Workspace, plan: Plan, *, force: bool = False) -> None:
    """Refuse what `apply_plan` would refuse for the files that are there, and write nothing.

    Raises:
        EditedFilesError: generated files were edited by hand.
    """
    owned = plan.lock.owned if plan.lock else {}
    check_tree(plan.files, place.package(plan.vendor), owned, force=force)


def apply_plan(place: Workspace, plan: Plan, *, force: bool = False) -> None:
    """Put both folders into their new state, together or not at all.

    Raises:
        BusyError: another run is at work on the vendor.
        EditedFilesError: generated files were edited by hand.
        OSError: the disk is full or read-only; everything is as it was.
    """
    package, folder = place.package(plan.vendor), place.vendor(plan.vendor)
    owned = plan.lock.owned if plan.lock else {}
    with (
        exclusive(package),
        exclusive(folder),
        stage_tree(plan.files, package, owned, force=force) as diff,
    ):
        try:
            shutil.copytree(plan.folder, staging_folder(folder))
            if diff.changes:
                replace_together(package, [folder])
            else:
                replace_folder(folder)
        finally:
            shutil.rmtree(staging_folder(folder), ignore_errors=True)
