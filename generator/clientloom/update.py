# A vendor changed its document: what follows from that, as a plan, and carrying it out as a whole. May import
# every room; the network is asked in upstream/ only.
"""Planning and applying the update of one vendor."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import tomlkit

from clientloom.atomic import exclusive, replace_folder, replace_together, staging_folder
from clientloom.config.load import CONFIG_NAME, document_source, load_vendor
from clientloom.config.model import VendorConfig
from clientloom.diagnostics import Diagnostic, InputError, Report, Severity, Span
from clientloom.lock import PackageLock, read_lock
from clientloom.pipeline import analyse, render_package
from clientloom.provenance import CHANGELOG
from clientloom.review import Level, Review, compare_apis
from clientloom.review.changelog import merged
from clientloom.review.surface import SURFACE_NAME, load_surface
from clientloom.review.versions import Version, bumped
from clientloom.symbols import SymbolLock
from clientloom.tree import Files, staged
from clientloom.upstream.fetch import Fetched
from clientloom.upstream.lock import SOURCE_LOCK, SourceLock
from clientloom.workspace import Workspace

LEAST_SHARE = 0.5
"""A document that shrinks below this share of its size is more likely an error page than a new version."""


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


@contextmanager
def plan_update(place: Workspace, name: str, fetched: Fetched) -> Iterator[Plan | None]:
    """The plan for a fetched document, or None where it is the one that we have.

    Raises:
        InputError: the document is no OpenAPI, lost more than half of its size, breaks an overlay, or the
            version in client.toml is too small for what changed.
    """
    current = load_vendor(place.vendor(name), root=place.root)
    document = current_document(current)
    if document.exists() and document.read_bytes() == fetched.content:
        yield None
        return
    refuse_shrunk(document, fetched, place)
    with TemporaryDirectory(prefix="clientloom-") as scratch:
        target = Workspace(Path(scratch))
        shutil.copytree(place.vendor(name), target.vendor(name))
        (target.vendor(name) / current.document.path).write_bytes(fetched.content)
        yield planned(place, target, name, current, fetched)


def current_document(vendor: VendorConfig) -> Path:
    """The file that an update replaces."""
    source = document_source(vendor)
    if isinstance(source, Path):
        return source
    message = "the document is an address; only a file in the vendor's folder can be updated"
    raise problem(vendor.file, "no-document-file", message, "download it, and name the file")


def refuse_shrunk(document: Path, fetched: Fetched, place: Workspace) -> None:
    """A document that lost more than half of its bytes is not taken without a look."""
    size = document.stat().st_size if document.exists() else 0
    if len(fetched.content) < size * LEAST_SHARE:
        shown = document.relative_to(place.root).as_posix()
        message = f"the new document has {len(fetched.content)} bytes, the old one {size}"
        mend = "look at it; if it is right, put it in place by hand and run `clientloom generate`"
        raise problem(shown, "shrunk", message, mend)


def planned(
    place: Workspace, target: Workspace, name: str, current: VendorConfig, fetched: Fetched
) -> Plan:
    """Review, version, changelog and package for the new state of the vendor's folder."""
    lock = read_lock(place.package(name))
    symbols = lock.symbols if lock else SymbolLock()
    before = analyse(current, symbols=symbols, root=place.root)
    config = load_vendor(target.vendor(name), root=target.root)
    after = analyse(config, symbols=before.symbols, root=target.root)
    review = compare_apis(before.api, after.api)
    released = released_version(place, name) or current.package.version
    version = next_version(current, released, review)
    write_state(target.vendor(name), review, version, source_lock(config, fetched))
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


def released_version(place: Workspace, name: str) -> str:
    """The version of the package as it stands in generated/, "" where there is none."""
    try:
        text = (place.package(name) / SURFACE_NAME).read_text("utf-8")
        return load_surface(text).package.version
    except (OSError, ValueError):
        return ""


def next_version(vendor: VendorConfig, released: str, review: Review) -> str:
    """The version of the updated package: the smallest that fits, or the larger one that client.toml asks for.

    Raises:
        InputError: client.toml asks for a version that is too small for what changed.
    """
    grew = any(change.code.endswith("-added") for change in review.at(Level.SAFE))
    needed = bumped(Version.parse(released), review.level, surface_grew=grew)
    asked = vendor.package.version
    if asked == released:
        return str(needed)
    if Version.parse(asked) < needed:
        worst = next(iter(review.changes), None)
        reason = f": {worst}" if worst else ""
        message = f"version {asked} is too small a step from {released}{reason}"
        raise problem(
            vendor.file, "version-too-small", message, f"use {needed} or leave {released}"
        )
    return asked


def source_lock(vendor: VendorConfig, fetched: Fetched) -> SourceLock:
    """Where the new document came from."""
    return SourceLock(
        source=fetched.source,
        sha256=sha256(fetched.content).hexdigest(),
        fetched=datetime.now(UTC).date().isoformat(),
        license=vendor.upstream.license,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        revision=fetched.revision,
    )


def write_state(folder: Path, review: Review, version: str, source: SourceLock) -> None:
    """Version, changelog and source lock of a vendor's folder that nobody looks at yet."""
    settings = folder / CONFIG_NAME
    settings.write_text(with_version(settings.read_text("utf-8"), version), "utf-8")
    changelog = folder / CHANGELOG
    text = changelog.read_text("utf-8") if changelog.exists() else ""
    changelog.write_text(merged(text, review, version), "utf-8")
    (folder / SOURCE_LOCK).write_text(source.text(), "utf-8")


def with_version(text: str, version: str) -> str:
    """client.toml with another version and everything else as people wrote it."""
    document = tomlkit.parse(text)
    package = document["package"]
    package["version"] = version
    return tomlkit.dumps(document)


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
        staged(plan.files, package, owned, force=force) as diff,
    ):
        try:
            shutil.copytree(plan.folder, staging_folder(folder))
            if diff.changes:
                replace_together(package, [folder])
            else:
                replace_folder(folder)
        finally:
            shutil.rmtree(staging_folder(folder), ignore_errors=True)


def problem(where: str, code: str, message: str, mend: str) -> InputError:
    """Why an update is refused."""
    return InputError(
        Diagnostic(code=code, severity=Severity.ERROR, span=Span(where), message=message, mend=mend)
    )
