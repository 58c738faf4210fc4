# Reads one file: bytes, text, tree. The only module of this folder that opens files. May import diagnostics, bounded
# and the readers of this folder.
"""Reads one file."""

from __future__ import annotations

import codecs
from pathlib import Path

from clientloom import bounded
from clientloom.diagnostics import Diagnostic, InputError, Severity, Span
from clientloom.document.files.json_text import parse_json
from clientloom.document.files.limits import MAX_BYTES
from clientloom.document.files.other_formats import other_format
from clientloom.document.files.source import Source, text_diagnostic
from clientloom.document.files.text_errors import ENDS_EARLY, Parsed, TextError
from clientloom.document.files.yaml_text import parse_yaml
from clientloom.portable import text_digest

DOCUMENT = "an OpenAPI document"
"""What is expected in a file, as messages call it."""

_TEXT_SUFFIXES = (".md", ".markdown", ".txt")
"""Suffixes of plain text files, to which descriptions can refer."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_source(path: Path, name: str, *, referred: bool = False, wanted: str = DOCUMENT) -> Source:
    """Reads and parses a file; `name` is its name in messages.

    With `referred`, the file is not the document itself and can be the plain text of a description. `wanted` says what
    it must contain.

    Raises:
        InputError: it is missing, a folder, too large, empty, not Unicode, or neither JSON nor YAML.
    """
    data = read_bytes(path, name)
    return make_source(data, key=str(path.resolve()), name=name, referred=referred, wanted=wanted)


def read_bytes(path: Path, name: str) -> bytes:
    """Returns the bytes of a file; raises InputError if it cannot be read."""
    try:
        if path.is_dir():
            raise InputError.at(
                Span(name), "not-a-file", "this is a folder", "name the document in it"
            )
        if path.exists() and not path.is_file():
            raise InputError.at(
                Span(name), "not-a-file", "this is not a regular file", "name a file"
            )
        if path.stat().st_size > MAX_BYTES:
            raise InputError.at(
                Span(name), "too-large", f"larger than {MAX_BYTES >> 20} MiB", "split it"
            )
        return bounded.read_bytes(path, MAX_BYTES)
    except FileNotFoundError:
        raise InputError.at(
            Span(name), "missing-file", "the file does not exist", "check the path"
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "the name is not valid"
        raise InputError.at(
            Span(name), "unreadable-file", f"cannot be read: {why}", "check the path"
        ) from None


def make_source(
    data: bytes, *, key: str, name: str, referred: bool = False, wanted: str = DOCUMENT
) -> Source:
    """Parses the bytes of a file; raises InputError."""
    is_text = referred and is_prose(name)
    if not is_text:
        _refuse_other_format(data, name)
    text = _decode(data, name)
    _refuse_filled_up(text, name)
    if not text.strip():
        hint = f"it must contain {wanted}"
        raise InputError.at(Span(name), "empty-file", "the file is empty", hint)
    try:
        parsed, is_json = (Parsed(text), False) if is_text else _parse(text, name)
    except TextError as error:
        severity = Severity.ERROR
        raise InputError(text_diagnostic(name, text, error.finding, severity)) from None
    findings = tuple(
        text_diagnostic(name, text, finding, Severity.WARNING) for finding in parsed.findings
    )
    return Source(
        key=key,
        name=name,
        text=text,
        tree=parsed.tree,
        is_json=is_json,
        sha256=text_digest(data),
        findings=findings,
    )


def is_prose(name: str) -> bool:
    """Whether a file of this name has the text of a description."""
    return name.lower().endswith(_TEXT_SUFFIXES)


def _parse(text: str, name: str) -> tuple[Parsed, bool]:
    """Returns the tree, and whether the text is JSON. The content decides, not the name of the file."""
    if text.lstrip()[0] not in '{["':
        return parse_yaml(text), False
    try:
        return parse_json(text), True
    except TextError as error:
        if name.lower().endswith(".json") or error.finding.code != "json-syntax":
            raise
        return _parse_flow(text, error), False


def _parse_flow(text: str, refused: TextError) -> Parsed:
    """The tree of a text that begins like JSON; raises what JSON says of the end where it is no YAML either."""
    try:
        return parse_yaml(text)
    except TextError as error:
        raise (refused if refused.finding.hint == ENDS_EARLY else error) from None


def _refuse_other_format(data: bytes, name: str) -> None:
    found = other_format(data)
    if found is not None:
        what, hint = found
        message = f"this is {what}, not an OpenAPI document"
        raise InputError.at(Span(name), "not-openapi", message, hint)


def _refuse_filled_up(text: str, name: str) -> None:
    """Refuses a text with zero bytes after its end: its place was reserved, and never written."""
    whole = text.rstrip("\0")
    if whole == text:
        return
    line, column = whole.count("\n") + 1, len(whole) - whole.rfind("\n")
    span = Span.within(name, whole.split("\n"), line, column)
    message = "the text ends early: zero bytes follow it"
    raise InputError.at(span, "cut-document", message, ENDS_EARLY)


def _decode(data: bytes, name: str) -> str:
    encoding = next((codec for bom, codec in _BOMS if data.startswith(bom)), _guess_encoding(data))
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(_encoding_finding(data, name, encoding, error)) from None


def _guess_encoding(data: bytes) -> str:
    # Without a byte order mark, the zero bytes around the first character decide (RFC 4627, section 3).
    match [bool(byte) for byte in data[:4]]:
        case [False, False, False, True]:
            return "utf-32-be"
        case [True, False, False, False]:
            return "utf-32-le"
        case [False, True, *_]:
            return "utf-16-be"
        case [True, False, *_]:
            return "utf-16-le"
        case _:
            return "utf-8"


def _encoding_finding(
    data: bytes, name: str, encoding: str, error: UnicodeDecodeError
) -> Diagnostic:
    before = data[: error.start].decode(encoding, "replace")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    is_cut = error.end == len(data) and "end of data" in error.reason
    wrong = f"byte 0x{data[error.start]:02X} is not {encoding.upper()} text"
    return Diagnostic(
        code="not-utf8",
        severity=Severity.ERROR,
        span=Span.within(name, before.split("\n"), line, column),
        message="the text ends early: in the middle of a character" if is_cut else wrong,
        hint=ENDS_EARLY if is_cut else "save the file as UTF-8",
    )
