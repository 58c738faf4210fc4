# The exception tree: what an error says, and what it never shows.
from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.flavors import Flavor
from support.sample_client import Fault, NotFoundError

from templates import runtime
from templates.runtime import (
    APIError,
    APIResponseError,
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    PermissionDeniedError,
    PreconditionFailedError,
    RateLimit,
    RateLimitError,
    ServerError,
    UnprocessableEntityError,
)
from templates.runtime.core import errors
from templates.runtime.features.fake.testing import Fake

CLASSES = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    412: PreconditionFailedError,
    418: APIStatusError,
    422: UnprocessableEntityError,
    429: RateLimitError,
    500: ServerError,
    507: ServerError,
}


def fail(flavor: Flavor, server: BadServer, reply: Reply, **options: Any) -> Any:
    server.queue(reply)
    client = flavor.client(max_retries=0)
    with pytest.raises(APIResponseError) as caught:
        flavor.do(client.things.retrieve("1", **options))
    return caught.value


@pytest.mark.parametrize(("status", "kind"), CLASSES.items())
def test_each_status_has_its_class(
    flavor: Flavor, server: BadServer, status: int, kind: type[APIStatusError]
) -> None:
    error = fail(flavor, server, json_reply({"message": "no"}, status))
    assert type(error) is kind
    assert error.status_code == status


def test_all_public_exceptions_have_one_base() -> None:
    kinds = [getattr(errors, name) for name in dir(errors) if name.endswith("Error")]
    assert len(kinds) > 20
    for kind in kinds:
        assert inspect.isclass(kind)
        assert issubclass(kind, APIError)
        assert getattr(runtime, kind.__name__) is kind


def test_a_redirect_without_an_address_is_a_status_error(flavor: Flavor, server: BadServer) -> None:
    assert fail(flavor, server, Reply(304)).status_code == 304


def test_an_error_tells_all_about_itself(flavor: Flavor, server: BadServer) -> None:
    reply = json_reply({"message": "no such thing", "code": 9}, 404, x_request_id="r-9")
    error = fail(flavor, server, reply)
    assert error.body == Fault(message="no such thing", code=9)
    assert error.headers["X-Request-Id"] == error.request_id == "r-9"
    assert error.json() == {"message": "no such thing", "code": 9}
    assert (error.method, error.url) == ("GET", f"{server.url}/things/1")
    assert error.operation == "retrieve"
    assert str(error) == f"404 GET {server.url}/things/1: no such thing (request id r-9)"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"error": "bad"}, "bad"),
        ({"error": {"message": "deep", "code": "x"}}, "deep"),
        ({"errors": [{"message": "a"}, {"message": "b"}]}, "a; b"),
        ({"detail": "d", "title": "t"}, "d"),
        ({"title": "t", "status": 400}, "t"),
        ({"error": "invalid_grant", "error_description": "expired"}, "expired"),
        (["x", "y"], "x; y"),
        (
            {"title": "invalid", "errors": {"name": ["blank", "short"], "age": "low"}},
            "invalid (name: blank; short; age: low)",
        ),
        ({"message": "invalid", "errors": {"title": ["blank"]}}, "invalid (title: blank)"),
        ({"message": "a", "errors": [{"message": "a"}, {"message": "b"}]}, "a; b"),
        ({"message": "a", "errors": {"message": "a"}}, "a"),
        ({"detail": [{"loc": ["body", "lines", 0], "msg": "required"}]}, "body.lines.0: required"),
        (
            {"errors": [{"source": {"pointer": "/data/name"}, "title": "t", "detail": "blank"}]},
            "/data/name: blank",
        ),
        (
            {"message": "failed", "errors": [{"field": "title", "code": "missing"}]},
            "failed (title: missing)",
        ),
        ({"message": "failed", "errors": [{"field": 7, "code": 3}, {}, None, []]}, "failed"),
        ({"code": 7}, '{"code": 7}'),
        ({"error": {"error": {"error": {"error": {"error": {"error": "too deep"}}}}}}, None),
    ],
)
def test_the_vendors_message_is_found(
    flavor: Flavor, server: BadServer, body: object, message: str | None
) -> None:
    error = fail(flavor, server, json_reply(body, 400))
    assert error.message == message if message else error.message.startswith("{")


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        (b"zw\xf6lf", "text/plain; charset=latin-1", "zwölf"),
        ('{"code": 7}'.encode("utf-16"), "application/json; charset=utf-16", '{"code": 7}'),
        (b'\xef\xbb\xbf{"code": 7}', "application/json", '{"code": 7}'),
        (b"zw\xf6lf", "text/plain; charset=none-such", "zw\ufffdlf"),
    ],
)
def test_a_message_is_read_in_the_charset_of_the_response(
    flavor: Flavor, server: BadServer, content: bytes, kind: str, message: str
) -> None:
    error = fail(flavor, server, Reply(400, content, headers={"content-type": kind}))
    assert error.message == message


