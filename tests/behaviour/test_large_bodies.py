# Large bodies: downloads that go on where they broke off and verify their length, progress in both directions.
from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.progress import Progress
from support.bad_server import Asked, BadServer, Reply, json_reply
from support.case_client import Caller, case_package
from support.type_checkers import check_with_mypy, check_with_pyright

BODY = bytes(range(256)) * 4096


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("large-bodies", tmp_path_factory.mktemp("large")) as imported:
        yield imported


@pytest.fixture
def clock(package: Any) -> Any:
    from large_bodies.testing import FakeClock  # type: ignore[import-not-found]

    return FakeClock()


class Files:
    """The files of a server, through one flavor of client."""

    def __init__(
        self, package: Any, server: BadServer, runner: asyncio.Runner, clock: Any, *, is_async: bool
    ):
        self.call = Caller(package, "LargeBodies", server.url, is_async, runner, {"clock": clock})
        self.package, self.is_async, self.runner = package, is_async, runner
        self.options = {"base_url": server.url, "clock": clock}

    def download(self, path: Path, on_progress: Any = None, **options: Any) -> None:
        if self.is_async:
            return self.runner.run(self._download(path, on_progress, options))
        with self.package.LargeBodies(**{**self.options, **options}) as client:
            streamed = client.files.with_streaming_response.get_content("f")
            with streamed as response:
                response.stream_to_file(path, on_progress=on_progress)
        return None

    async def _download(self, path: Path, on_progress: Any, options: Any) -> None:
        async with self.package.AsyncLargeBodies(**{**self.options, **options}) as client:
            streamed = client.files.with_streaming_response.get_content("f")
            streamed = await streamed if inspect.isawaitable(streamed) else streamed
            async with streamed as response:
                await response.stream_to_file(path, on_progress=on_progress)


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def files(
    request: pytest.FixtureRequest,
    package: Any,
    server: BadServer,
    runner: asyncio.Runner,
    clock: Any,
) -> Files:
    return Files(package, server, runner, clock, is_async=request.param)


