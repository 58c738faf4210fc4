# What generated clients do where there are neither sockets nor threads. Pyodide runs it, started by run.mjs.
from __future__ import annotations

import importlib
import pkgutil
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pydantic

PAGE = {"data": [{"title": "a"}], "has_more": False, "next_cursor": None}


async def main(url: str) -> None:
    """Imports every module of every package, and calls two packages: on httpx2 by `fetch`, on httpx in memory."""
    warnings.simplefilter("error")
    sys.stdout.write(
        f"Python {sys.version.split()[0]}, pydantic {pydantic.VERSION}, {sys.platform}\n"
    )
    for name, count in import_packages():
        sys.stdout.write(f"{name}: {count} modules\n")
    await call_by_fetch(importlib.import_module("http_library"), url)
    await call_in_memory(importlib.import_module("pages_by_cursor"))
    sys.stdout.write("calls, streams, uploads and downloads work\n")


def import_packages() -> Iterator[tuple[str, int]]:
    """Imports every module of every package, and yields names and numbers of modules."""
    for name in sorted(folder.name for folder in Path("/source").iterdir()):
        package = importlib.import_module(name)
        modules = [*pkgutil.walk_packages(package.__path__, f"{name}.")]
        for module in modules:
            importlib.import_module(module.name)
        yield name, 1 + len(modules)


async def call_by_fetch(package: Any, url: str) -> None:
    """A client on httpx2 with connections of its own."""
    async with package.AsyncHttpLibrary(base_url=url) as client:
        assert [file.id async for file in client.files.list()] == ["1", "2"]
        assert (await client.files.create(file=b"abc")).size == 3
        assert len(await client.files.download("f")) == 100_000
        async with await client.files.watch_events() as stream:
            assert [file.id async for file in stream] == ["a", "b"]


async def call_in_memory(package: Any) -> None:
    """A client on httpx with a transport of its own; without one, it says what a browser lacks."""
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=PAGE))
    http = httpx.AsyncClient(transport=transport)
    async with package.AsyncPagesByCursor(http_client=http) as client:
        assert [song.title async for song in client.songs.list()] == ["a"]
    with package.PagesByCursor(http_client=httpx.Client(transport=transport)) as client:
        assert [song.title for song in client.songs.list()] == ["a"]
    async with package.AsyncPagesByCursor(max_retries=0) as client:
        assert "a browser opens no sockets" in await failure(client, package.APIConnectionError)


async def failure(client: Any, kind: type[Exception]) -> str:
    """Returns the message of the error that a call ends with."""
    try:
        await client.songs.list()
    except kind as error:
        return str(error)
    return ""
