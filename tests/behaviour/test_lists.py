# A list answer that comes in one response is iterated as one of several pages is, in either flavor.
from __future__ import annotations

import asyncio
from typing import Any

import pytest
from support.bad_server import BadServer, json_reply
from support.vendors import Driver, resolve

INDEX = {
    "name": "movies",
    "host": "h",
    "spec": {"serverless": {"cloud": "aws", "region": "r"}},
    "status": {"ready": True, "state": "Ready"},
}
ENVELOPE = {"success": True, "errors": [], "messages": []}
LISTS = [
    ("pinecone", "indexes.list", (), {"indexes": [INDEX, {**INDEX, "name": "books"}]}),
    ("pinecone", "collections.list", (), {"collections": [{"name": "movies"}, {"name": "books"}]}),
    ("pinecone", "backups.list", (), {"data": [{"name": "movies"}, {"name": "books"}]}),
    ("cloudflare", "indexes.list", ("acc",), {**ENVELOPE, "result": [{"name": "movies"}, {"name": "books"}]}),
]  # fmt: skip


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def driver(request: pytest.FixtureRequest, server: BadServer, runner: asyncio.Runner) -> Any:
    return lambda vendor: Driver(vendor, bool(request.param), server.url, runner)


def names(driver: Driver, accessor: str, arguments: tuple[object, ...]) -> list[str]:
    """The names of the items, over which the call itself is iterated."""

    async def iterate() -> list[str]:
        async with driver.client() as client:
            return [item.name async for item in resolve(client, accessor)(*arguments)]

    if driver.is_async:
        return driver.runner.run(iterate())
    with driver.client() as client:
        return [item.name for item in resolve(client, accessor)(*arguments)]


@pytest.mark.parametrize(("vendor", "accessor", "arguments", "body"), LISTS)
def test_a_list_is_iterated(
    driver: Any,
    server: BadServer,
    vendor: str,
    accessor: str,
    arguments: tuple[object, ...],
    body: object,
) -> None:
    server.queue(json_reply(body))
    assert names(driver(vendor), accessor, arguments) == ["movies", "books"]
    assert len(server.asked) == 1


@pytest.mark.parametrize("deviating", ["movies", {"name": "movies"}, None, 5])
def test_what_is_no_list_has_no_items(driver: Any, server: BadServer, deviating: object) -> None:
    """A text would be iterated by its characters, an object by its keys."""
    server.queue(json_reply({"collections": deviating}))
    assert names(driver("pinecone"), "collections.list", ()) == []


def test_what_a_search_finds_is_iterated(driver: Any, server: BadServer) -> None:
    hit = {"file_id": "f", "filename": "leave.md", "score": 1, "attributes": None, "content": []}
    server.queue(json_reply({"data": [hit], "search_query": ["q", "r"]}))
    found = driver("openai").call("vector_stores.search", "vs-1", query="holidays")
    assert [one.filename for one in found] == ["leave.md"]
    assert server.asked[0].method == "POST"


def test_the_answer_itself_is_there_too(driver: Any, server: BadServer) -> None:
    server.handler = lambda _: json_reply({"indexes": [INDEX], "more": 1})
    found = driver("pinecone").call("indexes.list")
    assert (type(found).__name__, found.indexes[0].name) == ("IndexList", "movies")
    assert [index.name for index in found] == ["movies"]
    assert found.model_dump()["more"] == 1
    server.handler = lambda _: json_reply({})
    assert list(driver("pinecone").call("indexes.list")) == []


def test_the_asynchronous_call_is_a_coroutine_to_those_who_ask_for_one(
    server: BadServer, runner: asyncio.Runner
) -> None:
    server.handler = lambda _: json_reply({"indexes": [INDEX]})
    driver = Driver("pinecone", True, server.url, runner)

    async def both() -> list[Any]:
        async with driver.client() as client:
            task = asyncio.create_task(client.indexes.list())
            return [*await asyncio.gather(task, client.indexes.list()), await client.indexes.list()]

    assert [found.indexes[0].name for found in runner.run(both())] == ["movies"] * 3
    client = driver.client()
    assert asyncio.iscoroutine(client.indexes.list())
    assert runner.run(client.indexes.list()).indexes[0].name == "movies"
    client.indexes.list().close()
    runner.run(client.aclose())
