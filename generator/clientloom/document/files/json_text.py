# Reads JSON with the standard library. May import the findings and limits of this folder.
"""Reads JSON."""

from __future__ import annotations

import json
import re
from itertools import accumulate

from clientloom.document.document import Json
from clientloom.document.files.json_scan import JsonScan
from clientloom.document.files.limits import MAX_DEPTH
from clientloom.document.files.text_errors import (
    ENDS_EARLY,
    Parsed,
    TextError,
    TextFinding,
    duplicate_key,
    too_deep,
)

_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F]|(u[dD][89a-fA-F])|.)", re.DOTALL
)
"""An escape; the group is half of a surrogate pair without the other half."""
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\]]', re.DOTALL)


def parse_json(text: str) -> Parsed:
    """Parses a JSON text (RFC 8259); raises TextError.

    A repeated key is a finding: section 4 does not say which one counts, and most readers take the last. `NaN` and
    `Infinity`, which are not JSON, are read as strings.
    """
    duplicates: list[str] = []
    tree = _load(text, duplicates)
    if _is_deeper(tree, MAX_DEPTH):
        raise _depth_error(text)
    if any(match.group(1) for match in _ESCAPE.finditer(text)):
        tree = _replace_surrogates(tree)
    return Parsed(tree, tuple(_find_duplicates(text)) if duplicates else ())


def _load(text: str, duplicates: list[str]) -> Json:
    def mapping(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        found = dict(pairs)
        if len(found) != len(pairs):
            duplicates.append("")
        return found

    try:
        return json.loads(
            text, object_pairs_hook=mapping, parse_constant=str, parse_int=_read_integer
        )
    except json.JSONDecodeError as error:
        raise TextError(_syntax_finding(error, text)) from None
    except RecursionError:
        raise _depth_error(text) from None


def _read_integer(digits: str) -> Json:
    # Python takes quadratic time for many digits, and refuses thousands of them; such a number stays text.
    return int(digits) if len(digits) < 400 else digits


def _syntax_finding(error: json.JSONDecodeError, text: str) -> TextFinding:
    # The finding has line and column already.
    what = error.msg.removesuffix(" at").removesuffix(" starting")
    what = f"{what[:1].lower()}{what[1:]}"
    is_cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")
    return TextFinding(
        code="json-syntax",
        message=f"the JSON text ends early: {what}" if is_cut else f"not valid JSON: {what}",
        hint=ENDS_EARLY if is_cut else "fix the text here or just before",
        line=error.lineno,
        column=error.colno,
    )


def _is_deeper(tree: Json, limit: int) -> bool:
    level = [tree] if isinstance(tree, (dict, list)) else []
    for _ in range(limit):
        if not level:
            return False
        below: list[Json] = []
        for node in level:
            children = node.values() if type(node) is dict else node
            below += [child for child in children if type(child) is dict or type(child) is list]
        level = below
    return bool(level)


def _depth_error(text: str) -> TextError:
    starts = [token.start() for token in _TOKENS.finditer(text)]
    steps = {"{": 1, "[": 1, "}": -1, "]": -1}
    depths = accumulate(steps.get(text[start], 0) for start in starts)
    start = next((s for s, depth in zip(starts, depths, strict=True) if depth > MAX_DEPTH), 0)
    line = text.count("\n", 0, start) + 1
    return too_deep(MAX_DEPTH, line, start - text.rfind("\n", 0, start))


def _replace_surrogates(node: Json) -> Json:
    """Replaces halves of surrogate pairs, which UTF-8 cannot encode."""
    if isinstance(node, str):
        return node if node.isascii() else node.encode("utf-8", "replace").decode("utf-8")
    if isinstance(node, dict):
        return {_replace_surrogates(key): _replace_surrogates(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_replace_surrogates(item) for item in node]
    return node


def _find_duplicates(text: str) -> list[TextFinding]:
    scan = JsonScan(text)
    return [
        duplicate_key(key, scan.position(first)[0], *scan.position(second))
        for key, first, second in scan.duplicates()
    ]
