# The steps of reading a document, in order. May import diagnostics and every module of document.
"""`load_document`: read, bundle, overlay, validate, repair, upgrade."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from clientloom.diagnostics import Code, Diagnostic, InputError, Report, Severity, quote
from clientloom.document.document import Document, Json, LoadOptions
from clientloom.document.files.file_set import FileSet
from clientloom.document.files.read_source import read_source
from clientloom.document.files.source import Source
from clientloom.document.grammar.notation import Grammar, walk
from clientloom.document.grammar.tables import OPENAPI_3
from clientloom.document.origins import Origins
from clientloom.document.overlay import apply_overlay
from clientloom.document.pointer import copy_tree, exists, find, join, split, text_of
from clientloom.document.references.bundle import bundle
from clientloom.document.repair.clean import clean, is_bundled
from clientloom.document.repair.repair_log import Repair
from clientloom.document.upgrade.openapi30 import upgrade_3
from clientloom.document.upgrade.swagger2 import upgrade_2
from clientloom.document.validate.check import Violation, check_fully, check_structure
from clientloom.document.version import Version, version_of
from clientloom.timings import stage

_DEFAULT = LoadOptions()


def load_document(
    source: Path | str, *, overlays: Sequence[Path] = (), options: LoadOptions = _DEFAULT
) -> Document:
    """Reads an OpenAPI document of any version from 2.0 to 3.2, of one or more files, as one 3.1 tree.

    Args:
        source: The document: a file, or an http(s) URL as text.
        overlays: OpenAPI Overlay 1.0 documents, applied in this order.
        options: See `LoadOptions`.

    Raises:
        InputError: the document cannot be read, is not OpenAPI, has a reference that cannot be followed, or an
            overlay does not fit it.
    """
    with stage("read"):
        files = FileSet(source, options)
    version = version_of(files.root)
    tolerant = options.tolerate_missing_refs
    with stage("bundle"):
        origins, unresolved = bundle(files, version.grammar, tolerant=tolerant or bool(overlays))
    patches = [_read_overlay(path, files) for path in overlays]
    before = {finding: copy_tree(_holder(files, finding)) for finding in unresolved}
    findings = [*version.findings]
    for patch in patches:
        findings += apply_overlay(files.root.tree, patch, origins)
    findings += _still_unresolved(files, before, tolerant=tolerant)
    if patches:
        _refuse_dangling(files, version, origins)
    with stage("validate"):
        invalid = _validate(files, version, origins, options)
    with stage("upgrade"):
        root, repaired = _upgrade(files, version, origins)
    findings += _merge_findings(invalid, repaired)
    read = (*files.sources, *patches)
    findings = [*(found for source in read for found in source.findings), *findings]
    return Document(
        root=root,
        locate=origins.locate,
        sha256={source.name: source.sha256 for source in read},
        report=Report(tuple(findings)),
        origin=lambda pointer: origins.find(pointer).tokens,
    )


def _read_overlay(path: Path, files: FileSet) -> Source:
    return read_source(path, files.display_name(path), wanted="an overlay")


def _holder(files: FileSet, finding: Diagnostic) -> Json:
    """Returns the node that had a reference to nothing, None if it is gone or in another file."""
    if finding.span.file != files.root.name:
        return None
    try:
        return find(files.root.tree, split(finding.pointer)[:-1])
    except LookupError:
        return None


def _still_unresolved(
    files: FileSet, before: Mapping[Diagnostic, Json], *, tolerant: bool
) -> list[Diagnostic]:
    """Returns the findings about references to nothing whose places no overlay has corrected or removed.

    Raises:
        InputError: there are some, and they are not tolerated.
    """
    left = [finding for finding, node in before.items() if _holder(files, finding) == node]
    if left and not tolerant:
        raise InputError([replace(finding, severity=Severity.ERROR) for finding in left])
    return left


def _refuse_dangling(files: FileSet, version: Version, origins: Origins) -> None:
    """Refuses references to nothing, which an overlay can add, or cause by removing the target."""
    root = files.root.tree
    found = []
    for node, kind, trail in walk(version.grammar, root):
        reference = node.get("$ref")
        if isinstance(reference, str) and not is_bundled(reference, kind, root, version.grammar):
            message = f"after the overlays, the $ref does not name a {kind}: {quote(reference)}"
            pointer = f"{text_of(trail)}/$ref"
            hint = "refer to a component of the document, as '#/...'"
            found.append(_locate(pointer, "unresolved-ref", message, hint, origins, Severity.ERROR))
    if found:
        raise InputError(_sort_by_position(found))


def _validate(
    files: FileSet, version: Version, origins: Origins, options: LoadOptions
) -> list[Diagnostic]:
    findings = [
        f for f in check_structure(files.root.tree, version) if not _is_reported(f, version)
    ]
    if options.thorough:
        reported = {f.tokens[:end] for f in findings for end in range(1, len(f.tokens) + 1)}
        further = check_fully(files.root.tree, version)
        findings += [f for f in further if not _is_repeated(f, files.root.tree, reported)]
    return [_diagnose(finding, origins) for finding in dict.fromkeys(findings)]


def _is_repeated(finding: Violation, tree: Json, reported: set[tuple[str, ...]]) -> bool:
    """Returns whether `check_structure` found the same: at this place, or with a place that is not in the tree."""
    return finding.is_structure and (finding.tokens in reported or not exists(tree, finding.tokens))


def _is_reported(finding: Violation, version: Version) -> bool:
    """Returns whether the finding is about an unknown version, which is already reported."""
    return bool(version.findings) and finding.tokens == ("openapi",)


def _diagnose(finding: Violation, origins: Origins) -> Diagnostic:
    severity = Severity.NOTE if finding.is_note else Severity.WARNING
    code: Code = "incomplete-validation" if finding.is_note else "invalid-document"
    hint = "" if finding.is_note else "correct the document, or patch it in an overlay"
    return _locate(join(finding.tokens), code, finding.message, hint, origins, severity)


def _merge_findings(invalid: list[Diagnostic], repaired: list[Diagnostic]) -> list[Diagnostic]:
    """Returns both lists without the validator's findings about places that were repaired."""
    reported = {found.pointer for found in repaired}
    reported |= {pointer[: pointer.rfind("/")] for pointer in reported}
    return _sort_by_position(
        [*repaired, *(found for found in invalid if found.pointer not in reported)]
    )


