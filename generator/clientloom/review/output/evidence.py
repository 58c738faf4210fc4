# The evidence of a change: its lines in the document and in the generated code.
# May import python and this room.
"""Finds the excerpts of the diffs that belong to a change."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath

from clientloom.diagnostics import NOWHERE
from clientloom.python.identifiers import module_of
from clientloom.review.changes import Change
from clientloom.review.output.side_by_side import FileDiff, Row

AROUND = 2
"""Unchanged lines around a changed line."""

AT_MOST = 40
"""The maximum number of lines of an excerpt; the complete diff is on the same page."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one version: its document, called `file` in positions, and its modules by path."""

    document: str = ""
    file: str = ""
    code: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an excerpt: `sign` is "-", "+", "" if unchanged, or "gap" for omitted lines."""

    sign: str
    number: int
    text: str


GAP = Line("gap", 0, "")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of one file; `more` is the number of lines omitted at the end."""

    path: str
    lines: tuple[Line, ...]
    more: int = 0


def document_excerpts(
    change: Change, old: Texts, new: Texts, diff: FileDiff | None
) -> tuple[Excerpt, ...]:
    """Returns the changed lines of the document at the position of a change."""
    gone = change.code.endswith("-removed") and not change.was.line
    before, after = (change.span, NOWHERE) if gone else (change.was, change.span)
    if diff is None:
        return ()
    left = indented_block(old.document, before.line if before.file == old.file else 0)
    right = indented_block(new.document, after.line if after.file == new.file else 0)
    return excerpts(diff, left, right)


def indented_block(text: str, line: int) -> range:
    """Returns the lines from `line` to the last that is indented deeper; none for line 0."""
    lines = text.splitlines()
    if not 0 < line <= len(lines):
        return range(0)
    depth = indentation(lines[line - 1])
    end = line
    while end < len(lines) and (not lines[end].strip() or indentation(lines[end]) > depth):
        end += 1
    return range(line, end + 1)


def indentation(line: str) -> int:
    """Returns the width of a line's indentation."""
    return len(line) - len(line.lstrip())


def code_excerpts(
    change: Change, old: Texts, new: Texts, diffs: Mapping[str, FileDiff]
) -> tuple[Excerpt, ...]:
    """Returns the changed lines of the definitions that a change is about."""
    found: list[Excerpt] = []
    for subject in (change.subject, *change.also):
        for folder, names in definition_places(subject):
            for path, diff in diffs.items():
                if not matches(path, folder):
                    continue
                left = definition(old.code.get(path, ""), names)
                right = definition(new.code.get(path, ""), names)
                found.extend(excerpts(diff, left, right))
    return tuple(dict.fromkeys(found))


def definition_places(subject: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yields where a subject is defined: a pattern of a path in the package, and nested names."""
    words = subject.removesuffix("()").split(".")
    match words:
        case ["client", *resource, method]:
            yield f"resources/{module_of('.'.join(resource))}.py", ("", method)
        case ["errors" | "webhooks" as module, name]:
            yield f"{module}.py", (name,)
        case ["models", name]:
            yield "models/*", (name,)
        case [name, member]:
            yield "models/*", (name, member)
            yield "params/*", (name, member)
        case [name]:
            yield "models/*", (name,)
            yield "params/*", (name,)
            yield "_client.py", (name,)
        case _:
            return


def matches(path: str, wanted: str) -> bool:
    """Whether a path in a package matches the pattern."""
    return PurePosixPath(*PurePosixPath(path).parts[1:]).match(wanted)


def definition(text: str, names: Sequence[str]) -> range:
    """Returns the lines of a class, or of a method or field in it; "" is the first class of a module."""
    scope: Sequence[ast.stmt] = statements(text)
    found: ast.stmt | None = None
    for name in names:
        found = next((node for node in scope if is_called(node, name)), None)
        if found is None:
            return range(0)
        scope = found.body if isinstance(found, ast.ClassDef) else ()
    return range(found.lineno, (found.end_lineno or found.lineno) + 1) if found else range(0)


@lru_cache(maxsize=64)
def statements(text: str) -> tuple[ast.stmt, ...]:
    """Returns the statements of a module; none if it is not valid Python."""
    try:
        return tuple(ast.parse(text).body)
    except SyntaxError:
        return ()


def is_called(node: ast.stmt, name: str) -> bool:
    """Whether a statement defines a name."""
    match node:
        case ast.ClassDef():
            return name in ("", node.name)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return node.name == name
        case ast.AnnAssign(target=ast.Name(id=target)):
            return target == name
        case ast.Assign(targets=[ast.Name(id=target)]):
            return target == name
        case _:
            return False


def excerpts(diff: FileDiff, left: range, right: range) -> tuple[Excerpt, ...]:
    """Returns the changed rows in these lines, with unchanged rows around them."""
    rows = [clip_row(row, left, right) for row in diff.rows]
    hits = [at for at, row in enumerate(rows) if row and row.kind not in UNCHANGED]
    near = {n for hit in hits for n in range(hit - AROUND, hit + AROUND + 1)}
    shown = [at for at, row in enumerate(rows) if at in near and row]
    parts = [as_unified([row for n in run if (row := rows[n])]) for run in consecutive_runs(shown)]
    lines = [line for part in parts for line in (GAP, *part)][1:]
    if not lines:
        return ()
    return (Excerpt(diff.path, tuple(lines[:AT_MOST]), max(len(lines) - AT_MOST, 0)),)


UNCHANGED = frozenset({"equal", "gap"})


def clip_row(row: Row, left: range, right: range) -> Row | None:
    """Drops the sides of a row that are outside the lines; None if both are. Unchanged rows are kept."""
    if row.kind in UNCHANGED:
        return row
    has_left, has_right = row.left_number in left, row.right_number in right
    if not (has_left or has_right):
        return None
    before = (row.left_number, row.left) if has_left else (0, "")
    return Row(row.kind, *before, *((row.right_number, row.right) if has_right else (0, "")))


def consecutive_runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Splits numbers into consecutive runs."""
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def as_unified(rows: Sequence[Row]) -> Iterator[Line]:
    """Yields rows as lines of a unified diff, removed lines first."""
    removed: list[Line] = []
    added: list[Line] = []
    for row in rows:
        if row.kind in UNCHANGED:
            yield from (*removed, *added)
            removed, added = [], []
            if row.kind == "equal":
                yield Line("", row.right_number, row.right)
            continue
        if row.left_number:
            removed.append(Line("-", row.left_number, row.left))
        if row.right_number:
            added.append(Line("+", row.right_number, row.right))
    yield from (*removed, *added)
