# What a reader looks at to believe a change: its lines of the document, and its lines of the generated code.
# May import this room.
"""Excerpts of both differences for one change, found by lines and by names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from clientloom.diagnostics import NOWHERE
from clientloom.review.changes import Change
from clientloom.review.output.blocks import LONGEST, block, indentation, required_beside
from clientloom.review.output.code_index import CodeIndex
from clientloom.review.output.document_lines import Lines

AROUND = 2
"""Unchanged lines shown around what changed."""
SUBJECTS = 6
"""So many subjects of one change are shown in the code."""
WIDEST = 300
"""Characters of a line that are shown."""

FOLLOWED = 20
"""So many references are followed to the lines that changed."""

_REFERENCE = re.compile(r"""\$ref["']?\s*:\s*["']?(#/[^"'\s}]+)""")
_ABSENCE = frozenset({"became-required", "became-optional", "became-demanded"})


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one diff input: its document, which places call `file`, and its modules."""

    document: Lines = field(default_factory=Lines)
    file: str = ""
    code: CodeIndex = field(default_factory=lambda: CodeIndex({}, {}))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an excerpt: `sign` is "-", "+", "" for an unchanged one, or "gap" where lines are left out."""

    sign: str
    old: int = 0
    new: int = 0
    text: str = ""


GAP = Line("gap")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of one file; `more` are left out at the end."""

    path: str
    lines: tuple[Line, ...]
    more: int = 0


def document_excerpts(change: Change, old: Texts, new: Texts, most: int) -> tuple[Excerpt, ...]:
    """The changed lines of the document below the place of a change, in either version."""
    gone = change.code.endswith("-removed") and not change.was.line
    before, after = (change.span, NOWHERE) if gone else (change.was, change.span)
    left = before.line if before.file == old.file else 0
    right = after.line if after.file == new.file else 0
    path = " / ".join(dict.fromkeys(s.file for s in (before, after) if s.line))
    found: list[Excerpt] = []
    if change.code in _ABSENCE or change.part == "absence":
        lists = required_beside(old.document, left), required_beside(new.document, right)
        found += excerpt(path, old.document, new.document, *lists, most=most)
    blocks = block(old.document, left), block(new.document, right)
    found += excerpt(path, old.document, new.document, *blocks, most=most)
    return tuple(found) or tuple(_referred(path, old.document, new.document, *blocks, most=most))


def _referred(
    path: str, old: Lines, new: Lines, left: range, right: range, *, most: int
) -> Iterator[Excerpt]:
    """The nearest component with changed lines that two equal blocks refer to."""
    waiting = list(_references(old, left)) if right else []
    seen = set(waiting)
    for reference in waiting:
        was, now = old.components.get(reference, 0), new.components.get(reference, 0)
        blocks = block(old, was), block(new, now)
        found = tuple(excerpt(path, old, new, *blocks, most=most)) if was and now else ()
        if found or len(seen) > FOLLOWED:
            yield from found
            return
        more = [name for name in _references(old, blocks[0]) if name not in seen]
        seen.update(more)
        waiting += more


def _references(lines: Lines, numbers: range) -> Iterator[str]:
    """The components that a block refers to, in the order of their first reference."""
    found = (_REFERENCE.search(lines[number - 1]) for number in numbers)
    yield from dict.fromkeys(each[1] for each in found if each)


def code_excerpts(change: Change, old: Texts, new: Texts, most: int) -> tuple[Excerpt, ...]:
    """The changed lines of the definitions that a change is about, else of the classes that come or go with it."""
    about = _definitions_of((change.subject, *change.also)[:SUBJECTS], old, new, most)
    return about or _definitions_of((*change.removes, *change.adds)[:SUBJECTS], old, new, most)


def _definitions_of(
    subjects: Sequence[str], old: Texts, new: Texts, most: int
) -> tuple[Excerpt, ...]:
    found: list[Excerpt] = []
    for subject in subjects:
        before, after = dict(old.code.find(subject)), dict(new.code.find(subject))
        for path in sorted(before.keys() | after.keys()):
            left, right = before.get(path, range(0)), after.get(path, range(0))
            texts = old.code.lines(path), new.code.lines(path)
            found += excerpt(path, *texts, left, right, most=most)
    return tuple(dict.fromkeys(found))


def excerpt(
    path: str, old: Sequence[str], new: Sequence[str], left: range, right: range, *, most: int
) -> Iterator[Excerpt]:
    """What differs between two blocks, one excerpt or none."""
    before = [old[n - 1] for n in left[:LONGEST]]
    after = [new[n - 1] for n in right[:LONGEST]]
    lines = list(_differences(before, after, left.start, right.start))
    if lines:
        yield Excerpt(path, tuple(_dedent(lines[:most])), max(len(lines) - most, 0))


def _dedent(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines without the indentation that all have: on a phone it would be half of the width."""
    margin = min((indentation(line.text) for line in lines if line.text.strip()), default=0)
    return (replace(line, text=line.text[margin:]) for line in lines)


def _differences(
    before: Sequence[str], after: Sequence[str], left: int, right: int
) -> Iterator[Line]:
    """The lines of both blocks, what went before what came."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for number, group in enumerate(matcher.get_grouped_opcodes(AROUND)):
        if number:
            yield GAP
        for kind, i1, i2, j1, j2 in group:
            if kind == "equal":
                pairs = zip(range(i1, i2), range(j1, j2), strict=True)
                yield from (Line("", left + i, right + j, _cut(after[j])) for i, j in pairs)
                continue
            yield from (Line("-", old=left + i, text=_cut(before[i])) for i in range(i1, i2))
            yield from (Line("+", new=right + j, text=_cut(after[j])) for j in range(j1, j2))


def _cut(line: str) -> str:
    """A line without its end, where that is far away: a document of one line is not repeated."""
    return line if len(line) <= WIDEST else f"{line[:WIDEST]} ..."
