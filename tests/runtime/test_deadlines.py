# The deadline of a call against servers that keep it waiting one byte at a time.
from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.flavors import Flavor
from support.raw_server import always, raw_server, response

from templates.runtime import DeadlineExceededError

DRIP = 0.05


def _forever(connection: socket.socket, pieces: Iterator[bytes]) -> None:
    for piece in pieces:
        connection.sendall(piece)
        time.sleep(DRIP)


def interim(connection: socket.socket, _: bytes) -> None:
    _forever(connection, repeat(b"HTTP/1.1 100 Continue\r\n\r\n"))


def head(connection: socket.socket, _: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nx-slow: ")
    _forever(connection, repeat(b"y"))


def body(connection: socket.socket, _: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 90000\r\n\r\n")
    _forever(connection, repeat(b" "))


def size_of_a_chunk(connection: socket.socket, _: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;x=")
    _forever(connection, repeat(b"y"))


SLOW = (interim, head, body, size_of_a_chunk)


@pytest.mark.parametrize("answer", SLOW, ids=lambda answer: answer.__name__)
def test_the_deadline_bounds_every_read(flavor: Flavor, answer: Any) -> None:
    with raw_server(answer) as url:
        client = flavor.client(base_url=url, clock=None, deadline=0.5)
        started = time.monotonic()
        with pytest.raises(
            DeadlineExceededError, match=rf"GET {url}/things/1: .* 0\.5 s"
        ) as caught:
            flavor.do(client.things.retrieve("1"))
        assert 0.4 < time.monotonic() - started < 2
        assert (caught.value.method, caught.value.url) == ("GET", f"{url}/things/1")


def test_the_deadline_holds_on_a_connection_that_was_open_before(flavor: Flavor) -> None:
    answers = [head, always(response(b'{"id": "1", "name": "n"}'))]

    def answer(connection: socket.socket, asked: bytes) -> None:
        answers.pop()(connection, asked)

    with raw_server(answer) as url:
        client = flavor.client(base_url=url, clock=None)
        flavor.do(client.things.retrieve("1"))
        started = time.monotonic()
        with pytest.raises(DeadlineExceededError):
            flavor.do(client.things.retrieve("1", deadline=0.5))
        assert time.monotonic() - started < 2


def test_a_body_that_nobody_reads_ends_with_the_deadline(flavor: Flavor) -> None:
    with raw_server(lambda *_: time.sleep(3)) as url:
        client = flavor.client(base_url=url, clock=None, deadline=0.5)
        started = time.monotonic()
        with pytest.raises(DeadlineExceededError):
            flavor.do(client.things.put_raw("k", [b"x" * (1 << 20)] * 64))
        assert time.monotonic() - started < 2


def test_a_call_in_time_is_not_disturbed(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: json_reply({"id": "1", "name": "lamp"})
    client = flavor.client(clock=None, deadline=30)
    assert [flavor.do(client.things.retrieve("1")).name for _ in range(3)] == ["lamp"] * 3
    assert server.connections == 1


def test_a_stream_outlives_the_deadline_of_its_beginning(flavor: Flavor, server: BadServer) -> None:
    events = [b'data: {"id": "1", "name": "a"}\n\n'] * 4
    server.queue(Reply(chunks=events, pause=0.2, headers={"content-type": "text/event-stream"}))
    client = flavor.client(clock=None, deadline=0.4)
    assert len(flavor.all(flavor.do(client.things.watch()))) == 4