def part(asked: Asked, body: bytes = BODY, tag: str = '"v1"', **headers: str) -> tuple[Any, ...]:
    """Status, body and headers of a server that knows ranges (RFC 9110, 14)."""
    named = {"etag": tag, "content-type": "application/octet-stream", **headers}
    wanted = asked.headers.get("range", "")
    if wanted and asked.headers.get("if-range") == tag:
        start = int(wanted.removeprefix("bytes=").rstrip("-"))
        named["content-range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        return 206, body[start:], named
    return 200, body, named


def cut_at(*places: int | None) -> Any:
    """A handler that breaks off each answer after so many bytes of it."""
    left = list(places)

    def answer(asked: Asked) -> Reply:
        status, body, headers = part(asked)
        return Reply(status, body, headers, cut=left.pop(0) if left else None)

    return answer


def test_a_download_goes_on_where_it_broke_off(
    files: Files, server: BadServer, tmp_path: Path, clock: Any
) -> None:
    server.handler = cut_at(300_000, 1000)
    seen: list[tuple[int, int | None]] = []
    files.download(tmp_path / "f", lambda *given: seen.append(given))
    assert (tmp_path / "f").read_bytes() == BODY
    starts = [asked.headers.get("range") for asked in server.asked]
    assert starts == [None, "bytes=300000-", "bytes=301000-"]
    assert {asked.headers.get("if-range") for asked in server.asked[1:]} == {'"v1"'}
    assert seen == sorted(seen)
    assert seen[-1] == (len(BODY), len(BODY))
    assert len(clock.sleeps) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_a_body_that_has_changed_begins_again(
    files: Files, server: BadServer, tmp_path: Path
) -> None:
    server.queue(Reply(200, *part_of(BODY, '"v1"'), cut=5000))
    server.handler = lambda asked: Reply(*part(asked, BODY[::-1], '"v2"'))
    files.download(tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == BODY[::-1]


def part_of(body: bytes, tag: str) -> tuple[bytes, dict[str, str]]:
    return body, {"etag": tag}


@pytest.mark.parametrize(
    "headers", [{}, {"etag": 'W/"v1"'}, {"etag": '"v1"', "accept-ranges": "none"}]
)
def test_without_a_validator_nothing_is_put_together(
    files: Files, server: BadServer, package: Any, tmp_path: Path, headers: dict[str, str]
) -> None:
    (tmp_path / "f").write_bytes(b"old")
    server.handler = lambda _: Reply(200, BODY, headers, cut=5000)
    with pytest.raises(package.APIConnectionError):
        files.download(tmp_path / "f")
    assert len(server.asked) == 1
    assert (tmp_path / "f").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_a_server_that_sends_another_part(
    files: Files, server: BadServer, package: Any, tmp_path: Path
) -> None:
    server.queue(Reply(200, BODY, {"etag": '"v1"'}, cut=5000))
    wrong = {"etag": '"v1"', "content-range": f"bytes 0-{len(BODY) - 1}/{len(BODY)}"}
    server.handler = lambda _: Reply(206, BODY, wrong)
    with pytest.raises(package.APIConnectionError):
        files.download(tmp_path / "f")
    assert list(tmp_path.iterdir()) == []


def test_without_progress_it_ends(
    files: Files, server: BadServer, package: Any, tmp_path: Path
) -> None:
    server.handler = cut_at(5000, 0, 0, 0, 0, 0, 0)
    with pytest.raises(package.APIConnectionError):
        files.download(tmp_path / "f", max_retries=2)
    assert len(server.asked) == 3
    server.asked.clear()
    server.handler = cut_at(5000)
    with pytest.raises(package.APIConnectionError):
        files.download(tmp_path / "f", max_retries=0)
    assert len(server.asked) == 1
    assert list(tmp_path.iterdir()) == []


def test_progress_fits_rich(files: Files, server: BadServer, tmp_path: Path) -> None:
    server.handler = lambda asked: Reply(*part(asked))
    bar = Progress(disable=True)
    task = bar.add_task("f", total=None)
    files.download(
        tmp_path / "f", lambda done, total: bar.update(task, completed=done, total=total)
    )
    assert (bar.tasks[0].completed, bar.tasks[0].total) == (len(BODY), len(BODY))


class Bar:
    """What tqdm has."""

    n = 0

    def update(self, n: int) -> None:
        self.n += n


@pytest.mark.parametrize("kind", ["path", "bytes", "file", "iterator"])
def test_progress_of_an_upload(
    files: Files, server: BadServer, package: Any, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(BODY)
    server.handler = lambda _: json_reply({"id": "1"})
    seen: list[tuple[int, int | None]] = []
    bar = Bar()

    def note(done: int, total: int | None) -> None:
        seen.append((done, total))
        bar.update(done - bar.n)

    with path.open("rb") as opened:
        contents = {"path": path, "bytes": BODY, "file": opened, "iterator": iter([BODY, b"x"])}
        files.call("files.upload", file=package.File(contents[kind], on_progress=note))
        sent = len(BODY) + (kind == "iterator")
        assert (seen[-1][0], bar.n) == (sent, sent)
        assert seen[-1][1] == (None if kind == "iterator" else sent)
        assert len(seen) > 1
    assert seen == sorted(seen)


def test_progress_of_a_raw_body_begins_again_with_a_retry(
    files: Files, server: BadServer, package: Any, tmp_path: Path
) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(BODY)
    server.queue(Reply(503), Reply(204))
    seen: list[int] = []
    files.call.options["max_retries"] = 1
    content = package.File(path, on_progress=lambda done, _: seen.append(done))
    files.call("files.replace_content", "f", content=content)
    assert seen.count(len(BODY)) == 2
    assert server.asked[1].body == BODY


def test_progress_that_is_no_function(
    files: Files, server: BadServer, package: Any, tmp_path: Path
) -> None:
    server.queue(Reply(200, BODY, {"content-type": "application/octet-stream"}))
    with pytest.raises(package.InvalidRequestError, match="on_progress=3 is not a function"):
        files.download(tmp_path / "f", on_progress=3)
    assert not list(tmp_path.iterdir())
    with pytest.raises(package.InvalidRequestError, match="an upload: on_progress=3 is not a"):
        files.call("files.replace_content", "f", content=package.File(BODY, on_progress=3))
    assert len(server.asked) == 1


SCRIPT = """
from pathlib import Path
from large_bodies import AsyncLargeBodies, File, LargeBodies

def send(client: LargeBodies, done: list[int]) -> None:
    file = File(Path("notes.txt"), on_progress=lambda sent, total: done.append(sent))
    client.files.replace_content("f", content=file)
    client.files.upload(file=file)

async def send_async(client: AsyncLargeBodies) -> None:
    await client.files.replace_content("f", content=File(b"notes", content_type="text/plain"))
"""


@pytest.mark.slow
@pytest.mark.parametrize("check", [check_with_mypy, check_with_pyright])
def test_a_file_is_content_for_type_checkers_too(
    package: Any, tmp_path: Path, check: Callable[..., None]
) -> None:
    (tmp_path / "script.py").write_text(SCRIPT, "utf-8")
    (tmp_path / "src").symlink_to(Path(package.__file__).parents[1])
    check(tmp_path, ["src"], "script.py")


def test_a_path_gives_name_and_type(files: Files, server: BadServer, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(b"any")
    server.queue(json_reply({"id": "1"}), Reply(204))
    files.call("files.upload", file=path)
    files.call("files.replace_content", "f", content=path)
    assert b'filename="photo.png"\r\nContent-Type: image/png' in server.asked[0].body
    assert server.asked[1].headers["content-type"] == "image/png"
