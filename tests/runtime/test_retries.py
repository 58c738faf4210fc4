# Retries, deadlines and idempotency keys, against a server that fails on purpose.
from __future__ import annotations

import time
from collections.abc import Iterator
from email.utils import formatdate
from typing import Any

import httpx
import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.flavors import Flavor, StillClock
from support.sample_client import Shop

from templates.runtime import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    ConfigurationError,
    DeadlineExceededError,
    Operation,
    Retry,
    ServerError,
)
from templates.runtime.exchange.retry import Failure, RetryPolicy

THING = {"id": "1", "name": "lamp"}


GATEWAYS = [520, 521, 522, 523, 524, 525, 526, 527, 528, 529, 530, 598, 599]


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, *GATEWAYS])
def test_transient_statuses_are_retried_with_growing_waits(
    flavor: Flavor, server: BadServer, status: int
) -> None:
    server.queue(Reply(status), Reply(status), json_reply(THING))
    assert flavor.do(flavor.client().things.retrieve("1")).name == "lamp"
    assert len(server.asked) == 3
    assert flavor.clock.naps == [0.5, 1.0]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 501, 505, 511])
def test_other_statuses_are_not_retried(flavor: Flavor, server: BadServer, status: int) -> None:
    server.handler = lambda _: Reply(status)
    with pytest.raises(Exception, match=str(status)):
        flavor.do(flavor.client().things.retrieve("1"))
    assert len(server.asked) == 1


