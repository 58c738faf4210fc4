# What a schema says besides its type: documentation, limits, access. May import config, ir, nodes and facets/.
"""`Details`: everything about a value that its `TypeRef` does not contain."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import assert_never, cast

from clientloom import ir
from clientloom.config.settings import ModelsConfig
from clientloom.normalize.facets.merged import MergedSchema
from clientloom.normalize.nodes import text_of
from clientloom.normalize.schemas.scalars import only_fraction

Constraints = tuple[tuple[str, ir.Scalar], ...]

_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_OTHER = ("multipleOf", "pattern", "format", "uniqueItems")
_LIMITS = frozenset((*_LOWER, *_UPPER, *_OTHER))
_MEMBER_NAMES = ("x-enum-varnames", "x-enumNames", "x-speakeasy-enums")
_MEMBER_TEXTS = ("x-enum-descriptions", "x-enumDescriptions", "x-speakeasy-enum-descriptions")
_MEMBERS = ("x-ms-enum", "x-fern-enum")
"""Extensions that describe each member of an enum by an object."""
_SHOWN_BY_THE_TYPE = frozenset(
    {"binary", "byte", "date", "date-time", "time", "duration", "uuid", "decimal"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a schema says about a value, besides its type."""

    doc: str
    constraints: Constraints
    access: ir.Access
    deprecated: bool


def details(merged: MergedSchema) -> Details:
    """Reads the details of a value from its facets."""
    return Details(
        doc=doc_of(merged),
        constraints=constraints(merged),
        access=access(merged),
        deprecated=merged.flag("deprecated"),
    )


def doc_of(merged: MergedSchema, config: ModelsConfig = ModelsConfig()) -> str:  # noqa: B008 - it is frozen
    """Returns the description, else the title, followed by the names and descriptions of values that are literals."""
    text = merged.text("description") or merged.text("title")
    values = "\n".join(_describe_values(merged) if config.enums == "literal" else ())
    return "\n\n".join(part for part in (text.strip(), values) if part)


def _describe_values(merged: MergedSchema) -> list[str]:
    lines: list[str] = []
    for value, name, note in _labelled_values(merged):
        parts = [text for text in (name, note) if text and text != value]
        if parts:
            lines.append(
                f"- `{compact(value) if value in ('', None) else value}`: {', '.join(parts)}"
            )
    return lines


def with_labels(
    type_: ir.TypeRef | None, merged: MergedSchema, config: ModelsConfig
) -> ir.TypeRef | None:
    """Returns a literal with the names and descriptions of its values, where these become members of a class."""
    found = {compact(value): (name, note) for value, name, note in _labelled_values(merged)}
    if not found or config.enums == "literal" or not isinstance(type_, ir.LiteralOf):
        return type_
    labels = (found.get(compact(value), ("", "")) for value in type_.values)
    return replace(type_, members=tuple(ir.EnumMember(*label) for label in labels))


def _labelled_values(merged: MergedSchema) -> Iterator[tuple[object, str, str]]:
    """Yields each value of an enum with its name and its description, if an extension has them."""
    values = merged.last("enum") or merged.last("x-enum")
    known = (*_MEMBER_NAMES, *_MEMBER_TEXTS, *_MEMBERS)
    if not isinstance(values, list) or all(merged.last(word) is None for word in known):
        return
    members = _members(merged, values)
    names = _texts(merged, values, *_MEMBER_NAMES)
    names = [name or text_of(m, "name") for name, m in zip(names, members, strict=True)]
    notes = _texts(merged, values, *_MEMBER_TEXTS)
    notes = [note or text_of(m, "description") for note, m in zip(notes, members, strict=True)]
    yield from zip(values, names, notes, strict=True)


def _members(merged: MergedSchema, values: list[object]) -> list[Mapping[str, object]]:
    """Returns the object that describes each value: one of a list by its `value`, or of a mapping by value."""
    found: dict[str, Mapping[str, object]] = {}
    for keyword in _MEMBERS:
        given = merged.last(keyword)
        listed = given.get("values") if isinstance(given, Mapping) and "values" in given else None
        for member in listed if isinstance(listed, list) else ():
            if isinstance(member, Mapping):
                found.setdefault(str(member.get("value")), member)
        for value, member in given.items() if isinstance(given, Mapping) and listed is None else ():
            if isinstance(member, Mapping):
                found.setdefault(str(value), member)
    return [found.get(str(value), {}) for value in values]


