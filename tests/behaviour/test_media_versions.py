# A client of tests/cases/media-versions, called over real sockets: which version goes out, and which comes back.
from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from support.bad_server import BadServer, Reply
from support.case_client import Caller, case_package

FIRST, SECOND = "application/json", "application/vnd.acme.v2+json"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("media-versions", tmp_path_factory.mktemp("versions")) as imported:
        yield imported


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(
    request: pytest.FixtureRequest, package: Any, server: BadServer, runner: asyncio.Runner
) -> Caller:
    return Caller(package, "MediaVersions", server.url, request.param, runner)


@pytest.mark.parametrize(
    ("method", "sent", "asked_for"),
    [
        ("create", FIRST, FIRST),
        ("create_vnd_acme_v2", FIRST, SECOND),
        ("create_vnd_acme_v2_body", SECOND, FIRST),
        ("create_vnd_acme_v2_both", SECOND, SECOND),
    ],
)
def test_versions_of_a_body_and_of_an_answer_are_chosen_apart(
    call: Caller, server: BadServer, method: str, sent: str, asked_for: str
) -> None:
    arguments = {"id": "1", **({"text": "t"} if sent == SECOND else {})}
    answer = {"id": "1", **({"text": "x"} if asked_for == SECOND else {})}
    server.queue(Reply(200, json.dumps(answer).encode(), {"content-type": asked_for}))
    found = call(f"order.{method}", **arguments)
    (asked,) = server.asked
    assert (asked.headers["content-type"], asked.headers["accept"]) == (sent, asked_for)
    assert json.loads(asked.body) == arguments
    assert type(found).__name__ == ("Full" if asked_for == SECOND else "Short")


def test_a_member_of_the_other_version_is_refused(
    call: Caller, package: Any, server: BadServer
) -> None:
    with pytest.raises(package.ArgumentError, match="text"):
        call("order.create", id="1", text="t")
    assert server.asked == []
