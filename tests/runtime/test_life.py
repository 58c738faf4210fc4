# Servers and base URLs; the life of a client; many threads, many tasks, cancellation and fork.
from __future__ import annotations

import asyncio
import gc
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from support.bad_server import Asked, BadServer, Reply, json_reply
from support.flavors import Flavor
from support.sample_client import API, AsyncShop, Shop

from templates.runtime import (
    ApiDescription,
    ClientClosedError,
    ConfigurationError,
    InvalidRequestError,
    Json,
    Operation,
    Request,
    Retry,
    Server,
    SyncClient,
)

THING = {"id": "1", "name": "lamp"}


@pytest.fixture(autouse=True)
def _things(server: BadServer) -> None:
    server.handler = lambda _: json_reply(THING)


@pytest.mark.parametrize("suffix", ["", "/", "/api", "/api/", "/api/v2//"])
def test_base_urls_are_joined(flavor: Flavor, server: BadServer, suffix: str) -> None:
    client = flavor.client(base_url=server.url + suffix)
    flavor.do(client.things.retrieve("1"))
    assert server.asked[0].target == suffix.rstrip("/") + "/things/1"
    assert client.base_url == server.url + suffix.rstrip("/")


@pytest.mark.parametrize(
    ("arguments", "url"),
    [
        ({}, "https://eu.shop.invalid/v1"),
        ({"variables": {"region": "us"}}, "https://us.shop.invalid/v1"),
        ({"server": 1}, "https://other.shop.invalid"),
        ({"base_url": "http://x/"}, "http://x"),
        ({"base_url": "http://x/", "server": 1, "variables": {"region": "us"}}, "http://x"),
        ({"base_url": "HTTP://X"}, "HTTP://X"),
    ],
)
def test_servers_and_their_variables(arguments: Any, url: str) -> None:
    assert Shop(**arguments).base_url == url


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"variables": {"region": "mars"}}, "region='mars': the server allows eu, us"),
        ({"variables": {"region": "eu@evil.org/"}}, "region="),
        ({"server": 2}, "the API has 2 servers"),
        (
            {"server": 1, "variables": {"region": "us"}},
            r"region='us' has no effect: https://other\.shop\.invalid does not contain it; use server=0",
        ),
    ],
)
def test_a_server_that_the_api_lacks_is_an_error_at_once(arguments: Any, problem: str) -> None:
    for client in (Shop, AsyncShop):
        with pytest.raises(ConfigurationError, match=problem):
            client(**arguments)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("foo", "begins with http:// or https://, not 'foo'"),
        ("localhost:8080", "begins with http:// or https://"),
        ("//host", "begins with http:// or https://"),
        ("ftp://user:secret@host", r"https://, not 'ftp://\*\*\*@host'"),
        ("http://host?x=1", "without a query"),
        ("http://user:secret@host/#part", "without a fragment, not 'http://host/#part'"),
        (" http://host", "without white space"),
        ("http://host\n", "without white space"),
        ("http://host\\x", "without .* backslashes"),
        ("http://", "a valid host and port"),
        ("http:///path", "a valid host and port"),
        ("http://:80", "a valid host and port"),
        ("http://host:port", "a valid host and port"),
        ("http://host:70000", "a valid host and port"),
        ("http://[::1", "a valid host and port"),
        ("http://user:secret@", "a valid host and port, not 'http://'"),
        ("", "is empty"),
        (b"http://host", "is not a string"),
    ],
    ids=repr,
)
def test_a_base_url_that_cannot_work_is_an_error_at_once(url: Any, problem: str) -> None:
    for make in (Shop, AsyncShop, Shop().with_options, AsyncShop().copy):
        with pytest.raises(ConfigurationError, match=problem) as caught:
            make(base_url=url)
        assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("default_headers", [("a", "b")]), ("default_query", "a=b"), ("strict_responses", "false"),
        ("validate_requests", 1), ("log_bodies", "no"), ("rate_limit", 5), ("on_attempt", "f"),
        ("on_drift", 1), ("timeout", [1]), ("timeout", 0), ("timeout", "1"), ("deadline", object()),
        ("allowed_hosts", "host"), ("allowed_hosts", 5), ("allowed_hosts", [5]), ("scopes", "read"),
        ("tracing", 1), ("limits", "x"), ("proxy", 8080), ("cert", 5), ("http2", "yes"),
        ("verify", "own.pem"),
    ],
)  # fmt: skip
def test_a_setting_of_another_type_is_an_error_at_once(name: str, wrong: Any) -> None:
    for make in (Shop, AsyncShop):
        with pytest.raises(ConfigurationError, match=f"{name}=?"):
            make(**{name: wrong})


