# What the generated packages `models` and `params` are and do, seen by importing them.
from __future__ import annotations

import datetime as dt
import keyword
import typing
import uuid
from collections.abc import Iterator
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest
from clientloom.ir import ObjectSchema
from pydantic import BaseModel, TypeAdapter, ValidationError
from unit.models.by_hand import nasty
from unit.models.packages import imported, write_package


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ModuleType, ModuleType]]:
    with imported(write_package(nasty(), tmp_path_factory.mktemp("nasty"))) as both:
        yield both


@pytest.fixture(scope="module")
def models(packages: tuple[ModuleType, ModuleType]) -> Any:
    return packages[0]


@pytest.fixture(scope="module")
def params(packages: tuple[ModuleType, ModuleType]) -> Any:
    return packages[1]


def test_every_schema_is_there_and_builds(models: Any) -> None:
    assert set(models.__all__) == {schema.name for schema in nasty().schemas}
    for name in models.__all__:
        found = getattr(models, name)
        if isinstance(found, type) and issubclass(found, BaseModel):
            assert found.model_rebuild(force=True), name
        TypeAdapter(found)


def test_the_params_are_those_that_are_sent(params: Any) -> None:
    sent = [schema for schema in nasty().schemas if schema.name != "OnlyRead"]
    assert set(params.__all__) == {
        f"{schema.name}Dict" if isinstance(schema, ObjectSchema) else schema.name for schema in sent
    }
    for name in params.__all__:
        found = getattr(params, name)
        if typing.is_typeddict(found):
            assert typing.get_type_hints(found).keys() == found.__annotations__.keys()


def test_an_unknown_name_is_an_attribute_error(models: Any) -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = models.Nothing


def test_a_class_is_made_by_python_names_and_reads_wire_names(models: Any) -> None:
    by_name = models.Wire(class_="a", x_y=models.Wire(class_="b"))
    assert by_name == models.Wire.model_validate({"class": "a", 'x-"y\\': {"class": "b"}})
    dumped = by_name.model_dump(by_alias=True, exclude_unset=True)
    assert dumped == {"class": "a", 'x-"y\\': {"class": "b"}}


def test_fields_named_like_types_keep_their_types(models: Any) -> None:
    shadow = models.Shadow.model_validate(
        {
            "date": "2026-04-01",
            "datetime": "2026-04-01T10:00:00Z",
            "time": "10:00:00",
            "other_date": None,
            "timedelta": "PT5S",
            "tuple": ["1.50"],
            "models": {"timedelta": "PT1S"},
            "object": "YWI=",
        }
    )
    assert shadow.date == dt.date(2026, 4, 1)
    assert shadow.time == dt.time(10)
    assert shadow.timedelta == dt.timedelta(seconds=5)
    assert shadow.tuple == [Decimal("1.50")]
    assert isinstance(shadow.models, models.Shadow)
    assert shadow.object == b"ab"


def test_schemas_named_like_what_the_module_imports(models: Any) -> None:
    value = models.UUID.model_validate({"uuid": "6f1b2ac1-8f4e-4e5f-9d0f-2f6f3ad4cb9a", "id": {}})
    assert value.uuid == uuid.UUID("6f1b2ac1-8f4e-4e5f-9d0f-2f6f3ad4cb9a")
    assert isinstance(value.id, models.UUID)
    assert isinstance(models.Model(x=models.Any()).x, models.Any)


def test_a_field_named_like_its_class(models: Any) -> None:
    found = models.用户.model_validate({"用户": {}, "名": [{"用户": {}}]})
    assert isinstance(found.用户, models.用户)
    assert isinstance(found.名[0].用户, models.用户)


@pytest.mark.parametrize("json", ["a", ["a", ["b", {"c": "d"}]], {"a": {"b": ["c"]}}])
def test_an_alias_that_leads_to_itself(models: Any, json: object) -> None:
    assert TypeAdapter(models.Json).validate_python(json) == json


def test_enums_are_open_in_responses_and_keep_values_apart(models: Any) -> None:
    uses = models.Uses.model_validate({"color": "mauve", "mixed": 7, "n": None})
    assert (uses.color, uses.mixed, uses.n) == ("mauve", 7, None)
    assert TypeAdapter(models.Fixed).validate_python(3) == 3
    with pytest.raises(ValidationError):
        TypeAdapter(models.Fixed).validate_python(4)


def test_enums_are_closed_in_requests(params: Any) -> None:
    assert typing.get_args(params.Color) == ("red", "a'b\"\\ \n\u2028{{x}} é", "")
    assert typing.get_args(params.Mixed) == ("a", 1, -1, True)


@pytest.mark.parametrize(("tag", "name"), [("circle", "Circle"), ("box", "Square")])
def test_a_discriminator_picks_the_class(models: Any, tag: str, name: str) -> None:
    found = TypeAdapter(models.Shape).validate_json(f'{{"type": "{tag}", "radius": 1, "side": 2}}')
    assert type(found) is getattr(models, name)


def test_a_union_without_discriminator_is_told_apart_by_its_fields(models: Any) -> None:
    holder = models.Holder.model_validate_json(
        '{"shape": {"type": "square", "side": 2}, "theLoose": null, "inline": {"type": "odd"}}'
    )
    assert type(holder.shape) is models.Square
    assert type(holder.inline) is models.Odd
    assert holder.loose is None


def test_further_fields_are_kept_and_typed_where_the_document_types_them(models: Any) -> None:
    opened = models.Open.model_validate_json('{"x": "y", "more": {"type": "circle", "radius": 1}}')
    assert type(opened.model_extra["more"]) is models.Circle
    assert models.Empty.model_validate({"a": [1]}).model_extra == {"a": [1]}


def test_read_only_and_write_only(models: Any, params: Any) -> None:
    assert not models.Travels.model_fields["secret"].is_required()
    assert models.Travels.model_fields["id"].is_required()
    marks = {name: bool(f.metadata) for name, f in models.Travels.model_fields.items()}
    assert marks == {"id": True, "secret": False, "seen": True}
    assert set(params.TravelsDict.__annotations__) == {"secret"}


def test_optional_fields_are_none_and_not_set(models: Any) -> None:
    hidden = models.Hides()
    assert (hidden.str_, hidden.name) == (None, None)
    assert hidden.model_fields_set == set()


def test_params_have_the_names_of_the_models(models: Any, params: Any) -> None:
    names = {name: info.alias or name for name, info in models.Wire.model_fields.items()}
    keys = {
        wire if name.rstrip("_") == wire and not keyword.iskeyword(wire) else name
        for name, wire in names.items()
    }
    assert set(params.WireDict.__annotations__) == keys
    assert "class_" in keys
    assert set(params.HidesDict.__annotations__) == {"str", "name"}


def test_docstrings_hold_hostile_text_as_text(models: Any) -> None:
    assert '"""' in models.UUID.__doc__
    assert "import os" in models.UUID.__doc__
    assert "\u202e" not in models.UUID.__doc__
    assert models.Empty.__doc__ is None
