# What seldom happens between a client and a server: the connection is released, and the caller is told.
from __future__ import annotations

import asyncio
import gc
import gzip
import io
import os
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from runtime.test_auth import TokenServer
from support.bad_server import Asked, BadServer, Reply, json_reply
from support.flavors import Flavor
from support.sample_client import AsyncShop, Shop

from templates.runtime import (
    UNSET,
    APIConnectionError,
    APITimeoutError,
    AuthenticationError,
    ClientClosedError,
    ConfigurationError,
    FakeClock,
    InvalidRequestError,
    NoContent,
    Operation,
    Request,
    ResponseValidationError,
    Retry,
    View,
)
from templates.runtime.clients import aio
from templates.runtime.clients.client import decode
from templates.runtime.features.env_settings import env_integer, env_number
from templates.runtime.results.downloads import Download

THING = {"id": "1", "name": "lamp"}


def test_a_url_that_is_too_long_is_refused(flavor: Flavor, server: BadServer) -> None:
    with pytest.raises(InvalidRequestError, match="cannot be sent: URL too long"):
        flavor.do(flavor.client().things.retrieve("x" * 70_000))
    assert server.asked == []


@pytest.mark.parametrize(("body", "text"), [(b"ok", "ok"), (b"\xff", None)])
def test_a_text_in_an_unknown_charset_is_utf_8_or_no_text(
    flavor: Flavor, server: BadServer, body: bytes, text: str | None
) -> None:
    server.handler = lambda _: Reply(
        headers={"content-type": "text/plain; charset=x-none"}, body=body
    )
    raw = flavor.do(flavor.client().things.with_raw_response.retrieve("1"))
    if text is not None:
        assert raw.text == text
        return
    with pytest.raises(
        ResponseValidationError, match="its charset is unknown, and it is not UTF-8"
    ):
        _ = raw.text


def test_a_compressed_body_that_was_read_can_be_iterated(flavor: Flavor, server: BadServer) -> None:
    packed = gzip.compress(b"abc") + gzip.compress(b"def")
    server.handler = lambda _: Reply(headers={"content-encoding": "gzip"}, body=packed)

    def twice(response: Any) -> Any:
        if not flavor.is_async:
            return [response.read(), *response.iter_bytes(2)]

        async def read() -> list[bytes]:
            return [await response.read(), *[piece async for piece in response.iter_bytes(2)]]

        return read()

    call = flavor.client().things.with_streaming_response.download()
    assert flavor.inside(call, twice) == [b"abcdef", b"ab", b"cd", b"ef"]


class Interrupted(httpx.SyncByteStream):
    """A body during which somebody presses Ctrl-C."""

    closed = False

    def __iter__(self) -> Iterator[bytes]:
        yield b"{"
        raise KeyboardInterrupt

    def close(self) -> None:
        self.closed = True


def test_an_interrupted_body_is_released() -> None:
    body = Interrupted()
    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=body))
    client = Shop(
        api_key="k", base_url="https://shop.invalid", http_client=httpx.Client(transport=transport)
    )
    with pytest.raises(KeyboardInterrupt):
        client.things.retrieve("1")
    assert body.closed


def test_what_has_to_be_awaited_is_no_credential_of_the_synchronous_client(
    server: BadServer,
) -> None:
    class Later:
        def __await__(self) -> Iterator[None]:
            return iter(())

    client = Shop(base_url=server.url, api_key=Later)  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="an asynchronous function needs the asynchronous"):
        client.things.retrieve("1")
    assert server.asked == []


def sending(flavor: Flavor, client: Any, body: object, **options: Any) -> Any:
    """A call with a token and a body of bytes."""
    operation: Operation[Any] = Operation(
        id="op", name="op", method="POST", path="/op", retry=Retry.NEVER, success={"2XX": NoContent()},
        security=(("oauth",),), body="bytes",
    )  # fmt: skip
    return client._transport.call(Request(operation, body=body), options, View.PARSED, decode)


