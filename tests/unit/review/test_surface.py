# An API written down and read back is the same API but for its texts and places.
from __future__ import annotations

import dataclasses
import json
import typing

import pytest
from clientloom import ir
from clientloom.diagnostics import Span
from clientloom.ir import Anything, Binary, Body, BodyKind, Variant
from clientloom.ir.packing.columns import unpack
from clientloom.ir.surface import OMITTED, dump_surface, load_surface
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

BLANK: dict[str, st.SearchStrategy[object]] = {
    name: st.just(Span("") if name == "span" else "") for name in OMITTED
}


def strategy_of(hint: object) -> st.SearchStrategy[object]:
    return st.from_type(typing.cast("type[object]", hint))


def silent_builds(cls: type[object]) -> st.SearchStrategy[object]:
    """Instances of an IR class whose texts and places are empty, as a surface has them."""
    hints = typing.get_type_hints(cls)
    parts = {
        name: BLANK[name] if name in BLANK else strategy_of(hint) for name, hint in hints.items()
    }
    return st.builds(cls, **parts)


st.register_type_strategy(float, st.floats(allow_nan=False))  # NaN is not equal to itself

for _name in ir.__all__:
    _cls = getattr(ir, _name)
    if (
        isinstance(_cls, type)
        and dataclasses.is_dataclass(_cls)
        and OMITTED & set(typing.get_type_hints(_cls))
    ):
        st.register_type_strategy(_cls, silent_builds)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(operation=st.from_type(ir.Operation), schema=st.from_type(ir.ObjectSchema))
def test_round_trip(operation: ir.Operation, schema: ir.ObjectSchema) -> None:
    api = sample(operations=(operation,), schemas=(schema,))
    assert load_surface(dump_surface(api)) == api


def sample(**changes: object) -> ir.Api:
    base = ir.Api(
        package=ir.PackageNames(
            distribution="d", import_name="d", client="D", async_client="AsyncD", version="1.0.0"
        ),
        title="T",
        version="",
        doc="",
        docs_url="",
        servers=(),
        security_schemes=(),
        constant_headers=(("X-A", "1"),),
        schemas=(),
        resources=(),
        operations=(),
        webhooks=(),
        operations_in=0,
    )
    return dataclasses.replace(base, **changes)  # type: ignore[arg-type]  # keywords by name


def test_what_repeats_is_written_once() -> None:
    field = ir.Field(
        name="size",
        wire_name="size",
        type=Anything(),
        presence=ir.Optional(),
        doc="",
        span=Span(""),
    )
    things = [
        ir.ObjectSchema(id=f"/s/{n}", name=f"Thing{n}", doc="", fields=(field,) * 20, span=Span(""))
        for n in range(500)
    ]
    api = sample(schemas=tuple(things))
    text = dump_surface(api)
    assert len(text) < 4_000
    assert max(map(len, text.splitlines())) < 110
    assert load_surface(text) == api


def test_a_damaged_text_is_told() -> None:
    data = json.loads(dump_surface(sample()))
    for lines in (
        [],
        data["packed"][:-1],
        ["!" * 40],
        [*data["packed"][1:], data["packed"][0]],
        [7],
    ):
        with pytest.raises(ValueError, match=r"."):
            load_surface(json.dumps({**data, "packed": lines}))


FORMER = [
    ({"is": "NoBody"}, None),
    (
        {"is": "JsonBody", "media_type": "a/b", "required": True, "type": {"is": "Anything"}, "spread": []},
        Body(kind=BodyKind.JSON, media_types=("a/b",), required=True, type=Anything(), parts=()),
    ),
    (
        {"is": "MappingBody", "media_type": "multipart/mixed", "required": False, "type": {"is": "Anything"}},
        Body(
            kind=BodyKind.MULTIPART, media_types=("multipart/mixed",), required=False,
            type=Anything(), argument="fields",
        ),
    ),
    (
        {"is": "JsonLinesBody", "media_type": "a/b", "required": True, "item": {"is": "Anything"}},
        Body(
            kind=BodyKind.JSON_LINES, media_types=("a/b",), required=True, type=Anything(),
            argument="items",
        ),
    ),
    (
        {"is": "RawBody", "media_type": "a/b", "required": True, "argument": "x"},
        Body(kind=BodyKind.BYTES, media_types=("a/b",), required=True, type=Binary(), argument="x"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), FORMER)
def test_bodies_of_format_1_are_read(body: object, expected: Body | None) -> None:
    variant = {
        "is": "Variant",
        "name": "v",
        "body": body,
        "responses": [],
        "result": {"is": "NoContent"},
    }
    api = typing.cast("dict[str, object]", unpack(json.loads(dump_surface(sample()))["packed"]))
    former = {
        "format": 1,
        "api": {**api, "resources": [variant]},
        "operations": [],
        "schemas": [],
    }
    (read,) = load_surface(json.dumps(former)).resources
    assert typing.cast("Variant", read).body == expected


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 99}', '{"format": 1, "api": {}}'])
def test_bad_text_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        load_surface(text)
