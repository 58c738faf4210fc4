# A change without its subject. Imports its neighbour only.
"""`Finding`: what the rules of variance say about one value, before somebody says of what."""

from __future__ import annotations

from dataclasses import dataclass

from clientloom.diagnostics.change_code import ChangeCode
from clientloom.review.changes import Level


@dataclass(frozen=True, slots=True)
class Finding:
    """A change without its subject: class, code and the rest of the sentence.

    `value` is Python for a value that was right before and is not any more, where one can be named. `part` tells
    findings of one code about one value apart: the limit that moved, the items of a list.
    """

    level: Level
    code: ChangeCode
    text: str
    value: str = "..."
    part: str = ""
