# Generated clients under asyncio and under trio, over real sockets: lists, streams, downloads, waiting, cancelling.
from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import anyio.lowlevel
import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.case_client import case_package


async def lists(client: Any, server: BadServer, _folder: Path) -> None:
    server.queue(
        json_reply({"data": [{"title": "a"}], "next_cursor": "2", "has_more": True}),
        json_reply({"data": [{"title": "b"}], "next_cursor": None, "has_more": False}),
    )
    assert [song.title async for song in client.songs.list()] == ["a", "b"]


async def streams(client: Any, server: BadServer, _folder: Path) -> None:
    events = {"content-type": "text/event-stream"}
    server.queue(Reply(200, b'data: {"text": "a"}\n\ndata: {"text": "b"}\n\n', events))
    async with await client.chat.create(prompt="hi") as stream:
        assert [piece.text async for piece in stream] == ["a", "b"]


async def downloads(client: Any, server: BadServer, folder: Path) -> None:
    server.handler = lambda _: Reply(200, b"abc" * 100_000, {"content-type": "image/png"})
    await (await client.files.get_content("f")).stream_to_file(folder / "f")
    assert (folder / "f").read_bytes() == b"abc" * 100_000
    async with await client.export() as response:
        chunks = [chunk async for chunk in response.iter_bytes(1000)]
    assert (len(chunks), len(b"".join(chunks))) == (300, 300_000)


async def waits(client: Any, server: BadServer, _folder: Path) -> None:
    job = {"id": "j", "status": {"phase": "waiting"}}
    server.queue(json_reply(job), json_reply({**job, "status": {"phase": "running"}}))
    seen: list[str] = []

    async def note(found: Any) -> None:
        await anyio.lowlevel.checkpoint()
        seen.append(found.status.phase)

    await client.jobs.wait_for_start("j", interval=0.01, on_progress=note)
    assert seen == ["waiting", "running"]
    server.handler = lambda _: json_reply(job)
    with anyio.move_on_after(0.2) as scope:
        await client.jobs.wait_for_start("j", interval=30)
    assert scope.cancelled_caught
    server.queue(json_reply({**job, "status": {"phase": "running"}}))  # the client goes on
    await client.jobs.wait_for_start("j")


USES: dict[str, tuple[str, Callable[[Any, BadServer, Path], Awaitable[None]]]] = {
    "pages-by-cursor": ("AsyncPagesByCursor", lists),
    "server-sent-events": ("AsyncServerSentEvents", streams),
    "downloads": ("AsyncDownloads", downloads),
    "waiters": ("AsyncWaiters", waits),
}


@pytest.fixture(scope="module", params=[*USES])
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    with case_package(request.param, tmp_path_factory.mktemp(request.param)) as imported:
        yield imported


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_client_under_an_event_loop(
    package: Any, server: BadServer, tmp_path: Path, backend: str
) -> None:
    client_class, use = USES[package.__name__.replace("_", "-")]

    async def main() -> None:
        async with getattr(package, client_class)(base_url=server.url) as client:
            await use(client, server, tmp_path)

    anyio.run(main, backend=backend)
    assert server.asked
