# Bodies of gzip in every way of reading them: several members, and broken ends, which httpx takes for the end.
from __future__ import annotations

import gzip
import json
from collections.abc import AsyncIterable, Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from support.bad_server import BadServer, Reply
from support.flavors import Flavor

from templates.runtime import APIConnectionError

THING = {"id": "1", "name": "n" * 40}
ROWS = b"".join(json.dumps({**THING, "id": str(number)}).encode() + b"\n" for number in range(3))
Read = Callable[[Flavor, Any, Path], object]


def compressed(body: bytes, members: int) -> bytes:
    """A body in so many members."""
    size = -(-len(body) // members)
    return b"".join(gzip.compress(body[at : at + size]) for at in range(0, len(body), size))


def reply(content: bytes, kind: str, coding: str = "gzip", chunk: int = 7) -> Reply:
    pieces = [content[at : at + chunk] for at in range(0, len(content), chunk)]
    return Reply(headers={"content-type": kind, "content-encoding": coding}, chunks=pieces)


def pieces(flavor: Flavor, client: Any, _: Path) -> bytes:
    async def collect(found: AsyncIterable[bytes]) -> list[bytes]:
        return [piece async for piece in found]

    def read(response: Any) -> Any:
        found: Iterable[bytes] = response.iter_bytes(10)
        return collect(response.iter_bytes(10)) if flavor.is_async else list(found)

    found: list[bytes] = flavor.inside(client.things.with_streaming_response.download(), read)
    assert {len(piece) for piece in found[:-1]} <= {10}
    return b"".join(found)


def saved(flavor: Flavor, client: Any, folder: Path) -> bytes:
    flavor.inside(
        client.things.with_streaming_response.download(),
        lambda found: found.stream_to_file(folder / "file"),
    )
    return (folder / "file").read_bytes()


def rows(flavor: Flavor, client: Any, _: Path) -> bytes:
    stream = flavor.do(client.things.rows())
    given = ({"id": row.id, "name": row.name} for row in flavor.all(stream))
    return b"".join(json.dumps(row).encode() + b"\n" for row in given)


WAYS: dict[str, tuple[str, Read]] = {
    "whole": ("application/octet-stream", lambda f, c, _: f.do(c.things.download())),
    "pieces": ("application/octet-stream", pieces),
    "file": ("application/octet-stream", saved),
    "rows": ("application/x-ndjson", rows),
}


@pytest.mark.parametrize("coding", ["gzip", "X-GZIP"])
@pytest.mark.parametrize("members", [1, 3])
@pytest.mark.parametrize("way", WAYS)
def test_every_member_is_read(
    flavor: Flavor, server: BadServer, tmp_path: Path, way: str, members: int, coding: str
) -> None:
    kind, read = WAYS[way]
    server.handler = lambda _: reply(compressed(ROWS, members) + b"\0" * 9, kind, coding)
    assert read(flavor, flavor.client(), tmp_path) == ROWS


@pytest.mark.parametrize("way", WAYS)
def test_a_body_without_its_end_is_no_success(
    flavor: Flavor, server: BadServer, tmp_path: Path, way: str
) -> None:
    kind, read = WAYS[way]
    server.handler = lambda _: reply(compressed(ROWS, 2)[:-9], kind)
    with pytest.raises(APIConnectionError, match="ends too early"):
        read(flavor, flavor.client(max_retries=0), tmp_path)


def test_what_is_no_gzip_is_an_error(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: reply(b"plain", "application/octet-stream")
    with pytest.raises(APIConnectionError, match="incorrect header"):
        flavor.do(flavor.client(max_retries=0).things.download())


def test_an_empty_body_and_a_part_are_left_as_they_are(flavor: Flavor, server: BadServer) -> None:
    part = compressed(ROWS, 1)[:-9]
    kind = {"content-type": "application/octet-stream", "content-encoding": "gzip"}
    server.queue(Reply(headers=kind), Reply(206, part, kind))
    assert flavor.do(flavor.client().things.download()) == b""
    assert ROWS.startswith(flavor.do(flavor.client().things.download()))
