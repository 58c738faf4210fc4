# Types as annotations: what callers give is wide, what they get is what it is.
from __future__ import annotations

from dataclasses import replace

import pytest
from clientloom.ir import (
    Anything,
    Binary,
    Discriminator,
    ListOf,
    LiteralOf,
    MapOf,
    Nullable,
    Primitive,
    PrimitiveKind,
    TupleOf,
    TypeRef,
    UnionOf,
)
from clientloom.models.index import index_schemas
from clientloom.python.annotations import AnnotationPrinter, Flavor
from clientloom.render.view_context import build_context
from unit.render.sample_api import INT, SAMPLE, STR, alias, named

DATE = Primitive(PrimitiveKind.DATE)


def printer(*taken: str) -> AnnotationPrinter:
    return build_context(SAMPLE, index_schemas(SAMPLE)).printer(taken)


@pytest.mark.parametrize(
    ("type_", "given", "got"),
    [
        (STR, "str", "str"),
        (INT, "int", "int"),
        (DATE, "date | str", "date"),
        (Primitive(PrimitiveKind.NULL), "None", "None"),
        (Primitive(PrimitiveKind.BASE64), "bytes | str", "bytes"),
        (Primitive(PrimitiveKind.DECIMAL), "Decimal | float | str", "Decimal"),
        (LiteralOf(("a", "b")), 'Literal["a", "b"]', 'Literal["a", "b"] | str'),
        (LiteralOf(("a",), closed=True), 'Literal["a"]', 'Literal["a"]'),
        (LiteralOf((1, "x")), 'Literal[1, "x"]', 'Literal[1, "x"] | int | str'),
        (
            UnionOf((LiteralOf(("a", "b")), LiteralOf((1,)), LiteralOf(("b",)))),
            'Literal["a", "b", 1]',
            'Literal["a", "b", 1] | int | str',
        ),
        (ListOf(INT), "Sequence[int]", "list[int]"),
        (TupleOf((INT, STR)), "tuple[int, str]", "tuple[int, str]"),
        (TupleOf(()), "tuple[()]", "tuple[()]"),
        (MapOf(ListOf(STR)), "Mapping[str, Sequence[str]]", "dict[str, list[str]]"),
        (Nullable(DATE), "date | str | None", "date | None"),
        (UnionOf((Nullable(STR), INT, STR)), "str | int | None", "str | int | None"),
        (UnionOf((STR, Anything())), "object", "Any"),
        (
            UnionOf((LiteralOf(("a",)), INT, Nullable(UnionOf((LiteralOf(("b", "a")),))))),
            'Literal["a", "b"] | int | None',
            'Literal["a", "b"] | str | int | None',
        ),
        (
            UnionOf((LiteralOf((True,), closed=True), LiteralOf((1,), closed=True))),
            "Literal[True, 1]",
            "Literal[True, 1]",
        ),
        (Anything(), "object", "Any"),
        (Binary(), "AsyncFileInput", "bytes"),
        (named("Thing"), "models.Thing | params.ThingDict", "models.Thing"),
        (named("Problem"), "models.Problem", "models.Problem"),
        (named("Colour"), "params.Colour", "models.Colour"),
        (
            UnionOf((named("Cat"), named("Dog"))),
            "models.Cat | params.CatDict | models.Dog | params.DogDict",
            "models.Cat | models.Dog | UnknownVariant",
        ),
    ],
)
def test_a_type_is_spelled_for_both_directions(type_: TypeRef, given: str, got: str) -> None:
    assert printer().argument(type_) == given
    assert printer().result(type_) == got


def test_literals_of_any_text_stay_literals() -> None:
    assert (
        printer().argument(LiteralOf(('"]; import os', "\n"))) == r'Literal["\"]; import os", "\n"]'
    )


def test_uploads_differ_between_the_flavors() -> None:
    assert printer().argument(ListOf(Binary()), Flavor.SYNC) == "Sequence[FileInput]"
    assert printer().argument(ListOf(Binary()), Flavor.ASYNC) == "Sequence[AsyncFileInput]"


def test_a_method_does_not_hide_the_builtin_of_its_name() -> None:
    printer_ = printer("list", "str", "models", "date")
    assert printer_.result(MapOf(ListOf(DATE))) == "dict[builtins.str, builtins.list[_date]]"
    assert printer_.result(named("Thing")) == "_models.Thing"


def test_a_decoder_is_told_how_to_tell_variants_apart() -> None:
    printer_ = printer()
    assert printer_.expression(named("Pet")) == "models.Pet"
    kinds = (("cat", named("Cat").id), ("dog", named("Dog").id))
    tagged = printer_.expression(
        UnionOf((named("Cat"), named("Dog")), Discriminator("kind", kinds))
    )
    assert tagged == 'Annotated[models.Cat | models.Dog | UnknownVariant, one_of("kind")]'
    assert "from .._runtime import UnknownVariant, one_of" in printer_.imports.runtime_lines()
    plain = printer_.expression(UnionOf((named("Cat"), named("Thing"))))
    assert plain == "Annotated[models.Cat | models.Thing | UnknownVariant, one_of()]"
    nullable = printer_.expression(Nullable(UnionOf((named("Cat"), named("Thing")))))
    assert nullable == "Annotated[models.Cat | models.Thing | UnknownVariant | None, one_of()]"


def test_statuses_with_several_types_are_a_plain_union() -> None:
    text = printer().results([named("Cat"), Nullable(named("Dog")), Primitive(PrimitiveKind.NULL)])
    assert text == "models.Cat | models.Dog | None"


def test_an_alias_that_leads_to_itself_ends() -> None:
    tree = alias("Tree", UnionOf((STR, ListOf(named("Tree")))))
    index = index_schemas(SAMPLE)
    entry = replace(index.entries[named("Colour").id], id=tree.id, name="Tree", in_params=False)
    imports = build_context(SAMPLE, index).printer(()).imports
    printer_ = AnnotationPrinter({tree.id: tree}, replace(index, entries={tree.id: entry}), imports)
    assert printer_.argument(named("Tree")) == "str | Sequence[object]"
