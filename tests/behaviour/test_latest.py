# A client of tests/cases/latest, called over real sockets: what came with OpenAPI 3.2, and forms without a list
# of fields.
from __future__ import annotations

import asyncio
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.bad_server import Asked, BadServer, Reply, json_reply
from support.case_client import case_package
from support.vendors import resolve

CASE = Path(__file__).parents[1] / "cases" / "latest"
EVENTS = {"content-type": "text/event-stream"}


@pytest.fixture(scope="module")
def latest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("latest", tmp_path_factory.mktemp("latest")) as package:
        yield package


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(
    request: pytest.FixtureRequest, latest: Any, server: BadServer, runner: asyncio.Runner
) -> Any:
    """Calls a method; of what can be iterated, all items."""

    async def awaited(accessor: str, arguments: dict[str, object]) -> Any:
        async with latest.AsyncLatest(base_url=server.url, max_retries=0) as client:
            result = resolve(client, accessor)(**arguments)
            if accessor == "things.search":
                return [item async for item in result]
            result = await result if inspect.isawaitable(result) else result
            return [item async for item in result] if hasattr(result, "__aiter__") else result

    def called(accessor: str, **arguments: object) -> Any:
        if request.param:
            return runner.run(awaited(accessor, arguments))
        with latest.Latest(base_url=server.url, max_retries=0) as client:
            result = resolve(client, accessor)(**arguments)
            return list(result) if hasattr(result, "__iter__") else result

    return called


def only(server: BadServer) -> Asked:
    (asked,) = server.asked
    return asked


def test_the_query_in_one_value(call: Any, server: BadServer) -> None:
    server.queue(Reply(204))
    assert call("things.find", filter={"words": ["a b", "ü&"]}) is None
    assert only(server).query == [("words", "a b"), ("words", "ü&")]


def test_methods_that_have_no_field_of_their_own(call: Any, server: BadServer) -> None:
    server.queue(Reply(204))
    call("things.copy", destination="there")
    assert (only(server).method, only(server).headers["destination"]) == ("COPY", "there")


def test_a_query_pages_by_a_cursor_in_its_body(call: Any, server: BadServer, latest: Any) -> None:
    server.queue(
        json_reply({"items": [{"id": "1"}], "next_cursor": "c"}),
        json_reply({"items": [{"id": "2", "more": 3}], "next_cursor": None}),
    )
    found = call("things.search", text="x")
    assert [item.id for item in found] == ["1", "2"]
    assert isinstance(found[1], latest.models.Thing)
    assert found[1].model_extra == {"more": 3}
    assert [(a.method, a.json) for a in server.asked] == [
        ("QUERY", {"text": "x"}),
        ("QUERY", {"text": "x", "cursor": "c"}),
    ]


def test_events_of_text_are_text_and_events_of_json_are_models(
    call: Any, server: BadServer
) -> None:
    server.queue(Reply(body=b"data: {plain\ndata: 1\n\ndata: 2\n\n", headers=EVENTS))
    assert call("log.read") == ["{plain\n1", "2"]
    server.queue(Reply(body=b'data: {"id": "7"}\n\n', headers=EVENTS))
    assert [item.id for item in call("things.follow")] == ["7"]


def test_the_fake_streams_text_too(latest: Any) -> None:
    fake = importlib.import_module("latest.testing").FakeLatest()
    fake.log.read.returns(["one", '"two"'])
    assert list(fake.client().log.read()) == ["one", '"two"']


@pytest.mark.parametrize(
    ("accessor", "fields", "sent"),
    [
        ("forms.send", {"a": "x y", "b": "&"}, b"a=x+y&b=%26"),
        ("forms.send_one_of_two", {"id": "1", "tags": [1, 2]}, b"id=1&tags=1&tags=2"),
    ],
)
def test_a_form_is_sent_from_a_mapping(
    call: Any, server: BadServer, accessor: str, fields: object, sent: bytes
) -> None:
    server.queue(Reply(204))
    call(accessor, fields=fields)
    assert only(server).body == sent
    assert only(server).headers["content-type"] == "application/x-www-form-urlencoded"


def test_a_form_is_sent_from_a_model(call: Any, server: BadServer, latest: Any) -> None:
    server.queue(Reply(204))
    call("forms.send_one_of_two", fields=latest.models.Shape(sides=3))
    assert only(server).body == b"sides=3"


def test_parts_are_sent_from_a_mapping_or_not_at_all(call: Any, server: BadServer) -> None:
    server.queue(Reply(204), Reply(204))
    call("forms.send_parts", fields={"note": "x", "file": b"\x00\xff"})
    call("forms.send_parts")
    first, second = server.asked
    assert first.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="note"\r\n\r\nx\r\n' in first.body
    assert b'filename="upload"' in first.body
    assert second.body == b""


def test_a_form_of_something_else_is_refused(call: Any, server: BadServer, latest: Any) -> None:
    with pytest.raises(latest.InvalidRequestError, match="named fields"):
        call("forms.send", fields=["a"])
    assert server.asked == []