def _texts(merged: MergedSchema, values: list[object], *keywords: str) -> list[str]:
    """Returns the texts of enum values, from a list or from a mapping by value."""
    for keyword in keywords:
        texts = merged.last(keyword)
        if isinstance(texts, list) and len(texts) == len(values):
            return [text if isinstance(text, str) else "" for text in texts]
        if isinstance(texts, Mapping):
            return [text if isinstance(text := texts.get(str(v)), str) else "" for v in values]
    return [""] * len(values)


def constraints(merged: MergedSchema) -> Constraints:
    """Returns the limits of all facets together: the largest minimum, the smallest maximum.

    Limits of inline items and values are included with a prefix, as in ("items.maxLength", 9). A constant is one if
    the type cannot say it.
    """
    found = dict(_inner_limits(merged))
    if (only := only_fraction(merged)) is not None:
        found["const"] = only
    if not merged.has_any(_LIMITS):
        return tuple(sorted(found.items()))
    for keywords, strictest in ((_LOWER, max), (_UPPER, min)):
        for keyword in keywords:
            limits = [
                value for _, value in merged.keyword(keyword) if isinstance(value, int | float)
            ]
            limits = [limit for limit in limits if _is_limit(limit)]
            if limits:
                found[keyword] = strictest(limits)
    for keyword in _OTHER:
        value = merged.last(keyword)
        if isinstance(value, str | int | float) and _worth_reporting(keyword, value):
            found[keyword] = value
    return tuple(sorted(found.items()))


def _inner_limits(merged: MergedSchema) -> Iterator[tuple[str, ir.Scalar]]:
    """Yields the limits of the items of a list and the values of a map whose schemas are inline."""
    for word, keyword in (("items", "items"), ("values", "additionalProperties")):
        schema = merged.last(keyword)
        if not isinstance(schema, Mapping) or "$ref" in schema:
            continue
        for limit in _LIMITS & schema.keys():
            value = schema[limit]
            if _is_limit(value) or (isinstance(value, str) and _worth_reporting(limit, value)):
                yield f"{word}.{limit}", value


def _is_limit(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _worth_reporting(keyword: str, value: object) -> bool:
    match keyword:
        case "format":
            return value not in _SHOWN_BY_THE_TYPE
        case "multipleOf":
            return _is_limit(value) and value != 0
        case _:
            return value is not False


def access(merged: MergedSchema) -> ir.Access:
    """Returns whether a value is only read or only written."""
    reads, writes = merged.flag("readOnly"), merged.flag("writeOnly")
    if reads == writes:
        return ir.Access.READ_WRITE
    return ir.Access.READ_ONLY if reads else ir.Access.WRITE_ONLY


def compact(value: object) -> str:
    """Returns JSON without spaces, keys sorted."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, sort_keys=True)


def fits(value: object, type_: ir.TypeRef) -> bool:
    """Whether a JSON value can be a default of the type; values of named schemas are not checked."""
    match type_:
        case ir.Nullable(inner):
            return value is None or fits(value, inner)
        case ir.Primitive(kind):
            return _fits_kind(value, kind)
        case ir.LiteralOf(values):
            return any(type(value) is type(known) and value == known for known in values)
        case ir.ListOf(item):
            return isinstance(value, list) and all(fits(part, item) for part in value)
        case ir.TupleOf(parts):
            return (
                isinstance(value, list)
                and len(value) == len(parts)
                and all(map(fits, value, parts))
            )
        case ir.MapOf(inner):
            return isinstance(value, dict) and all(fits(part, inner) for part in value.values())
        case ir.UnionOf(variants):
            return any(fits(value, variant) for variant in variants)
        case ir.Named():
            return value is not None
        case ir.Anything():
            return True
        case ir.Binary():
            return False
        case unreachable:
            assert_never(unreachable)


def _fits_kind(value: object, kind: ir.PrimitiveKind) -> bool:
    match kind:
        case ir.PrimitiveKind.NULL:
            return value is None
        case ir.PrimitiveKind.BOOLEAN:
            return isinstance(value, bool)
        case ir.PrimitiveKind.INTEGER:
            return _is_limit(value) and float(cast("float", value)).is_integer()
        case (
            ir.PrimitiveKind.NUMBER
            | ir.PrimitiveKind.WHOLE_NUMBER
            | ir.PrimitiveKind.DECIMAL_NUMBER
        ):
            return _is_limit(value)
        case _:
            return isinstance(value, str)
