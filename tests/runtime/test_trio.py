# The asynchronous client under trio: calls, retries, sleeps, deadlines, tokens, lists and streams.
from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import pytest
import trio
from support.bad_server import BadServer, Reply, json_reply
from support.flavors import StillClock
from support.raw_server import raw_server
from support.sample_client import AsyncShop

from templates.runtime import (
    Clock,
    DeadlineExceededError,
    NoContent,
    Operation,
    Request,
    Retry,
    View,
)
from templates.runtime.clients.client import decode

THING = {"id": "1", "name": "lamp"}


def run(body: Callable[[AsyncShop], Awaitable[Any]], url: str, **arguments: Any) -> Any:
    async def main() -> Any:
        defaults: dict[str, Any] = {"api_key": "k", "base_url": url}
        async with AsyncShop(**{**defaults, **arguments}) as client:
            return await body(client)

    return trio.run(main)


async def name(client: AsyncShop, **options: Any) -> str:
    return (await client.things.retrieve("1", **options)).name


def test_calls_and_retries(server: BadServer) -> None:
    server.queue(Reply(503), json_reply(THING))

    class Quick(Clock):
        def random(self) -> float:
            return 0.02

    assert run(name, server.url, clock=Quick()) == "lamp"
    assert len(server.asked) == 2


def test_a_deadline_ends_a_call(server: BadServer) -> None:
    server.handler = lambda _: Reply(delay=30)
    started = time.monotonic()
    with pytest.raises(DeadlineExceededError):
        run(partial(name, deadline=0.3), server.url)
    assert time.monotonic() - started < 3
    drip = raw_server(lambda connection, _: connection.sendall(b"HTTP/1.1 1"))
    with drip as url, pytest.raises(DeadlineExceededError):
        run(partial(name, deadline=0.3), url)


def test_one_token_for_many_tasks(server: BadServer) -> None:
    server.handler = lambda asked: (
        json_reply({"access_token": "t"}) if asked.path == "/oauth/token" else Reply(204)
    )
    operation: Operation[Any] = Operation(
        id="op", method="GET", path="/op", retry=Retry.SAFE, success={"204": NoContent()},
        security=(("oauth",),),
    )  # fmt: skip

    async def many(client: AsyncShop) -> None:
        async with trio.open_nursery() as nursery:
            for _ in range(8):
                call: Any = client._transport.call
                nursery.start_soon(call, Request(operation), {}, View.PARSED, decode)

    run(many, server.url, client_id="i", client_secret="s")
    assert [asked.path for asked in server.asked].count("/oauth/token") == 1


def test_lists_streams_and_uploads(server: BadServer, tmp_path: Any) -> None:
    server.handler = lambda asked: (
        json_reply({"data": [THING]})
        if asked.path == "/list"
        else Reply(
            chunks=[b'data: {"id": "1", "name": "a"}\n\n'],
            headers={"content-type": "text/event-stream"},
        )
        if asked.path == "/watch"
        else json_reply({})
    )
    path = tmp_path / "blob"
    path.write_bytes(b"0123456789")

    async def all_of_it(client: AsyncShop) -> None:
        assert [thing.name async for thing in client.things.list()] == ["lamp"]
        stream = await client.things.watch()
        assert [thing.name async for thing in stream] == ["a"]
        await client.things.put_raw("k", path)
        async with client.things.with_streaming_response.download() as response:
            await response.stream_to_file(tmp_path / "copy")

    run(all_of_it, server.url)
    assert server.asked[2].body == b"0123456789"
    assert (tmp_path / "copy").read_bytes() == b"{}"


def test_a_client_that_serves_two_runs(server: BadServer) -> None:
    server.handler = lambda _: json_reply(THING)
    client = AsyncShop(api_key="k", base_url=server.url, clock=StillClock())
    for _ in range(2):
        assert trio.run(partial(name, client)) == "lamp"
    assert len(client._transport.connections._made) <= 2
    assert server.connections == 2


def test_a_forgotten_client_is_closed_when_its_run_ends(server: BadServer) -> None:
    server.handler = lambda _: json_reply(THING)
    held: list[Any] = []

    async def main() -> None:
        client = AsyncShop(api_key="k", base_url=server.url)
        held.append(client._transport)
        await client.things.retrieve("1")
        held.append(client._transport.http)

    trio.run(main)
    assert held[1].is_closed
