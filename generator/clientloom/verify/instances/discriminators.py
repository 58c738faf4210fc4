# The tag that an instance of a discriminated schema has to carry. May import the views of this room.
"""Applies `discriminator` (OpenAPI 3.1, 4.8.25), which JSON Schema does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clientloom.document.document import Json
from clientloom.document.grammar.tables import STATED_TAGS
from clientloom.verify.document_views import View

_COMPONENTS = "#/components/schemas/"


def tags(view: View, union: Mapping[str, Json], branch: Json) -> list[Json]:
    """Returns the schemas for the tag of a union's branch; none without a discriminator."""
    found = _discriminator(union)
    reference = branch.get("$ref") if isinstance(branch, dict) else None
    if found is None or not isinstance(reference, str):
        return []
    name, mapping = found
    return [
        _tag(name, value)
        for value in _values(view, mapping, reference)[:1]
        if _accepts(view, branch, name, value)
    ]


def implied_tags(view: View, reference: str) -> Iterator[Json]:
    """Yields the schemas for the tags that a schema has in any union of the document."""
    for name, values in view.tags.get(reference, {}).items():
        if all(_accepts(view, {"$ref": reference}, name, value) for value in values):
            yield {"properties": {name: {"enum": sorted(values)}}}


def base_tags(view: View, base: Mapping[str, Json], via: Sequence[str]) -> Iterator[Json]:
    """Yields the schemas for the tag of a base schema that has a discriminator and is no union.

    Where the base itself is asked for, one of its children is what the server sends.
    """
    found = _discriminator(base)
    if found is None:
        return
    name, mapping = found
    own = via[-1] if via and view.target(via[-1]) is base else ""
    child = _child(view, mapping, [reference for reference in via if reference != own])
    if not child and mapping:
        child = _reference(next(iter(mapping.values())))
        yield {"$ref": child}
        yield _tag(name, next(iter(mapping)))
    elif child or own:
        reference = child or own
        values = [_values(view, mapping, reference)[0], *_own_names(view, reference, via)]
        if fitting := [v for v in values if _accepts(view, {"$ref": reference}, name, v)]:
            yield _tag(name, *fitting)


def _own_names(view: View, mapped: str, via: Sequence[str]) -> list[str]:
    """Returns the names of the schemas that extend the mapped one: they are tags as well."""
    further = via[: via.index(mapped)] if mapped in via else ()
    return [r.rsplit("/", 1)[-1] for r in further if list(view.target(r) or ()) != ["$ref"]]


def _child(view: View, mapping: Mapping[str, str], via: Sequence[str]) -> str:
    """Returns the schema that the tag names: the first that is mapped, else the outermost that is no alias."""
    mapped = {_reference(target) for target in mapping.values()}
    own = [reference for reference in via if list(view.target(reference) or ()) != ["$ref"]]
    return next((r for r in via if r in mapped), own[0] if own else "")


def _discriminator(schema: Mapping[str, Json]) -> tuple[str, Mapping[str, str]] | None:
    found = schema.get("discriminator")
    name = found.get("propertyName") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(name, str):
        return None
    mapping = found.get("mapping")
    pairs = mapping.items() if isinstance(mapping, dict) else ()
    return name, {str(k): v for k, v in pairs if isinstance(v, str)}


def _reference(target: str) -> str:
    return target if target.startswith("#") else _COMPONENTS + target


def _values(view: View, mapping: Mapping[str, str], reference: str) -> list[str]:
    """Returns the tag values of a schema: those mapped to it, else what it says itself, else its name."""
    listed = [value for value, target in mapping.items() if _reference(target) == reference]
    schema = view.target(reference)
    stated = [schema.get(key) for key in STATED_TAGS] if isinstance(schema, dict) else []
    texts = [value for value in stated if isinstance(value, str)]
    return listed or texts or [reference.rsplit("/", 1)[-1]]


def _accepts(view: View, branch: Json, name: str, value: str) -> bool:
    """Whether the schema allows the value; a schema that fixes the property takes precedence over the mapping."""
    found = view.resolve(branch)
    properties = found.get("properties") if isinstance(found, dict) else None
    own = view.resolve(properties.get(name)) if isinstance(properties, dict) else None
    if not isinstance(own, dict):
        return True
    enum = own.get("enum")
    return own.get("const", value) == value and (not isinstance(enum, list) or value in enum)


def _tag(name: str, *values: str) -> Json:
    allowed = {"const": values[0]} if len(values) == 1 else {"enum": [*values]}
    return {"properties": {name: allowed}, "required": [name]}