def _locate(
    pointer: str, code: Code, message: str, hint: str, origins: Origins, severity: Severity
) -> Diagnostic:
    return Diagnostic(
        code=code,
        severity=severity,
        span=origins.locate(pointer),
        message=message,
        hint=hint,
        pointer=pointer,
    )


def _upgrade(files: FileSet, version: Version, origins: Origins) -> tuple[Json, list[Diagnostic]]:
    """Returns the tree in the form of 3.1, and the repairs that this needed."""
    root = files.root.tree
    findings = _clean(root, version.grammar, origins)
    if version.major == 2:
        root, moves, repairs = upgrade_2(root)
        findings += [_report_repair(repair, origins) for repair in repairs]
        origins.add_moves(moves)
        # Fields that 3.1 has and 2.0 has not were not repaired before.
        findings += _clean(root, OPENAPI_3, origins)
    origins.add_moves(upgrade_3(root))
    root["openapi"] = "3.1.0"
    return root, findings


def _clean(root: Json, grammar: Grammar, origins: Origins) -> list[Diagnostic]:
    cleaned = clean(root, grammar)
    findings = [_report_repair(repair, origins) for repair in cleaned.repairs]
    origins.add_moves(cleaned.moves)
    return findings


def _report_repair(repair: Repair, origins: Origins) -> Diagnostic:
    message = f"{repair.wrong}; {repair.done}"
    hint = "correct the document, or patch it in an overlay"
    pointer = repair.pointer
    return _locate(pointer, "wrong-shape", message, hint, origins, Severity.WARNING)


def _sort_by_position(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    return sorted(findings, key=lambda d: (d.span.file, d.span.line, d.span.column, d.message))
