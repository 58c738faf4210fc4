# Diagnostics as SARIF 2.1.0 (OASIS), which code scanning services read. May import diagnostics and the registry, whose
# entries are the rules.
"""Diagnostics as SARIF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from urllib.parse import quote

from clientloom.diagnostics.code import Code
from clientloom.diagnostics.code_registry import REGISTRY
from clientloom.diagnostics.diagnostic import Diagnostic, Span
from clientloom.diagnostics.ignored import Ignored

Object = dict[str, object]
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_OF_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"
"""Characters that are not escaped in a URL (RFC 3986, 2.2)."""


def sarif_log(
    version: str, found: Sequence[Diagnostic], ignored: Sequence[Ignored], *, is_readable: bool
) -> Object:
    """Returns the log of one run; the run succeeded if the document was readable."""
    codes = sorted({d.code for d in (*found, *(i.diagnostic for i in ignored))})
    results = [_result(d, codes) for d in found]
    results += [_suppress(i, codes) for i in ignored]
    driver = {"name": "clientloom", "version": version, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": is_readable}],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: Code) -> Object:
    entry = REGISTRY[code]
    return {
        "id": code,
        "shortDescription": {"text": entry.summary},
        "fullDescription": {"text": entry.text},
        "help": {"text": f"{entry.text}\n\nExample, {entry.shows}:\n\n{entry.example}"},
        "defaultConfiguration": {"level": entry.severity.value},
    }


def _result(d: Diagnostic, codes: Sequence[Code]) -> Object:
    text = f"{d.message}; {d.hint}" if d.hint else d.message
    return {
        "ruleId": d.code,
        "ruleIndex": codes.index(d.code),
        "level": d.severity.value,
        "message": {"text": text},
        "locations": list(_locations(d)),
        "partialFingerprints": {"place/v1": _fingerprint(d)},
    }


def _suppress(ignored: Ignored, codes: Sequence[Code]) -> Object:
    suppression = {"kind": "external", "justification": ignored.reason}
    return {**_result(ignored.diagnostic, codes), "suppressions": [suppression]}


def _locations(d: Diagnostic) -> Iterable[Object]:
    if not d.span.file:
        return
    place: Object = {"artifactLocation": {"uri": _uri(d.span.file)}}
    if d.span.line:
        place["region"] = _region(d.span)
    location: Object = {"physicalLocation": place}
    if d.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": d.pointer}]
    yield location


def _region(span: Span) -> Object:
    column: Object = {"startColumn": span.column} if span.column else {}
    return {"startLine": span.line, **column}


def _uri(file: str) -> str:
    return quote(file, safe=_OF_ADDRESSES if "://" in file else "/")


def _fingerprint(d: Diagnostic) -> str:
    """Returns a hash that stays the same when lines move: of the code, the place and the message."""
    place = d.pointer or str(d.span)
    return sha256(f"{d.code}\0{d.span.file}\0{place}\0{d.message}".encode()).hexdigest()[:32]
