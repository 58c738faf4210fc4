# Plans the update to a vendor's new document, and applies the plan as a whole. May import every package but cli;
# only upstream/ uses the network.
"""Plans and applies the update of one vendor."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import tomlkit
from packaging.version import Version

from clientloom import bounded
from clientloom.checkout.atomic import exclusive, replace_folder, replace_together, staging_folder
from clientloom.checkout.package_lock import PackageLock, read_lock
from clientloom.checkout.provenance import CHANGELOG, tool_versions
from clientloom.checkout.tree import Files, check_tree, compare, stage_tree
from clientloom.checkout.unchanged import is_current
from clientloom.checkout.workspace import Workspace
from clientloom.config import CONFIG_NAME
from clientloom.config.load import base_folder, display_path, load_vendor, overlay_files
from clientloom.config.settings import VendorConfig
from clientloom.diagnostics import InputError, Report, Span
from clientloom.ir import Api
from clientloom.ir.surface import dump_surface
from clientloom.pipeline import analyse, render_package
from clientloom.review import Review, compare_apis
from clientloom.review.output.changelog import add_entry
from clientloom.review.versions import is_enough, needed_version
from clientloom.scratch import scratch_folder
from clientloom.symbols import SymbolLock
from clientloom.upstream.fetched import Fetched
from clientloom.workflows.baseline import (
    changed_texts,
    forget_replaced,
    is_committed,
    read_baseline,
)
from clientloom.workflows.documents.fetched_files import current_document, is_on_disk, write_fetched
from clientloom.workflows.documents.new_document import check_new_document

IGNORED_FOLDERS = shutil.ignore_patterns(
    ".git", ".venv", ".clientloom", "generated", "node_modules", "__pycache__"
)
"""Folders that hold no inputs. They are not copied if references may reach the root of the checkout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an update would do: the review, the versions, and the new content of both folders.

    `folder` is a temporary copy of the vendor's folder with its new content; `files` are the package's files.
    `is_first` says that there is no package yet.
    """

    vendor: str
    review: Review
    old_version: str
    new_version: str
    is_first: bool
    folder: Path
    files: Files
    lock: PackageLock | None
    report: Report


@contextmanager
def plan_update(
    workspace: Workspace, name: str, fetched: Fetched | None, *, may_shrink: bool = False
) -> Iterator[Plan | None]:
    """Plans the update to a fetched document, and to settings, overlays, templates and tools as they are now.

    Yields None if the document equals the current one, or None was fetched, and the package is up to date.

    Raises:
        InputError: the document is not a whole OpenAPI document, lost much of the old one (unless `may_shrink`),
            does not fit the overlay, or needs a higher version than client.toml sets.
    """
    current = load_vendor(workspace.vendor(name), root=workspace.root)
    document = current_document(current)
    if fetched and is_on_disk(current, fetched):
        fetched = None
    if fetched is None and _is_settled(workspace, name, current):
        yield None
        return
    if fetched is not None:
        check_new_document(document, fetched, may_shrink=may_shrink, folder=current.folder)
    with scratch_folder() as scratch:
        target = Workspace(scratch)
        _copy_vendor(workspace, target, current)
        if fetched is not None:
            write_fetched(target.vendor(name), current, fetched)
        plan = _make_plan(workspace, target, name, current, fetched)
        is_due = fetched or plan.review.changes or _has_other_files(workspace, plan)
        yield plan if is_due else None


def _has_other_files(workspace: Workspace, plan: Plan) -> bool:
    """Returns whether the package has other files than its inputs give, also where somebody edited them."""
    owned = plan.lock.owned if plan.lock else {}
    return bool(compare(plan.files, workspace.package(plan.vendor), owned).changes)


def _is_settled(workspace: Workspace, name: str, vendor: VendorConfig) -> bool:
    """Returns whether hashes alone show that the package is up to date and was committed so."""
    lock = read_lock(workspace.package(name), workspace.root)
    return (
        lock is not None
        and lock.tools == tool_versions()
        and is_current(lock, workspace, name, vendor)
        and is_committed(workspace, name)
    )


def _copy_vendor(workspace: Workspace, target: Workspace, vendor: VendorConfig) -> None:
    """Copies a vendor's folder, and the files that its settings name outside of it, into `target`.

    Raises:
        InputError: a setting names a file outside of the checkout.
    """
    own = vendor.folder / vendor.templates if vendor.templates else None
    named = [vendor.folder, base_folder(vendor), own, *overlay_files(vendor)]
    for path in dict.fromkeys(Path(os.path.normpath(path)) for path in named if path):
        if not path.is_relative_to(workspace.root):
            message = f"{path} is outside of the checkout, and an update cannot include it"
            raise InputError.at(
                Span(vendor.file), "outside-checkout", message, "move it into the checkout"
            )
        copy = target.root / path.relative_to(workspace.root)
        if path.is_dir():
            shutil.copytree(
                path,
                copy,
                ignore=IGNORED_FOLDERS,
                dirs_exist_ok=True,
                copy_function=bounded.copy_file,
            )
        elif path.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            bounded.copy_file(path, copy)


@contextmanager
def relocate_problems(fetched: Fetched | None, document: Path, root: Path) -> Iterator[None]:
    """Makes errors about the new document name its source instead of a temporary file."""
    try:
        yield
    except InputError as refused:
        if fetched is None:
            raise
        here = display_path(document, root)
        raise InputError(
            replace(found, span=replace(found.span, file=fetched.source))
            if found.span.file == here
            else found
            for found in refused.diagnostics
        ) from None


def _make_plan(
    workspace: Workspace,
    target: Workspace,
    name: str,
    current: VendorConfig,
    fetched: Fetched | None,
) -> Plan:
    """Makes the review, version, changelog and package for the new inputs."""
    lock = read_lock(workspace.package(name), workspace.root)
    generated = read_baseline(workspace, name)
    before, symbols = _current_api(workspace, current, lock, generated)
    config = load_vendor(target.vendor(name), root=target.root)
    with relocate_problems(fetched, current_document(config), target.root):
        after = analyse(config, symbols=symbols, root=target.root)
    review = compare_apis(before, after.api)
    released = before.package.version
    is_new = bool(review.changes) or (fetched is not None and changed_texts(before, after.api))
    version = _next_version(current, released, review, is_new=is_new)
    if version != released:
        notes = _read_changelog(workspace.vendor(name), workspace.package(name))
        _write_version(target.vendor(name), version, add_entry(notes, review, version))
    config = load_vendor(target.vendor(name), root=target.root)
    package = render_package(config, lock=lock, package=workspace.package(name), root=target.root)
    return Plan(
        vendor=name,
        review=review,
        old_version=released,
        new_version=version,
        is_first=generated is None and lock is None,
        folder=target.vendor(name),
        files=package.files,
        lock=lock,
        report=package.report,
    )


def _current_api(
    workspace: Workspace, vendor: VendorConfig, lock: PackageLock | None, generated: Api | None
) -> tuple[Api, SymbolLock]:
    """Returns the API that the callers of the current package have, and its names.

    The old document gives the same API with line numbers, and is preferred if it does. It may differ, or fail
    to load, if overlay or settings were already changed for the new document.

    Raises:
        InputError: there is no package, and the old document cannot be read.
    """
    symbols = lock.symbols if lock else SymbolLock()
    try:
        found = analyse(vendor, symbols=symbols, root=workspace.root)
    except InputError:
        if generated is None:
            raise
        return generated, symbols
    if generated is None or dump_surface(generated) == dump_surface(found.api):
        return found.api, found.symbols
    return generated, symbols


def _next_version(vendor: VendorConfig, released: str, review: Review, *, is_new: bool) -> str:
    """Returns the version of the updated package.

    It is the smallest one that fits the changes, or a higher one that client.toml sets. Where nothing `is_new` for
    callers, it stays.

    Raises:
        InputError: client.toml sets a version that is too low for the changes.
    """
    asked, before = Version(vendor.package.version), Version(released)
    needed = needed_version(before, review) if is_new else before
    if asked == before:
        return str(needed)
    if asked < before or (is_new and not is_enough(asked, before, needed)):
        worst = next(iter(review.changes), None)
        reason = f": {worst}" if worst else ""
        message = f"version {asked} is too low after {before}{reason}"
        hint = f"set {needed}, or {before} to have it raised"
        span = vendor.locate(("package", "version"))
        raise InputError.at(span, "version-too-small", message, hint)
    return str(asked)


def _read_changelog(*folders: Path) -> str:
    """Returns the changelog from the first of the folders that has one, "" where none has."""
    paths = (folder / CHANGELOG for folder in folders)
    return next((bounded.read_bytes(path).decode("utf-8") for path in paths if path.is_file()), "")


def _write_version(folder: Path, version: str, changelog: str) -> None:
    """Writes version and changelog into the temporary copy of a vendor's folder."""
    settings = folder / CONFIG_NAME
    text = _set_version(settings.read_bytes().decode("utf-8-sig"), version)
    settings.write_bytes(text.encode())
    (folder / CHANGELOG).write_bytes(changelog.encode())


