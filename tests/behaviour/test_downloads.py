# Methods that return a download before it is read: as a whole, in pieces, to a file; in every view, and in the fake.
from __future__ import annotations

import asyncio
import inspect
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.bad_server import Asked, BadServer, Reply, json_reply
from support.case_client import case_package
from support.vendors import resolve

BODY = bytes(range(256)) * 1024
TYPE = {"content-type": "application/octet-stream"}
SCRIPT = """
from typing import assert_type

from downloads import AsyncBinaryResponse, AsyncDownloads, BinaryResponse, Downloads


def sync(client: Downloads) -> None:
    assert_type(client.files.get_thumbnail("f"), bytes)
    with client.files.get_content("f") as response:
        assert_type(response, BinaryResponse)
        assert_type(response.read(), bytes)
    assert_type(client.export().parse(), bytes)
    raw = client.audio.with_raw_response.create_speech(text="hello")
    assert_type(raw.parse(), BinaryResponse)
    with client.audio.with_streaming_response.create_speech(text="hello") as streamed:
        assert_type(streamed.parse(), BinaryResponse)


async def asynchronous(client: AsyncDownloads) -> None:
    async with await client.files.get_content("f") as response:
        assert_type(response, AsyncBinaryResponse)
        assert_type(await response.read(), bytes)
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("downloads", tmp_path_factory.mktemp("downloads")) as imported:
        yield imported


class Calls:
    """A call in one flavor, and what a test does with its result while the client is open."""

    def __init__(self, package: Any, url: str, runner: asyncio.Runner, *, is_async: bool) -> None:
        self.package, self.url, self.runner, self.is_async = package, url, runner, is_async

    def __call__(
        self,
        accessor: str,
        *given: object,
        use: Callable[[Any], Any],
        options: Any = None,
        **named: Any,
    ) -> Any:
        """Returns what `use` makes of the result; in the asynchronous client, what it returns is awaited."""
        settings = {"base_url": self.url, "max_retries": 0, **(options or {})}
        if not self.is_async:
            with self.package.Downloads(**settings) as client:
                return use(resolve(client, accessor)(*given, **named))
        return self.runner.run(self._call(accessor, given, named, use, settings))

    async def _call(
        self, accessor: str, given: Any, named: Any, use: Callable[[Any], Any], settings: Any
    ) -> Any:
        async with self.package.AsyncDownloads(**settings) as client:
            found = use(await resolve(client, accessor)(*given, **named))
            return await found if inspect.isawaitable(found) else found

    def pieces(self, response: Any) -> Any:
        """The pieces of a download."""
        if not self.is_async:
            return list(response.iter_bytes(1000))

        async def collect() -> list[bytes]:
            return [chunk async for chunk in response.iter_bytes(1000)]

        return collect()


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(
    request: pytest.FixtureRequest, package: Any, server: BadServer, runner: asyncio.Runner
) -> Calls:
    server.handler = lambda _: Reply(200, BODY, TYPE)
    return Calls(package, server.url, runner, is_async=request.param)


def state(response: Any) -> tuple[bool, bool]:
    return response.http_response.is_stream_consumed, response.http_response.is_closed


def test_a_method_returns_before_the_body_is_read(call: Calls) -> None:
    assert call("files.get_content", "f", use=state) == (False, False)
    assert call("files.get_content", "f", use=lambda found: found.status_code) == 200
    assert call("files.get_content", "f", use=lambda found: found.read()) == BODY
    assert call("export", use=lambda found: found.parse()) == BODY
    assert call("audio.create_speech", text="hello", use=lambda found: found.read()) == BODY
    assert call("files.get_thumbnail", "f", use=lambda found: found) == BODY


def test_a_body_in_pieces_may_be_larger_than_what_memory_holds(call: Calls) -> None:
    small = {"max_response_bytes": 1000}
    pieces = call("files.get_content", "f", use=call.pieces, options=small)
    assert (b"".join(pieces), len(pieces[0])) == (BODY, 1000)
    for accessor, use in (
        ("files.get_content", lambda found: found.read()),
        ("files.get_thumbnail", lambda found: found),
    ):
        with pytest.raises(call.package.ResponseTooLargeError):
            call(accessor, "f", use=use, options=small)


def test_to_a_file_and_on_where_it_broke_off(
    call: Calls, server: BadServer, tmp_path: Path
) -> None:
    cuts = [5000, None]

    def answer(asked: Asked) -> Reply:
        headers, start = {**TYPE, "etag": '"v1"'}, 0
        if wanted := asked.headers.get("range", ""):
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            headers["content-range"] = f"bytes {start}-{len(BODY) - 1}/{len(BODY)}"
        return Reply(206 if start else 200, BODY[start:], headers, cut=cuts.pop(0))

    server.handler = answer
    seen: list[tuple[int, int | None]] = []
    from downloads.testing import FakeClock  # type: ignore[import-not-found]

    call(
        "files.get_content", "f",
        use=lambda found: found.stream_to_file(
            tmp_path / "f", on_progress=lambda *given: seen.append(given)
        ),
        options={"max_retries": 1, "clock": FakeClock()},
    )  # fmt: skip
    assert (tmp_path / "f").read_bytes() == BODY
    assert seen[-1] == (len(BODY), len(BODY))
    assert [asked.headers.get("range") for asked in server.asked] == [None, "bytes=5000-"]


def test_a_download_releases_its_connection(call: Calls) -> None:
    def leave(response: Any) -> Any:
        if not call.is_async:
            with response as same:
                assert same is response
            return state(response)

        async def leave_async() -> tuple[bool, bool]:
            async with response as same:
                assert same is response
            return state(response)

        return leave_async()

    assert call("files.get_content", "f", use=leave) == (False, True)

    def read(response: Any) -> Any:
        if not call.is_async:
            response.read()
            return state(response)

        async def read_async() -> tuple[bool, bool]:
            await response.read()
            return state(response)

        return read_async()

    assert call("files.get_content", "f", use=read) == (True, True)


def test_an_error_is_raised_by_the_method(call: Calls, server: BadServer) -> None:
    server.handler = lambda _: json_reply({"error": "no such file"}, 404)
    with pytest.raises(call.package.NotFoundError, match="no such file"):
        call("files.get_content", "f", use=lambda found: found)


def test_a_cut_body_is_an_error_of_its_reader(call: Calls, server: BadServer) -> None:
    server.handler = lambda _: Reply(200, BODY, TYPE, cut=5000)
    with pytest.raises(call.package.APIConnectionError, match="cut off"):
        call("files.get_content", "f", use=lambda found: found.read())


def test_the_raw_view_has_the_whole_body(call: Calls) -> None:
    def use(raw: Any) -> Any:
        assert (raw.content, raw.headers["content-type"]) == (BODY, TYPE["content-type"])
        return raw.parse().read()

    assert call("files.with_raw_response.get_content", "f", use=use) == BODY


def test_the_streamed_view_gives_the_download(package: Any, server: BadServer) -> None:
    server.handler = lambda _: Reply(200, BODY, TYPE)
    with (
        package.Downloads(base_url=server.url) as client,
        client.files.with_streaming_response.get_content("f") as streamed,
    ):
        opened = streamed.parse()
        assert isinstance(opened, package.BinaryResponse)
        assert b"".join(opened.iter_bytes()) == BODY


def test_the_fake_gives_a_download(package: Any) -> None:
    from downloads.testing import FakeDownloads

    fake = FakeDownloads()
    fake.files.get_content.returns(b"content")
    assert fake.client().files.get_content("f").read() == b"content"
    fake.files.get_content.returns(b"content")

    async def read() -> bytes:
        async with fake.async_client() as client:
            return bytes(await (await client.files.get_content("f")).read())

    assert asyncio.run(read()) == b"content"


def test_type_checkers_know_downloads(package: Any, tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(SCRIPT)
    environment = {**os.environ, "MYPYPATH": str(Path(package.__file__).parents[1])}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", "cache", "script.py"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_readme_of_the_package_runs(package: Any, tmp_path: Path) -> None:
    readme = (Path(package.__file__).parents[2] / "README.md").read_text("utf-8")
    chapter = readme.partition("## Downloads\n")[2].partition("\n## ")[0]
    examples = [part.partition("```")[0] for part in chapter.split("```python\n")[1:]]
    assert len(examples) == 3
    code = """
from downloads.testing import FakeDownloads
fake = FakeDownloads()
for stub in (fake.export, fake.files.get_content, fake.audio.create_speech):
    stub.returns(b"content")
client = fake.client()
"""
    after = "import asyncio\nasyncio.run(save(fake.async_client()))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "\n".join([code, *examples, after])], cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(package.__file__).parents[1])},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "download.bin").read_bytes() == b"content"
    assert "7 bytes of" in done.stdout
    assert "7 bytes more" in done.stdout
