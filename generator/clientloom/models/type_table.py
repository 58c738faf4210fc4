# Distinct types -> annotations, each printed once. May import ir and, of this room, json_schema and generator.
"""Prints each distinct type of a package once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from clientloom.cache import NO_CACHE, Cache
from clientloom.ir import TypeRef
from clientloom.models.generator import Annotation, ModelOutput, print_types
from clientloom.models.json_schema import Describer, Description, Reference, TaggedUnion


class PrintedType(NamedTuple):
    """The annotation of a type, and the meaning of its references."""

    annotation: Annotation
    references: tuple[Reference, ...]


TypeTable = Mapping[TypeRef | TaggedUnion, PrintedType]
"""Every type of a package, and every union in them with distinguished variants."""


def build_type_table(
    types: Iterable[TypeRef], describer: Describer, output: ModelOutput, cache: Cache = NO_CACHE
) -> TypeTable:
    """Prints the types, all in one call of datamodel-code-generator.

    Types that differ only in the schemas that they name are printed once: the 38,500 fields of GitHub have 3,200
    types, and these have 570 JSON Schemas.
    """
    described = _describe_all(types, describer)
    keys = {type_: json.dumps(each.schema) for type_, each in described.items()}
    rows = {keys[type_]: each.schema for type_, each in described.items()}
    references = max((len(each.references) for each in described.values()), default=0)
    annotations = print_types(list(rows.values()), references, output, cache)
    printed = dict(zip(rows, annotations, strict=True))
    return {
        type_: PrintedType(printed[keys[type_]], each.references)
        for type_, each in described.items()
    }


def _describe_all(
    types: Iterable[TypeRef], describer: Describer
) -> dict[TypeRef | TaggedUnion, Description]:
    found: dict[TypeRef | TaggedUnion, Description] = {}
    waiting: list[TypeRef | TaggedUnion] = list(dict.fromkeys(types))
    while waiting:
        each = waiting.pop()
        if each not in found:
            found[each] = describer.describe(each)
            waiting += (r for r in found[each].references if isinstance(r, TaggedUnion))
    return found
