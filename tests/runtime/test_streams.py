# Server-sent events and JSON lines.
from __future__ import annotations

import gc
import json
import threading
from itertools import pairwise
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bad_server import BadServer, Reply, json_reply
from support.flavors import Flavor

from templates.runtime import (
    APIConnectionError,
    APITimeoutError,
    NotFoundError,
    ResponseValidationError,
    ServerSentEvent,
)
from templates.runtime.features.streaming.events import EventParser, LineParser

SSE = {"content-type": "text/event-stream"}


def thing(number: int) -> bytes:
    return json.dumps({"id": str(number), "name": f"n{number}"}).encode()


def event(number: int, head: bytes = b"") -> bytes:
    return head + b"data: " + thing(number) + b"\n\n"


def parse(*chunks: bytes) -> list[ServerSentEvent]:
    parser = EventParser()
    return [found for chunk in chunks for found in parser.feed(chunk)]


def limited(flavor: Flavor) -> Any:
    kind = httpx.AsyncClient if flavor.is_async else httpx.Client
    return kind(limits=httpx.Limits(max_connections=1), timeout=3)


def test_the_stream_of_the_standard() -> None:
    text = (
        b"\xef\xbb\xbf: test stream\n\ndata: first event\nid: 1\n\n"
        b"data:second event\nid\n\ndata:  third event\n\n"
    )
    assert parse(text) == [
        ServerSentEvent("first event", id="1"),
        ServerSentEvent("second event"),
        ServerSentEvent(" third event"),
    ]


def test_fields_of_events() -> None:
    text = b"event: add\ndata: a\ndata\ndata: c\nretry: 50\nretry: x\nid: a\0b\nodd: x\n\nevent: none\n\ndata: d\n\ndata: lost"
    assert parse(text) == [
        ServerSentEvent("a\n\nc", "add", "", 50),
        ServerSentEvent("d", "message", "", 50),
    ]


TEXT = "\ufeffevent: ü\r\ndata: 1\rdata: 2\n\r\n: c\rid: 7\rdata: ü€\r\r\ndata: x\n\n".encode()


@given(st.lists(st.integers(0, len(TEXT)), max_size=6))
def test_line_ends_and_characters_may_be_cut_anywhere(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(TEXT)]
    chunks = [TEXT[a:b] for a, b in pairwise(edges)]
    assert parse(*chunks) == [
        ServerSentEvent("1\n2", "ü"),
        ServerSentEvent("ü€", id="7"),
        ServerSentEvent("x", id="7"),
    ]


@given(st.lists(st.integers(0, 20), max_size=6))
def test_json_lines_may_be_cut_anywhere(cuts: list[int]) -> None:
    text = b'{"a": 1}\r\n\n{"b": "\xc3\xbc"}'
    edges = [0, *sorted(cuts), len(text)]
    parser = LineParser()
    found = [e.data for a, b in pairwise(edges) for e in parser.feed(text[a:b])]
    found += [e.data for e in parser.finish()]
    assert found == ['{"a": 1}', '{"b": "ü"}']


def test_events_are_typed_and_end_at_done(flavor: Flavor, server: BadServer) -> None:
    server.queue(
        Reply(
            chunks=[event(1)[:9], event(1)[9:] + event(2), b"data: [DONE]\n\n", event(3)],
            headers=SSE,
        )
    )
    stream = flavor.do(flavor.client().things.chat())
    assert [item.name for item in flavor.all(stream)] == ["n1", "n2"]
    assert server.asked[0].headers["accept"] == "text/event-stream"


def test_events_themselves(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(chunks=[b": hi\n\n", event(1, b"event: add\nid: 5\n")], headers=SSE))
    stream = flavor.do(flavor.client().things.watch())
    assert stream.response.status_code == 200
    (found,) = flavor.all(stream.events())
    assert (found.event, found.id, found.data) == ("add", "5", thing(1).decode())


