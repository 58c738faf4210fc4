# A change without its subject. Imports changes only.
"""`Finding`: a change of one value, before its subject is known."""

from __future__ import annotations

from dataclasses import dataclass

from clientloom.diagnostics.change_code import ChangeCode
from clientloom.review.changes import Level


@dataclass(frozen=True, slots=True)
class Finding:
    """A change without its subject: level, code and the rest of the sentence.

    `value` is the Python source of a value that is no longer valid, "..." if there is no example. `part`
    distinguishes findings with the same code about one value: the changed limit, the items of a list.
    """

    level: Level
    code: ChangeCode
    text: str
    value: str = "..."
    part: str = ""
