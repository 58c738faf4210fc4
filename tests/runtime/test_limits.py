# What is held in memory of a response: bodies, lines and events have an end.
from __future__ import annotations

import gzip
import socket
from typing import Any

import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.flavors import Flavor
from support.raw_server import raw_server

from templates.runtime import ConfigurationError, ResponseTooLargeError

THING = {"id": "1", "name": "lamp"}
LARGE = b" " * 5000


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body=LARGE),
        Reply(chunks=[b" " * 100] * 50),
        Reply(body=gzip.compress(LARGE), headers={"content-encoding": "gzip"}),
        Reply(404, body=LARGE),
    ],
    ids=["announced", "in chunks", "compressed", "failure"],
)
def test_a_body_beyond_the_limit_is_an_error(
    flavor: Flavor, server: BadServer, reply: Reply
) -> None:
    server.handler = lambda _: reply
    client = flavor.client(max_response_bytes=1000)
    with pytest.raises(ResponseTooLargeError, match="larger than 1000 bytes") as caught:
        flavor.do(client.things.retrieve("1"))
    assert (caught.value.status_code, caught.value.content) == (reply.status, b"")
    assert len(server.asked) == 1
    server.handler = lambda _: json_reply(THING)
    assert flavor.do(client.things.retrieve("1")).name == "lamp"


def test_a_body_within_the_limit_is_read(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(chunks=[b'{"id": "1",', b'"name": "lamp"}']), json_reply(THING))
    client = flavor.client(max_response_bytes=27)
    assert flavor.do(client.things.retrieve("1")).name == "lamp"
    unlimited = client.with_options(max_response_bytes=None)
    assert flavor.do(unlimited.things.retrieve("1")).name == "lamp"


def test_a_streamed_body_may_be_larger_until_it_is_held(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: Reply(body=LARGE)
    things = flavor.client(max_response_bytes=1000).things.with_streaming_response

    async def size_async(response: Any) -> int:
        return sum([len(chunk) async for chunk in response.iter_bytes()])

    def size(response: Any) -> Any:
        if flavor.is_async:
            return size_async(response)
        return sum(map(len, response.iter_bytes()))

    assert flavor.inside(things.download(), size) == len(LARGE)
    with pytest.raises(ResponseTooLargeError):
        flavor.inside(things.download(), lambda response: response.read())


@pytest.mark.parametrize(
    ("method", "chunk"),
    [("watch", b"x" * 100), ("watch", b"data: " + b"x" * 100 + b"\n"), ("rows", b"x" * 100)],
    ids=["line", "event", "row"],
)
def test_a_stream_without_ends_is_an_error(
    flavor: Flavor, server: BadServer, method: str, chunk: bytes
) -> None:
    kind = {"watch": "text/event-stream", "rows": "application/jsonl"}[method]
    server.queue(Reply(chunks=[chunk] * 100, headers={"content-type": kind}))
    client = flavor.client(max_line_bytes=1000)
    with pytest.raises(ResponseTooLargeError, match="a line of the stream"):
        flavor.all(flavor.do(getattr(client.things, method)()))


def test_many_small_events_are_no_large_one(flavor: Flavor, server: BadServer) -> None:
    event = b'data: {"id": "1",\ndata: "name": "a"}\n\n'
    server.queue(Reply(chunks=[event] * 100, headers={"content-type": "text/event-stream"}))
    client = flavor.client(max_line_bytes=60)
    assert len(flavor.all(flavor.do(client.things.watch()))) == 100


def test_a_line_without_end_is_an_error_when_lines_are_read(flavor: Flavor) -> None:
    def endless(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 1000)

    async def read_async(response: Any) -> list[str]:
        return [line async for line in response.iter_lines()]

    with raw_server(endless) as url:
        things = flavor.client(base_url=url, max_line_bytes=9000).things.with_streaming_response
        read: Any = read_async if flavor.is_async else lambda response: list(response.iter_lines())
        with pytest.raises(ResponseTooLargeError, match="a line is larger"):
            flavor.inside(things.download(), read)


@pytest.mark.parametrize("name", ["max_response_bytes", "max_line_bytes"])
def test_a_limit_is_no_negative_number(flavor: Flavor, name: str) -> None:
    with pytest.raises(ConfigurationError, match=name):
        flavor.client(**{name: -1})
