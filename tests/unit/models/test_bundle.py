# What is handed to datamodel-code-generator, and how its answer is rewritten.
from __future__ import annotations

import pytest
from clientloom.ir import (
    Binary,
    ListOf,
    LiteralOf,
    MapOf,
    Nullable,
    Schema,
    TupleOf,
    TypeRef,
    UnionOf,
)
from clientloom.ir.unions import tag_of
from clientloom.models.bundle import Bundler
from clientloom.models.components import Components
from clientloom.models.generate import Form, Task, print_task
from clientloom.models.rewrite import given, received
from clientloom.models.vocabulary import Scope, import_lines
from unit.models.by_hand import (
    ANYTHING,
    INTEGER,
    STRING,
    alias,
    field,
    kind,
    needed,
    obj,
    ref,
    tag,
    union,
)

SCHEMAS: dict[str, Schema] = {
    schema.id: schema
    for schema in (
        obj("Cat", tag("cat")),
        obj("Dog", tag("dog", "hound")),
        obj("Hound", tag("hound")),
        obj("Fish", tag("fish", name="type_", wire="type")),
        obj("Maybe", field("type", LiteralOf(("maybe",), closed=True))),
        obj("Free", needed("type")),
        obj("Mute"),
        alias("Pet", union("Cat", "Dog")),
        alias("Loop", UnionOf((ref("Loop"), ref("Cat")))),
        alias("Kind", LiteralOf(("kind",), closed=True)),
        obj("Kinded", needed("type", ref("Kind"))),
    )
}


def printed(type_: TypeRef, form: Form) -> str:
    bundler = Bundler(SCHEMAS, sending=form is Form.TYPED_DICT)
    components = Components([obj("Box", needed("x", type_))], bundler)
    return print_task(Task(form, components.by_name))["Class_Box"][0]


@pytest.mark.parametrize(
    ("type_", "result", "argument"),
    [
        (STRING, "str", "str"),
        (kind("number"), "float", "float"),
        (kind("null"), "None", "None"),
        (kind("date-time"), "datetime", "datetime | str"),
        (kind("decimal"), "Decimal", "Decimal | float | str"),
        (kind("byte"), "Base64", "bytes | str"),
        (Binary(), "bytes", "bytes"),
        (ANYTHING, "Any", "object"),
        (Nullable(ANYTHING), "Any", "object"),
        (ListOf(STRING), "list[str]", "Sequence[str]"),
        (MapOf(ANYTHING), "dict[str, Any]", "Mapping[str, object]"),
        (TupleOf((STRING, INTEGER)), "tuple[str, int]", "tuple[str, int]"),
        (TupleOf((ListOf(STRING),)), "tuple[list[str]]", "tuple[Sequence[str]]"),
        (TupleOf(()), "list[Any]", "Sequence[object]"),
        (LiteralOf(("a", 2)), "Literal['a', 2] | int | str", "Literal['a', 2]"),
        (LiteralOf((True,), closed=True), "Literal[True]", "Literal[True]"),
        (ref("Cat"), "Cat", "models.Cat | Cat"),
        (ListOf(Nullable(ref("Cat"))), "list[Cat | None]", "Sequence[models.Cat | Cat | None]"),
        (UnionOf((STRING, INTEGER, STRING)), "str | int", "str | int"),
        (
            union("Cat", "Mute"),
            "Annotated[Cat | Mute | UnknownVariant, OneOf()]",
            "models.Cat | Cat | models.Mute | Mute | UnknownVariant",
        ),
        (
            Nullable(union("Cat", "Dog", by="type")),
            "Annotated[Cat | Dog | UnknownVariant, OneOf('type')] | None",
            "models.Cat | Cat | models.Dog | Dog | UnknownVariant | None",
        ),
        (
            UnionOf((ref("Cat"), STRING)),
            "Cat | str | UnknownVariant",
            "models.Cat | Cat | str | UnknownVariant",
        ),
        (
            UnionOf((union("Cat", "Dog", by="type"), ref("Mute"))),
            "Annotated[Annotated[Cat | Dog | UnknownVariant, OneOf('type')] | Mute | UnknownVariant, OneOf()]",
            "models.Cat | Cat | models.Dog | Dog | UnknownVariant | models.Mute | Mute",
        ),
        (
            UnionOf((ref("Pet"), STRING)),
            "Annotated[Pet | str | UnknownVariant, OneOf()]",
            "Pet | str | UnknownVariant",
        ),
        (UnionOf((ref("Cat"), ref("Dog"), ANYTHING)), "Any", "object"),
    ],
)
def test_types(type_: TypeRef, result: str, argument: str) -> None:
    assert received(printed(type_, Form.MODEL), Scope(frozenset())) == result

    def takes(name: str) -> tuple[str, ...]:
        return () if name == "Pet" else (f"models.{name}",)

    assert given(printed(type_, Form.TYPED_DICT), Scope(frozenset()), takes) == argument


@pytest.mark.parametrize(
    ("union_", "tag_name"),
    [
        (union("Cat", "Dog", by="type"), "type"),
        (union("Cat", "Dog"), None),
        (union("Dog", "Hound", by="type"), None),
        (union("Cat", "Fish", by="type"), None),
        (union("Cat", "Maybe", by="type"), None),
        (union("Cat", "Free", by="type"), None),
        (union("Cat", "Mute", by="type"), None),
        (union("Cat", "Dog", by="kind"), None),
        (union("Cat", "Kinded", by="type"), "type"),
        (union("Pet", "Hound", by="type"), None),
        (union("Pet", "Kinded", by="type"), "type"),
        (union("Loop", "Dog", by="type"), "type"),
        (union("Cat", by="type"), None),
    ],
)
def test_a_tag_is_used_only_where_it_tells_the_classes_apart(
    union_: UnionOf, tag_name: str | None
) -> None:
    assert tag_of(union_, SCHEMAS) == tag_name


def test_words_give_way_to_classes_and_fields() -> None:
    scope = Scope(frozenset({"Any", "Any_"}), frozenset({"date", "tuple", "Cat"}))
    assert [scope.word(w) for w in ("Any", "date", "tuple", "str", "Literal")] == [
        *("Any__", "date_", "tuple_", "str", "Literal"),
    ]
    assert (scope.schema("Dog"), scope.schema("Cat")) == ("Dog", "Cat_")
    assert scope.aliases == {("Cat_", "Cat")}
    assert import_lines(scope.imports) == [
        "from builtins import tuple as tuple_",
        "from datetime import date as date_",
        "from typing import Any as Any__, Literal",
    ]


def test_an_expression_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="datamodel-code-generator wrote"):
        received("list[int]()", Scope(frozenset()))
