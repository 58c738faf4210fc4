# The patterns of `[names]`: which are accepted. May import the standard library only.
"""Patterns that rename in bulk: regular expressions that take no longer than the name is long, and replacements."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field

LONGEST = 200
_MOST_REPEATS = 3
_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:P?<\w+>|P?<?[=!:]|P=\w+\)|#[^)]*\)|[a-zA-Z-]+[:)])|[()|]|[*+?]|\{\d*,?\d*\}|.",
    re.DOTALL,
)


def pattern_fault(pattern: str, replacement: str) -> tuple[str, str] | None:
    """Returns what is wrong with a pattern or its replacement, and what to do; None if both are fine."""
    if not pattern or len(pattern) > LONGEST:
        return f"a pattern has 1 to {LONGEST} characters", "write a shorter one"
    if "$" in replacement:
        return (
            f"{replacement!r} has a `$`, which no name has",
            "a group of the pattern is `\\\\1` in TOML",
        )
    if slow := _slow_part(pattern):
        return slow, "repeat one character or one class, as in `^v[0-9]+_`"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # `[[` may get another meaning
            re.compile(pattern).sub(replacement, "")
    except (re.error, FutureWarning, IndexError, OverflowError, RecursionError) as error:
        return f"{pattern!r} = {replacement!r}: {error}", 'write it as in `"^repo_" = ""`'
    return None


@dataclass(slots=True)
class _Group:
    """What a group of a pattern contains."""

    repeats: bool = False
    alternates: bool = False
    inner: _Group | None = field(default=None)
    """The group that has just ended within it, until something follows."""


def _slow_part(pattern: str) -> str:
    """Returns why a pattern can take more than a moment: time grows fast where repetitions are nested or many."""
    open_groups, repeats = [_Group()], 0
    for part in _TOKEN.findall(pattern):
        group = open_groups[-1]
        ended, group.inner = group.inner, None
        if part == ")" and len(open_groups) > 1:
            inner = open_groups.pop()
            outer = open_groups[-1]
            outer.repeats |= inner.repeats
            outer.alternates |= inner.alternates
            outer.inner = inner
        elif part.startswith("(") and not part.endswith(")"):
            open_groups.append(_Group())
        elif part == "|":
            group.alternates = True
        elif part in ("*", "+") or (len(part) > 2 and part[0] == "{"):
            if ended and (ended.repeats or ended.alternates):
                return f"{pattern!r} repeats a group that repeats or has alternatives, which can take for ever"
            group.repeats, repeats = True, repeats + 1
    too_many = f"{pattern!r} has more than {_MOST_REPEATS} repetitions, which can take long"
    return too_many if repeats > _MOST_REPEATS else ""