def test_an_absurdly_deep_body_is_quoted(flavor: Flavor, server: BadServer) -> None:
    assert fail(flavor, server, Reply(400, b"[" * 100_000)).message.startswith("[[[")


def test_a_body_of_another_shape_is_quoted(flavor: Flavor, server: BadServer) -> None:
    page = b"<html>\n <h1>Bad  Gateway</h1>" + b"x" * 5000
    error = fail(flavor, server, Reply(502, page, {"content-type": "text/html"}))
    assert error.body == page.decode()
    assert "<html> <h1>Bad Gateway</h1>" in str(error)
    assert len(str(error)) < 500
    assert error.content == page


def test_an_empty_body_leaves_the_reason(flavor: Flavor, server: BadServer) -> None:
    assert "Reply" in str(fail(flavor, server, Reply(404)))


def test_errors_survive_pickling_without_credentials(flavor: Flavor, server: BadServer) -> None:
    reply = json_reply({"message": "no"}, 404, set_cookie="session=s3cret", x_request_id="r-1")
    error = fail(flavor, server, reply, extra_query={"token": "s3cret"})
    assert server.asked[0].headers["x-shop-key"] == "k-123"
    packed = pickle.dumps(error)
    assert b"k-123" not in packed
    assert b"s3cret" not in packed
    copy = pickle.loads(packed)
    assert type(copy) is NotFoundError
    assert (str(copy), copy.body, copy.content) == (str(error), error.body, error.content)
    assert copy.headers["content-type"] == "application/json"
    assert copy.request_id == "r-1"
    assert copy.response is None


def test_no_error_shows_a_credential(flavor: Flavor, server: BadServer) -> None:
    error = fail(flavor, server, json_reply({"message": "no"}, 401), extra_query={"api_key": "k-9"})
    for text in (repr(error), str(error), repr(error.response), error.url):
        assert "k-123" not in text
        assert "k-9" not in text


def test_plain_errors_pickle_too() -> None:
    for error in (errors.MissingCredentialError("a"), errors.DeadlineExceededError("b")):
        copy = pickle.loads(pickle.dumps(error))
        assert (type(copy), str(copy), copy.message) == (type(error), str(error), str(error))


@pytest.mark.parametrize("duplicate", [pickle.dumps, copy.copy, copy.deepcopy])
def test_what_needs_its_client_says_why_it_is_not_pickled(
    flavor: Flavor, server: BadServer, duplicate: Callable[[object], object]
) -> None:
    client = flavor.client()
    server.queue(
        json_reply({"id": "1", "name": "lamp"}),
        Reply(200, b"", {"content-type": "text/event-stream"}),
    )
    raw = flavor.do(client.things.with_raw_response.retrieve("1"))
    with pytest.raises(errors.ConfigurationError, match="pickle what parse"):
        duplicate(raw)
    stream = flavor.do(client.things.watch())
    with pytest.raises(errors.ConfigurationError, match=r"a stream .*; pickle its items"):
        duplicate(stream)
    assert flavor.all(stream) == []
    with pytest.raises(errors.ConfigurationError, match="in one process"):
        duplicate(RateLimit(2))
    with pytest.raises(errors.ConfigurationError, match="a fake cannot be pickled"):
        duplicate(Fake("FakeShop"))
    if flavor.is_async:
        with pytest.raises(errors.ConfigurationError, match="before it is fetched"):
            duplicate(client.things.list())
    assert pickle.loads(pickle.dumps(raw.parse())).name == "lamp"


def test_the_client_shows_and_pickles_no_credential(flavor: Flavor) -> None:
    client = flavor.client()
    assert "k-123" not in repr(client)
    assert "k-123" not in repr(client._transport.authenticator)
    with pytest.raises(errors.ConfigurationError):
        pickle.dumps(client)
