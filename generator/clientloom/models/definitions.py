# One schema -> the text of its class or alias. May import ir, python and this room.
"""Definitions: pydantic classes, TypedDicts and aliases, each with what its module has to import for it."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from clientloom.ir import Access, AliasSchema, Field, ObjectSchema
from clientloom.models.bundle import Bundler
from clientloom.models.docs import class_doc, field_doc, field_text
from clientloom.models.rewrite import Members, given, received
from clientloom.models.vocabulary import Import, Scope
from clientloom.python.literals import quoted
from clientloom.python.prose import wrapped

_IDENTIFIER = re.compile(r"\w+")


class Rank(IntEnum):
    """The order of definitions in a module: an alias is evaluated when the module is loaded, a class later."""

    RECURSIVE_ALIAS = 0
    CLASS = 1
    ALIAS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A top-level statement, or two, that defines `name`.

    `uses` are the classes and aliases that it refers to, `renamed` pairs (name, class) of further names that
    the module has to give to classes because a field hides them.
    """

    name: str
    rank: Rank
    text: str
    imports: frozenset[Import]
    uses: frozenset[str]
    renamed: frozenset[tuple[str, str]] = frozenset()


Takes = Callable[[str], Members]
"""What a caller may give for a schema beside its form in `params`, by name of the schema."""


@dataclass(frozen=True, slots=True)
class ModelWriter:
    """Writes the definitions of `models`; `classes` are the names of all classes and aliases."""

    bundler: Bundler
    classes: frozenset[str]

    def define_class(self, schema: ObjectSchema, printed: tuple[str, ...]) -> Definition:
        """A pydantic class, from the annotations of its fields."""
        own = frozenset(field.name for field in schema.fields)
        scope = Scope(self.classes, own)
        lines = [f"class {schema.name}({scope.word('Model')}):", f"    {class_doc(schema)}"]
        body = list(self._body(schema, printed, scope))
        return _definition(schema.name, Rank.CLASS, [*lines, *([""] if body else []), *body], scope)

    def _body(self, schema: ObjectSchema, printed: tuple[str, ...], scope: Scope) -> Iterator[str]:
        if self.bundler.further(schema) is not None:
            values = received(printed[-1], scope)
            mapping = f"{scope.word('dict')}[{scope.word('str')}, {values}]"
            yield f"    if not {scope.word('TYPE_CHECKING')}:"
            yield f"        __pydantic_extra__: {mapping}"
            yield ""
        for field, annotation in zip(schema.fields, printed, strict=False):
            type_ = _annotated(field, received(annotation, scope), scope)
            default = "" if self.bundler.is_required(field) else " = None"
            yield f"    {field.name}: {type_}{default}"
            if doc := field_doc(field):
                yield f"    {doc}"

    def define_alias(
        self, schema: AliasSchema, printed: tuple[str, ...], *, recursive: bool
    ) -> Definition:
        """Another name for a type."""
        scope = Scope(self.classes)
        return _alias(schema, received(printed[0], scope), scope, recursive=recursive)


@dataclass(frozen=True, slots=True)
class ParamsWriter:
    """Writes the definitions of `params`; `takes` says what may stand for a schema beside them."""

    bundler: Bundler
    classes: frozenset[str]
    takes: Callable[[Scope], Takes]

    def define_class(self, schema: ObjectSchema, printed: tuple[str, ...]) -> Definition:
        """A TypedDict whose keys are the wire names."""
        scope = Scope(self.classes)
        fields = self.bundler.fields(schema)
        base = scope.word("TypedDict")
        types = [given(annotation, scope, self.takes(scope)) for annotation in printed]
        if _can_be_class(fields, types):
            lines = _typed_dict(schema, base, fields, types)
        else:
            lines = _typed_dict_call(schema, base, fields, types, scope.used)
        return _definition(schema.name, Rank.CLASS, lines, scope)

    def define_alias(
        self, schema: AliasSchema, printed: tuple[str, ...], *, recursive: bool
    ) -> Definition:
        """Another name for a type."""
        scope = Scope(self.classes)
        type_ = given(printed[0], scope, self.takes(scope))
        return _alias(schema, type_, scope, recursive=recursive)


