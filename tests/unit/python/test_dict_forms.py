# What a caller may write for a type, in short.
from __future__ import annotations

import pytest
from clientloom.ir import (
    Access,
    Anything,
    Binary,
    ListOf,
    LiteralOf,
    MapOf,
    Nullable,
    Required,
    Schema,
    TupleOf,
    TypeRef,
    UnionOf,
)
from clientloom.python.dict_forms import LONGEST, write_forms
from unit.models.by_hand import INTEGER, STRING, alias, field, needed, obj, ref

SCHEMAS: dict[str, Schema] = {
    schema.id: schema
    for schema in (
        obj("Aws", needed("region"), field("zone", STRING)),
        obj("Spec", field("aws", ref("Aws"), presence=Required())),
        obj("Byoc", needed("class_", wire="class"), field("id", access=Access.READ_ONLY)),
        obj("Deep", field("next", ref("Deep"), presence=Required())),
        obj("Open", field("size", INTEGER), extra=STRING),
        obj("Wide", *(needed(f"a_required_field_with_the_number_{n}") for n in range(5))),
        alias("Either", UnionOf((ref("Spec"), ref("Byoc")))),
        alias("Loop", UnionOf((STRING, ListOf(ref("Loop")), ref("Aws")))),
        alias("Mode", LiteralOf(("on", "off"))),
        obj("Pair", needed("pair", TupleOf((ref("Byoc"), Binary(), Anything())))),
        obj("Switch", needed("mode", ref("Mode"))),
    )
}


@pytest.mark.parametrize(
    ("type_", "forms"),
    [
        (ref("Aws"), ('{"region": str, ...}',)),
        (Nullable(ref("Spec")), ('{"aws": {"region": str, ...}}',)),
        (ref("Either"), ('{"aws": {"region": str, ...}}', '{"class_": str}')),
        (
            UnionOf((ref("Either"), ref("Byoc"))),
            ('{"aws": {"region": str, ...}}', '{"class_": str}'),
        ),
        (ref("Deep"), ('{"next": {...}}',)),
        (ref("Open"), ("{...}",)),
        (ref("Switch"), ('{"mode": "on" | "off"}',)),
        (ListOf(ref("Byoc")), ('[{"class_": str}]',)),
        (ref("Pair"), ('{"pair": ({"class_": str}, bytes, ...)}',)),
        (UnionOf((STRING, ref("Byoc"))), ("str", '{"class_": str}')),
        (ref("Wide"), ("{...}",)),
        (ref("Loop"), ("str", '[str | [...] | {"region": str, ...}]', '{"region": str, ...}')),
        (STRING, ()),
        (Anything(), ()),
        (MapOf(STRING), ()),
        (UnionOf((STRING, INTEGER)), ()),
    ],
)
def test_what_to_write(type_: TypeRef, forms: tuple[str, ...]) -> None:
    assert write_forms(type_, SCHEMAS) == forms
    assert all(len(form) <= LONGEST for form in forms)
