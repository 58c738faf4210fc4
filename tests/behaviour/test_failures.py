# Failures of the four vendors as they are known to arrive, deviations included: typed, never lost.
from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from typing import Any

import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.vendors import PACKAGES, Driver

CALLS = {
    "pinecone": ("indexes.describe", ("movies",)),
    "cloudflare": ("indexes.get", ("acc", "movies")),
    "openai": ("vector_stores.retrieve", ("vs_1",)),
    "upstash": ("vector.create_index", ()),
}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "upstash": {
        "name": "n",
        "region": "us-east-1",
        "similarity_function": "COSINE",
        "dimension_count": 2,
    }
}


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def is_async(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def errors(vendor: str) -> Any:
    return importlib.import_module(f"{PACKAGES[vendor][0]}.errors")


def failure(
    vendor: str, reply: Reply, server: BadServer, runner: asyncio.Runner, *, is_async: bool
) -> Any:
    """The error that a call of the vendor ends with."""
    server.queue(reply)
    accessor, arguments = CALLS[vendor]
    driver = Driver(vendor, is_async, server.url, runner)
    with pytest.raises(errors(vendor).APIError) as caught:
        driver.call(accessor, *arguments, **ARGUMENTS.get(vendor, {}))
    return caught.value


DEVIATING: dict[str, tuple[int, dict[str, Any], Callable[[Any], str], str]] = {
    "cloudflare": (
        404,
        {"success": False, "errors": [{"code": 3000, "message": "no index"}], "messages": [], "result": {}},
        lambda body: body.errors[0].message,
        "no index",
    ),
    "openai": (
        404,
        {"error": {"message": "no store", "type": "invalid_request_error"}},
        lambda body: body.error.message,
        "no store",
    ),
    "pinecone": (
        404,
        {"error": {"code": "NOT_FOUND", "message": "no index"}},
        lambda body: body.error.message,
        "no index",
    ),
}  # fmt: skip


@pytest.mark.parametrize("vendor", DEVIATING)
def test_a_deviating_error_body_is_typed_as_far_as_it_goes(
    vendor: str, is_async: bool, server: BadServer, runner: asyncio.Runner
) -> None:
    status, body, read, said = DEVIATING[vendor]
    error = failure(vendor, json_reply(body, status), server, runner, is_async=is_async)
    assert type(error) is errors(vendor).NotFoundError
    assert not isinstance(error.body, dict)
    assert read(error.body) == said
    assert error.message == said


@pytest.mark.parametrize("vendor", PACKAGES)
@pytest.mark.parametrize(
    ("reply", "body"),
    [
        (Reply(502, b"bad gateway", {"content-type": "text/plain"}), "bad gateway"),
        (Reply(520, b"<html>", {"content-type": "text/html"}), "<html>"),
        (json_reply(["why"], 418), ["why"]),
        (Reply(400), None),
    ],
    ids=["text", "html", "list", "empty"],
)
def test_an_error_body_of_another_kind_is_there_as_it_came(
    vendor: str,
    reply: Reply,
    body: object,
    is_async: bool,
    server: BadServer,
    runner: asyncio.Runner,
) -> None:
    error = failure(vendor, reply, server, runner, is_async=is_async)
    assert isinstance(error, errors(vendor).APIStatusError)
    assert error.body == body


def test_an_envelope_that_says_failure_has_its_typed_body(
    is_async: bool, server: BadServer, runner: asyncio.Runner
) -> None:
    body = {
        "success": False,
        "errors": [{"code": 7, "message": "full"}],
        "messages": [],
        "result": None,
    }
    reply = json_reply(body, cf_ray="ray-1")
    error = failure("cloudflare", reply, server, runner, is_async=is_async)
    kinds = errors("cloudflare")
    assert type(error) is kinds.EnvelopeError
    assert isinstance(error, kinds.APIStatusError)
    assert (error.body.errors[0].code, error.status_code, error.request_id) == (7, 200, "ray-1")


@pytest.mark.parametrize(
    ("vendor", "header"),
    [("cloudflare", "cf-ray"), ("pinecone", "x-pinecone-request-id"), ("openai", "x-request-id")],
)
def test_the_vendors_request_id_is_found(
    vendor: str, header: str, is_async: bool, server: BadServer, runner: asyncio.Runner
) -> None:
    error = failure(vendor, Reply(404, headers={header: "r-1"}), server, runner, is_async=is_async)
    assert error.request_id == "r-1"


def test_a_server_that_is_not_there_is_named(is_async: bool, runner: asyncio.Runner) -> None:
    driver = Driver("pinecone", is_async, "http://127.0.0.1:9", runner)
    with pytest.raises(errors("pinecone").APIConnectionError) as caught:
        driver.call("indexes.describe", "movies")
    assert "GET http://127.0.0.1:9/indexes/movies: " in str(caught.value)
