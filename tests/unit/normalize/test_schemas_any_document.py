# Whatever a schema holds, reading it ends, says what it did, and depends on nothing but its content.
"""Random documents: no exception, no order, no double names."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import cast

import pytest
from clientloom.ir import AliasSchema, Named, ObjectSchema
from clientloom.ir.walk import schema_ids
from clientloom.normalize.schemas import objects
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .schema_cases import Reading, read

# A busy machine is no failure.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = ("A", "B", "C", "a", "A-1")
REFS = st.sampled_from([f"#/components/schemas/{name}" for name in NAMES])
NOISE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 2),
    st.text(max_size=2),
    st.just([]),
    st.just({}),
    st.just([[]]),
)
TYPES = st.sampled_from(
    ["object", "array", "string", "integer", "number", "boolean", "null", "colour"]
)
WORDS = st.sampled_from(["a", "b", "class", "kind", "é"])


def schemas(children: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Schemas around other ones: every keyword, each with a value that fits or with noise."""
    lists = st.lists(children, max_size=3)
    maps = st.dictionaries(WORDS, children, max_size=3)
    keywords: dict[str, st.SearchStrategy[object]] = {
        "type": st.one_of(TYPES, st.lists(TYPES, max_size=3), NOISE),
        "$ref": REFS,
        "properties": st.one_of(maps, NOISE),
        "required": st.one_of(st.lists(WORDS, max_size=2), NOISE),
        "additionalProperties": st.one_of(children, NOISE),
        "patternProperties": maps,
        "items": st.one_of(children, NOISE),
        "prefixItems": lists,
        "allOf": st.one_of(lists, NOISE),
        "oneOf": lists,
        "anyOf": lists,
        "not": children,
        "if": children,
        "then": children,
        "enum": st.lists(NOISE, max_size=3),
        "const": NOISE,
        "default": NOISE,
        "format": st.one_of(st.sampled_from(["date", "uuid", "binary", "int32"]), NOISE),
        "nullable": st.booleans(),
        "readOnly": st.booleans(),
        "minimum": NOISE,
        "pattern": NOISE,
        "contentEncoding": NOISE,
        "contentMediaType": st.one_of(st.just("image/png"), NOISE),
        "title": NOISE,
        "description": NOISE,
        "x-enum-varnames": st.one_of(st.just(["x"]), NOISE),
        "discriminator": st.one_of(
            NOISE,
            st.fixed_dictionaries(
                {"propertyName": st.one_of(WORDS, NOISE)},
                optional={
                    "mapping": st.one_of(
                        NOISE, st.dictionaries(WORDS, st.one_of(REFS, NOISE), max_size=2)
                    )
                },
            ),
        ),
    }
    strategies = st.lists(st.sampled_from(sorted(keywords)), max_size=4, unique=True)
    return strategies.flatmap(
        lambda chosen: st.fixed_dictionaries({k: keywords[k] for k in chosen})
    )


SCHEMA = st.recursive(
    st.one_of(NOISE, st.builds(lambda r: {"$ref": r}, REFS)), schemas, max_leaves=5
)
COMPONENTS = st.fixed_dictionaries(dict.fromkeys(NAMES, SCHEMA))


@settings(CALM, max_examples=80)
@given(COMPONENTS)
def test_reading_ends_without_an_exception_and_every_name_leads_to_a_schema(
    components: Mapping[str, object],
) -> None:
    reading = read(components)
    known = {schema.id for schema in reading.schemas.values()}
    assert len(known) == len(reading.schemas)
    assert all(name.isidentifier() for name in reading.schemas)
    assert set(_mentioned(reading)) <= known


def _mentioned(reading: Reading) -> list[str]:
    types = list(reading.types)
    for schema in reading.schemas.values():
        match schema:
            case AliasSchema():
                types.append(schema.type)
                assert schema.type != Named(schema.id)
            case ObjectSchema():
                names = [field.name for field in schema.fields]
                assert len(set(names)) == len(names)
                types += [field.type for field in schema.fields]
                types += [schema.extra] if schema.extra else []
    return [id_ for type_ in types for id_ in schema_ids(type_)]


@settings(CALM, max_examples=40)
@given(COMPONENTS, st.randoms(use_true_random=False))
def test_the_order_of_mappings_means_nothing(
    components: Mapping[str, object], shuffling: random.Random
) -> None:
    shuffled = cast("Mapping[str, object]", _shuffled(components, shuffling))
    one, other = read(components), read(shuffled)
    assert one.schemas == other.schemas
    assert one.codes == other.codes
    assert dict(one.symbols.entries) == dict(other.symbols.entries)


def _shuffled(node: object, shuffling: random.Random) -> object:
    if isinstance(node, dict):
        keys = list(node)
        shuffling.shuffle(keys)
        return {key: _shuffled(node[key], shuffling) for key in keys}
    return [_shuffled(item, shuffling) for item in node] if isinstance(node, list) else node


@settings(CALM, max_examples=40)
@given(COMPONENTS, SCHEMA)
def test_a_further_component_renames_nothing(
    components: Mapping[str, object], added: object
) -> None:
    old = read(components)
    new = read({**components, "Added": added}, lock=old.symbols)
    before = {schema.id: name for name, schema in old.schemas.items()}
    after = {schema.id: name for name, schema in new.schemas.items()}
    assert {id_: after[id_] for id_ in before if id_ in after} == {
        id_: name for id_, name in before.items() if id_ in after
    }


VARIANTS = st.lists(
    st.fixed_dictionaries(
        {"type": st.just("object"), "properties": st.dictionaries(WORDS, st.just({}), max_size=2)},
        optional={"required": st.lists(WORDS, max_size=2), "title": WORDS},
    ),
    min_size=2,
    max_size=12,
)


@settings(CALM, max_examples=60)
@given(st.one_of(COMPONENTS, VARIANTS.map(lambda several: {"A": {"anyOf": several}})))
def test_reading_again_with_the_own_lock_changes_nothing(components: Mapping[str, object]) -> None:
    once = read(components)
    again = read(components, lock=once.symbols)
    assert again.names == once.names
    assert dict(again.symbols.entries) == dict(once.symbols.entries)


@settings(CALM, max_examples=80)
@given(COMPONENTS, SCHEMA)
def test_a_schema_that_stands_in_many_places_is_read_as_if_in_each_alone(
    components: Mapping[str, object], repeated: object
) -> None:
    holder = {"properties": dict.fromkeys(("x", "y", "z"), repeated), "required": ["y"]}
    document = {**components, "D": holder, "E": holder}
    with pytest.MonkeyPatch.context() as patch:
        remembered = read(document)
        patch.setattr(objects, "plain_text", lambda _schema: None)
        assert read(document) == remembered
