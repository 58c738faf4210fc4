# The client of tests/cases/without-testing over real sockets: with the least of the runtime, it behaves like others.
from __future__ import annotations

import asyncio
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import PurePosixPath
from typing import Any

import pytest
from support.bad_server import BadServer, json_reply
from support.case_client import Caller, case_files, case_package

THING = {"id": "a", "kind": "small"}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("without-testing", tmp_path_factory.mktemp("least")) as imported:
        yield imported


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(
    request: pytest.FixtureRequest, package: Any, server: BadServer, runner: asyncio.Runner
) -> Caller:
    return Caller(package, "WithoutTesting", server.url, request.param, runner)


def test_a_call_and_its_raw_response(call: Caller, server: BadServer) -> None:
    server.queue(json_reply(THING), json_reply(THING, etag='"1"'))
    assert call("things.create", name="n", size=2).model_dump() == THING
    assert server.asked[0].json == {"name": "n", "size": 2}
    raw = call("things.with_raw_response.create", name="n", size=None)
    assert (raw.headers["etag"], raw.parse().id, raw.json()) == ('"1"', "a", THING)


def test_what_deviates_is_kept_and_reported(call: Caller, server: BadServer) -> None:
    found: list[Any] = []
    call.options["on_drift"] = found.append
    server.queue(json_reply({"kind": 5, "more": [1]}))
    thing = call("things.create", name="n")
    assert (thing.kind, thing.model_extra) == (5, {"more": [1]})
    problems = [(f.path, f.problem) for f in found[0].fields]
    assert problems == [
        ("id", "is required and missing"),
        ("kind", "is of no variant that the API description knows"),
    ]


def test_failures_and_mistakes(call: Caller, server: BadServer, package: Any) -> None:
    server.queue(json_reply({"message": "no"}, 404))
    with pytest.raises(package.NotFoundError, match="no"):
        call("things.create", name="n")
    with pytest.raises(package.ArgumentError, match="did you mean 'size'"):
        call("things.create", name="n", sise=1)
    call.options["max_retries"] = 2
    server.queue(json_reply({}, 429), json_reply(THING))
    assert call("things.create", name="n").id == "a"


@pytest.mark.parametrize("removed", ["validate_requests", "allowed_hosts", "server", "scopes"])
def test_the_client_has_no_argument_for_what_its_api_lacks(package: Any, removed: str) -> None:
    with pytest.raises(TypeError, match=removed):
        package.WithoutTesting(**{removed: None})


def test_the_package_has_neither_fake_nor_names_of_what_it_lacks(package: Any) -> None:
    assert find_spec("without_testing.testing") is None
    assert not {"File", "Page", "UnknownVariant", "narrow"} & set(package.__all__)
    readme = case_files("without-testing")[PurePosixPath("README.md")]
    assert not [w for w in ("## Testing", "validate_requests", "narrow(") if w in readme]