def _set_version(text: str, version: str) -> str:
    """Returns the text of client.toml with another version; comments and layout stay."""
    document = tomlkit.parse(text)
    package = document["package"]
    package["version"] = version
    return tomlkit.dumps(document)


def check_plan(workspace: Workspace, plan: Plan, *, force: bool = False) -> int:
    """Checks that `apply_plan` may replace the existing files, and counts those of the package that it would write.

    Raises:
        EditedFilesError: generated files were edited manually.
    """
    owned = plan.lock.owned if plan.lock else {}
    found = check_tree(plan.files, workspace.package(plan.vendor), owned, force=force)
    return len(found.changes)


def apply_plan(workspace: Workspace, plan: Plan, *, force: bool = False) -> None:
    """Replaces the vendor's folder and the package, both or neither.

    Raises:
        BusyError: another run is working on the vendor.
        EditedFilesError: generated files were edited manually.
        OSError: a file cannot be written; neither folder was changed.
    """
    package, folder = workspace.package(plan.vendor), workspace.vendor(plan.vendor)
    owned = plan.lock.owned if plan.lock else {}
    with (
        exclusive(package),
        exclusive(folder),
        stage_tree(plan.files, package, owned, force=force) as diff,
    ):
        try:
            shutil.copytree(plan.folder, staging_folder(folder))
            if diff.changes:  # the inputs first: what is left of a lost note is an outdated package
                replace_together(package, [folder])
            else:
                replace_folder(folder)
            forget_replaced(workspace, plan.vendor)
        finally:
            shutil.rmtree(staging_folder(folder), ignore_errors=True)
