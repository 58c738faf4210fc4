# Lines of a document that belong together, found by how far they are indented. Standard library only.
"""The block of a key, and the list of required members beside a property, in YAML and in indented JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

LONGEST = 600
"""Lines of a block that are looked at."""

_REQUIRED = re.compile(r"""\s*["']?required["']?\s*:""")
_ITEM = re.compile(r"\s*-(\s|$)")


def block(lines: Sequence[str], number: int) -> range:
    """The numbers of the lines from `number` (1 is the first) to the last that belongs to it; none for 0."""
    if not 0 < number <= len(lines):
        return range(0)
    first = lines[number - 1]
    depth = indentation(first)
    opens = first.rstrip().endswith(":")
    end = number
    while end < len(lines) and end - number < LONGEST:
        line = lines[end]
        deeper = not line.strip() or indentation(line) > depth
        listed = (
            opens and indentation(line) == depth and _ITEM.match(line) and not _ITEM.match(first)
        )
        closes = indentation(line) == depth and line.strip()[:1] in {"]", "}"}
        if not (deeper or listed or closes):
            break
        end += 1
        if closes:
            break
    return range(number, end + 1)


def required_beside(lines: Sequence[str], number: int) -> range:
    """The list of required members of the object that has the property in line `number`; none where it has none."""
    if not 0 < number <= len(lines):
        return range(0)
    owner = _above(lines, number, indentation(lines[number - 1]) - 1)
    if not owner:
        return range(0)
    depth = indentation(lines[owner - 1])
    found = next((n for n in _siblings(lines, owner, depth) if _REQUIRED.match(lines[n - 1])), 0)
    return block(lines, found)


def _above(lines: Sequence[str], number: int, depth: int) -> int:
    """The nearest line above that is indented by at most `depth`, 0 for none."""
    stop = max(number - 20 * LONGEST, 0)
    above = range(number - 1, stop, -1)
    return next(
        (n for n in above if lines[n - 1].strip() and indentation(lines[n - 1]) <= depth), 0
    )


def _siblings(lines: Sequence[str], number: int, depth: int) -> Iterator[int]:
    """The lines with the same owner and the same indentation, nearest first: below, then above."""
    for way in (range(number + 1, len(lines) + 1), range(number - 1, 0, -1)):
        for other in way:
            line = lines[other - 1]
            if line.strip() and indentation(line) < depth:
                break
            if indentation(line) == depth:
                yield other


def indentation(line: str) -> int:
    """How far a line is indented."""
    return len(line) - len(line.lstrip())
