# Every operation of the four vendors, sync and async, over real sockets: what is sent, what comes back, and every
# documented failure.
from __future__ import annotations

import asyncio
import importlib
import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from behaviour.calls import CALLS, Call
from support.bad_server import Asked, BadServer, Reply, json_reply
from support.documents import operations
from support.vendors import PACKAGES, Driver, answers, document, dumped, fits

COLOURS = pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
EACH_CALL = pytest.mark.parametrize("call", CALLS, ids=lambda call: call.id)


def success(call: Call) -> Reply:
    """The document's own example for the first documented success."""
    for answer in answers(call.vendor, call.method, call.path):
        if answer.status.startswith("2"):
            status = int(answer.status)
            return json_reply(answer.example, status) if answer.media_type else Reply(status)
    raise LookupError(call.id)


def check_request(asked: Asked, call: Call) -> None:
    assert (asked.method, asked.path) == (call.method, call.path)
    assert asked.query == list(call.query)
    for name, value in call.headers.items():
        assert asked.headers[name] == value
    if call.lines is not None:
        assert asked.headers["content-type"] == "application/x-ndjson"
        assert [json.loads(line) for line in asked.body.splitlines()] == list(call.lines)
    elif call.body is not None:
        assert asked.headers["content-type"] == "application/json"
        assert asked.json == call.body
    else:
        assert asked.body == b""


@EACH_CALL
@COLOURS
def test_a_call_sends_what_the_document_says_and_reads_its_example(
    call: Call, is_async: bool, server: BadServer, runner: asyncio.Runner
) -> None:
    server.queue(success(call))
    result = Driver(call.vendor, is_async, server.url, runner).call(
        call.accessor, *call.args, **call.kwargs
    )
    (asked,) = server.asked
    check_request(asked, call)
    assert_decoded(result, call)


@EACH_CALL
@COLOURS
def test_a_call_gives_its_raw_response_too(
    call: Call, is_async: bool, server: BadServer, runner: asyncio.Runner
) -> None:
    server.queue(success(call))
    resource, _, method = call.accessor.rpartition(".")
    raw = Driver(call.vendor, is_async, server.url, runner).call(
        f"{resource}.with_raw_response.{method}", *call.args, **call.kwargs
    )
    check_request(server.asked[0], call)
    assert 200 <= raw.status_code < 300
    assert_decoded(raw.parse(), call)


def assert_decoded(result: Any, call: Call) -> None:
    """The result holds the example, all of it."""
    answer = next(a for a in answers(call.vendor, call.method, call.path) if a.status[0] == "2")
    expected = answer.example
    if call.vendor == "cloudflare":
        expected = expected["result"]
    if hasattr(result, "body"):
        result = result.body
    if not answer.media_type:
        assert result is None
        return
    assert same_json(dumped(result), expected)


def same_json(one: object, other: object) -> bool:
    """Equal, but for the spelling of timestamps (RFC 3339, 5.6)."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same_json(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_json, one, other))
    if isinstance(one, str) and isinstance(other, str) and one != other:
        return datetime.fromisoformat(one) == datetime.fromisoformat(other)
    return one == other


def concrete(status: str) -> int:
    """A status that a range stands for, one that has no entry of its own."""
    return {"4XX": 418, "5XX": 503, "default": 418}.get(status) or int(status)


@EACH_CALL
@COLOURS
def test_every_documented_failure_raises_its_class_with_the_typed_body(
    call: Call, is_async: bool, server: BadServer, runner: asyncio.Runner
) -> None:
    errors = importlib.import_module(f"{PACKAGES[call.vendor][0]}.errors")
    driver = Driver(call.vendor, is_async, server.url, runner)
    failures = [a for a in answers(call.vendor, call.method, call.path) if a.status[0] != "2"]
    for answer in failures:
        status = concrete(answer.status)
        server.queue(json_reply(answer.example, status, x_request_id="req-7"))
        with pytest.raises(errors.APIStatusError) as caught:
            driver.call(call.accessor, *call.args, **call.kwargs)
        assert caught.value.status_code == status
        assert caught.value.request_id == "req-7"
        assert "secret-key" not in f"{caught.value!r} {caught.value}"
        if answer.example is not None:
            assert same_json(dumped(caught.value.body), answer.example)


@pytest.mark.parametrize("vendor", PACKAGES)
def test_the_table_has_every_operation_once(vendor: str) -> None:
    documented = Counter((verb, template) for _, verb, template, _ in operations(document(vendor)))
    called: Counter[tuple[str, str]] = Counter()
    for call in CALLS:
        if call.vendor == vendor:
            called[call.method, best(call, documented)] += 1
    assert called == documented


def best(call: Call, documented: Counter[tuple[str, str]]) -> str:
    """The template of a call's path; one without a placeholder in its place wins."""
    found = [path for verb, path in documented if verb == call.method and fits(path, call.path)]
    return min(found, key=lambda path: path.count("{"))


@COLOURS
def test_a_200_that_says_failure_raises(
    is_async: bool, server: BadServer, runner: asyncio.Runner
) -> None:
    errors = importlib.import_module("cloudflare_vectorize.errors")
    failed = {
        "success": False,
        "result": None,
        "messages": [],
        "errors": [{"code": 1000, "message": "no such index"}],
    }
    server.queue(json_reply(failed))
    driver = Driver("cloudflare", is_async, server.url, runner)
    with pytest.raises(errors.APIError, match="no such index"):
        driver.call("indexes.get", "acc", "movies")


@COLOURS
def test_pages_follow_each_other_and_end(
    is_async: bool, server: BadServer, runner: asyncio.Runner
) -> None:
    example = next(a for a in answers("pinecone", "GET", "/backups")).example
    first = {**example, "pagination": {"next": "more"}}
    server.queue(json_reply(first), json_reply({**example, "pagination": None}))
    client = Driver("pinecone", is_async, server.url, runner).client()

    async def collect() -> list[Any]:
        async with client:
            return [item async for item in client.backups.list(limit=2)]

    if is_async:
        items = runner.run(collect())
    else:
        with client:
            items = list(client.backups.list(limit=2))
    assert len(items) == 2 * len(example["data"])
    assert [asked.query for asked in server.asked] == [
        [("limit", "2")],
        [("limit", "2"), ("paginationToken", "more")],
    ]
