# A module of the runtime as its definitions, and what each of them uses. May import cache.
"""`recall_module`: the definitions and the imports of a module, which can be copied one by one."""

from __future__ import annotations

import ast
import pickle
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

from clientloom.cache import keep_code, recall_code

Reference = tuple[str, str]
"""A module of the runtime and a name in it; the name is "" where the module itself is used as a value."""


@dataclass(frozen=True, slots=True)
class Uses:
    """What a piece of code uses: names of its module, and names of other modules of the runtime."""

    names: frozenset[str]
    others: frozenset[Reference]


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """A statement at the top of a module, with its docstring and the comment before it.

    `names` are those that it defines; there are none where it only has an effect, such as an `if`. `first` and `last`
    are its lines.
    """

    names: frozenset[str]
    uses: Uses
    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class Import:
    """An import at the top of a module: the names that it gives, by how it is written.

    `sources` are the modules of the runtime that the names are from, and what they are called there.
    """

    statement: ast.Import | ast.ImportFrom
    names: Mapping[str, str]
    sources: Mapping[str, Reference]
    for_types: bool


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """A module of the runtime."""

    lines: tuple[str, ...]
    imports: tuple[Import, ...]
    type_block: ast.If | None
    """The `if TYPE_CHECKING:` with imports."""
    definitions: tuple[Definition, ...]
    by_name: Mapping[str, tuple[Definition, ...]]
    sources: Mapping[str, Reference]
    """Where the imported names are defined, if that is in the runtime."""


@lru_cache(maxsize=1024)
def recall_module(dotted: str, text: str, known: frozenset[str], source: Path | None) -> Module:
    """Returns what `parse_module` does. It is kept beside `source`, the file with the text, if there is one."""
    if source is None:
        return parse_module(dotted, text, known)
    beside = source.with_suffix(".parts.py")
    made_by = (Path(__file__).read_bytes(), text, sorted(known))
    if code := recall_code(beside, made_by):
        return cast("Module", pickle.loads(code))  # noqa: S301 (as Python does with its modules)
    module = parse_module(dotted, text, known)
    keep_code(beside, made_by, pickle.dumps(module))
    return module


def parse_module(dotted: str, text: str, known: frozenset[str]) -> Module:
    """Returns the parts of a module.

    Args:
        dotted: Its name below the runtime, such as `core.errors`.
        text: Its source.
        known: The names of all modules.
    """
    lines = tuple(text.splitlines(keepends=True))
    imports: list[Import] = []
    definitions: list[Definition] = []
    type_block: ast.If | None = None
    body = ast.parse(text).body
    end = 0
    for number, node in enumerate(body):
        if isinstance(node, ast.Import | ast.ImportFrom):
            imports.append(_import(node, dotted, known, for_types=False))
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            type_block = node
            imports += (
                _import(one, dotted, known, for_types=True)
                for one in node.body
                if isinstance(one, ast.Import | ast.ImportFrom)
            )
        elif not _is_text(node):
            last = (
                body[number + 1] if number + 1 < len(body) and _is_text(body[number + 1]) else node
            )
            definitions.append(_definition(node, last, lines, end, dotted, known))
        end = node.end_lineno or 0
    by_name: dict[str, tuple[Definition, ...]] = {}
    for one in definitions:
        for name in one.names:
            by_name[name] = (*by_name.get(name, ()), one)
    sources = {name: source for one in imports for name, source in one.sources.items()}
    return Module(lines, tuple(imports), type_block, tuple(definitions), by_name, sources)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _definition(
    node: ast.stmt,
    last: ast.stmt,
    lines: tuple[str, ...],
    end: int,
    dotted: str,
    known: frozenset[str],
) -> Definition:
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
    while first - 1 > end and lines[first - 2].startswith("#"):
        first -= 1
    return Definition(
        frozenset(_find_names(node)),
        _uses(node, dotted, known),
        first,
        last.end_lineno or node.lineno,
    )


def _find_names(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name
        case ast.Assign(targets=targets):
            yield from (one.id for one in targets if isinstance(one, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case _:
            return


def _import(
    node: ast.Import | ast.ImportFrom, dotted: str, known: frozenset[str], *, for_types: bool
) -> Import:
    names = {
        (alias.asname or alias.name).partition(".")[0]: _write_alias(alias) for alias in node.names
    }
    sources: dict[str, Reference] = {}
    if isinstance(node, ast.ImportFrom):
        sources = {
            a.asname or a.name: s for a in node.names if (s := _source(node, a, dotted, known))
        }
    return Import(node, names, sources, for_types)


def _write_alias(alias: ast.alias) -> str:
    return alias.name if alias.asname is None else f"{alias.name} as {alias.asname}"


def _source(
    node: ast.ImportFrom, alias: ast.alias, dotted: str, known: frozenset[str]
) -> Reference | None:
    """Returns where a name is defined; None if that is no module of the runtime."""
    if not node.level:
        return None
    folder = dotted.split(".")[: -node.level]
    target = ".".join([*folder, *([node.module] if node.module else [])])
    if (whole := f"{target}.{alias.name}".strip(".")) in known:
        return whole, ""
    return (target, alias.name) if target in known else None


def _uses(node: ast.AST, dotted: str, known: frozenset[str]) -> Uses:
    names: set[str] = set()
    others: set[Reference] = set()
    pending: list[object] = [node]
    while pending:
        one = pending.pop()
        match one:
            case ast.Name(id=name):
                names.add(name)
                continue
            case ast.Attribute(value=ast.Name(id=name), attr=attribute):
                others.add((f"={name}", attribute))
            case ast.ImportFrom():
                others |= {s for a in one.names if (s := _source(one, a, dotted, known))}
            case ast.Call() | ast.Subscript():
                for type_ in _types_as_texts(one):
                    names |= _uses(type_, dotted, known).names
        pending += _children(one)
    return Uses(frozenset(names), frozenset(others))


def _children(node: object) -> list[object]:
    """Returns the nodes in a node, and texts in it; `ast.walk` takes twice as long."""
    found: list[object] = []
    for field_name in getattr(node, "_fields", ()):
        value = getattr(node, field_name)
        if isinstance(value, list):
            found += value
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def _types_as_texts(node: ast.AST) -> Iterator[ast.AST]:
    """Yields the types that a piece of code writes as texts: in `cast`, in annotations, in brackets."""
    places: Iterable[ast.AST | None] = ()
    match node:
        case ast.Call(func=ast.Name(id="cast"), args=[type_, _]):
            places = [type_]
        case ast.Subscript(slice=ast.Tuple(elts=parts)):
            places = parts
        case ast.Subscript(slice=part):
            places = [part]
        case _:
            return
    for place in places:
        if isinstance(place, ast.Constant) and isinstance(place.value, str):
            with suppress(SyntaxError):
                yield ast.parse(place.value, mode="eval")
