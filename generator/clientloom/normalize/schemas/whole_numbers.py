# Numbers that are whole although the document does not say `integer`. May import facets/.
"""`is_whole_number`: whether a `number` is an id, a count or a time whose examples or bounds are whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clientloom.normalize.facets.merged import MergedSchema

_IDS = frozenset({"id", "ids"})
_COUNTS = frozenset(
    {"count", "counts", "index", "limit", "offset", "page", "pages", "port", "size"}
)
_TIMES = frozenset(
    {"at", "created", "date", "day", "days", "expires", "expiration", "expiry", "millis"}
    | {"milliseconds", "minute", "minutes", "modified", "month", "ms", "seconds", "since"}
    | {"time", "timestamp", "ttl", "until", "updated", "year", "years"}
)
_LAST = _IDS | _COUNTS | _TIMES
_FIRST = frozenset({"num", "number", "count"})
"""`num_items`, `number_of_seats`: a count of what follows."""


def is_whole_name(words: tuple[str, ...]) -> bool:
    """Whether the words of a property or parameter are those of an id, a count or a time."""
    return bool(words) and (words[-1] in _LAST or (len(words) > 1 and words[0] in _FIRST))


def is_whole_number(merged: MergedSchema, words: Callable[[], tuple[str, ...]]) -> bool:
    """Whether a `number` without a format holds whole numbers: by `multipleOf`, or by its name and what else is said.

    Every example and the default have to be whole, or, without examples, the largest value.
    """
    if merged.word("format"):
        return False
    step = merged.last("multipleOf")
    if step:  # every number is a multiple of 0
        return _is_whole(step)
    if not is_whole_name(words()):
        return False
    given = list(_examples(merged))
    bounds = [merged.last(word) for word in ("minimum", "maximum") if merged.last(word) is not None]
    if not all(map(_is_whole, (*given, *bounds))):
        return False
    return bool(given) or merged.last("maximum") is not None


def _examples(merged: MergedSchema) -> Iterator[object]:
    examples = merged.last("examples")
    yield from (e for e in (examples if isinstance(examples, list) else ()) if e is not None)
    default = merged.last("default")
    if default is not None:
        yield default


def _is_whole(value: object) -> bool:
    """Whether a value is written as a whole number; 5.0 is written by someone who means a fraction."""
    return isinstance(value, int) and not isinstance(value, bool)
