# Values that a response delivers and that are given back: as the document has them, and deviating from it.
# May import this room's answers.
"""`make_trips` plans values that are read from an answer and sent back unchanged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from clientloom.document.document import Json
from clientloom.verify.planning.answers import Answer
from clientloom.verify.planning.deviations import add_members, drop_member, retype


@dataclass(frozen=True, slots=True)
class Trip:
    """A JSON value that is read and sent back. `what` says how it deviates from its schema, if it does."""

    what: str
    value: Json


def make_trips(answer: Answer) -> Iterator[Trip]:
    """Yields the value of a JSON answer, and the same with one deviation each."""
    if answer.kind != "value" or not isinstance(answer.value, dict | list):
        return
    try:
        same = json.loads(answer.content) == answer.value
    except ValueError:
        return
    if same:
        yield Trip("", answer.value)
        yield Trip("a value of another type", retype(answer.value))
        yield Trip("members that the document does not name", add_members(answer.value))
        yield Trip("a member less", drop_member(answer.value))
