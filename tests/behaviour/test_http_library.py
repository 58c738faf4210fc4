# The client of tests/cases/http-library over real sockets: a package that uses httpx2, and knows no httpx.
# `tox -e httpx2` runs all tests of the runtime and of the generated clients on it.
from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.case_client import Caller, case_package

USE = """
import sys
from http_library import APIConnectionError, HttpLibrary
with HttpLibrary(base_url=sys.argv[1], max_retries=0) as client:
    print(client.files.create(file=b"x").id)
    try:
        client.files.create(file=b"x")
    except APIConnectionError as error:
        print(type(error.__cause__).__module__)
print([name for name in ("httpx", "httpcore") if name in sys.modules])
"""

MIX = """
import httpx
from http_library import ConfigurationError, HttpLibrary
try:
    HttpLibrary(http_client=httpx.Client())
except ConfigurationError as error:
    print(error)
"""


def run_alone(package: Any, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a script that imports the package, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={"PYTHONPATH": str(Path(package.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module", params=["vendored", "shared"])
def package(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("http-library")
    with case_package("http-library", folder, request.param) as imported:
        yield imported
    for name in [n for n in sys.modules if n.partition(".")[0] == "http_library"]:
        del sys.modules[name]


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(
    request: pytest.FixtureRequest, package: Any, server: BadServer, runner: asyncio.Runner
) -> Caller:
    return Caller(package, "HttpLibrary", server.url, request.param, runner)


def test_a_list_of_several_pages(call: Caller, server: BadServer) -> None:
    first = {"data": [{"id": "a"}], "next_cursor": "2"}
    server.queue(json_reply(first), json_reply({"data": [{"id": "b"}]}))
    assert [file.id for file in call.all("files.list")] == ["a", "b"]
    assert server.asked[-1].query == [("cursor", "2")]


def test_an_upload_and_a_download(call: Caller, server: BadServer) -> None:
    server.queue(json_reply({"id": "a"}), Reply(body=b"bytes"))
    assert call("files.create", file=b"content").id == "a"
    assert b"content" in server.asked[0].body
    assert call("files.download", "a") == b"bytes"


def test_a_stream(call: Caller, server: BadServer) -> None:
    head = {"content-type": "text/event-stream"}
    server.queue(Reply(body=b'data: {"id": "a"}\n\ndata: {"id": "b"}\n\n', headers=head))
    assert [file.id for file in call("files.watch_events")] == ["a", "b"]


def test_errors_are_those_of_the_package(call: Caller, server: BadServer, package: Any) -> None:
    server.queue(json_reply({"error": "gone"}, 404), Reply(reset=True))
    with pytest.raises(package.NotFoundError) as caught:
        call("files.download", "a")
    assert isinstance(caught.value.response, httpx2.Response)
    with pytest.raises(package.APIConnectionError):
        call("files.download", "a")


def test_an_own_client_has_to_be_of_the_library(package: Any, server: BadServer) -> None:
    server.queue(Reply(body=b"x"))
    with httpx2.Client() as http, package.HttpLibrary(base_url=server.url, http_client=http) as own:
        assert own.files.download("a") == b"x"
    done = run_alone(package, MIX)  # with `tox -e httpx2`, httpx is httpx2 in this process
    assert done.stderr == ""
    assert done.stdout == "http_client= must be an httpx2.Client, not httpx.Client\n"


def test_a_timeout_of_the_library(call: Caller, server: BadServer, package: Any) -> None:
    assert package.Timeout is httpx2.Timeout
    server.queue(Reply(delay=5))
    with pytest.raises(package.APITimeoutError):
        call("files.download", "a", timeout=httpx2.Timeout(0.05))


PHASES = """
import httpx
from http_library import ConfigurationError, HttpLibrary

with HttpLibrary(base_url="http://127.0.0.1:9", timeout=httpx.Timeout(7, connect=1)) as client:
    print(client._transport.settings.phases)
try:
    HttpLibrary(limits=httpx.Limits())
except ConfigurationError as error:
    print(error)
"""


def test_a_timeout_of_the_other_library_has_the_same_phases(package: Any) -> None:
    done = run_alone(package, PHASES)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "{'connect': 1, 'read': 7, 'write': 7, 'pool': 7}",
        "limits= takes an httpx2.Limits, not httpx.Limits",
    ]


def test_the_other_library_is_not_loaded(package: Any, server: BadServer) -> None:
    server.queue(json_reply({"id": "a"}), Reply(reset=True))
    done = run_alone(package, USE, server.url)
    assert (done.stdout, done.stderr) == ("a\nhttpx2\n[]\n", "")


def test_no_file_names_the_other_library(package: Any) -> None:
    root = Path(package.__file__).parents[2]
    naming = [
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and path.suffix in (".py", ".md", ".toml")
        for line in path.read_text("utf-8").splitlines()
        if "httpx" in line.replace("httpx2", "")
    ]
    assert naming == []
