# How to write a value: the dicts that a type accepts, in short. May import ir and, of this room, literals and
# scalar_classes.
"""`write_forms`: what a caller may write for a type, one line for each variant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from clientloom import ir
from clientloom.ir.lookup import Lookup
from clientloom.ir.walk import alternatives
from clientloom.python.literals import python_literal, quote
from clientloom.python.scalar_classes import accepted_classes

LONGEST = 88
"""The maximum number of characters of a form."""

_DEEPEST = 3
_MOST_VALUES = 6
_MOST_VARIANTS = 12


def write_forms(type_: ir.TypeRef, schemas: Mapping[str, ir.Schema]) -> tuple[str, ...]:
    """Returns what a caller may write, `()` for a type without an object of known keys.

    A form shows the required keys; `...` stands for optional ones, and for what is too long or too deep.
    """
    lookup = Lookup(schemas)
    variants = tuple(_variants(type_, lookup))
    if len(variants) > _MOST_VARIANTS or not any(_has_keys(each, lookup) for each in variants):
        return ()
    return tuple(dict.fromkeys(_longest_form(each, lookup) for each in variants))


def _variants(type_: ir.TypeRef, lookup: Lookup) -> Iterator[ir.TypeRef]:
    """Yields the variants behind aliases, each once, without null."""
    seen: set[ir.TypeRef] = set()
    open_ = [type_]
    while open_:
        resolved = lookup.resolve(open_.pop())
        if isinstance(resolved, ir.UnionOf):
            new = [each for each in alternatives(resolved) if each not in seen]
            seen.update(new)
            open_ += reversed(new)
        else:
            yield resolved


def _has_keys(type_: ir.TypeRef, lookup: Lookup) -> bool:
    return lookup.object(type_.item if isinstance(type_, ir.ListOf) else type_) is not None


def _longest_form(type_: ir.TypeRef, lookup: Lookup) -> str:
    """Returns the deepest form that is short enough. Each step adds one level to a short text."""
    form = "{...}"
    for depth in range(_DEEPEST + 1):
        deeper = _Writer(lookup, depth).write(type_)
        if len(deeper) > LONGEST:
            break
        form = deeper
    return form


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes forms with `depth` levels of named types; `within` are those around the form."""

    lookup: Lookup
    depth: int
    within: frozenset[str] = frozenset()

    def write(self, type_: ir.TypeRef) -> str:
        match type_:
            case ir.Primitive(kind):
                return _join_forms(name for _, name in accepted_classes(kind)) or "None"
            case ir.LiteralOf(values):
                return _literal_form(values)
            case ir.ListOf(item):
                return f"[{self.write(item)}]"
            case ir.TupleOf(items):
                return f"({', '.join(map(self.write, items))})"
            case ir.MapOf(value):
                return f"{{str: {self.write(value)}}}"
            case ir.Nullable(inner):
                return _join_forms((self.write(inner), "None"))
            case ir.UnionOf(variants):
                return _join_forms(map(self.write, variants))
            case ir.Named(id_):
                return self._write_schema(self.lookup.schemas[id_])
            case ir.Binary():
                return "bytes"
            case ir.Anything():
                return "..."
        assert_never(type_)

    def _write_schema(self, schema: ir.Schema) -> str:
        ends = not self.depth or schema.id in self.within
        inner = _Writer(self.lookup, self.depth - 1, self.within | {schema.id})
        match schema:
            case ir.ObjectSchema():
                return "{...}" if ends else inner._write_dict(schema)
            case ir.AliasSchema(type=ir.LiteralOf() | ir.Primitive() as simple):
                return self.write(simple)
            case ir.AliasSchema():
                return "..." if ends else inner.write(schema.type)
        assert_never(schema)

    def _write_dict(self, schema: ir.ObjectSchema) -> str:
        sent = [field for field in schema.fields if field.access is not ir.Access.READ_ONLY]
        required = [field for field in sent if isinstance(field.presence, ir.Required)]
        pairs = [f"{quote(ir.dict_key(field))}: {self.write(field.type)}" for field in required]
        if len(required) < len(sent) or schema.extra is not None:
            pairs.append("...")
        return f"{{{', '.join(pairs)}}}"


def _literal_form(values: tuple[str | int | bool, ...]) -> str:
    if len(values) <= _MOST_VALUES:
        return _join_forms(map(python_literal, values))
    return _join_forms(sorted({type(value).__name__ for value in values}))


def _join_forms(forms: Iterable[str]) -> str:
    unique = dict.fromkeys(forms)
    return "..." if "..." in unique else " | ".join(unique)
