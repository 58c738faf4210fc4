# Values that a response delivers and that are given back: as the document has them, and deviating from it.
# May import this room's answers.
"""`make_trips`: the contents of an answer for the law that what comes in goes out the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from clientloom.document.document import Json
from clientloom.verify.planning.answers import Answer

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|-")


@dataclass(frozen=True, slots=True)
class Trip:
    """A JSON value on its way in and out; `what` says how it deviates, "" where it does not."""

    what: str
    value: Json


def make_trips(answer: Answer) -> Iterator[Trip]:
    """The value of a JSON answer, and the same with one deviation each."""
    if answer.kind != "value" or not isinstance(answer.value, dict | list):
        return
    try:
        same = json.loads(answer.content) == answer.value
    except ValueError:
        return
    if same:
        yield Trip("", answer.value)
        yield Trip("a value of another type", _retype(answer.value, [1]))
        yield Trip("members that the document does not name", _add_members(answer.value))
        yield Trip("a member less", _drop_member(answer.value, [1]))


def _retype(value: Json, left: list[int]) -> Json:
    """The first scalar becomes one of another type."""
    match value:
        case dict():
            return {key: _retype(item, left) for key, item in value.items()}
        case list():
            return [_retype(item, left) for item in value]
        case None:
            return value
        case _ if left:
            left.pop()
            return 7 if isinstance(value, str) else "seven"
        case _:
            return value


def _add_members(value: Json) -> Json:
    """Every object has more members, with names that look like those of its fields in Python."""
    match value:
        case dict():
            more = {_HUMP.sub("_", key).lower(): 1 for key in value}
            known = {key: _add_members(item) for key, item in value.items()}
            return {**more, **known, "zzUnknown": {"a": [1, None]}}
        case list():
            return [_add_members(item) for item in value]
        case _:
            return value


def _drop_member(value: Json, left: list[int]) -> Json:
    """The first object of all that holds none lacks its first member."""
    match value:
        case dict():
            found = {key: _drop_member(item, left) for key, item in value.items()}
            if left and found:
                left.pop()
                found.pop(next(iter(found)))
            return found
        case list():
            return [_drop_member(item, left) for item in value]
        case _:
            return value
