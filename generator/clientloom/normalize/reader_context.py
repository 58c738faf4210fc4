# Shared by the readers of operations. May import document, ir, config and this room.
"""`ReaderContext`: the document, its settings, and the services of a reader: schemas, names, notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from clientloom.config.settings import VendorConfig
from clientloom.diagnostics import Code, Span
from clientloom.document.document import Document
from clientloom.ir import Anything, Named, Scalar, TypeRef, without_null
from clientloom.normalize.naming.registry import Names
from clientloom.normalize.naming.roles import part_role
from clientloom.normalize.naming.words import singular
from clientloom.normalize.nodes import Place
from clientloom.normalize.notes import Notes
from clientloom.normalize.schemas.reader import Details, SchemaReader, SchemaSite

T = TypeVar("T")

_UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""Exceptions of code that meets a document of an unexpected form."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of inline schemas: the first words of their names, and the first part of their keys in the lock.

    `resource` and `method` are how an operation is called.
    """

    text: str
    key: str
    resource: str = ""
    method: str = ""

    def schema_site(self, fragment: str, *texts: str) -> SchemaSite:
        """Returns what names an inline schema of the owner, e.g. `schema_site("request", "request")`."""
        role = part_role(fragment, self.resource, self.key)
        return SchemaSite((self.text, *texts), f"{self.key}#{fragment}", role, self._calls(texts))

    def _calls(self, texts: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """Returns names after the call: with the resource alone, with those above it."""
        groups = tuple(singular(name) for name in self.resource.split(".") if name)
        starts = range(max(len(groups) - 1, 0), -1, -1)
        return tuple((*groups[start:], self.method, *texts) for start in starts if self.method)


@dataclass(frozen=True, slots=True)
class ReaderContext:
    """The document, its settings and the services; the same for every operation."""

    document: Document
    config: VendorConfig
    schemas: SchemaReader
    names: Names
    notes: Notes
    root: Place
    """The whole document."""

    def span(self, place: Place) -> Span:
        """Returns the position of a place in its file."""
        return self.notes.span(place.pointer)

    def type_of(self, place: Place, named_after: SchemaSite, *, binary: bool = False) -> TypeRef:
        """Returns the type of the schema at a place; `named_after` names it if it has no name of its own."""
        if place.node is None:
            return Anything()
        return self.schemas.type_at(place.pointer, named_after=named_after, binary=binary)

    def details_of(self, place: Place, type_: TypeRef) -> Details:
        """Returns what the schema at a place says besides its type."""
        return self.schemas.details(place.pointer, type_)

    def limits_of(self, place: Place, type_: TypeRef) -> tuple[tuple[str, Scalar], ...]:
        """Returns the limits of a value whose schema has no name; a schema with a name has its own."""
        if isinstance(without_null(type_), Named):
            return ()
        return self.details_of(place, type_).constraints

    def read_or_loose(
        self, place: Place, code: Code, read: Callable[[], T], loose: Callable[[], T]
    ) -> T:
        """Returns the result of `read`, or of `loose` with a warning if the document has an unexpected form.

        Each part of each operation is read in this way, so that a failure affects only that part.
        """
        try:
            return read()
        except _UNREADABLE as error:
            part = code.removeprefix("unreadable-")
            self.notes.warn(
                code,
                place.pointer,
                f"the {part} cannot be read ({type(error).__name__}: {error}); any value is accepted",
                "correct it in an overlay",
            )
            return loose()
