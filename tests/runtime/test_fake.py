# The in-memory fake, as a generated testing.py builds it.
from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from support import sample_client as shop
from support.bad_server import BadServer
from support.flavors import Flavor
from support.sample_client import Fault, NotFoundError, Thing

from templates.runtime import APIConnectionError, APITimeoutError, RateLimitError, ServerError
from templates.runtime.features.fake.testing import Fake, RecordedRequest, UnstubbedCallError

THING = Thing(id="1", name="lamp", size=3)


class FakeThings:
    def __init__(self, fake: Fake) -> None:
        self.retrieve = fake.stub(shop.RETRIEVE, "things.retrieve")
        self.create = fake.stub(shop.CREATE, "things.create")
        self.remove = fake.stub(shop.REMOVE, "things.remove")
        self.wrapped = fake.stub(shop.WRAPPED, "things.wrapped")
        self.list = fake.stub(shop.LIST, "things.list")
        self.watch = fake.stub(shop.WATCH, "things.watch")
        self.rows = fake.stub(shop.ROWS, "things.rows")
        self.download = fake.stub(shop.DOWNLOAD, "things.download")
        self.upload = fake.stub(shop.UPLOAD, "things.upload")
        self.export = fake.stub(shop.EXPORT, "things.export")


class FakeShop(Fake):
    def __init__(self) -> None:
        super().__init__("FakeShop")
        self.things = FakeThings(self)


@pytest.fixture
def fake() -> FakeShop:
    return FakeShop()


@pytest.fixture
def client(fake: FakeShop, flavor: Flavor) -> Any:
    http = fake.async_http_client() if flavor.is_async else fake.http_client()
    return flavor.client(
        base_url="https://fake.invalid", http_client=http, clock=fake.clock, strict_responses=True
    )


def test_a_model_or_a_dict_is_returned(fake: FakeShop, client: Any, flavor: Flavor) -> None:
    fake.things.retrieve.returns(THING)
    thing = flavor.do(client.things.retrieve("a/b", extra_query={"x": [1, 2], "y": 3}))
    assert (thing.id, thing.size) == ("1", 3)
    fake.things.retrieve.returns({"id": "2", "name": "sofa", "later": 1})
    assert flavor.do(client.things.retrieve("2")).later == 1
    (first, second) = fake.things.retrieve.requests
    assert fake.requests == [first, second]
    assert (first.operation, first.method, first.path) == ("retrieve", "GET", "/things/a%2Fb")
    assert (first.path_params, first.query) == ({"id": "a/b"}, {"x": ["1", "2"], "y": "3"})
    assert first.headers["x-shop-key"] == "k-123"
    assert fake.things.retrieve.called
    assert not fake.things.create.called


def test_a_function_answers(fake: FakeShop, client: Any, flavor: Flavor) -> None:
    def answer(request: RecordedRequest) -> object:
        body: Any = request.json()
        return {"id": "9", **body} if body["name"] != "bad" else Exception("no")

    fake.things.create.calls(answer)
    assert flavor.do(client.things.create(name="new")).id == "9"
    with pytest.raises(Exception, match="no"):
        flavor.do(client.things.create(name="bad"))


def test_failures(fake: FakeShop, client: Any, flavor: Flavor) -> None:
    fake.things.retrieve.raises(NotFoundError)
    with pytest.raises(NotFoundError):
        flavor.do(client.things.retrieve("1"))
    fake.things.retrieve.responds(404, json=Fault(message="gone", code=3))
    with pytest.raises(NotFoundError, match="gone") as caught:
        flavor.do(client.things.retrieve("1"))
    assert caught.value.body == Fault(message="gone", code=3)
    fake.things.retrieve.raises(httpx.ConnectError("down"))
    with pytest.raises(APIConnectionError, match="down"):
        flavor.do(client.things.retrieve("1"))
    fake.things.retrieve.raises(APITimeoutError)
    with pytest.raises(APITimeoutError, match=r"things\.retrieve"):
        flavor.do(client.things.retrieve("1"))
    fake.things.retrieve.raises(ServerError)
    with pytest.raises(ServerError):
        flavor.do(client.things.retrieve("1"))
    assert fake.clock.sleeps == [0.5, 1.0] * 2


def test_an_uploaded_body_is_recorded(fake: FakeShop, client: Any, flavor: Flavor) -> None:
    fake.things.upload.returns({})
    flavor.do(client.things.upload(file=iter([b"pay", b"load"])))
    assert b"\r\n\r\npayload\r\n--" in fake.requests[0].content


def test_faults_come_first_and_take_no_time(fake: FakeShop, client: Any, flavor: Flavor) -> None:
    fake.things.retrieve.rate_limited(retry_after=30).cuts_body().returns(THING)
    assert flavor.do(client.things.retrieve("1")).name == "lamp"
    assert fake.clock.sleeps == [30.0, 1.0]
    fake.things.create.rate_limited(retry_after=90).returns(THING)
    with pytest.raises(RateLimitError):
        flavor.do(client.things.create(name="x"))
    fake.things.create.delays(100).returns(THING)
    with pytest.raises(APITimeoutError):
        flavor.do(client.things.create(name="x", timeout=9))
    fake.things.create.delays(5).returns(THING)
    assert flavor.do(client.things.create(name="x", timeout=9)).name == "lamp"
    fake.things.create.cuts_body()
    with pytest.raises(APIConnectionError):
        flavor.do(client.things.create(name="x"))


