# Packages that share a runtime do what those with a copy of it do: the same tests, in a process of their own.
from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.case_client import Caller, case_package

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TESTS = ("streams", "waiters", "webhooks", "deprecation", "mistakes", "text_values")


@pytest.mark.slow
def test_behaviour_is_the_same_with_a_shared_runtime() -> None:
    files = [str(HERE / f"test_{name}.py") for name in TESTS]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *files],
        cwd=ROOT,
        env={**os.environ, "CLIENTLOOM_TEST_RUNTIME": "shared", "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    assert " passed" in done.stdout


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("shared-runtime", tmp_path_factory.mktemp("shared")) as imported:
        yield imported


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(
    request: pytest.FixtureRequest, package: Any, server: BadServer, runner: asyncio.Runner
) -> Caller:
    return Caller(package, "SharedRuntime", server.url, request.param, runner)


def test_the_runtime_comes_from_its_own_distribution(package: Any) -> None:
    assert package.SharedRuntime.__mro__[1].__module__ == "clientloom_runtime.clients.sync"
    assert package._runtime.Model.__module__ == "clientloom_runtime.data.models"


def test_pages_streams_and_errors(call: Caller, server: BadServer, package: Any) -> None:
    server.queue(json_reply({"data": [{"id": "a"}], "next_cursor": "x"}))
    page = call("items.list")
    assert ([item.id for item in page.items], page.has_next_page()) == (["a"], True)
    events = Reply(200, b'data: {"id": "c"}\n\n', {"content-type": "text/event-stream"})
    server.queue(events)
    assert [item.id for item in call("items.watch_events")] == ["c"]
    server.queue(json_reply({"code": "gone"}, 404))
    with pytest.raises(package.NotFoundError) as caught:
        call("items.get", "d")
    assert caught.value.body.code == "gone"


def test_the_log_and_the_messages_are_those_of_the_client(
    call: Caller, server: BadServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, logger="shared_runtime")
    server.queue(json_reply({"id": "d", "size": "large"}))
    assert call("items.get", "d").size == "large"
    assert {record.name for record in caplog.records} == {"shared_runtime"}
    with pytest.raises(TypeError, match="did you mean 'cursor'"):
        call("items.list", curser="x")
