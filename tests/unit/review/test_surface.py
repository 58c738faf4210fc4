# An API written down and read back is the same API but for its texts and places.
from __future__ import annotations

import bz2
import dataclasses
import json
import typing
from base64 import b85decode, b85encode
from pathlib import Path

import pytest
from clientloom import ir
from clientloom.cache import Cache
from clientloom.config.load import load_vendor
from clientloom.config.settings import OPTIONAL
from clientloom.diagnostics import Span
from clientloom.ir import Anything, Binary, Body, BodyKind, Variant
from clientloom.ir.surface import dump_surface, load_surface, packed, read_version
from clientloom.ir.surface.as_json import OMITTED
from clientloom.pipeline import analyse
from clientloom.symbols import SymbolLock
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


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(operation=st.from_type(ir.Operation), schema=st.from_type(ir.ObjectSchema))
def test_round_trip(operation: ir.Operation, schema: ir.ObjectSchema) -> None:
    api = sample(operations=(operation,), schemas=(schema,))
    assert load_surface(dump_surface(api)) == api


@pytest.mark.parametrize("damaged", [False, True])
def test_what_is_kept_of_a_surface_is_the_surface(tmp_path: Path, damaged: bool) -> None:
    cache, api = Cache(tmp_path), sample()
    text = dump_surface(api, cache)
    for entry in tmp_path.glob("??/*") if damaged else ():
        entry.write_bytes(entry.read_bytes().replace(b"Sample", b"Poison") + b" ")
    assert dump_surface(api, cache) == dump_surface(api) == text
    assert load_surface(text) == api
    with pytest.raises(ValueError, match="surface"):
        load_surface("{}")


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
    assert load_surface(text) == api


def test_schemas_that_name_each_other_keep_ids_names_and_order() -> None:
    """Also where nothing can be derived: ids of other shapes, names of other words, a name of nothing."""
    order = "/components/schemas/order"
    named = {
        order: "Order",
        f"{order}/properties/lines/items": "OrderLine",
        f"{order}/properties/a~1b": "Odd",
        "#": "Hash",
        ".": "Dot",
        "=1+x": "Order12",
        "/components/schemas/lines": "Line",
    }
    fields = [field_of("lines", id_) for id_ in (*named, *reversed(named), "/nowhere")]
    schemas = tuple(
        ir.ObjectSchema(id=id_, name=name, doc="", fields=tuple(fields[n:]), span=Span(""))
        for n, (id_, name) in enumerate(named.items())
    )
    for some in (schemas, schemas[::-1], tuple(sorted(schemas, key=lambda s: s.name))):
        assert load_surface(dump_surface(sample(schemas=some))).schemas == some


def field_of(wire_name: str, id_: str) -> ir.Field:
    return ir.Field(
        name="x" if id_ == "." else wire_name,
        wire_name=wire_name,
        type=ir.Named(id_),
        presence=ir.Optional(),
        doc="",
        span=Span(""),
    )


@pytest.mark.parametrize(
    ("ids", "paths"),
    [
        (("orders/list", "orders/get-by-id"), ("/orders", "/orders/{id}")),
        (("orders/list", "list_0_orders"), ("/orders", "/orders")),
        (("0", "=1"), ("/", "")),
        (("a/b/c", "//"), ("/a/b/", "/a//c/")),
        (("add-99-Ünits", "٣"), ("/a b/c", "/a b")),
    ],
)
def test_ids_and_paths_of_operations_are_kept(ids: tuple[str, ...], paths: tuple[str, ...]) -> None:
    case = Path(__file__).parents[2] / "cases" / "arguments"
    api = analyse(load_vendor(case, root=case), symbols=SymbolLock(), root=case).api
    first = api.operations[0]
    operations = tuple(
        dataclasses.replace(first, id=id_, path=path) for id_, path in zip(ids, paths, strict=True)
    )
    loaded = load_surface(dump_surface(dataclasses.replace(api, operations=operations)))
    assert [(o.id, o.path, o.name, o.resource, o.pointer, o.retry) for o in loaded.operations] == [
        (o.id, o.path, o.name, o.resource, o.pointer, o.retry) for o in operations
    ]


def test_a_damaged_text_is_told() -> None:
    data = json.loads(dump_surface(sample()))
    whole = data["api"]
    (fine,) = whole
    pieces = (fine[:-8], "!" * 40, fine[40:] + fine[:40], 7)
    for damaged in ("", [], 7, *([piece] for piece in pieces), *([fine, p] for p in pieces)):
        with pytest.raises(ValueError, match=r"."):
            load_surface(json.dumps({**data, "api": damaged}))


@pytest.mark.parametrize("wrap", [lambda piece: [piece], lambda piece: [piece, piece], str])
def test_another_value_is_no_api(wrap: typing.Callable[[str], object]) -> None:
    number = packed.WHOLE if wrap is str else packed.FORMAT
    piece = pack("x" if wrap is str else ["x"])
    text = json.dumps({"format": number, "version": "1", "api": wrap(piece)})
    with pytest.raises(ValueError, match="not the surface of a generated package"):
        load_surface(text)