def test_a_body_that_is_consumed_is_not_sent_again_with_a_new_token(
    flavor: Flavor, server: BadServer
) -> None:
    tokens = TokenServer(server)
    attempts: list[Any] = []
    client = flavor.client(client_id="i", client_secret="s", on_attempt=attempts.append)
    flavor.do(sending(flavor, client, b"first"))
    tokens.given += 1

    def pieces() -> Iterator[bytes]:
        yield b"second"

    async def async_pieces() -> AsyncIterator[bytes]:
        yield b"second"

    body = async_pieces() if flavor.is_async else pieces()
    with pytest.raises(AuthenticationError, match=r"once"):
        flavor.do(sending(flavor, client, body))
    assert [asked.body for asked in server.asked if asked.path == "/op"] == [b"first", b"second"]
    assert [(a.accessor or a.path, a.status) for a in attempts][-2:] == [("op", 200), ("op", 401)]


def test_waiting_for_a_token_ends_at_the_deadline(flavor: Flavor, server: BadServer) -> None:
    """Another call fetches it."""
    tokens = TokenServer(server)
    begun, go_on = threading.Event(), threading.Event()

    def answer(asked: Asked) -> Reply:
        if asked.path == "/oauth/token":
            begun.set()
            go_on.wait(60)
        return tokens.answer(asked)

    server.handler = answer
    client = flavor.client(client_id="i", client_secret="s", max_retries=0)
    if flavor.is_async:

        async def both() -> None:
            first = asyncio.create_task(sending(flavor, client, b"1"))
            await asyncio.to_thread(begun.wait, 60)
            with pytest.raises(APITimeoutError):
                await sending(flavor, client, b"2", deadline=0.05)
            go_on.set()
            await first

        flavor.runner.run(both())
    else:
        thread = threading.Thread(target=sending, args=(flavor, client, b"1"))
        thread.start()
        begun.wait(60)
        with pytest.raises(APITimeoutError):
            sending(flavor, client, b"2", deadline=0.05)
        go_on.set()
        thread.join()
    assert [asked.path for asked in server.asked] == ["/oauth/token", "/op"]


def arrived(status: int, **headers: str) -> httpx.Response:
    request = httpx.Request("GET", "https://shop.invalid/file?key=secret")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, headers=named, request=request)


@pytest.mark.parametrize(
    ("status", "part", "fits"),
    [
        (206, "bytes 2-3/4", True),
        (206, "bytes 2-3/*", True),
        (206, "bytes 2-4/5", False),
        (206, "bytes 1-3/4", False),
        (206, "", False),
        (204, "bytes 2-3/4", False),
    ],
)
def test_only_the_missing_part_of_the_same_body_is_taken(
    status: int, part: str, fits: bool
) -> None:
    file = io.BytesIO()
    download = Download(arrived(200, content_length="4", etag='"a"'), file, None, "files.get")
    download.write(b"ab")
    broken = APIConnectionError.of("it broke", "files.get", "GET", "https://shop.invalid/file")
    assert download.rest == {"range": "bytes=2-", "if-range": '"a"'}
    if fits:
        download.go_on(arrived(status, content_range=part), broken)
        download.write(b"cd")
        download.verify()
        return
    with pytest.raises(APIConnectionError, match="it broke"):
        download.go_on(arrived(status, content_range=part), broken)
    with pytest.raises(APIConnectionError, match="2 bytes arrived, and 4 were announced") as caught:
        download.verify()
    assert caught.value.url == "https://shop.invalid/file"


def saved(flavor: Flavor, server: BadServer, path: Path) -> None:
    server.handler = lambda _: Reply(body=b"content")
    call = flavor.client().things.with_streaming_response.download()
    flavor.inside(call, lambda response: response.stream_to_file(path))


def test_a_file_that_is_replaced_keeps_its_permissions(
    flavor: Flavor, server: BadServer, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o604)
    saved(flavor, server, path)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"content", 0o604)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="another operating system: needs named pipes")
def test_a_pipe_is_written_and_not_replaced(
    flavor: Flavor, server: BadServer, tmp_path: Path
) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(path.read_bytes()))
    reader.start()
    saved(flavor, server, path)
    reader.join(60)
    assert (found, path.is_fifo()) == ([b"content"], True)


