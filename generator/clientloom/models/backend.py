# What a package of schemas leaves to the kind of its classes. May import ir, python and this room.
"""`Backend`: one output of datamodel-code-generator, and what its classes need of the runtime.

models/ and params/ are two of them. A package of msgspec structs would be a third: a module with a backend, a
template, and a row in the table of packages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from clientloom.ir import ObjectSchema, Schema, TypeRef
from clientloom.models.generator import ModelOutput
from clientloom.models.json_schema import Describer
from clientloom.models.views import ClassView
from clientloom.python.scope import Scope

Annotate = Callable[[TypeRef, Scope], str]
"""Prints one of the types of a definition, in the scope where it stands."""


class Backend(Protocol):
    """How the definitions of one package are written."""

    @property
    def output(self) -> ModelOutput:
        """What datamodel-code-generator writes the types for."""
        ...

    def describer(self, schemas: Mapping[str, Schema]) -> Describer:
        """What describes the types to it: as they are received, or as they may be given."""
        ...

    def types(self, schema: ObjectSchema) -> Iterator[TypeRef]:
        """The types that the class of an object has to say."""
        ...

    def class_view(self, schema: ObjectSchema, annotate: Annotate, scope: Scope) -> ClassView:
        """The class of an object; `scope` is that of its module."""
        ...

    def variants(self, union: str, tag: str | None, scope: Scope, /) -> str:
        """The annotation of a union whose variants are told apart, by the field `tag` where there is one."""
        ...
