# Examples fit their types, and end where types do not.
from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
from clientloom.ir import (
    Access,
    AliasSchema,
    Anything,
    Binary,
    ListOf,
    LiteralOf,
    MapOf,
    Nullable,
    ObjectSchema,
    Optional,
    Primitive,
    PrimitiveKind,
    TupleOf,
    TypeRef,
    UnionOf,
)
from clientloom.python.literals import Value
from clientloom.render.markdown import code_span, markdown, toml_string
from clientloom.render.readme.samples import Sampler, argument_sample
from hypothesis import given
from hypothesis import strategies as st
from unit.render.sample_api import INT, STR, alias, field, model, named

SCHEMAS: list[ObjectSchema | AliasSchema] = [
    model("Leaf", field("name_", STR, wire="Name"), field("extra", STR, Optional())),
    model(
        "Tree",
        field("value", INT),
        field("children", ListOf(named("Tree"))),
        field("up", Nullable(named("Tree"))),
    ),
    model("Loop", field("next", named("Loop"))),
    alias("Choice", UnionOf((named("Choice"), LiteralOf(("a", "b"))))),
    model(
        "Secretive",
        replace(field("id", STR), access=Access.READ_ONLY),
        replace(field("password", STR), access=Access.WRITE_ONLY),
    ),
]
BY_ID: dict[str, ObjectSchema | AliasSchema] = {schema.id: schema for schema in SCHEMAS}
SENT, GOT = Sampler(BY_ID, sending=True), Sampler(BY_ID, sending=False)


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        (STR, "index-name"),
        (INT, 1),
        (Primitive(PrimitiveKind.NULL), None),
        (LiteralOf((7, "x")), 7),
        (ListOf(STR), ["index-name"]),
        (TupleOf((INT, STR)), [1, "index-name"]),
        (MapOf(INT), {"key": 1}),
        (Nullable(INT), 1),
        (Anything(), {}),
        (named("Leaf"), {"name_": "name"}),
        (named("Tree"), {"value": 1, "children": [], "up": None}),
        (named("Loop"), {}),
        (named("Choice"), "a"),
    ],
)
def test_a_sample_fits_its_type(type_: TypeRef, value: Value) -> None:
    assert SENT.sample(type_, "index_name") == value


def test_what_only_one_side_may_say_is_left_to_it() -> None:
    assert SENT.sample(named("Secretive"), "x") == {"password": "password"}
    assert GOT.sample(named("Secretive"), "x") == {"id": "id"}


def test_uploads_are_bytes() -> None:
    assert argument_sample(Binary(), "file", SENT) == 'b"content"'
    assert argument_sample(STR, "name", SENT) == '"name"'


@given(st.text())
def test_toml_strings_come_back_on_one_line(text: str) -> None:
    source = toml_string(text)
    assert "\n" not in source
    shown = tomllib.loads(f"a = {source}")["a"]
    assert "".join(shown.split()) in "".join(text.split()) or not text.isprintable()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a `b_c` d_e", r"a `b_c` d\_e"),
        ("[x](javascript:y) <b>", r"\[x\](javascript:y) \<b\>"),
        ("one\n# two", r"one \# two"),
        ("a & b", "a &amp; b"),
    ],
)
def test_text_in_markdown_is_only_text(text: str, shown: str) -> None:
    assert markdown(text) == shown


@pytest.mark.parametrize(("text", "span"), [("a", "`a`"), ("a`b", "`` a`b ``"), ("a\nb", "`a b`")])
def test_code_spans_hold_anything(text: str, span: str) -> None:
    assert code_span(text) == span
