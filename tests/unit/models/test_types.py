# Types as the definitions of a package write them: what datamodel-code-generator is asked, and what its answer becomes.
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from clientloom.ir import (
    Binary,
    EnumMember,
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
from clientloom.models.backend import Backend
from clientloom.models.generator import ModelOutput, print_types
from clientloom.models.index import index_schemas
from clientloom.models.modules import ModuleBuilder
from clientloom.models.pydantic_models import PydanticModels
from clientloom.models.type_table import build_type_table
from clientloom.models.typed_dicts import TypedDicts
from clientloom.python.imports import ImportTable
from clientloom.python.scope import Scope
from unit.models.by_hand import (
    ANYTHING,
    INTEGER,
    STRING,
    alias,
    api,
    field,
    kind,
    needed,
    obj,
    ref,
    tag,
    union,
)

COLOURS = LiteralOf(("red", "blue"), members=(EnumMember("RED"), EnumMember("BLUE")))
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
        replace(alias("Colour", Nullable(COLOURS)), is_enum_class=True),
    )
}


def printed(type_: TypeRef, backend: Backend) -> str:
    """The annotation of a type in a module that defines all classes."""
    index = index_schemas(api(*SCHEMAS.values()))
    types = build_type_table([type_], backend.describer(SCHEMAS), backend.output)
    builder = ModuleBuilder(backend, SCHEMAS, index, types, frozenset())
    return builder.module("shared", "", [alias("Printed", type_)]).aliases[0].annotation


@pytest.mark.parametrize(
    ("type_", "result", "argument"),
    [
        (STRING, "str", "str"),
        (kind("number"), "float", "float"),
        (kind("null"), "None", "None"),
        (ref("Colour"), "Colour | str | None", "Colour"),
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
        (ref("Cat"), "Cat", "models.Cat | CatDict"),
        (ListOf(Nullable(ref("Cat"))), "list[Cat | None]", "Sequence[models.Cat | CatDict | None]"),
        (UnionOf((STRING, INTEGER, STRING)), "str | int", "str | int"),
        (
            union("Cat", "Mute"),
            "Annotated[Cat | Mute | UnknownVariant, OneOf()]",
            "models.Cat | CatDict | models.Mute | MuteDict",
        ),
        (
            Nullable(union("Cat", "Dog", by="type")),
            "Annotated[Cat | Dog | UnknownVariant, OneOf('type')] | None",
            "models.Cat | CatDict | models.Dog | DogDict | None",
        ),
        (
            UnionOf((ref("Cat"), STRING)),
            "Cat | str | UnknownVariant",
            "models.Cat | CatDict | str",
        ),
        (
            UnionOf((union("Cat", "Dog", by="type"), ref("Mute"))),
            "Annotated[Annotated[Cat | Dog | UnknownVariant, OneOf('type')] | Mute | UnknownVariant, OneOf()]",
            "models.Cat | CatDict | models.Dog | DogDict | models.Mute | MuteDict",
        ),
        (
            UnionOf((ref("Pet"), STRING)),
            "Annotated[Pet | str | UnknownVariant, OneOf()]",
            "Pet | str",
        ),
        (UnionOf((ref("Cat"), ref("Dog"), ANYTHING)), "Any", "object"),
    ],
)
def test_types(type_: TypeRef, result: str, argument: str) -> None:
    assert printed(type_, PydanticModels()) == result
    assert printed(type_, TypedDicts()) == argument


def test_dicts_of_a_union_are_told_apart_by_type_checkers_alone() -> None:
    scope = Scope(ImportTable(frozenset()), "params")
    assert TypedDicts().variants("CatDict | DogDict", "type", scope) == "CatDict | DogDict"


def with_default(union_: UnionOf, name: str) -> UnionOf:
    """The union with a class that takes all other tags."""
    told = union_.discriminator
    assert told is not None
    return replace(union_, discriminator=replace(told, default=f"#/{name}"))


@pytest.mark.parametrize(
    ("union_", "tag_name"),
    [
        (union("Cat", "Dog", by="type"), "type"),
        (union("Cat", "Dog"), None),
        (union("Dog", "Hound", by="type"), "type"),  # "hound" by structure
        (union("Cat", "Fish", by="type"), None),
        (union("Cat", "Maybe", by="type"), None),
        (union("Cat", "Free", by="type"), None),
        (union("Cat", "Mute", by="type"), None),
        (union("Cat", "Dog", by="kind"), None),
        (union("Cat", "Kinded", by="type"), "type"),
        (union("Pet", "Hound", by="type"), "type"),
        (union("Pet", "Kinded", by="type"), "type"),
        (union("Loop", "Dog", by="type"), "type"),
        (union("Cat", by="type"), None),
        (with_default(union("Cat", "Free", by="type"), "Free"), "type"),
        (with_default(union("Cat", "Mute", by="type"), "Mute"), "type"),
        (with_default(union("Maybe", "Mute", by="type"), "Mute"), "type"),
        (with_default(union("Fish", "Free", "Cat", by="type"), "Free"), None),
    ],
)
def test_a_tag_is_used_only_where_it_tells_the_classes_apart(
    union_: UnionOf, tag_name: str | None
) -> None:
    assert tag_of(union_, SCHEMAS) == tag_name