def test_lists_turn_their_pages(fake: FakeShop, client: Any, flavor: Flavor) -> None:
    first = {"data": [{"id": "1", "name": "a"}], "cursor": {"next": "2"}}
    fake.things.list.returns_each(first, {"data": [{"id": "2", "name": "b"}]})
    assert [thing.name for thing in flavor.all(client.things.list())] == ["a", "b"]
    assert [request.query for request in fake.requests] == [{}, {"after": "2"}]


def test_other_kinds_of_results(fake: FakeShop, client: Any, flavor: Flavor) -> None:
    fake.things.watch.streams([THING, {"id": "2", "name": "b"}])
    assert [thing.id for thing in flavor.all(flavor.do(client.things.watch()))] == ["1", "2"]
    fake.things.rows.streams([THING])
    assert [thing.id for thing in flavor.all(flavor.do(client.things.rows()))] == ["1"]
    for wrong in (THING, "text", {"id": "1"}):
        with pytest.raises(TypeError, match=r"streams\(\) takes a list of items, not one"):
            fake.things.rows.streams(wrong)  # type: ignore[arg-type]  # what a user may write
    with pytest.raises(TypeError, match=r"things.download returns no stream; use returns\(\)"):
        fake.things.download.streams([{}])
    fake.things.download.returns(b"pdf")
    assert flavor.do(client.things.download()) == b"pdf"
    fake.things.export.returns("a,b")
    assert flavor.do(client.things.export()) == "a,b"
    fake.things.remove.returns(None)
    assert flavor.do(client.things.remove("1")) is None
    fake.things.wrapped.returns(THING)
    assert flavor.do(client.things.wrapped()).name == "lamp"
    failure = {"success": False, "errors": [{"message": "full"}], "result": None}
    fake.things.wrapped.returns(failure)
    with pytest.raises(Exception, match="full"):
        flavor.do(client.things.wrapped())


def test_an_unstubbed_call_says_what_to_write(fake: FakeShop, client: Any, flavor: Flavor) -> None:
    with pytest.raises(UnstubbedCallError) as caught:
        flavor.do(client.things.retrieve("1"))
    assert str(caught.value) == (
        "GET /things/1 was called and has no answer; "
        "write fake.things.retrieve.returns(...) on your FakeShop before the call"
    )
    with pytest.raises(UnstubbedCallError, match="PATCH /nowhere is no operation of FakeShop"):
        flavor.do(client.request("PATCH", "/nowhere"))
    assert [request.operation for request in fake.requests] == ["retrieve", ""]


def test_a_stub_that_breaks_the_schema_is_found_out(
    fake: FakeShop, client: Any, flavor: Flavor
) -> None:
    fake.things.retrieve.responds(200, json={"id": "1"})
    with pytest.raises(Exception, match="name"):
        flavor.do(client.things.retrieve("1"))


@pytest.mark.parametrize(
    ("stub", "value", "problem"),
    [
        ("retrieve", {"id": "1"}, r"things\.retrieve does not return this: name: is required"),
        ("retrieve", {"id": "1", "name": "a", "siize": 3}, r"siize: .*; did you mean 'size'\?"),
        ("retrieve", {"id": "1", "name": 7}, r"name: "),
        ("retrieve", [THING], r"\$: "),
        ("download", {"id": "1"}, "it is a dict, not bytes or text"),
        ("export", [1], "it is a list, not bytes or text"),
        ("retrieve", "lamp", r"\$: "),
        ("wrapped", {"id": "1", "nmae": "a"}, r"name: is required and missing"),
        ("list", {"data": [{"id": "1", "name": "a", "siize": 3}]}, r"data\[0\]\.siize: .*'size'"),
    ],
)
def test_a_stub_that_the_operation_does_not_return(
    fake: FakeShop, client: Any, flavor: Flavor, stub: str, value: Any, problem: str
) -> None:
    stubbed = getattr(fake.things, stub)
    for set_answer in (stubbed.returns, stubbed.returns_each):
        with pytest.raises(TypeError, match=problem):
            set_answer(value)
    assert not stubbed.is_stubbed
    if stub == "retrieve":
        stubbed.calls(lambda _: value)
        with pytest.raises(TypeError, match=problem):
            flavor.do(client.things.retrieve("1"))


def test_an_item_that_the_stream_does_not_have(fake: FakeShop) -> None:
    with pytest.raises(TypeError, match=r"things\.rows does not return this: name: is required"):
        fake.things.rows.streams([{"id": "1", "name": "a"}, {"id": "2"}])
    fake.things.rows.streams([{"id": "1", "name": "a", "later": 1}])


def test_no_socket_is_opened(
    fake: FakeShop, client: Any, flavor: Flavor, server: BadServer
) -> None:
    fake.things.create.returns(THING)
    flavor.do(client.things.create(name="x", parts=[THING]))
    assert json.loads(fake.requests[0].content) == {
        "name": "x",
        "parts": [{"name": "lamp", "size": 3}],
    }
    assert server.connections == 0
