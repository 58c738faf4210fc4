# Bodies that are one of several objects. May import document, ir and the other modules of media.
"""A large union body has a further method for each variant that the document names."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from clientloom import ir
from clientloom.ir.fields import fraction_of
from clientloom.normalize.naming.words import words
from clientloom.normalize.operations.media.forms import BodySite

_LARGE = 3
"""Variants that make a union large: for fewer, one method with `body=` is easier to find."""
_LONGEST = 5
"""Words of a label; longer ones are sentences."""


def split_union(site: BodySite, body: ir.Body) -> Iterator[tuple[str, ir.Body]]:
    """Yields a suffix and a body for each variant of a union whose variants a constant or their titles name."""
    variants = _variants(site, body)
    if len(variants) < _LARGE:
        return
    tags = _tags(variants)
    labels = {v.id: _label(tags[v.id][1]) for v in variants} if tags else {}
    if "" in labels.values() or not labels:
        labels = _titles(site, variants)
    if len({*labels.values()} - {""}) < len(variants):
        return
    for variant in variants:
        constants = (tags[variant.id],) if tags else ()
        yield f"with_{labels[variant.id]}", _variant_body(body, variant, constants)


def _variants(site: BodySite, body: ir.Body) -> tuple[ir.ObjectSchema, ...]:
    """Returns the variants of a JSON body that is a union of different objects, () for any other."""
    schemas = site.context.schemas
    if body.kind is not ir.BodyKind.JSON or body.parts is not None or body.type is None:
        return ()
    type_ = schemas.resolve(body.type)
    if not isinstance(type_, ir.UnionOf):
        return ()
    found = [schemas.resolve(each) for each in type_.variants]
    named = [schemas.definitions.get(each.id) for each in found if isinstance(each, ir.Named)]
    objects = tuple(each for each in named if isinstance(each, ir.ObjectSchema) and each.fields)
    return objects if len(objects) == len(found) == len({each.id for each in objects}) else ()


def _tags(variants: tuple[ir.ObjectSchema, ...]) -> dict[str, tuple[str, str]]:
    """Returns the member and its JSON that choose each variant, by schema; empty if nothing distinguishes them.

    A discriminator has given the members their values.
    """
    by_name: dict[str, dict[str, tuple[str, str]]] = {}
    for variant in variants:
        for field in variant.fields:
            values = _values(field) or fraction_of(field)
            if len(values) == 1:
                member = (field.wire_name, json.dumps(values[0]))
                by_name.setdefault(field.wire_name, {})[variant.id] = member
    for name in sorted(by_name):
        if len({*by_name[name].values()}) == len(variants):
            return by_name[name]
    return {}


def _values(field: ir.Field) -> tuple[ir.Scalar, ...]:
    """Returns the values of a field that has only some, () for any other."""
    if field.type == ir.NULL:
        return (None,)
    return field.type.values if isinstance(field.type, ir.LiteralOf) else ()


def _label(value: str) -> str:
    """Returns the words of a tag, "" for one that is no text: the last part of a URN or a path says what is meant."""
    tag = json.loads(value)
    text = tag.rpartition("/")[2] if isinstance(tag, str) else ""
    if text.startswith("urn:"):
        text = text.split("grant-type:", 1)[-1].split("urn:", 1)[-1]
    return _join_names(words(text))


def _titles(site: BodySite, variants: tuple[ir.ObjectSchema, ...]) -> dict[str, str]:
    """Returns the words of the titles of the variants, without those that most share."""
    texts = {
        v.id: words(place.text("title")) if (place := site.schema.at(f"#{v.id}")) else ()
        for v in variants
    }
    counts = Counter(word for each in texts.values() for word in set(each))
    common = {word for word, count in counts.items() if 2 * count > len(texts)}
    labels = _without(texts, common)
    if len({*labels.values()} - {""}) < len(texts):
        labels = _without(texts, {word for word in common if counts[word] == len(texts)})
    return labels


def _without(texts: Mapping[str, tuple[str, ...]], shared: Collection[str]) -> dict[str, str]:
    return {id_: _join_names(tuple(w for w in t if w not in shared)) for id_, t in texts.items()}


def _join_names(found: tuple[str, ...]) -> str:
    return "_".join(found) if len(found) <= _LONGEST else ""


def _variant_body(
    body: ir.Body, variant: ir.ObjectSchema, constants: tuple[tuple[str, str], ...]
) -> ir.Body:
    """Returns the body of one variant: its fields as arguments, and the member that chooses it.

    It is always sent: who calls the method of a variant has chosen one.
    """
    fixed = {name for name, _ in constants}
    parts = tuple(ir.Part(field=field) for field in variant.fields if _is_given(field, fixed))
    return replace(body, type=ir.Named(variant.id), parts=parts, constants=constants, required=True)


def _is_given(field: ir.Field, fixed: set[str]) -> bool:
    return field.access is not ir.Access.READ_ONLY and field.wire_name not in fixed
