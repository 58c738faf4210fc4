# The interface of a kind of class: pydantic models, TypedDicts. May import ir, python and this room.
"""`Backend`: one output of datamodel-code-generator, and what its classes need from the runtime.

models/ and params/ have one each. A package of msgspec structs would add a third: a module with a backend, a
template, and a row in the table of packages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from clientloom.ir import AliasSchema, ObjectSchema, Schema, TypeRef
from clientloom.models.generator import ModelOutput
from clientloom.models.json_schema import Describer
from clientloom.models.views import ClassView, EnumView
from clientloom.python.model_index import ModelEntry
from clientloom.python.scope import Scope

Annotate = Callable[[TypeRef, Scope], str]
"""Prints a type of a definition in its scope."""


class Backend(Protocol):
    """Writes the definitions of one package."""

    @property
    def output(self) -> ModelOutput:
        """The output of datamodel-code-generator."""
        ...

    def name(self, entry: ModelEntry, /) -> str:
        """Returns the name of a schema's class or alias in the package."""
        ...

    def describer(self, schemas: Mapping[str, Schema]) -> Describer:
        """Returns what describes types as JSON Schema: as received, or as arguments."""
        ...

    def types(self, schema: ObjectSchema) -> Iterator[TypeRef]:
        """Yields the types that the class of an object contains."""
        ...

    def class_view(self, schema: ObjectSchema, annotate: Annotate, scope: Scope) -> ClassView:
        """Returns the class of an object, with the name of its schema; `scope` is that of its module."""
        ...

    def enum_view(self, schema: AliasSchema, scope: Scope, /) -> EnumView | None:
        """Returns the class of an enum, None if the package has an alias for it."""
        ...

    def alias_annotation(self, schema: AliasSchema, annotation: str, scope: Scope, /) -> str:
        """Returns the annotation of an alias; `annotation` is that of its type."""
        ...

    def alias_doc(self, schema: AliasSchema, schemas: Mapping[str, Schema], /) -> str:
        """Returns the docstring of an alias, or "" if there is nothing to say."""
        ...

    def variants(self, union: str, tag: str | None, scope: Scope, /) -> str:
        """Returns the annotation of a union with distinguished variants; `tag` is the field, if there is one."""
        ...
