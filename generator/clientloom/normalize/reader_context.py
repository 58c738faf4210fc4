# What the readers of operations share. May import document, ir, config and the rooms' own modules.
"""`ReaderContext`: the document, its settings, and what a reader of operations needs: types, names, notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from clientloom.config.settings import VendorConfig
from clientloom.diagnostics import Code, Span
from clientloom.document.document import Document
from clientloom.ir import Anything, TypeRef
from clientloom.normalize.naming.registry import Names
from clientloom.normalize.nodes import Place
from clientloom.normalize.notes import Notes
from clientloom.normalize.schemas.reader import Details, SchemaReader, SchemaSite

T = TypeVar("T")

_UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What code that expects another shape of document runs into."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose inline schemas are being read: the words that begin their names, and a key that stays."""

    text: str
    key: str

    def schema_site(self, fragment: str, *texts: str) -> SchemaSite:
        """Where an inline schema of the owner lives, e.g. `schema_site("request", "request")`."""
        return SchemaSite((self.text, *texts), f"{self.key}#{fragment}")


@dataclass(frozen=True, slots=True)
class ReaderContext:
    """The document and the services; the same for every operation."""

    document: Document
    config: VendorConfig
    schemas: SchemaReader
    names: Names
    notes: Notes

    @property
    def root(self) -> Place:
        """The whole document."""
        return Place(self.document.root, self.document.root, "")

    def span(self, place: Place) -> Span:
        """Where a place stands in its source file."""
        return self.notes.span(place.pointer)

    def type_of(self, place: Place, named_after: SchemaSite, *, binary: bool = False) -> TypeRef:
        """The type of the schema at a place; `named_after` names it where it has no name of its own."""
        if place.node is None:
            return Anything()
        return self.schemas.type_at(place.pointer, named_after=named_after, binary=binary)

    def details_of(self, place: Place, type_: TypeRef) -> Details:
        """What the schema at a place says beside its type."""
        return self.schemas.details(place.pointer, type_)

    def read_or_loose(
        self, place: Place, code: Code, read: Callable[[], T], loose: Callable[[], T]
    ) -> T:
        """What `read` returns, or `loose` where the document has a shape that nobody thought of.

        Each part of each operation is read so: a surprise costs that part and no more.
        """
        try:
            return read()
        except _UNREADABLE as error:
            part = code.removeprefix("unreadable-")
            self.notes.warn(
                code,
                place.pointer,
                f"the {part} cannot be read ({type(error).__name__}: {error}) and may be anything",
                "correct it in an overlay",
            )
            return loose()