def test_the_pages_from_one_page_on(flavor: Flavor, server: BadServer) -> None:
    replies = [{"data": [THING], "cursor": {"next": "c2"}}, {"data": [THING, THING]}]
    server.queue(*map(json_reply, replies))
    first = flavor.next(flavor.iterate(flavor.client().things.list().iter_pages()))
    assert first.response.json() == replies[0]
    assert [len(page.items) for page in flavor.all(first.iter_pages())] == [1, 2]


def test_the_clock_of_the_fake_is_its_own() -> None:
    clock = FakeClock()
    before = clock.time()
    clock.sleep(5)
    assert (clock.time() - before, clock.monotonic()) == (5, clock.time())


@pytest.mark.parametrize("is_async", [False, True])
def test_a_client_that_is_closed_during_a_call_says_so(is_async: bool) -> None:
    """httpx raises a RuntimeError then."""

    def close(_: httpx.Request) -> httpx.Response:
        http.close()
        raise RuntimeError("Cannot send a request, as the client has been closed.")

    async def aclose(_: httpx.Request) -> httpx.Response:
        await ahttp.aclose()
        raise RuntimeError("Cannot send a request, as the client has been closed.")

    http = httpx.Client(transport=httpx.MockTransport(close))
    ahttp = httpx.AsyncClient(transport=httpx.MockTransport(aclose))
    given: Any = {"api_key": "k", "base_url": "https://shop.invalid", "max_retries": 0}

    def call() -> object:
        if is_async:
            return asyncio.run(AsyncShop(http_client=ahttp, **given).things.retrieve("1"))
        return Shop(http_client=http, **given).things.retrieve("1")

    with pytest.raises(ClientClosedError, match="the http_client= of this client is closed"):
        call()


@pytest.mark.parametrize("is_async", [False, True])
def test_an_httpx_client_that_another_has_closed_is_not_used(is_async: bool) -> None:
    given: Any = {"api_key": "k", "base_url": "https://shop.invalid", "max_retries": 0}

    async def call() -> object:
        client = AsyncShop(**given)
        await client._transport.http.aclose()
        return await client.things.retrieve("1")

    def run() -> object:
        if is_async:
            return asyncio.run(call())
        client = Shop(**given)
        client._transport.http.close()
        return client.things.retrieve("1")

    with pytest.raises(ClientClosedError, match="the client was closed during the call"):
        run()


def test_a_pool_of_a_loop_that_was_only_closed_is_forgotten() -> None:
    """Nothing closes generators in a loop that nobody shuts down; without a loop only the system can close a pool."""
    first, second = asyncio.new_event_loop(), asyncio.new_event_loop()

    async def make() -> tuple[AsyncShop, httpx.AsyncClient]:
        client = AsyncShop(api_key="k", base_url="https://shop.invalid")
        return client, client._transport.http

    async def close(client: AsyncShop) -> None:
        await client.aclose()

    old, http = first.run_until_complete(make())
    first.close()
    assert http in aio._KEPT
    new, _ = second.run_until_complete(make())
    assert http not in aio._KEPT
    second.run_until_complete(close(new))
    second.run_until_complete(second.shutdown_asyncgens())
    second.close()
    del old, http
    gc.collect()


def test_an_argument_wins_over_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_TIMEOUT", "9.5")
    monkeypatch.setenv("SHOP_RETRIES", "4")
    assert env_number(3, "SHOP_TIMEOUT", "timeout", 1) == 3
    assert env_number(UNSET, "SHOP_TIMEOUT", "timeout", 1) == 9.5
    assert env_integer(2, "SHOP_RETRIES", "max_retries", 1) == 2
    assert env_integer(UNSET, "SHOP_RETRIES", "max_retries", 1) == 4
    monkeypatch.delenv("SHOP_TIMEOUT")
    assert env_number(UNSET, "SHOP_TIMEOUT", "timeout", 1) == 1
