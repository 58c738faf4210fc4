# The stages in order, on one screen. Reads inputs and writes no files. May import every package that is a stage,
# and checkout; those that render inside functions, since most verbs only analyse.
"""Runs all stages: from a vendor's settings to the text of its package."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from clientloom.bounded import read_text
from clientloom.cache import NO_CACHE, Cache
from clientloom.checkout.package_lock import LOCK_NAME, PackageLock
from clientloom.checkout.provenance import CHANGELOG, inputs_of, tool_versions
from clientloom.checkout.tree import Files, digest
from clientloom.checkout.workspace import custom_file, templates_folder
from clientloom.config.load import base_folder, display_path, document_source, overlay_files
from clientloom.config.settings import VendorConfig
from clientloom.config.stored_settings import dump_settings
from clientloom.diagnostics import InputError, Report, Severity
from clientloom.diagnostics.ignored import Ignored
from clientloom.document import Document, LoadOptions, load_document
from clientloom.ignores import sort_findings
from clientloom.ir import Api
from clientloom.ir.surface import SURFACE_NAME, pack_surface
from clientloom.ir.surface.written import write_api
from clientloom.normalize import normalize
from clientloom.normalize.naming.bulk import BulkRename
from clientloom.symbols import SymbolLock
from clientloom.timings import stage

if TYPE_CHECKING:
    from clientloom.render import RenderSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """The result of the stages up to the IR; `ignored` are the diagnostics that client.toml ignores."""

    document: Document
    api: Api
    report: Report
    symbols: SymbolLock
    ignored: tuple[Ignored, ...] = ()
    bulk_renames: tuple[BulkRename, ...] = ()
    """What the patterns of client.toml renamed, and what they could not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPackage:
    """A finished package: the text of every file including the lock, and the diagnostics."""

    files: Files
    lock: PackageLock
    api: Api
    report: Report


def analyse(
    vendor: VendorConfig,
    *,
    symbols: SymbolLock,
    root: Path,
    strict: bool = False,
    allow_remote: bool = False,
    thorough: bool = False,
) -> Analysis:
    """Loads, bundles, overlays, validates, upgrades and normalizes a document.

    Args:
        vendor: the settings.
        symbols: the names of earlier versions, which are kept.
        root: the checkout; messages name a vendor's files relative to it.
        strict: whether a warning is an error.
        allow_remote: whether references to http(s) URLs are followed.
        thorough: whether the whole document is validated, as with `strict`. This takes seconds for a large one.

    Raises:
        InputError: the document cannot be read, or it has warnings and `strict` is set.
    """
    shown_from = root if vendor.file else None
    options = LoadOptions(
        thorough=thorough or strict,
        allow_remote=allow_remote,
        display_root=shown_from,
        base=base_folder(vendor),
        tolerate_missing_refs=not strict,
    )
    document = load_document(
        document_source(vendor), overlays=overlay_files(vendor), options=options
    )
    with stage("normalize"):
        normalized = normalize(document, vendor, symbols)
    report, ignored = _report(document.report + normalized.report, vendor, options)
    _refuse_warnings(report, strict=strict)
    return Analysis(
        document=document,
        api=normalized.api,
        report=report,
        symbols=normalized.symbols,
        ignored=ignored,
        bulk_renames=normalized.renames,
    )


def _report(
    found: Report, vendor: VendorConfig, options: LoadOptions
) -> tuple[Report, tuple[Ignored, ...]]:
    """Splits the diagnostics into reported and ignored ones. Only a thorough run knows that an entry is unused."""
    findings = sort_findings(found.diagnostics, vendor)
    unused = findings.unused if options.thorough else ()
    return Report(findings.reported + unused), findings.ignored


def _refuse_warnings(report: Report, *, strict: bool) -> None:
    loud = [d for d in report.diagnostics if d.severity is not Severity.NOTE]
    if strict and loud:
        raise InputError(replace(d, severity=Severity.ERROR) for d in loud)


def render_package(
    vendor: VendorConfig,
    *,
    lock: PackageLock | None = None,
    package: Path | None = None,
    root: Path,
) -> RenderedPackage:
    """Runs all stages and returns the whole package as text.

    Args:
        vendor: the settings.
        lock: the lock of the existing package, whose names are kept.
        package: the folder of the existing package, whose manually written parts are kept.
        root: see `analyse`, as for the errors.
    """
    symbols = lock.symbols if lock else SymbolLock()
    analysis = analyse(vendor, symbols=symbols, root=root)
    return render_analysed(vendor, analysis, root=root, package=package)


def render_analysed(
    vendor: VendorConfig,
    analysis: Analysis,
    *,
    root: Path,
    package: Path | None = None,
    cache: Cache = NO_CACHE,
) -> RenderedPackage:
    """Runs the stages after `analyse`; `cache` keeps what some of them made."""
    with stage("import rendering"):
        from clientloom.models.index import index_schemas
        from clientloom.models.package import keep_models, render_models
        from clientloom.render import render_api, templates_of
        from clientloom.render.format import format_tree

    api = analysis.api
    home = PurePosixPath("src", api.package.import_name)
    with stage("index models"):
        index, written = index_schemas(api), write_api(api)
    settings = _settings(vendor, root, _hand_written(package, root) if package else ("", ""))
    with stage("render models"):
        render = partial(render_models, api.schemas, index, templates_of(settings).render, cache)
        keeps = settings.keeps_modules
        models = keep_models(render, written.schemas, index, cache) if keeps else render()
    with stage("render client"):
        rest = render_api(api, index, settings, models.values(), cache, written)
    drafts = {home / path: text for path, text in models.items()} | dict(rest)
    with stage("format, surface"), ThreadPoolExecutor(1) as pool:
        formatting = pool.submit(format_tree, drafts, cache)  # ruff is a process of its own
        surface = {PurePosixPath(SURFACE_NAME): pack_surface(api, written, cache)}
        formatted = formatting.result()
    files = {**formatted, **surface, **_changelog(vendor)}
    new_lock = PackageLock(
        tools=tool_versions(),
        inputs=inputs_of(vendor, analysis.document, root),
        symbols=analysis.symbols,
        files={str(path): digest(text.encode()) for path, text in files.items()},
        settings=dump_settings(vendor),
    )
    files[PurePosixPath(LOCK_NAME)] = new_lock.text()
    report = analysis.report + Report(tuple(templates_of(settings).unused()))
    return RenderedPackage(files=files, lock=new_lock, api=api, report=report)


def _settings(vendor: VendorConfig, root: Path, custom: tuple[str, str]) -> RenderSettings:
    from clientloom.render import RenderSettings
    from clientloom.render.hand_written import custom_classes
    from clientloom.render.runtime.exported_names import imported_names

    own = vendor.folder / vendor.templates if vendor.templates else None
    return RenderSettings(
        templates=templates_folder(),
        own_templates=own,
        own_shown=display_path(own, root) if own else "",
        package=vendor.package,
        custom_classes=custom_classes(*custom),
        custom_names=imported_names(custom[:1]),
    )


def _hand_written(package: Path, root: Path) -> tuple[str, str]:
    """Returns the text of the package's hand-written module, "" if there is none, and what messages call it."""
    path = custom_file(package)
    return (read_text(path), display_path(path, root)) if path else ("", "")


def _changelog(vendor: VendorConfig) -> Files:
    path = vendor.folder / CHANGELOG
    return {PurePosixPath(CHANGELOG): read_text(path)} if path.is_file() else {}
