# Regular expressions of a document: run by an engine that takes linear time, and strings that match them by a
# bounded walk over the parsed form. May import document; takes jsonschema_rs.
"""Makes texts that match a `pattern` (JSON Schema, 6.3.3)."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import jsonschema_rs

from clientloom.document.document import Json

_sre = importlib.import_module("re._parser")
Parsed = Sequence[tuple[Json, Json]]

_LONGEST = 300
_WORDS = "abcdefghijklmnopqrstuvwxyz0123456789_ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PRINTABLE = _WORDS + "-. /:,;!#$%&()*+<=>?@[]^{|}~'\"\\`"
_STEPS = 20_000
"""The number of steps through a pattern for one text; nested repetitions can be empty."""

LINEAR = jsonschema_rs.RegexOptions()
"""Validators use the engine without backtracking, so that every pattern takes linear time."""


@lru_cache(maxsize=4096)
def _engine(pattern: str) -> jsonschema_rs.Draft202012Validator | None:
    try:
        return jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=LINEAR)
    except (ValueError, jsonschema_rs.ValidationError):
        return None


@lru_cache(maxsize=4096)
def is_usable(pattern: str) -> bool:
    """Whether a pattern runs in linear time and Python can parse it.

    That leaves out what has to look ahead or back, and the constructs of ECMA 262 that Python does not know.
    """
    try:
        _sre.parse(pattern)
    except (re.error, OverflowError, RecursionError):
        return False
    return _engine(pattern) is not None


def matches(pattern: str, text: str) -> bool:
    """Whether a usable pattern occurs in a text."""
    engine = _engine(pattern)
    return engine is None or engine.is_valid(text)


def make_matches(pattern: str, *, shortest: int, salt: int) -> Iterator[str]:
    """Yields texts for a usable pattern, of the length `shortest` or more if possible; the caller checks them."""
    parsed = _sre.parse(pattern)
    anchored = pattern.startswith(("^", "\\A"))
    for more in (0, 1, 2, 3, 5, 8, shortest, shortest * 2):
        writer = _Writer(more, salt)
        writer.sequence(parsed)
        text = "".join(writer.out)
        if not anchored and len(text) < shortest:
            text = "a" * (shortest - len(text)) + text
        if len(text) >= shortest and len(text) <= max(_LONGEST, shortest):
            yield text


class _Writer:
    """Writes one match. `more` is added to the minimum of each repetition."""

    def __init__(self, more: int, salt: int) -> None:
        self.out: list[str] = []
        self._more = more
        self._salt = salt
        self._steps = _STEPS

    def sequence(self, parsed: Parsed) -> None:
        for code, argument in parsed:
            handler = self._handlers.get(str(code))
            self._steps -= 1
            if handler and self._steps > 0 and sum(map(len, self.out)) < _LONGEST * 4:
                handler(self, argument)

    def _literal(self, argument: Json) -> None:
        self.out.append(chr(argument))

    def _not_literal(self, argument: Json) -> None:
        self.out.append(self._pick(lambda c: ord(c) != argument))

    def _any(self, _argument: Json) -> None:
        self.out.append(self._pick(str.isalnum))

    def _one_of(self, argument: Json) -> None:
        items = list(_pairs(argument))
        negated = bool(items) and str(items[0][0]) == "NEGATE"
        tests = [_member(str(code), value) for code, value in items[negated:]]
        found = self._pick(lambda c: any(test(c) for test in tests) != negated)
        self.out.append(found or _first_of(items))

    def _branch(self, argument: Json) -> None:
        choices = _pairs(argument)[1]
        self.sequence(choices[self._salt % len(choices)])

    def _group(self, argument: Json) -> None:
        self.sequence(argument[-1])

    def _repeat(self, argument: Json) -> None:
        least, most, inner = argument
        for _ in range(min(least + self._more, int(most), _LONGEST)):
            self.sequence(inner)

    def _pick(self, allowed: Callable[[str], bool]) -> str:
        chars = [c for c in _PRINTABLE if allowed(c)]
        return chars[(self._salt + len(self.out) * bool(self._salt)) % len(chars)] if chars else ""

    _handlers = {  # noqa: RUF012 (a table, never changed)
        "LITERAL": _literal,
        "NOT_LITERAL": _not_literal,
        "ANY": _any,
        "IN": _one_of,
        "BRANCH": _branch,
        "SUBPATTERN": _group,
        "MAX_REPEAT": _repeat,
        "MIN_REPEAT": _repeat,
        "POSSESSIVE_REPEAT": _repeat,
    }


_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "CATEGORY_DIGIT": str.isdigit,
    "CATEGORY_NOT_DIGIT": lambda c: not c.isdigit(),
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_NOT_SPACE": lambda c: not c.isspace(),
    "CATEGORY_WORD": lambda c: c.isalnum() or c == "_",
    "CATEGORY_NOT_WORD": lambda c: not (c.isalnum() or c == "_"),
}


def _member(code: str, value: Json) -> Callable[[str], bool]:
    match code:
        case "LITERAL":
            return lambda c: ord(c) == value
        case "RANGE":
            low, high = value
            return lambda c: low <= ord(c) <= high
        case _:
            return _CATEGORIES[str(value)]


def _first_of(items: Sequence[tuple[Json, Json]]) -> str:
    """Returns the first character of a class without any of the usual ones."""
    for code, value in items:
        if str(code) == "LITERAL":
            return chr(value)
        if str(code) == "RANGE":
            return chr(value[0])
    return ""


def _pairs(value: Json) -> Parsed:
    return list(value)