@pytest.mark.parametrize("name", ["query", "headers"])
def test_names_and_values_are_a_mapping(flavor: Flavor, server: BadServer, name: str) -> None:
    client = flavor.client()
    with pytest.raises(
        InvalidRequestError, match=rf"request\(\): {name}= takes a mapping, not a list"
    ):
        flavor.do(client.request("GET", "/things", **{name: [("a", "b")]}))
    with pytest.raises(InvalidRequestError, match=r"path= takes a string, not a int"):
        flavor.do(client.request("GET", 5))
    assert not server.asked


def operation(*servers: Server) -> Request[object]:
    return Request(
        Operation(
            id="op", method="GET", path="/op", retry=Retry.SAFE, servers=servers,
            success={"200": Json(lambda: object)},
        )
    )  # fmt: skip


def address(client: Any, *servers: Server) -> str:
    url: str = client._transport.prepare(operation(*servers)).url
    return url


def test_operations_with_servers_of_their_own() -> None:
    elsewhere, relative = Server("https://files.invalid/x"), Server("/v2")
    assert address(Shop(), elsewhere) == "https://files.invalid/x/op"
    assert address(Shop(), relative) == "https://eu.shop.invalid/v2/op"
    assert address(Shop(base_url="http://gate/api"), elsewhere) == "http://gate/api/op"
    assert address(Shop(base_url="http://gate/api"), relative) == "http://gate/v2/op"


def test_a_relative_server_needs_a_base_url() -> None:
    api = ApiDescription(title="T", name="t", version="1", servers=(Server("/v1"),))
    with pytest.raises(ConfigurationError, match="base_url="):
        _ = SyncClient(api, credentials={}).base_url


def test_a_closed_client_says_so(flavor: Flavor) -> None:
    client = flavor.client()
    copy = client.with_options(max_retries=0)
    flavor.do(client.things.retrieve("1"))
    flavor.close_client(client)
    for closed in (client, copy):
        with pytest.raises(ClientClosedError, match="the client is closed"):
            flavor.do(closed.things.retrieve("1"))
    flavor.close_client(client)


def test_the_context_manager_closes(flavor: Flavor) -> None:
    client = flavor.client()
    flavor.inside(client, lambda entered: entered.things.retrieve("1"))
    with pytest.raises(ClientClosedError):
        flavor.do(client.things.retrieve("1"))


def test_a_client_that_was_never_used_can_be_closed(flavor: Flavor) -> None:
    flavor.close_client(flavor.client())


def test_the_callers_http_client_is_used_and_left_open(flavor: Flavor) -> None:
    http: Any = (httpx.AsyncClient if flavor.is_async else httpx.Client)(headers={"X-Http": "1"})
    client = flavor.client(http_client=http)
    flavor.do(client.things.retrieve("1"))
    flavor.close_client(client)
    assert not http.is_closed
    other = flavor.client(http_client=http)
    flavor.do(http.aclose() if flavor.is_async else http.close())
    with pytest.raises(ClientClosedError, match="http_client="):
        flavor.do(other.things.retrieve("1"))


def test_a_client_of_the_other_flavor_is_refused(flavor: Flavor) -> None:
    other: Any = httpx.Client() if flavor.is_async else httpx.AsyncClient()
    with pytest.raises(ConfigurationError, match="http_client="):
        flavor.client(http_client=other)


def test_a_forgotten_client_leaves_no_open_socket(server: BadServer) -> None:
    client = Shop(api_key="k", base_url=server.url)
    client.things.retrieve("1")
    del client
    gc.collect()
    with Shop(api_key="k", base_url=server.url) as second:
        second.things.retrieve("1")
    assert server.connections == 2


def test_a_forgotten_client_is_closed_by_its_loop(server: BadServer) -> None:
    async def main() -> None:
        client = AsyncShop(api_key="k", base_url=server.url)
        await client.things.retrieve("1")
        http = client._transport.http
        del client
        gc.collect()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert http.is_closed

    asyncio.run(main())


def test_a_loop_that_ends_closes_what_was_opened_in_it(
    server: BadServer, recwarn: pytest.WarningsRecorder
) -> None:
    async def leave() -> tuple[AsyncShop, httpx.AsyncClient]:
        client = AsyncShop(api_key="k", base_url=server.url)
        await client.things.retrieve("1")
        return client, client._transport.http

    async def forget() -> httpx.AsyncClient:
        return (await leave())[1]

    client, http = asyncio.run(leave())
    assert http.is_closed
    assert asyncio.run(forget()).is_closed
    asyncio.run(client.things.retrieve("1"))
    del client, http
    gc.collect()
    assert list(recwarn) == []


