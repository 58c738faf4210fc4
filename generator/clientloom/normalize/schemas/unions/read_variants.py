# What reading a union gives. May import facets/.
"""`UnionVariant` and `UnionVariants`."""

from __future__ import annotations

from dataclasses import dataclass

from clientloom.normalize.facets.collect import SchemaParts


@dataclass(frozen=True, slots=True)
class UnionVariant:
    """One of the types of a union: what it has to satisfy, and the pointer that stands for it."""

    parts: SchemaParts
    site: str
    union: str = ""
    """Site of the union that it is written in; "" for a schema that stands elsewhere."""


@dataclass(frozen=True, slots=True)
class UnionVariants:
    """The variants of a value, nested unions opened; `nullable` where one of them is null."""

    all: tuple[UnionVariant, ...]
    nullable: bool = False
    anything: bool = False
