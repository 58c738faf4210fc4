# TypeRef -> the text of an annotation: `argument` for what callers give, `result` for what they get.
# May import ir and, of this room, model_index, imports, literals and scalar_classes.
"""Prints the annotations of generated code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from clientloom import ir
from clientloom.ir.unions import tag_of
from clientloom.ir.walk import alternatives
from clientloom.python.imports import ImportTable
from clientloom.python.literals import python_literal, quote
from clientloom.python.model_index import ModelIndex
from clientloom.python.scalar_classes import READERS, SCALARS, accepted_classes

Members = tuple[str, ...]
"""The members of a union; any other type is one member."""


class Flavor(Enum):
    """Sync or async. The uploads that the async client takes include those of the sync one."""

    SYNC = ""
    ASYNC = "Async"


@dataclass(frozen=True, slots=True)
class AnnotationPrinter:
    """Prints annotations for one generated module, and records the imports that they need in `imports`.

    `root` is the relative import of the package from the module: ".." for a module in a subpackage.
    """

    schemas: Mapping[str, ir.Schema]
    index: ModelIndex
    imports: ImportTable
    root: str = ".."

    def result(self, type_: ir.TypeRef) -> str:
        """Returns the annotation of a received value: open enums, concrete containers, unions with `UnknownVariant`."""
        return _join_members(self._result(type_, runtime=False))

    def results(self, types: Iterable[ir.TypeRef]) -> str:
        """Returns the annotation of a received value with one of several types, depending on the status."""
        return _join_members(tuple(n for each in types for n in self._result(each, runtime=False)))

    def expression(self, type_: ir.TypeRef) -> str:
        """Returns the same type as an expression for run time; unions in it say how to distinguish their variants."""
        return _join_members(self._result(type_, runtime=True))

    def argument(self, type_: ir.TypeRef, flavor: Flavor = Flavor.ASYNC) -> str:
        """Returns the annotation of an argument: closed enums, abstract containers, models or plain dicts."""
        return _join_members(self._argument(type_, flavor, frozenset()))

    def builtin(self, name: str) -> str:
        """Returns the name of a builtin, even if the module has a method of the same name."""
        return self.imports.builtin(name)

    def standard(self, module: str, name: str, *, runtime: bool = False) -> str:
        """Returns the local name of something in the standard library."""
        return self.imports.name(module, name, runtime=runtime)

    def runtime_name(self, name: str, *, runtime: bool = False) -> str:
        """Returns the local name of something in the package's runtime."""
        return self.imports.name(self._module("_runtime"), name, runtime=runtime)

    def call(self, name: str, /, *arguments: str, **settings: str) -> str:
        """Returns the call of something in the package's runtime; settings that are "" are left out."""
        return print_call(self.runtime_name(name, runtime=True), *arguments, **settings)

    def _module(self, name: str) -> str:
        return f"{self.root}{name}"

    def upload(self, flavor: Flavor, kind: str = "FileInput") -> str:
        """Returns the type of an upload or of raw content."""
        return self.runtime_name(f"{flavor.value}{kind}")

    def model(self, name: str, *, runtime: bool = False) -> str:
        """Returns `models.<name>`."""
        return f"{self.imports.name(self.root, 'models', runtime=runtime)}.{name}"

    def _params(self, schema: ir.Schema) -> str:
        name = self.index.entries[schema.id].params_name
        return f"{self.imports.name(self.root, 'params')}.{name}"

    def _result(self, type_: ir.TypeRef, *, runtime: bool) -> Members:
        def print_inner(inner: ir.TypeRef) -> str:
            return _join_members(self._result(inner, runtime=runtime))

        match type_:
            case ir.Primitive(kind):
                return (self._primitive(kind, runtime=runtime),)
            case ir.LiteralOf(values, closed):
                literal = self._literal(values, runtime=runtime)
                return (literal,) if closed else (literal, *self._builtin_types(values))
            case ir.ListOf(item):
                return (f"{self.builtin('list')}[{print_inner(item)}]",)
            case ir.TupleOf(items):
                return (self._tuple(map(print_inner, items)),)
            case ir.MapOf(value):
                return (f"{self.builtin('dict')}[{self.builtin('str')}, {print_inner(value)}]",)
            case ir.Nullable(inner):
                return self._result_nullable(inner, runtime=runtime)
            case ir.UnionOf():
                return self._result_union(type_, runtime=runtime)
            case ir.Named(id_):
                return self._result_schema(self.schemas[id_], runtime=runtime)
            case ir.Binary():
                return (self.builtin("bytes"),)
            case ir.Anything():
                return (self.standard("typing", "Any", runtime=runtime),)
        assert_never(type_)

    def _result_schema(self, schema: ir.Schema, *, runtime: bool) -> Members:
        """Returns the class or the alias; an enum class with the plain type of unknown values."""
        name = self.model(schema.name, runtime=runtime)
        if not isinstance(schema, ir.AliasSchema) or (literal := schema.enum) is None:
            return (name,)
        null = ("None",) if isinstance(schema.type, ir.Nullable) else ()
        return (name, *self._builtin_types(literal.values), *null)

    def _result_nullable(self, inner: ir.TypeRef, *, runtime: bool) -> Members:
        if isinstance(inner, ir.UnionOf):
            return self._result_union(inner, runtime=runtime, null=("None",))
        return (*self._result(inner, runtime=runtime), "None")

    def _result_union(self, union: ir.UnionOf, *, runtime: bool, null: Members = ()) -> Members:
        """Returns the members with `null` among them: type checkers reject `|` after `Annotated[...]`."""
        variants = _flatten(union.variants)
        members = tuple(n for each in variants for n in self._result(each, runtime=runtime))
        models = sum(isinstance(variant, ir.Named) for variant in variants)
        if not models:
            return (*members, *null)
        members = (*members, self.runtime_name("UnknownVariant", runtime=runtime), *null)
        if not runtime or models < 2:
            return members
        annotated = self.standard("typing", "Annotated", runtime=True)
        one_of = self.runtime_name("one_of", runtime=True)
        tag = tag_of(union, self.schemas)
        return (f"{annotated}[{_join_members(members)}, {one_of}({quote(tag) if tag else ''})]",)

    def _argument(self, type_: ir.TypeRef, flavor: Flavor, within: frozenset[str]) -> Members:
        def print_inner(inner: ir.TypeRef) -> str:
            return _join_members(self._argument(inner, flavor, within))

        match type_:
            case ir.Primitive(kind):
                return self._argument_scalar(kind)
            case ir.LiteralOf(values):
                return (self._literal(values, runtime=False),)
            case ir.ListOf(item):
                return (f"{self.standard('collections.abc', 'Sequence')}[{print_inner(item)}]",)
            case ir.TupleOf(items):
                return (self._tuple(map(print_inner, items)),)
            case ir.MapOf(value):
                mapping = self.standard("collections.abc", "Mapping")
                return (f"{mapping}[{self.builtin('str')}, {print_inner(value)}]",)
            case ir.Nullable(inner):
                return (*self._argument(inner, flavor, within), "None")
            case ir.UnionOf():
                return self._argument_union(type_, flavor, within)
            case ir.Named(id_):
                return self._argument_schema(self.schemas[id_], flavor, within)
            case ir.Binary():
                return (self.upload(flavor),)
            case ir.Anything():
                return (self.builtin("object"),)
        assert_never(type_)

    def _argument_union(self, union: ir.UnionOf, flavor: Flavor, within: frozenset[str]) -> Members:
        flat = _flatten(union.variants)
        return tuple(n for each in flat for n in self._argument(each, flavor, within))

    def _argument_schema(
        self, schema: ir.Schema, flavor: Flavor, within: frozenset[str]
    ) -> Members:
        known = self.index.has_params(schema.id)
        if isinstance(schema, ir.ObjectSchema):
            return self._argument_object(schema, known=known)
        if known:
            return (self._params(schema),)
        if schema.id in within:
            return (self.builtin("object"),)
        return self._argument(schema.type, flavor, within | {schema.id})

    def _argument_object(self, schema: ir.ObjectSchema, *, known: bool) -> Members:
        """Returns the model or the TypedDict, and any mapping if any keys are valid."""
        given = [self.model(schema.name)]
        if known:
            given.append(self._params(schema))
        if schema.takes_any_dict:
            mapping = self.standard("collections.abc", "Mapping")
            given.append(f"{mapping}[{self.builtin('str')}, {self.builtin('object')}]")
        return tuple(given)

    def _primitive(self, kind: ir.PrimitiveKind, *, runtime: bool) -> str:
        if kind is ir.PrimitiveKind.NULL:
            return "None"
        if runtime and kind in (ir.PrimitiveKind.DECIMAL_NUMBER, ir.PrimitiveKind.WHOLE_NUMBER):
            return self.runtime_name(READERS[kind], runtime=True)
        return self._class(SCALARS[kind], runtime=runtime)

    def _argument_scalar(self, kind: ir.PrimitiveKind) -> Members:
        """Returns the classes of a scalar argument, which may also be given as the text on the wire."""
        if kind is ir.PrimitiveKind.WHOLE_NUMBER:  # its mark says that a fraction is valid
            return (self.runtime_name(READERS[kind]),)
        return tuple(map(self._class, accepted_classes(kind))) or ("None",)

    def _class(self, name: tuple[str, str], *, runtime: bool = False) -> str:
        if name[0] == "builtins":
            return self.builtin(name[1])
        return self.standard(*name, runtime=runtime)

    def _tuple(self, items: Iterable[str]) -> str:
        return f"{self.builtin('tuple')}[{', '.join(items) or '()'}]"

    def _literal(self, values: tuple[str | int | bool, ...], *, runtime: bool) -> str:
        literal = self.standard("typing", "Literal", runtime=runtime)
        return f"{literal}[{', '.join(map(python_literal, values))}]"

    def _builtin_types(self, values: tuple[str | int | bool, ...]) -> Members:
        return tuple(map(self.builtin, sorted({type(value).__name__ for value in values})))


