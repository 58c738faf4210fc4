# The client of tests/cases/waiters over real sockets: methods that repeat a call until something has ended.
from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.case_client import Caller, case_package

READY = {"id": "j1", "finished": True, "status": {"phase": "done"}}


def job(phase: str = "waiting", **members: object) -> Reply:
    return json_reply({"id": "j1", "finished": False, "status": {"phase": phase}, **members})


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("waiters", tmp_path_factory.mktemp("waiters")) as imported:
        yield imported


@pytest.fixture
def clock(package: Any) -> Any:
    from waiters.testing import FakeClock  # type: ignore[import-not-found]

    return FakeClock()


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(
    request: pytest.FixtureRequest,
    package: Any,
    server: BadServer,
    runner: asyncio.Runner,
    clock: Any,
) -> Caller:
    options = {"clock": clock, "validate_requests": True}
    return Caller(package, "Waiters", server.url, request.param, runner, options)


def test_pauses_grow_until_the_state_is_final(call: Caller, server: BadServer, clock: Any) -> None:
    server.queue(job(), json_reply({"id": "j1"}), job("running"), json_reply(READY))
    seen: list[Any] = []
    found = call("jobs.wait_until_done", "j1", on_progress=seen.append)
    assert (found.id, found.status.phase) == ("j1", "done")
    assert [one.status and one.status.phase for one in seen] == ["waiting", None, "running", "done"]
    assert clock.sleeps == [2.0, 3.0, 4.5]
    assert {(asked.method, asked.path) for asked in server.asked} == {("GET", "/jobs/j1")}


def test_a_state_of_another_type(call: Caller, server: BadServer, clock: Any) -> None:
    server.queue(job(), json_reply(READY))
    assert call("jobs.wait_until_finished", "j1", interval=3).finished is True
    assert clock.sleeps == [3]


def test_a_state_of_failure(call: Caller, server: BadServer, package: Any) -> None:
    server.queue(job(), job("broken"))
    with pytest.raises(package.WaitFailedError, match=r"jobs\.wait_until_done: .*broken") as failed:
        call("jobs.wait_until_done", "j1")
    assert (failed.value.state, failed.value.result.id) == ("broken", "j1")


def test_a_state_that_does_not_come(call: Caller, server: BadServer, package: Any) -> None:
    server.handler = lambda _: job("running")
    with pytest.raises(package.WaitTimeoutError, match=r"not done after 10 s, .* running") as late:
        call("jobs.wait_until_done", "j1", timeout=10)
    assert isinstance(late.value, package.DeadlineExceededError)
    assert (late.value.state, late.value.result.id) == ("running", "j1")


def test_something_is_made_and_waited_for(call: Caller, server: BadServer) -> None:
    server.queue(json_reply({"id": "j2"}, status=201), job(), json_reply(READY))
    assert call("jobs.create_and_wait", size=3).finished is True
    asked = [(asked.method, asked.path) for asked in server.asked]
    assert asked == [("POST", "/jobs"), ("GET", "/jobs/j2"), ("GET", "/jobs/j2")]
    assert server.asked[0].json == {"size": 3}


def test_options_hold_for_every_call(call: Caller, server: BadServer) -> None:
    server.queue(json_reply({"id": "j2"}, status=201), json_reply(READY))
    call("jobs.create_and_wait", size=3, extra_headers={"X-Trace": "t"}, extra_query={"q": 1})
    assert [(a.headers["x-trace"], a.query) for a in server.asked] == [("t", [("q", "1")])] * 2


def test_nothing_is_made_with_a_wrong_option(call: Caller, server: BadServer, package: Any) -> None:
    with pytest.raises(package.ArgumentError, match="intervall"):
        call("jobs.create_and_wait", size=3, intervall=3)
    for name, wrong in (
        ("timeout", "5"), ("timeout", [1]), ("interval", "1"), ("interval", None), ("interval", -1),
        ("timeout", float("nan")),
    ):  # fmt: skip
        with pytest.raises(package.InvalidRequestError, match=rf"jobs\.\w+\(\): {name}="):
            call("jobs.create_and_wait", size=3, **{name: wrong})
    with pytest.raises(package.InvalidRequestError, match="on_progress: takes a function or None"):
        call("jobs.wait_until_done", "j1", on_progress=3)
    call.options["validate_requests"] = False
    for method, given in (("jobs.create_and_wait", {"size": 3}), ("jobs.wait_until_done", {})):
        with pytest.raises(package.InvalidRequestError, match=r"\(\): on_progress=3 is not a"):
            call(method, *([] if given else ["j1"]), on_progress=3, **given)
    assert server.asked == []


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
def test_a_call_that_is_answered_too_late(
    package: Any, server: BadServer, runner: asyncio.Runner, is_async: bool
) -> None:
    server.queue(job("running"), Reply(delay=30))
    call = Caller(package, "Waiters", server.url, is_async, runner, {})
    with pytest.raises(package.WaitTimeoutError, match=r"not done after 2 s, .* running") as late:
        call("jobs.wait_until_done", "j1", timeout=2, interval=0.01)
    assert (late.value.state, late.value.result.id) == ("running", "j1")
    assert type(late.value.__cause__) is package.DeadlineExceededError


def test_the_settings_say_where_the_new_identifier_is(call: Caller, server: BadServer) -> None:
    server.queue(json_reply({"copy": "j3"}, status=201), json_reply(READY))
    assert call("jobs.copy_and_wait", "j1").id == "j1"
    assert [a.path for a in server.asked] == ["/jobs/j1/copies", "/jobs/j3"]


def test_until_it_is_gone(call: Caller, server: BadServer) -> None:
    server.queue(job(), Reply(404))
    assert call("jobs.wait_until_deleted", "j1") is None


def test_a_failure_of_the_call_ends_the_wait(call: Caller, server: BadServer, package: Any) -> None:
    server.queue(Reply(404))
    with pytest.raises(package.NotFoundError):
        call("jobs.wait_until_done", "j1")


def test_what_the_extension_declares(call: Caller, server: BadServer, clock: Any) -> None:
    server.queue(job(), job("running"))
    assert call("jobs.wait_for_start", "j1").status.phase == "running"
    assert clock.sleeps == [3.0]


def test_a_callback_ends_the_wait(call: Caller, server: BadServer) -> None:
    server.queue(job())
    with pytest.raises(KeyError, match="enough"):
        call("jobs.wait_until_done", "j1", on_progress=stop)


def stop(_: object) -> None:
    raise KeyError("enough")


def test_an_unknown_option(call: Caller, package: Any) -> None:
    with pytest.raises(package.ArgumentError, match=r"jobs\.wait_until_done\(\).*intervall"):
        call("jobs.wait_until_done", "j1", intervall=3)


def test_an_awaited_callback(package: Any, server: BadServer, runner: asyncio.Runner) -> None:
    server.queue(json_reply(READY))
    seen: list[Any] = []

    async def note(result: Any) -> None:
        seen.append(result.id)

    async def ask() -> None:
        async with package.AsyncWaiters(base_url=server.url) as client:
            await client.jobs.wait_until_done("j1", on_progress=note)

    runner.run(ask())
    assert seen == ["j1"]
