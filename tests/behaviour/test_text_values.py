# A client of tests/cases/binary-and-text, called over real sockets: scalars that travel as text.
from __future__ import annotations

import asyncio
import importlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from support.bad_server import BadServer, Reply
from support.case_client import Caller, case_package

DAY = date(2026, 2, 1)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("binary-and-text", tmp_path_factory.mktemp("texts")) as imported:
        yield imported


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(
    request: pytest.FixtureRequest, package: Any, server: BadServer, runner: asyncio.Runner
) -> Caller:
    return Caller(package, "BinaryAndText", server.url, request.param, runner)


def text(body: str) -> Reply:
    return Reply(200, body=body.encode(), headers={"content-type": "text/plain"})


def test_a_number_in_text_is_a_number_both_ways(call: Caller, server: BadServer) -> None:
    server.queue(text("42\n"), text("0.50"))
    found = call("counts.get", DAY)
    assert (found, type(found)) == (42, int)
    share = call("counts.set", DAY, content=found)
    assert (share, str(share)) == (Decimal("0.50"), "0.50")
    assert server.asked[1].body == b"42"


def test_words_and_times_in_text_are_typed(call: Caller, server: BadServer) -> None:
    server.queue(text("open"), text("2026-02-01T10:00:00Z"))
    assert call("counts.get_state") == "open"
    assert call("counts.get_since") == datetime(2026, 2, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize("body", ["many", "", "4.5", "true", "1 2"])
def test_a_text_that_is_no_number_is_an_error(
    call: Caller, server: BadServer, package: Any, body: str
) -> None:
    server.queue(text(body))
    with pytest.raises(package.ResponseValidationError, match="integer"):
        call("counts.get", DAY)


def test_the_fake_answers_in_text(package: Any) -> None:
    fake = importlib.import_module("binary_and_text.testing").FakeBinaryAndText()
    fake.counts.get.returns(7)
    fake.counts.get_since.returns(datetime(2026, 2, 1, 10, tzinfo=UTC))
    assert fake.client().counts.get(DAY) == 7
    assert fake.client().counts.get_since().year == 2026