def _join_members(members: Members) -> str:
    """Joins members without repetitions, None last; a type that accepts everything replaces the others."""
    unique = dict.fromkeys(members)
    for everything in ("Any", "_Any", "object", "builtins.object"):
        if everything in unique:
            return everything
    nullable = "None" in unique
    unique.pop("None", None)
    return " | ".join([*unique, *(["None"] if nullable else [])])


def _flatten(variants: Iterable[ir.TypeRef]) -> tuple[ir.TypeRef, ...]:
    """Returns the variants with nested unions expanded and all literals merged into one."""
    return ir.merge_literals(each for variant in variants for each in alternatives(variant))


def print_call(callee: str, /, *arguments: str, **settings: str) -> str:
    """Returns a call with keyword arguments; those that are "" are left out."""
    given = (*arguments, *(f"{key}={value}" for key, value in settings.items() if value))
    return f"{callee}({', '.join(given)})"


def print_xml_form(form: ir.XmlForm, callee: str) -> str:
    """Returns the call that makes a form, without defaults; `callee` is the local name of the class."""
    return print_call(
        callee,
        *([quote(form.name)] if form.name else []),
        namespace=quote(form.namespace) if form.namespace else "",
        prefix=quote(form.prefix) if form.prefix else "",
        node=quote(form.node) if form.node is not ir.XmlNode.ELEMENT else "",
        wrapped="True" if form.wrapped else "",
        item=print_xml_form(form.item, callee) if form.item is not None else "",
    )
