# A client of tests/cases/streams, called over real sockets: named events, JSON text sequences, empty bodies.
from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from support.bad_server import BadServer, Reply
from support.case_client import Caller, case_package

EVENTS = {"content-type": "text/event-stream"}
SEQUENCE = {"content-type": "application/json-seq"}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("streams", tmp_path_factory.mktemp("streams")) as imported:
        yield imported


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(
    request: pytest.FixtureRequest, package: Any, server: BadServer, runner: asyncio.Runner
) -> Caller:
    return Caller(package, "Streams", server.url, request.param, runner)


def test_events_are_typed_by_their_name(call: Caller, server: BadServer) -> None:
    body = (
        b'event: added\ndata: {"id": "1"}\n\nevent: gone\ndata: {"reason": "r"}\n\n'
        b"event: added\ndata:\n\nevent: note\ndata:\n\nevent: note\ndata: {}\n\n"
        b"event: other\ndata: x\n\nevent: ping\ndata\n\n"
    )
    server.queue(Reply(200, body, EVENTS))
    added, gone, empty, note, other = call("events.watch")
    assert (type(added).__name__, added.id) == ("Thing", "1")
    assert (type(gone).__name__, gone.reason) == ("Gone", "r")
    assert (empty, note) == ("", "{}")
    assert (other.event, other.data) == ("other", "x")


def test_strings_of_json_are_read_as_json(call: Caller, server: BadServer) -> None:
    server.queue(Reply(200, b'data: "a\\nb"\n\ndata:\n\ndata: ""\n\n', EVENTS))
    assert list(call("words.watch")) == ["a\nb", ""]


def test_a_discriminator_names_events(call: Caller, server: BadServer) -> None:
    body = b'event: gone\ndata: {"reason": "r"}\n\nevent: ThingEvent\ndata: {"id": "1"}\n\n'
    server.queue(Reply(200, body, EVENTS))
    assert [type(item).__name__ for item in call("things.watch")] == ["Gone", "Thing"]


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        (b'\x1e{"id":"a"}\n\x1e{"id":"b"}\n', ["a", "b"]),
        (b'\x1e{"id":\n "a"}\n\x1e\x1e{"id":"b"}', ["a", "b"]),
        (b'\x1e{"id":"a"}\n\x1e12', ["a"]),
        (b"", []),
    ],
)
def test_json_text_sequences_are_read(
    call: Caller, server: BadServer, body: bytes, ids: list[str]
) -> None:
    server.queue(Reply(200, body, SEQUENCE))
    assert [thing.id for thing in call("sequence.read")] == ids


def test_a_stream_goes_on_after_a_broken_text(package: Any, server: BadServer) -> None:
    """A parser should go on with the rest of a sequence (RFC 7464, 2.1 and 2.3), and nothing is lost in silence."""
    server.queue(Reply(200, b'\x1e{"id":"a"}\n\x1e{"id":\n\x1e{"id":"b"}\n', SEQUENCE))
    found: list[str] = []
    with package.Streams(base_url=server.url) as client, client.sequence.read() as stream:
        with pytest.raises(package.ResponseValidationError, match="not JSON"):
            found.extend(thing.id for thing in stream)
        found.extend(thing.id for thing in stream)
    assert found == ["a", "b"]


async def _read_on(package: Any, url: str) -> list[str]:
    async with package.AsyncStreams(base_url=url) as client:
        stream = await client.sequence.read()
        first = await anext(stream)
        with pytest.raises(package.ResponseValidationError, match="not JSON"):
            await anext(stream)
        return [first.id, *[thing.id async for thing in stream]]


def test_an_async_stream_goes_on_after_a_broken_text(package: Any, server: BadServer) -> None:
    server.queue(Reply(200, b'\x1e{"id":"a"}\n\x1e{"id":\n\x1e{"id":"b"}\n', SEQUENCE))
    assert asyncio.run(_read_on(package, server.url)) == ["a", "b"]


def test_lines_in_place_of_a_sequence_are_read_as_lines(call: Caller, server: BadServer) -> None:
    kind = {"content-type": "application/x-ndjson"}
    server.queue(Reply(200, b'{"id":"a"}\n{"id":"b"}\n', kind))
    assert [thing.id for thing in call("sequence.read")] == ["a", "b"]


def test_json_text_sequences_are_written(call: Caller, server: BadServer, package: Any) -> None:
    server.queue(Reply(204), Reply(204))
    call("sequence.write", items=[{"id": "a"}, {"id": "b"}])
    call("sequence.write", items='\x1e{"id":"a"}\n')
    listed, text = server.asked
    assert listed.body == b'\x1e{"id":"a"}\n\x1e{"id":"b"}\n'
    assert text.body == b'\x1e{"id":"a"}\n'
    assert listed.headers["content-type"] == "application/geo+json-seq"
    with pytest.raises(package.InvalidRequestError, match="is not JSON"):
        call("sequence.write", items="\x1eno json\n")


@pytest.mark.parametrize("accessor", ["maybe.get", "maybe.get_null"])
@pytest.mark.parametrize("status", [200, 204])
def test_what_may_be_empty_is_none(
    call: Caller, server: BadServer, accessor: str, status: int
) -> None:
    server.queue(Reply(status))
    assert call(accessor) is None


@pytest.mark.parametrize("status", [200, 204])
def test_what_may_not_be_empty_is_an_error(
    call: Caller, server: BadServer, package: Any, status: int
) -> None:
    server.queue(Reply(status))
    with pytest.raises(package.ResponseValidationError, match=rf"is empty \(status {status}\)"):
        call("maybe.get_always")
