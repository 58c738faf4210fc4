# The stages of this room in their order. May import diagnostics and everything in this room.
"""`load_document`: load -> bundle -> overlay -> validate -> clean -> upgrade."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from clientloom.diagnostics import Diagnostic, InputError, Report, Severity

from .bundle import bundle
from .clean import Mending, clean
from .files import Files
from .model import Document, LoadOptions
from .origins import Origins
from .swagger2 import upgrade_2
from .upgrade import upgrade_3
from .version import Version, version_of

_DEFAULT = LoadOptions()


def load_document(
    source: Path | str, *, overlays: Sequence[Path] = (), options: LoadOptions = _DEFAULT
) -> Document:
    """Read an OpenAPI document of any version from 2.0 to 3.2, in one file or many, as one 3.1 tree.

    Args:
        source: The document: a file, or an http(s) URL as text.
        overlays: OpenAPI Overlay 1.0 documents, applied in this order.
        options: See `LoadOptions`.

    Raises:
        InputError: the document cannot be read, is not OpenAPI, has a reference that cannot be followed, an
            overlay does not fit it, or `options.strict` is set and there are findings.
    """
    files = Files(source, options)
    version = version_of(files.root)
    origins = bundle(files, version.grammar)
    findings = [*version.findings]
    findings += _cleaned(files, version, origins)
    root = _upgraded(files, version, origins)
    findings = [*(found for read in files.sources for found in read.findings), *findings]
    if options.strict and findings:
        raise InputError(replace(found, severity=Severity.ERROR) for found in findings)
    return Document(
        root=root,
        declared_version=version.declared,
        locate=origins.locate,
        excerpt=origins.excerpt,
        sha256={read.name: read.sha256 for read in files.sources},
        report=Report(tuple(findings)),
    )


def _cleaned(files: Files, version: Version, origins: Origins) -> list[Diagnostic]:
    cleaned = clean(files.root.tree, version.grammar)
    findings = [_mending(mending, origins) for mending in cleaned.mendings]
    origins.layer(cleaned.moves)
    return _in_order(findings)


def _mending(mending: Mending, origins: Origins) -> Diagnostic:
    span = origins.locate(mending.pointer)
    return Diagnostic(
        code="wrong-shape",
        severity=Severity.WARNING,
        span=span,
        message=f"{mending.wrong}; {mending.done}",
        mend="correct the document, or patch it in an overlay",
        pointer=mending.pointer,
        excerpt=origins.excerpt(span),
    )


def _in_order(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    return sorted(findings, key=lambda d: (d.span.file, d.span.line, d.span.column, d.message))


def _upgraded(files: Files, version: Version, origins: Origins) -> dict[str, object]:
    root = files.root.tree
    if version.major == 2:
        root, moves = upgrade_2(root)
        origins.layer(moves)
    origins.layer(upgrade_3(root))
    root["openapi"] = "3.1.0"
    return root  # type: ignore[no-any-return]
