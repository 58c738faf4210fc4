# Strings that look like dates although the document does not say so. May import facets/ and notes.
"""`note_moment`: says how a string that looks like a date or a date-time gets its type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from clientloom.normalize.facets.merged import MergedSchema
from clientloom.normalize.notes import Notes

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    _DAY.pattern + r"[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_MOMENTS, _DAYS = frozenset({"at", "datetime", "timestamp"}), frozenset({"date", "birthday"})


def is_moment_name(words: tuple[str, ...]) -> bool:
    """Whether the words of a property or parameter are those of a date or a date-time."""
    return len(words) > 1 and words[-1] in _MOMENTS | _DAYS


def note_moment(merged: MergedSchema, words: Callable[[], tuple[str, ...]], notes: Notes) -> None:
    """Notes that a string without a format looks like a date or a date-time, by its examples, else by its name."""
    if merged.word("format") or merged.last("pattern") is not None:
        return
    examples = list(_examples(merged))
    kind = _kind_of(examples) if examples else _kind_by_name(words())
    if kind:
        sign = "each example is" if examples else "its name is that of"
        notes.note(
            "date-like-string",
            merged.pointer,
            f"the string has no format, and {sign} a {kind}; it is a str",
            f'to decode it, set [types] "{merged.pointer}" = "{kind}" in client.toml',
        )


def _examples(merged: MergedSchema) -> Iterator[object]:
    found = merged.last("examples")
    yield from found if isinstance(found, list) else ()


def _kind_of(examples: list[object]) -> str:
    texts = [example for example in examples if isinstance(example, str)]
    if len(texts) < len(examples):
        return ""
    for kind, pattern in (("date", _DAY), ("date-time", _MOMENT)):
        if all(map(pattern.fullmatch, texts)):
            return kind
    return ""


def _kind_by_name(words: tuple[str, ...]) -> str:
    if not is_moment_name(words):
        return ""
    return "date" if words[-1] in _DAYS else "date-time"
