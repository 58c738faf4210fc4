# The client of tests/cases/constant-tags over real sockets: values of any type tell variants apart, and are sent.
from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from support.bad_server import BadServer, json_reply
from support.case_client import Caller, case_package

TAGS = [
    ("files", "FirstFile", "version", 1),
    ("files", "MiddleFile", "version", 1.5),
    ("files", "LateFile", "version", 2.5),
    ("files", "NamedFile", "version", "1.5"),
    ("states", "On", "is_on", True),
    ("states", "Off", "is_on", False),
    ("states", "Unknown", "is_on", None),
    ("states", "Broken", "is_on", 1),
]
ALL = pytest.mark.parametrize(("resource", "model", "member", "value"), TAGS)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("constant-tags", tmp_path_factory.mktemp("tags")) as package:
        yield package


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(request: Any, package: Any, server: BadServer, runner: asyncio.Runner) -> Caller:
    return Caller(package, "ConstantTags", server.url, request.param, runner)


@ALL
def test_the_variant_of_the_tag_is_read_and_sent_as_it_came(
    package: Any,
    call: Caller,
    server: BadServer,
    resource: str,
    model: str,
    member: str,
    value: Any,
) -> None:
    call.options.update(strict_responses=True, validate_requests=True)
    wire = {"name": "n", member: value}
    server.handler = lambda _: json_reply(wire)
    found = call(f"{resource}.list")
    assert type(found) is getattr(package.models, model)
    assert (getattr(found, member), type(getattr(found, member))) == (value, type(value))
    for given in (found, wire):
        call(f"{resource}.put", body=given)
        sent = server.asked[-1].json
        assert sent == wire
        assert type(sent[member]) is type(value)


@ALL
def test_a_model_has_its_constant_first(
    package: Any,
    call: Caller,
    server: BadServer,
    resource: str,
    model: str,
    member: str,
    value: Any,
) -> None:
    made = getattr(package.models, model)(name="n")
    server.handler = lambda _: json_reply({"name": "n", member: value})
    call(f"{resource}.put", body=made)
    assert server.asked[0].json == {member: value, "name": "n"}
    assert server.asked[0].body.startswith(f'{{"{member}":'.encode())


@pytest.mark.parametrize(
    ("resource", "wire"),
    [
        *(("files", {"name": "n", "version": other}) for other in (3.5, 2, "1", True, None)),
        *(("states", {"name": "n", "is_on": other}) for other in (0, "true", 1.5)),
        *((each, {"name": "n"}) for each in ("files", "states")),
    ],
    ids=str,
)
def test_another_tag_is_of_no_variant(
    package: Any, call: Caller, server: BadServer, resource: str, wire: dict[str, object]
) -> None:
    server.handler = lambda _: json_reply(wire)
    found = call(f"{resource}.list")
    assert isinstance(found, package.UnknownVariant)
    assert found.raw == wire


def test_an_argument_has_its_constant(call: Caller, server: BadServer) -> None:
    drifts: list[Any] = []
    call.options["on_drift"] = drifts.append
    server.queue(*(json_reply({"factor": factor}) for factor in (0.5, None, 2.5)))
    assert [call("scales.put", name="n").factor for _ in range(3)] == [0.5, None, 2.5]
    assert server.asked[0].json == {"factor": 0.5, "name": "n"}
    assert [field.path for drift in drifts for field in drift.fields] == ["factor"]


def test_constants_of_references_are_filled_in(
    package: Any, call: Caller, server: BadServer
) -> None:
    call.options.update(validate_requests=True)
    wire = {"name": "n", "none": None, "object": "sign", "part": 0.25, "share": 0.25}
    server.handler = lambda _: json_reply({"sign": wire})
    found = call("signs.put", name="n").sign
    assert server.asked[-1].json == wire
    assert found == package.models.Sign(name="n")
    call("signs.put", name=found.name, none=found.none, share=found.share, part=found.part)
    assert server.asked[-1].json == wire


def test_tags_that_are_no_words_name_no_methods(package: Any) -> None:
    methods = {name for name in dir(package.ConstantTags().states) if name.startswith("put")}
    assert methods == {"put"}


def test_a_tag_that_some_variants_share_still_excludes_the_others(
    package: Any, call: Caller, server: BadServer
) -> None:
    wire = [
        {"role": "user", "type": "image"},
        {"role": "system", "text": "x"},
        {"role": "tool", "text": "x"},
        {"role": "user", "type": "audio"},
    ]
    server.handler = lambda _: json_reply(wire)
    kinds = [type(message).__name__ for message in call("messages.list")]
    assert kinds == ["UserImage", "Answer", "UnknownVariant", "UnknownVariant"]