def test_gives_up_after_max_retries_of_client_and_call(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: Reply(503)
    with pytest.raises(ServerError):
        flavor.do(flavor.client(max_retries=4).things.retrieve("1"))
    assert len(server.asked) == 5
    with pytest.raises(ServerError):
        flavor.do(flavor.client(max_retries=4).things.retrieve("1", max_retries=0))
    assert len(server.asked) == 6


@pytest.mark.parametrize("fault", [Reply(reset=True), Reply(body=b"x" * 9, cut=3)])
def test_broken_connections_are_retried_for_a_safe_call(
    flavor: Flavor, server: BadServer, fault: Reply
) -> None:
    server.queue(fault, json_reply(THING))
    assert flavor.do(flavor.client().things.retrieve("1")).name == "lamp"


def test_a_cut_body_is_an_error_when_retries_are_used_up(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: Reply(body=b"x" * 9, cut=3)
    with pytest.raises(APIConnectionError):
        flavor.do(flavor.client().things.retrieve("1"))
    assert len(server.asked) == 3


def test_a_slow_answer_times_out_and_is_retried(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(delay=5), json_reply(THING))
    assert flavor.do(flavor.client(timeout=0.1).things.retrieve("1")).name == "lamp"
    server.queue(Reply(delay=5))
    with pytest.raises(APITimeoutError):
        flavor.do(flavor.client().things.retrieve("1", timeout=0.1, max_retries=0))


@pytest.mark.parametrize(
    "fault", [Reply(500), Reply(503), Reply(520), Reply(reset=True), Reply(cut=0, body=b"x")]
)
def test_a_post_is_never_repeated_blindly(flavor: Flavor, server: BadServer, fault: Reply) -> None:
    server.handler = lambda _: fault
    with pytest.raises(APIError):
        flavor.do(flavor.client().things.create(name="lamp"))
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "reply",
    [
        Reply(429),
        Reply(429, headers={"Retry-After": "3"}),
        Reply(503, headers={"Retry-After": "3"}),
        Reply(503, headers={"retry-after-ms": "3000"}),
        Reply(500, headers={"x-should-retry": "true"}),
        Reply(400, headers={"X-Should-Retry": "True"}),
    ],
    ids=str,
)
def test_a_post_is_repeated_where_the_server_did_nothing(
    flavor: Flavor, server: BadServer, reply: Reply
) -> None:
    server.queue(reply, json_reply(THING))
    assert flavor.do(flavor.client().things.create(name="lamp")).name == "lamp"
    assert [asked.json for asked in server.asked] == [{"name": "lamp"}] * 2


def test_the_server_may_forbid_a_repetition(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: Reply(503, headers={"x-should-retry": "false", "Retry-After": "1"})
    with pytest.raises(ServerError):
        flavor.do(flavor.client().things.retrieve("1"))
    assert len(server.asked) == 1


def test_the_caller_may_know_better(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(500), Reply(reset=True), json_reply(THING))
    things = flavor.client().things
    assert flavor.do(things.create(name="lamp", idempotent=True)).name == "lamp"
    server.queue(Reply(500))
    with pytest.raises(ServerError):
        flavor.do(things.retrieve("1", idempotent=False))
    assert len(server.asked) == 4


@pytest.mark.parametrize("header", ["Retry-After", "retry-after-ms"])
@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_wait_beyond_the_cap_is_the_error_at_once(
    flavor: Flavor, server: BadServer, header: str, status: int
) -> None:
    server.handler = lambda _: Reply(status, headers={header: "61001" if "ms" in header else "61"})
    client = flavor.client()
    with pytest.raises(APIError):
        flavor.do(client.things.retrieve("1"))
    assert (len(server.asked), flavor.clock.naps) == (1, [])
    patient = client.with_options(retry_policy=RetryPolicy(max_retry_after=62))
    with pytest.raises(APIError):
        flavor.do(patient.things.retrieve("1"))
    assert (len(server.asked), len(flavor.clock.naps)) == (4, 2)


def test_the_policy_of_the_client(flavor: Flavor, server: BadServer) -> None:
    policy = RetryPolicy(initial_delay=2, max_delay=5, statuses={404, 500})
    client = flavor.client(retry_policy=policy, max_retries=4)
    server.queue(*[Reply(404)] * 4, json_reply(THING))
    assert flavor.do(client.things.retrieve("1")).name == "lamp"
    assert flavor.clock.naps == [2, 4, 5, 5]
    server.queue(Reply(503))
    with pytest.raises(ServerError):
        flavor.do(client.things.retrieve("1"))
    for name in ("initial_delay", "max_delay", "max_retry_after"):
        with pytest.raises(ConfigurationError, match=name):
            RetryPolicy(**{name: -1})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "settings",
    [
        {"initial_delay": "1"}, {"max_delay": True}, {"max_retry_after": None},
        {"statuses": "503"}, {"statuses": {"503"}}, {"statuses": 503}, {"statuses": [True]},
    ],
    ids=str,
)  # fmt: skip
def test_a_policy_that_cannot_work_is_refused(settings: Any) -> None:
    with pytest.raises(ConfigurationError, match=f"RetryPolicy: {next(iter(settings))}="):
        RetryPolicy(**settings)


@pytest.mark.parametrize("policy", [3, {"initial_delay": 1}, "fast"], ids=str)
def test_only_a_policy_is_a_policy(flavor: Flavor, policy: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"retry_policy=.* is not a RetryPolicy"):
        flavor.client(retry_policy=policy)
    with pytest.raises(ConfigurationError, match=r"retry_policy=.* is not a RetryPolicy"):
        flavor.client().with_options(retry_policy=policy)


def test_a_proxy_that_refuses_is_no_connection(server: BadServer) -> None:
    server.handler = lambda _: Reply(502)
    clock = StillClock()
    with httpx.Client(proxy=server.url) as http:
        client = Shop(api_key="k", base_url="https://api.invalid", http_client=http, clock=clock)
        with pytest.raises(APIConnectionError, match="502"):
            client.things.create(name="x")
    assert len(clock.naps) == 2


def test_a_post_is_repeated_when_no_connection_was_made(flavor: Flavor) -> None:
    client = flavor.client(base_url="http://127.0.0.1:1")
    with pytest.raises(APIConnectionError):
        flavor.do(client.things.create(name="lamp"))
    assert flavor.clock.naps == [0.5, 1.0]


def test_a_keyed_post_is_repeated_with_the_same_key(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(500), Reply(reset=True), json_reply(THING), json_reply(THING))
    client = flavor.client()
    flavor.do(client.things.pay(name="lamp"))
    first = {asked.headers["idempotency-key"] for asked in server.asked}
    assert len(server.asked) == 3
    assert len(first) == 1
    flavor.do(client.things.pay(name="lamp"))
    assert server.asked[-1].headers["idempotency-key"] not in first


def test_the_callers_idempotency_key_is_used(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: json_reply(THING)
    client = flavor.client()
    flavor.do(client.things.pay(name="lamp", idempotency_key="mine"))
    assert server.asked[-1].headers["idempotency-key"] == "mine"
    with pytest.raises(TypeError, match="idempotency_key"):
        flavor.do(client.things.create(name="lamp", idempotency_key="mine"))


@pytest.fixture
def _far_from_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_far_from_utc")
@pytest.mark.parametrize(
    ("header", "value", "seconds"),
    [
        ("Retry-After", "7", 7.0),
        ("Retry-After", "0", 0.0),
        ("Retry-After", formatdate(1_000_009, usegmt=True), 9.0),
        ("Retry-After", formatdate(900_000, usegmt=True), 0.0),
        ("Retry-After", "Mon, 12 Jan 1970 13:46:49 -0000", 9.0),
        ("Retry-After", "Mon Jan 12 13:46:49 1970", 9.0),
        ("retry-after-ms", "250", 0.25),
        ("Retry-After", "60", 60.0),
        ("Retry-After", "soon", 0.5),
        ("Retry-After", "-3", 0.5),
        ("Retry-After", "nan", 0.5),
        ("Retry-After", "Mon, 12 Jan 99999999999 13:46:49 GMT", 0.5),
    ],
)
def test_the_server_says_how_long_to_wait(
    flavor: Flavor, server: BadServer, header: str, value: str, seconds: float
) -> None:
    server.queue(Reply(429, headers={header: value}), json_reply(THING))
    flavor.do(flavor.client().things.retrieve("1"))
    assert flavor.clock.naps == [seconds]


def test_retry_after_ms_goes_before_retry_after() -> None:
    headers = {"retry-after-ms": "1500", "retry-after": "9"}
    delay = RetryPolicy().next_delay(0, 429, headers, Retry.SAFE, StillClock())
    assert delay == 1.5


def test_backoff_has_full_jitter_and_a_cap() -> None:
    clock, policy = StillClock(), RetryPolicy()
    clock.luck = 0.25
    delays = [policy.next_delay(n, 500, {}, Retry.SAFE, clock) for n in range(7)]
    assert delays == [0.125, 0.25, 0.5, 1.0, 2.0, 2.0, 2.0]


def test_the_policy_by_retry_class() -> None:
    clock, policy = StillClock(), RetryPolicy()
    for retry in Retry:
        assert policy.next_delay(0, Failure.UNSENT, {}, retry, clock) is not None
        repeated = policy.next_delay(0, Failure.CUT, {}, retry, clock) is not None
        assert repeated is (retry is not Retry.NEVER)


def test_a_body_that_cannot_be_rewound_is_not_retried(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(503))
    with pytest.raises(ServerError, match=r"503 .*an iterator .* can be sent only once"):
        flavor.do(flavor.client().things.put_raw("k", iter([b"a", b"b"])))
    assert [asked.body for asked in server.asked] == [b"ab"]


def test_a_body_that_can_be_rewound_is_sent_again_in_full(
    flavor: Flavor, server: BadServer, tmp_path: Any
) -> None:
    path = tmp_path / "blob"
    path.write_bytes(b"0123456789")
    client = flavor.client()
    with path.open("rb") as file:
        file.seek(4)
        for content, sent in ((b"abc", b"abc"), (path, b"0123456789"), (file, b"456789")):
            server.queue(Reply(503))
            flavor.do(client.things.put_raw("k", content))
            assert [asked.body for asked in server.asked[-2:]] == [sent, sent]


def test_the_deadline_ends_retries_with_the_last_error(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: Reply(503, headers={"Retry-After": "4"})
    with pytest.raises(ServerError):
        flavor.do(flavor.client(max_retries=9).things.retrieve("1", deadline=10))
    assert len(server.asked) == 3
    assert sum(flavor.clock.naps) < 10


@pytest.mark.parametrize(
    "reply",
    [
        Reply(delay=30),
        Reply(chunks=[b" "] * 500, pause=0.1),
        Reply(chunks=[b" "], pause=30),
    ],
    ids=["no answer", "dripping body", "stalled body"],
)
def test_the_deadline_holds_in_every_phase(flavor: Flavor, server: BadServer, reply: Reply) -> None:
    server.handler = lambda _: reply
    started = time.monotonic()
    with pytest.raises(DeadlineExceededError):
        flavor.do(flavor.client(clock=None, deadline=0.4).things.retrieve("1"))
    assert 0.3 < time.monotonic() - started < 3


@pytest.mark.usefixtures("server")
def test_the_deadline_holds_while_an_upload_is_made(flavor: Flavor) -> None:
    def drops() -> Iterator[bytes]:
        for _ in range(9):
            flavor.clock.now += 1
            yield b"x"

    with pytest.raises(DeadlineExceededError):
        flavor.do(flavor.client(deadline=5).things.put_raw("k", drops()))
    assert 5 <= flavor.clock.now - 1_000_000 < 8


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"deadline": 0}, DeadlineExceededError),
        ({"deadline": -2.5}, DeadlineExceededError),
        ({"timeout": 0}, ConfigurationError),
        ({"timeout": -1}, ConfigurationError),
        ({"max_retries": -1}, ConfigurationError),
    ],
    ids=str,
)
def test_without_time_nothing_is_sent(
    flavor: Flavor, server: BadServer, options: Any, problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        flavor.do(flavor.client().things.retrieve("1", **options))
    with pytest.raises(problem):
        flavor.do(flavor.client(**options).things.retrieve("1"))
    assert server.asked == []


def test_timeouts_of_httpx_are_accepted(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(delay=5))
    client = flavor.client(timeout=httpx.Timeout(9, read=0.1), max_retries=0)
    with pytest.raises(APITimeoutError):
        flavor.do(client.things.retrieve("1"))


def test_an_unknown_option_is_an_error_before_sending(flavor: Flavor, server: BadServer) -> None:
    with pytest.raises(TypeError, match="time_out"):
        flavor.do(flavor.client().things.retrieve("1", time_out=3))
    assert server.asked == []


def test_a_keyed_operation_needs_its_header() -> None:
    with pytest.raises(ValueError, match="idempotency_header"):
        Operation[object](id="op", method="POST", path="/", retry=Retry.KEYED, success={})