def test_words_give_way_to_classes_and_fields() -> None:
    imports = ImportTable(frozenset({"Any", "_Any", "Cat", "Dog"}))
    scope = Scope(imports, "shared", frozenset({"date", "tuple", "Cat"}))
    words = [("typing", "Any"), ("datetime", "date"), ("builtins", "tuple"), ("builtins", "str")]
    assert [scope.name(*word) for word in (*words, ("typing", "Literal"))] == [
        *("__Any", "_date", "builtins.tuple", "str", "Literal"),
    ]
    assert [scope.definition(name, "shared") for name in ("Dog", "Cat")] == ["Dog", "_Cat"]
    assert imports.second_names() == (("_Cat", "Cat"),)
    assert imports.runtime_lines() == (
        "import builtins",
        "from datetime import date as _date",
        "from typing import Any as __Any, Literal",
    )


def test_where_no_field_hides_it_a_word_has_its_own_name_again() -> None:
    imports = ImportTable(frozenset({"Cat"}))
    module = Scope(imports, "shared")
    assert module.body_scope(["date"]).name("datetime", "date") == "_date"
    assert module.body_scope(["time"]).name("datetime", "date") == "date"
    assert imports.runtime_lines() == ("from datetime import date as _date, date",)


@pytest.mark.parametrize(
    ("type_", "annotation"),
    [
        (
            UnionOf(
                (LiteralOf(("a", "b")), Nullable(LiteralOf(("b", "c"), closed=True)), kind("null"))
            ),
            "Literal['a', 'b', 'c'] | str | None",
        ),
        (
            UnionOf((LiteralOf((1,), closed=True), LiteralOf((2,), closed=True))),
            "Literal[1, 2]",
        ),
        (
            UnionOf((LiteralOf((1,), closed=True), LiteralOf((True,), closed=True))),
            "Literal[1, True]",
        ),
        (UnionOf((LiteralOf(("a",)), LiteralOf(("a",), closed=True))), "Literal['a'] | str"),
        (
            UnionOf((ListOf(LiteralOf(("a",), closed=True)), LiteralOf(("b",), closed=True))),
            "list[Literal['a']] | Literal['b']",
        ),
    ],
)
def test_the_values_of_a_union_stand_in_one_literal(type_: TypeRef, annotation: str) -> None:
    assert printed(type_, PydanticModels()) == annotation


def test_a_text_that_may_be_a_time_stays_a_text() -> None:
    """pydantic reads "2020" as half past midnight of 1970, where nothing comes before the time."""
    time = kind("date-time")
    several = Nullable(UnionOf((ListOf(STRING), time, STRING)))
    assert printed(several, PydanticModels()) == "list[str] | str | datetime | None"
    assert printed(UnionOf((time, INTEGER)), PydanticModels()) == "datetime | int"


def test_literals_that_are_equal_in_python_alone_are_two_types() -> None:
    one, true = LiteralOf((1,), closed=True), LiteralOf((True,), closed=True)
    types = build_type_table([one, true], PydanticModels().describer({}), ModelOutput.PYDANTIC)
    assert [types[each].annotation[1] for each in (one, true)] == ["[1]", "[True]"]


def test_types_that_differ_in_what_they_name_are_printed_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    def noting(*arguments: Any) -> Any:
        asked.append(len(arguments[0]))
        return print_types(*arguments)

    monkeypatch.setattr("clientloom.models.type_table.print_types", noting)
    types: list[TypeRef] = [
        ListOf(ref("Cat")),
        ListOf(ref("Dog")),
        ref("Cat"),
        ref("Dog"),
        STRING,
        STRING,
    ]
    build_type_table(types, PydanticModels().describer(SCHEMAS), ModelOutput.PYDANTIC)
    assert asked == [3]


def test_an_annotation_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="datamodel-code-generator wrote"):
        print_types([{"type": "string", "maxLength": 3}], 0, ModelOutput.PYDANTIC)