def test_a_surface_in_one_piece_is_read() -> None:
    """As clientloom wrote it before pieces."""
    api = sample(operations=operations(3), schemas=things(3))
    (piece,) = json.loads(dump_surface(api))["api"]
    head, *items = unpack(piece)
    whole = {**head, "operations": items[:3], "schemas": items[3:]}
    text = json.dumps({"format": packed.WHOLE, "version": "1.0.0", "api": pack(whole)})
    assert load_surface(text) == dataclasses.replace(api, optional=tuple(sorted(OPTIONAL)))
    assert read_version(text) == "1.0.0"


def unpack(piece: str) -> typing.Any:
    return json.loads(bz2.decompress(b85decode(piece)))


def pack(value: object) -> str:
    return b85encode(bz2.compress(json.dumps(value).encode())).decode()


def test_a_changed_text_is_not_packed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compressed: list[bytes] = []

    def count(value: bytes) -> bytes:
        compressed.append(value)
        return bz2.compress(value)

    monkeypatch.setattr(packed, "compress", count)
    cache, api = Cache(tmp_path), sample()
    once = dump_surface(api, cache)
    assert dump_surface(dataclasses.replace(api, doc="Another text."), cache) == once
    assert len(compressed) == 1
    other = dataclasses.replace(api, title="Another title")
    assert dump_surface(other, cache) == dump_surface(other) != once


def test_a_changed_schema_changes_one_piece() -> None:
    before = sample(operations=operations(1_000), schemas=things(1_000))
    schemas = list(before.schemas)
    schemas[500] = dataclasses.replace(schemas[500], name="Other")
    after = dataclasses.replace(before, schemas=tuple(schemas))
    was, is_ = (json.loads(dump_surface(api))["api"] for api in (before, after))
    assert len(was) == len(is_) > 4
    assert sum(one != other for one, other in zip(was, is_, strict=True)) == 1


def test_what_two_surfaces_share_is_that_of_the_known_api() -> None:
    before = sample(operations=operations(1_000), schemas=things(1_000))
    removed = before.schemas[700:710]
    kept = tuple(schema for schema in before.schemas if schema not in removed)
    after = dataclasses.replace(before, schemas=kept, operations=before.operations[5:])
    old, new = dump_surface(before), dump_surface(after)
    for text, near, api in ((old, (new, after), before), (new, (old, before), after)):
        loaded = load_surface(text, near=near)
        assert loaded == api == load_surface(text)
        assert dump_surface(loaded) == text
        known = set(map(id, (*near[1].operations, *near[1].schemas)))
        shared = [item for item in (*loaded.operations, *loaded.schemas) if id(item) in known]
        assert len(shared) > 1_000


def operations(count: int) -> tuple[ir.Operation, ...]:
    case = Path(__file__).parents[2] / "cases" / "arguments"
    api = analyse(load_vendor(case, root=case), symbols=SymbolLock(), root=case).api
    first = dataclasses.replace(load_surface(dump_surface(api)).operations[0], parameters=())
    return tuple(dataclasses.replace(first, id=f"list{n}", path=f"/{n}") for n in range(count))


def things(count: int) -> tuple[ir.ObjectSchema, ...]:
    return tuple(
        ir.ObjectSchema(id=f"/s/{n}", name=f"T{n}", doc="", fields=(), span=Span(""))
        for n in range(count)
    )


def test_the_version_is_read_without_the_rest() -> None:
    api = sample()
    package = dataclasses.replace(api.package, version="3.4.5")
    text = dump_surface(dataclasses.replace(api, package=package))
    assert read_version(text) == "3.4.5" == load_surface(text).package.version
    former = json.dumps(in_format(1, api))
    assert read_version(former) == load_surface(former).package.version == "1.0.0"
    for bad in ("", "[]", "{}", '{"format": 99}', '{"format": 1, "api": {}}'):
        with pytest.raises(ValueError, match=r"."):
            read_version(bad)


def in_format(number: int, api: ir.Api, **changes: object) -> dict[str, object]:
    """The surface of an API without operations and schemas in a format of version 0.1."""
    (piece,) = json.loads(dump_surface(api))["api"]
    head = {**unpack(piece)[0], **changes}
    return {"format": number, "api": head, "operations": [], "schemas": []}


@pytest.mark.parametrize("number", [1, 2])
def test_the_formats_of_version_0_1_are_read(number: int) -> None:
    api = sample(title="Former", optional=tuple(sorted(OPTIONAL)))
    assert load_surface(json.dumps(in_format(number, api))) == api


def test_a_former_client_has_the_parts_that_it_did_not_leave_out() -> None:
    former = in_format(2, sample(testing=False), without=["async_client", "hooks", "rate_limit"])
    lacking = {"hooks", "rate_limit", "validation"}
    assert set(load_surface(json.dumps(former)).optional) == set(OPTIONAL) - lacking


@pytest.mark.parametrize("number", [3, 4, 7])
def test_formats_that_no_version_wrote_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=f"format {number} in place of 6"):
        load_surface(json.dumps(in_format(number, sample())))


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
    former = in_format(1, sample(), resources=[variant])
    (read,) = load_surface(json.dumps(former)).resources
    assert typing.cast("Variant", read).body == expected


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 99}', '{"format": 1, "api": {}}'])
def test_bad_text_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        load_surface(text)