def _annotated(field: Field, type_: str, scope: Scope) -> str:
    metadata: list[str] = []
    if field.wire_name != field.name:
        metadata.append(f"{scope.word('Field')}(alias={quoted(field.wire_name)})")
    if field.access is Access.READ_ONLY:
        metadata.append(scope.word("READ_ONLY"))
    if not metadata:
        return type_
    return f"{scope.word('Annotated')}[{', '.join([type_, *metadata])}]"


def _can_be_class(fields: Iterable[Field], types: Iterable[str]) -> bool:
    """Whether the keys can be annotated names in a class body, where none of them hides a type."""
    hidden = {word for type_ in types for word in _IDENTIFIER.findall(type_)}
    return all(_is_plain(field.wire_name) and field.wire_name not in hidden for field in fields)


def _is_plain(key: str) -> bool:
    """Whether Python takes the name as it is; two underscores in front would be mangled (reference, 6.2.1)."""
    usable = key.isidentifier() and not keyword.iskeyword(key) and not key.startswith("__")
    return usable and (key.isascii() or unicodedata.normalize("NFKC", key) == key)


def _typed_dict(
    schema: ObjectSchema, base: str, fields: tuple[Field, ...], types: list[str]
) -> list[str]:
    lines = [f"class {schema.name}({base}):", f"    {class_doc(schema, brief=True)}"]
    for position, (field, type_) in enumerate(zip(fields, types, strict=True)):
        lines += ["", f"    {field.wire_name}: {type_}"][position > 0 :]
        if doc := field_doc(field):
            lines.append(f"    {doc}")
    return lines


def _typed_dict_call(
    schema: ObjectSchema, base: str, fields: tuple[Field, ...], types: list[str], used: set[str]
) -> list[str]:
    """The functional form, for keys that cannot be names. Its types are evaluated at once unless quoted."""
    lines = [f"{schema.name} = {base}(", f"    {quoted(schema.name)},", "    {"]
    for field, type_ in zip(fields, types, strict=True):
        lines += [f"        # {line}" for line in wrapped(field_text(field), 90) if line]
        early = used.isdisjoint(_IDENTIFIER.findall(type_))
        lines.append(f"        {quoted(field.wire_name)}: {type_ if early else quoted(type_)},")
    return [*lines, "    },", ")", class_doc(schema, 0, brief=True)]


def _alias(schema: AliasSchema, type_: str, scope: Scope, *, recursive: bool) -> Definition:
    if recursive:
        lines = _recursive(schema.name, type_, scope)
    else:
        lines = [f"{schema.name}: {scope.word('TypeAlias')} = {type_}"]
    if schema.doc.strip() or schema.deprecated:
        lines.append(class_doc(schema, 0))
    rank = Rank.RECURSIVE_ALIAS if recursive else Rank.ALIAS
    return _definition(schema.name, rank, lines, scope)


def _recursive(name: str, type_: str, scope: Scope) -> list[str]:
    """An alias that leads to itself: pydantic follows only a `TypeAliasType`, pyright (1.1.4) only the other."""
    alias, alias_type = scope.word("TypeAlias"), scope.word("TypeAliasType")
    return [
        f"if {scope.word('TYPE_CHECKING')}:",
        f"    {name}: {alias} = {quoted(type_)}",
        "else:",
        f"    {name} = {alias_type}({quoted(name)}, {quoted(type_)})",
    ]


def _definition(name: str, rank: Rank, lines: Iterable[str], scope: Scope) -> Definition:
    return Definition(
        name=name,
        rank=rank,
        text="\n".join(lines),
        imports=frozenset(scope.imports),
        uses=frozenset(scope.used - {name}),
        renamed=frozenset(scope.aliases),
    )
