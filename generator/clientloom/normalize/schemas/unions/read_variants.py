# The result of reading a union. May import facets/.
"""`UnionVariant` and `UnionVariants`."""

from __future__ import annotations

from dataclasses import dataclass

from clientloom.normalize.facets.collect import SchemaParts


@dataclass(frozen=True, slots=True)
class UnionVariant:
    """One variant of a union: the schemas that it has to satisfy, and the pointer that identifies it."""

    parts: SchemaParts
    site: str
    union: str = ""
    """Site of the union that contains it; "" for a referenced schema."""


@dataclass(frozen=True, slots=True)
class UnionVariants:
    """The variants of a value, nested unions expanded; `nullable` says that null is one of them.

    `too_large` says that they were too many, so that `anything` is accepted.
    """

    all: tuple[UnionVariant, ...]
    nullable: bool = False
    anything: bool = False
    too_large: bool = False
