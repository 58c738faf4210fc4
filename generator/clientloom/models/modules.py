# Schemas of one package -> views of its modules. May import ir, python and this room.
"""Builds modules: the order of definitions, and their imports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from clientloom.ir import AliasSchema, ObjectSchema, Schema, TypeRef
from clientloom.models.backend import Backend
from clientloom.models.generator import Imported, Piece, Referenced
from clientloom.models.json_schema import Definition, ModelOf, Reference, TaggedUnion
from clientloom.models.type_table import TypeTable
from clientloom.models.views import (
    AliasView,
    ClassView,
    ModuleView,
    PackageView,
    RecursiveAliasView,
    sort_aliases,
)
from clientloom.python.imports import ImportTable
from clientloom.python.literals import quote
from clientloom.python.model_index import ModelIndex, checker_comments
from clientloom.python.scope import Scope


@dataclass(frozen=True, slots=True)
class ModuleBuilder:
    """Builds the modules of one package; `recursive` are the ids of recursive aliases."""

    backend: Backend
    schemas: Mapping[str, Schema]
    index: ModelIndex
    types: TypeTable
    recursive: frozenset[str]

    def module(self, name: str, docstring: str, schemas: Iterable[Schema]) -> ModuleView:
        """Returns the module `name` with the definitions of the schemas."""
        scope = Scope(ImportTable(self.index.names), name)
        ordered = sorted(schemas, key=lambda schema: schema.name)
        objects = [each for each in ordered if isinstance(each, ObjectSchema)]
        aliases = [each for each in ordered if isinstance(each, AliasSchema)]
        recursive = [each for each in aliases if each.id in self.recursive]
        enums = [(each, self.backend.enum_view(each, scope)) for each in aliases]
        others = [each for each, enum in enums if enum is None]
        plain = [each for each in others if each.id not in self.recursive]
        return ModuleView(
            docstring=docstring,
            comments=checker_comments(self.index),
            enums=tuple(enum for _, enum in enums if enum is not None),
            recursive_aliases=tuple(self._recursive_alias(each, scope) for each in recursive),
            classes=tuple(self._class(each, scope) for each in objects),
            aliases=tuple(sort_aliases(self._alias(each, scope) for each in plain)),
            alias=scope.name("typing", "TypeAlias"),
            second_names=scope.imports.second_names(),
            imports=scope.imports.runtime_lines(),
        )

    def _class(self, schema: ObjectSchema, module: Scope) -> ClassView:
        view = self.backend.class_view(schema, self._annotation, module.body_scope(()))
        return view._replace(name=self.backend.name(self.index.entries[schema.id]))

    def _alias(self, schema: AliasSchema, module: Scope) -> AliasView:
        scope = module.body_scope(())
        annotation = self._annotation(schema.type, scope)
        return AliasView(
            name=schema.name,
            annotation=self.backend.alias_annotation(schema, annotation, scope),
            docstring=self.backend.alias_doc(schema, self.schemas),
            uses=frozenset(scope.used),
        )

    def _recursive_alias(self, schema: AliasSchema, scope: Scope) -> RecursiveAliasView:
        return RecursiveAliasView(
            name=schema.name,
            annotation=quote(self._annotation(schema.type, scope)),
            docstring=self.backend.alias_doc(schema, self.schemas),
            checking=scope.name("typing", "TYPE_CHECKING"),
            alias_type=scope.name("typing_extensions", "TypeAliasType"),
        )

    def _annotation(self, type_: TypeRef | TaggedUnion, scope: Scope) -> str:
        annotation, references = self.types[type_]
        return "".join(self._text(piece, references, scope) for piece in annotation)

    def _text(self, piece: Piece, references: tuple[Reference, ...], scope: Scope) -> str:
        match piece:
            case str():
                return piece
            case Imported(module, name):
                return scope.name(module, name)
            case Referenced(number):
                return self._reference(references[number], scope)
        assert_never(piece)

    def _reference(self, reference: Reference, scope: Scope) -> str:
        match reference:
            case Definition(id_):
                entry = self.index.entries[id_]
                return scope.definition(self.backend.name(entry), entry.module)
            case ModelOf(id_):
                return f"{scope.name('package', 'models')}.{self.index.entries[id_].name}"
            case TaggedUnion(_, tag):
                return self.backend.variants(self._annotation(reference, scope), tag, scope)
        assert_never(reference)


def package_view(
    docstring: str, index: ModelIndex, module_of: Iterable[tuple[str, str]]
) -> PackageView:
    """Returns the `__init__.py` of a package; `module_of` are pairs of name and module."""
    names = tuple(sorted(module_of))
    modules: dict[str, list[str]] = {}
    for name, module in names:
        modules.setdefault(module, []).append(name)
    return PackageView(
        docstring=docstring,
        comments=checker_comments(index),
        modules=tuple((module, tuple(own)) for module, own in sorted(modules.items())),
        names=names,
    )