def test_each_event_loop_gets_connections_of_its_own(server: BadServer) -> None:
    client = AsyncShop(api_key="k", base_url=server.url)

    async def twice() -> httpx.AsyncClient:
        server.queue(json_reply(THING, connection="close"), json_reply(THING, connection="close"))
        await client.things.retrieve("1")
        await client.things.retrieve("1")
        return client._transport.http

    with asyncio.Runner() as other:
        elsewhere = other.run(twice())
        first, second = asyncio.run(twice()), asyncio.run(twice())
        assert len({id(elsewhere), id(first), id(second)}) == 3
        assert other.run(twice()) is elsewhere
        other.run(client.aclose())
    assert elsewhere.is_closed
    with pytest.raises(ClientClosedError):
        asyncio.run(twice())


def echo(asked: Asked) -> Reply:
    number = asked.path.rpartition("/")[2]
    return json_reply({"id": number, "name": f"n{number}"})


def test_one_client_in_64_threads(server: BadServer) -> None:
    server.handler = echo
    with Shop(api_key="k", base_url=server.url) as client, ThreadPoolExecutor(64) as pool:
        names = pool.map(lambda n: client.things.retrieve(str(n)).name, range(640))
        assert list(names) == [f"n{n}" for n in range(640)]


@pytest.mark.slow
def test_one_client_in_1000_tasks(server: BadServer) -> None:
    server.handler = echo

    async def main() -> list[str]:
        async with AsyncShop(api_key="k", base_url=server.url) as client:
            calls = (client.things.retrieve(str(n)) for n in range(1000))
            return [thing.name for thing in await asyncio.gather(*calls)]

    assert asyncio.run(main()) == [f"n{n}" for n in range(1000)]


def test_cancellation_leaves_the_pool_usable(server: BadServer) -> None:
    async def main() -> None:
        limits = httpx.Limits(max_connections=2)
        async with httpx.AsyncClient(limits=limits) as http:
            client = AsyncShop(api_key="k", base_url=server.url, http_client=http, timeout=5)
            for reply in (Reply(delay=30), Reply(chunks=[b"{"] * 99, pause=0.05)):
                server.queue(*[reply] * 4)
                tasks = [asyncio.create_task(client.things.retrieve("1")) for _ in range(4)]
                await asyncio.sleep(0.15)
                for task in tasks:
                    task.cancel()
                results = await asyncio.gather(*tasks, return_exceptions=True)
                assert all(isinstance(result, asyncio.CancelledError) for result in results)
                with server._lock:
                    server._queue.clear()
            for _ in range(4):
                assert (await client.things.retrieve("1")).name == "lamp"

    asyncio.run(main())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="another operating system: needs fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_child_gets_connections_of_its_own(server: BadServer) -> None:
    with Shop(api_key="k", base_url=server.url) as client, httpx.Client() as http:
        supplied = Shop(api_key="k", base_url=server.url, http_client=http)
        client.things.retrieve("1")
        child = os.fork()
        if child == 0:
            os._exit(in_child(client, supplied))
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0
        assert client.things.retrieve("1").name == "lamp"
        assert server.connections == 2
        assert len(server.asked) == 3


def in_child(client: Shop, supplied: Shop) -> int:
    try:
        assert client.things.retrieve("1").name == "lamp"
        with pytest.raises(ConfigurationError, match="forked"):
            supplied.things.retrieve("1")
    except BaseException:  # noqa: BLE001  (the child has only its exit code to speak with)
        return 1
    return 0


def test_options_and_settings_have_defaults() -> None:
    settings = Shop()._transport.settings
    assert settings.max_retries == 2
    assert settings.phases == {"connect": 5.0, "read": 60.0, "write": 60.0, "pool": 60.0}
    assert Shop(timeout=None)._transport.settings.phases["read"] is None
    with pytest.raises(ConfigurationError, match="max_retries"):
        Shop(max_retries=-1)
    with pytest.raises(ConfigurationError, match="max_retries"):
        Shop().with_options(max_retries=-1)
    assert API.scheme_by_id["key"].secrets[0].env == "SHOP_API_KEY"


def test_first_calls_in_many_threads_build_the_models_once(server: BadServer) -> None:
    fresh: Operation[object] = Operation(
        id="op",
        method="GET",
        path="/op",
        retry=Retry.SAFE,
        success={"200": Json(lambda: list[int])},
    )
    server.handler = lambda _: json_reply([1])
    results: list[object] = []
    with Shop(base_url=server.url) as client:

        def run() -> None:
            from templates.runtime import View
            from templates.runtime.clients.client import decode

            results.append(client._transport.call(Request(fresh), {}, View.PARSED, decode))

        threads = [threading.Thread(target=run) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert results == [[1]] * 16