def test_items_arrive_while_the_stream_is_open(flavor: Flavor, server: BadServer) -> None:
    hold = threading.Event()
    server.queue(Reply(chunks=[event(1)], headers=SSE, hold=hold))
    stream = flavor.do(flavor.client().things.chat())
    items = flavor.iterate(stream)
    assert flavor.next(items).name == "n1"
    hold.set()
    with pytest.raises(StopIteration):
        flavor.next(items)


def test_json_lines_are_typed(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(chunks=[thing(1) + b"\n\n" + thing(2)[:5], thing(2)[5:]]))
    stream = flavor.do(flavor.client().things.rows())
    assert [item.name for item in flavor.all(stream)] == ["n1", "n2"]
    assert server.asked[0].headers["accept"] == "application/jsonl"


def test_events_that_break_their_schema_are_read_tolerantly(
    flavor: Flavor, server: BadServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.queue(Reply(chunks=[b'data: {"id": "1"}\n\n'], headers=SSE))
    (item,) = flavor.all(flavor.do(flavor.client().things.chat()))
    assert item.id == "1"
    assert len(caplog.records) == 1
    server.queue(Reply(chunks=[b"data: no json\n\n"], headers=SSE))
    with pytest.raises(ResponseValidationError):
        flavor.all(flavor.do(flavor.client().things.chat()))


def test_an_early_end_gives_the_connection_back(flavor: Flavor, server: BadServer) -> None:
    http = limited(flavor)
    client = flavor.client(http_client=http)
    for _ in range(3):
        hold = threading.Event()
        server.queue(Reply(chunks=[event(1), event(2)], headers=SSE, hold=hold))
        stream = flavor.do(client.things.chat())
        first = flavor.inside(stream, one)
        assert first.name == "n1"
        hold.set()
    server.queue(json_reply({"id": "1", "name": "n"}))
    assert flavor.do(client.things.retrieve("1")).name == "n"
    flavor.do(http.aclose() if flavor.is_async else http.close())


def one(stream: Any) -> Any:
    return anext(stream) if hasattr(stream, "__anext__") else next(stream)


def test_a_loop_that_is_left_closes_the_stream(flavor: Flavor, server: BadServer) -> None:
    http = limited(flavor)
    client = flavor.client(http_client=http)
    server.queue(Reply(chunks=[event(1), event(2)], headers=SSE, hold=threading.Event()))

    async def leave() -> None:
        async for _ in await client.things.chat():
            break

    if flavor.is_async:
        flavor.runner.run(leave())
        gc.collect()
        flavor.runner.run(leave_time())
    else:
        for _ in client.things.chat():
            break
    server.queue(json_reply({"id": "1", "name": "n"}))
    assert flavor.do(client.things.retrieve("1")).name == "n"
    flavor.do(http.aclose() if flavor.is_async else http.close())


async def leave_time() -> None:
    """Let the loop close what the garbage collector found."""


def test_a_closed_stream_is_at_its_end(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(chunks=[event(1), event(2)], headers=SSE))
    stream = flavor.do(flavor.client().things.chat())
    items = flavor.iterate(stream)
    flavor.next(items)
    flavor.do(stream.aclose() if flavor.is_async else stream.close())
    flavor.do(stream.aclose() if flavor.is_async else stream.close())
    with pytest.raises(StopIteration):
        flavor.next(items)


def test_a_broken_stream_with_ids_is_resumed(flavor: Flavor, server: BadServer) -> None:
    server.queue(
        Reply(
            chunks=[event(1, b"id: a\nretry: 70\n"), event(2, b"id: b\n"), b"data: lo"],
            headers=SSE,
            cut=0,
        ),
        Reply(503),
        Reply(chunks=[event(3)], headers=SSE),
    )
    stream = flavor.do(flavor.client().things.watch())
    assert [item.name for item in flavor.all(stream)] == ["n1", "n2", "n3"]
    assert [asked.headers.get("last-event-id") for asked in server.asked] == [None, "b", "b"]
    assert flavor.clock.naps == [0.07, 0.5]


@pytest.mark.parametrize(
    ("fields", "asked_for", "nap"),
    [
        (b"id: a\nretry: " + b"9" * 5000 + b"\n", "a", 60.0),
        ("id:  ü \n".encode(), "ü", 1.0),
        (b"id: a\nretry: -1\n", "a", 1.0),
    ],
    ids=["a wait without end", "an id beyond ASCII", "no wait"],
)
def test_odd_fields_do_not_keep_a_stream_from_resuming(
    flavor: Flavor, server: BadServer, fields: bytes, asked_for: str, nap: float
) -> None:
    server.queue(
        Reply(chunks=[event(1, fields)], headers=SSE, cut=0),
        Reply(chunks=[event(2)], headers=SSE),
    )
    stream = flavor.do(flavor.client().things.watch())
    assert [item.name for item in flavor.all(stream)] == ["n1", "n2"]
    assert server.asked[1].headers["last-event-id"] == asked_for
    assert flavor.clock.naps == [nap]


def test_a_deadline_begins_again_where_a_stream_is_resumed(
    flavor: Flavor, server: BadServer
) -> None:
    server.queue(
        Reply(chunks=[event(1, b"id: a\n")], headers=SSE, cut=0),
        Reply(chunks=[event(2)], headers=SSE),
    )
    items = flavor.iterate(flavor.do(flavor.client(deadline=5).things.watch()))
    flavor.next(items)
    flavor.clock.now += 60
    assert flavor.next(items).name == "n2"


def test_a_broken_stream_without_ids_is_an_error(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(chunks=[event(1)], headers=SSE, cut=0))
    items = flavor.iterate(flavor.do(flavor.client().things.watch()))
    flavor.next(items)
    with pytest.raises(APIConnectionError, match="cut off"):
        flavor.next(items)
    assert len(server.asked) == 1


def test_a_silent_stream_times_out(flavor: Flavor, server: BadServer) -> None:
    hold = threading.Event()
    server.queue(Reply(chunks=[event(1)], headers=SSE, hold=hold))
    stream = flavor.do(flavor.client(timeout=0.2).things.chat())
    with pytest.raises(APITimeoutError, match="cut off"):
        flavor.all(stream)
    hold.set()


def test_a_broken_post_is_never_resumed(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(chunks=[event(1, b"id: a\n")], headers=SSE, cut=0))
    items = flavor.iterate(flavor.do(flavor.client().things.chat()))
    flavor.next(items)
    with pytest.raises(APIConnectionError, match="cut off"):
        flavor.next(items)
    assert len(server.asked) == 1


def test_resuming_ends_without_progress(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: Reply(chunks=[b": nothing\n"], headers=SSE, cut=0)
    server.queue(Reply(chunks=[event(1, b"id: a\n")], headers=SSE, cut=0))
    with pytest.raises(APIConnectionError, match="cut off"):
        flavor.all(flavor.do(flavor.client().things.watch()))
    assert len(server.asked) == 3


def test_errors_raise_before_the_stream(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(503), json_reply({"message": "gone"}, 404))
    with pytest.raises(NotFoundError, match="gone"):
        flavor.do(flavor.client().things.watch())


@pytest.mark.parametrize("kind", ["application/json", "text/html; charset=utf-8"])
def test_a_success_that_is_no_stream_is_an_error(
    flavor: Flavor, server: BadServer, kind: str
) -> None:
    server.queue(Reply(body=b'{"error": "no"}', headers={"content-type": kind}))
    with pytest.raises(ResponseValidationError, match="not a stream of events") as caught:
        flavor.do(flavor.client().things.chat())
    assert caught.value.content == b'{"error": "no"}'


def test_raw_streams(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(chunks=[event(1)], headers={**SSE, "x-request-id": "r"}))
    raw = flavor.do(flavor.client().things.with_raw_response.watch())
    assert raw.request_id == "r"
    assert [item.name for item in flavor.all(raw.parse())] == ["n1"]
