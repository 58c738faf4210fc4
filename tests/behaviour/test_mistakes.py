# A client of tests/cases/arguments, and its fake: what a caller gets wrong, said in one clear error before sending.
from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from support.bad_server import BadServer, Reply
from support.case_client import Caller, case_package, runtime_module


class Mode(Enum):
    FAST = "fast"
    SLOW = "slow"


class Scalar:
    """A number of another library."""

    def __init__(self, value: object) -> None:
        self.value = value

    def item(self) -> object:
        return self.value


class Text(str):
    """A text of another library."""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("arguments", tmp_path_factory.mktemp("arguments")) as imported:
        yield imported


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(
    request: pytest.FixtureRequest, package: Any, server: BadServer, runner: asyncio.Runner
) -> Caller:
    return Caller(package, "Arguments", server.url, request.param, runner)


@pytest.fixture
def validated(call: Caller) -> Caller:
    call.options["validate_requests"] = True
    return call


ALWAYS = [
    ("list", {"tgas": ["a"]}, r"jobs.list\(\) got an unexpected keyword argument 'tgas'; did you mean 'tags'\?"),
    ("list", {"max_retires": 1}, r"did you mean 'max_retries'\?"),
    ("list", {"zzz": 1}, r"unexpected keyword argument 'zzz'$"),
    ("list", {"idempotency_key": "k"}, r"unexpected keyword argument 'idempotency_key'"),
    ("list", {"tags": "a"}, r"jobs.list\(\): 'tags' takes a list, not one str; write \[...\] around it"),
    ("create", {"name": "n", "steps": {"command": "c"}}, r"jobs.create\(\): 'steps' takes a list, not one dict"),
    ("replace", {"body": {"command": "c"}}, r"jobs.replace\(\): the body is a list, not one dict"),
    ("list", {"since": datetime(2024, 1, 1)}, r"jobs.list\(\): .* has no time zone"),
    ("list", {"on": datetime(2024, 1, 1, tzinfo=UTC)}, r"jobs.list\(\): 'on' takes a date, not a datetime; write .date\(\) after it"),
    ("create", {"name": "n", "due": datetime(2024, 1, 1, tzinfo=UTC)}, r"jobs.create\(\): 'due' takes a date"),
    ("create", {"name": "n", "holidays": [date(2024, 1, 1), datetime(2024, 1, 2)]}, r"'holidays' takes a date"),
    ("list", {"tags": ["a", None]}, r"jobs.list\(\): tags: None in a list has no text that could be sent; leave the item out"),
    ("create", {"name": "n", "ratio": float("nan")}, r"jobs.create\(\): ratio: a value cannot be sent as JSON"),
    ("list", {"marks": "a"}, r"jobs.list\(\): 'marks' takes a list, not one str"),
    ("list", {"timeout": float("inf")}, r"jobs.list\(\): timeout=inf must be positive and below 1e\+09"),
    ("list", {"deadline": float("nan")}, r"jobs.list\(\): deadline=nan is no number; it takes seconds"),
    ("list", {"timeout": "5"}, r"jobs.list\(\): timeout='5' is a str; it takes seconds"),
    ("list", {"deadline": "5"}, r"deadline='5' is a str"),
    ("list", {"max_retries": 2.5}, r"max_retries=2.5 is a float; it takes a whole number"),
    ("list", {"max_retries": -1}, r"max_retries may not be negative"),
    ("list", {"extra_query": "a=1"}, r"extra_query= takes a mapping, not a str"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "arguments", "message"), ALWAYS)
def test_a_mistake_is_one_error_before_anything_is_sent(
    call: Caller, server: BadServer, package: Any, method: str, arguments: Any, message: str
) -> None:
    with pytest.raises(package.InvalidRequestError, match=message):
        call(f"jobs.{method}", **arguments)
    assert server.asked == []


def test_a_model_is_no_list(call: Caller, server: BadServer, package: Any) -> None:
    step = package.models.Step(command="c")
    with pytest.raises(package.InvalidRequestError, match="'steps' takes a list, not one Step"):
        call("jobs.create", name="n", steps=step)
    assert server.asked == []


def test_a_time_without_a_zone_is_called_so(validated: Caller, package: Any) -> None:
    with pytest.raises(
        package.InvalidRequestError, match=r"jobs.list\(\): since: has no time zone"
    ):
        validated("jobs.list", since=datetime(2024, 1, 1))


def test_an_unknown_keyword_is_a_type_error_too(call: Caller, package: Any) -> None:
    with pytest.raises(TypeError, match="tgas"):
        call("jobs.list", tgas=["a"])


def test_a_wrong_setting_of_the_client_is_said_at_once(package: Any) -> None:
    for wrong in (
        *({"timeout": "5"}, {"deadline": "5"}, {"max_retries": "2"}, {"timeout": True}),
        *({"base_url": 5}, {"default_headers": "x"}, {"on_drift": 5}, {"on_request": "print"}),
    ):
        with pytest.raises(package.ConfigurationError, match=next(iter(wrong))):
            package.Arguments(**wrong)
    with pytest.raises(TypeError, match=r"with_options\(\) .*'timeuot'; did you mean 'timeout'\?"):
        package.Arguments().with_options(timeuot=5)


def of_step(**more: object) -> dict[str, Any]:
    return {"name": "n", "steps": [{"command": "c", **more}]}


VALIDATED = [
    (of_step(comand="c"), r"steps\[0\].comand: Step has no such key; did you mean 'command'\?"),
    ({"name": "n", "steps": [{}]}, r"steps\[0\]: 'command' is missing"),
    (of_step(mode="fats"), r"steps\[0\].mode: 'fats' is none of 'fast', 'safe'; did you mean 'fast'\?"),
    (of_step(mode=Mode.SLOW), r"steps\[0\].mode: "),
    (of_step(then={"command": 1}), r"steps\[0\].then.command: takes a text, not 1"),
    ({"name": 5}, r"jobs.create\(\): name: takes a text, not 5"),
    ({"name": "n", "priority": "1"}, r"priority: takes a whole number, not '1'"),
    ({"name": "n", "priority": 1.5}, r"priority: takes a whole number, not 1.5"),
    ({"name": "n", "priority": True}, r"priority: takes a whole number, not True"),
    ({"name": "n", "ratio": "1"}, r"ratio: takes a number, not '1'"),
    ({"name": "n", "urgent": 1}, r"urgent: takes true or false, not 1"),
    ({"name": "n", "due": 5}, r"due: takes a date or a text or None, not 5"),
    ({"name": "n", "labels": ["a"]}, r"labels: takes a dict, not a list"),
    ({"name": "n", "labels": {"a": 1}}, r"labels.a: takes a text, not 1"),
    ({"name": "n", "labels": {1: "a"}}, r"labels\[1\]: a key is a text"),
    ({"name": "n", "steps": "c"}, r"steps: takes a list, not 'c'; write \[...\] around it"),
    ({"name": "n", "target": {"kind": "mail", "adress": "a"}}, r"target.adress: Mail has no such key; did you mean 'address'\?"),
    ({"name": "n", "target": {"kind": "hook", "address": "a"}}, r"target.address: Hook has no such key"),
    ({"name": "n", "target": 5}, r"target: takes Mail or Hook, not 5"),
    ({"name": "n", "target": {"kind": "hok", "url": "u"}}, r"target.kind: 'hok' is none of 'mail', 'hook'; did you mean 'hook'\?"),
    ({"name": "n", "source": {"upload_idd": "u"}}, r"source.upload_idd: \w*Upload\w* has no such key; did you mean 'upload_id'\?"),
    ({"name": "n", "pair": ["a"]}, r"pair: takes 2 items, not 1"),
    ({"name": "n", "pair": ["a", "b"]}, r"pair\[1\]: takes a whole number, not 'b'"),
    ({"name": "n", "priority": None}, r"priority: takes a whole number, not None"),
    (of_step(mode=None), r"steps\[0\].mode: None is none of 'fast', 'safe'"),
    (of_step(then=None), r"steps\[0\].then: takes Step, not None"),
    ({"name": "n", "limits": {"cpu": 1}}, r"limits: 'unit' is missing"),
    ({"name": "n", "limits": {"unit": "tb", "cpu": 1}}, r"limits.unit: 'tb' is none of 'mb', 'gb'"),
    ({"name": "n", "limits": {"unit": "mb", "cpu": "1"}}, r"limits.cpu: takes a whole number or None, not '1'"),
    ({"name": "n", "limits": {"unit": "mb", "step": {"comand": "c"}}}, r"limits.step.comand: Step has no such key"),
    ({"name": "n", "settings": {"retryCount": "1"}}, r"settings.retry_count: takes a whole number, not '1'"),
    ({"name": "n", "settings": {"step": {"command": 1}}}, r"settings.step.command: takes a text, not 1"),
    ({"name": "n", "trigger": {"kind": "event", "on": True}}, r"trigger.on: takes a whole number or a text, not True"),
    ({"priority": 1}, r"jobs.create\(\): missing a required (?:keyword-only )?argument: 'name'"),
    ({"nmae": "n"}, r"jobs.create\(\) got an unexpected keyword argument 'nmae'; did you mean 'name'\?"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), VALIDATED)
def test_validated_requests_find_every_mistake(
    validated: Caller, server: BadServer, package: Any, arguments: Any, message: str
) -> None:
    with pytest.raises(package.InvalidRequestError, match=message):
        validated("jobs.create", **arguments)
    assert server.asked == []


def test_null_is_refused_wherever_the_api_knows_none(
    validated: Caller, server: BadServer, package: Any
) -> None:
    for method, arguments in (
        ("lines.load", {"items": [{"command": "c", "mode": None}]}),
        ("list", {"state": None}),
        ("photos.send", {"photo": b"", "note": None}),
    ):
        with pytest.raises(package.InvalidRequestError, match=r"not None|None is none of"):
            validated(f"jobs.{method}", **arguments)
    assert server.asked == []
    server.queue(Reply(204))
    validated("jobs.create", name="n", due=None)
    assert json.loads(server.asked[0].body) == {"name": "n", "due": None}


def test_without_validation_null_is_sent_in_json_and_left_out_elsewhere(
    call: Caller, server: BadServer
) -> None:
    server.queue(*[Reply(204)] * 3)
    call("jobs.lines.load", items=[{"command": "c", "mode": None}])
    call("jobs.list", state=None)
    call("jobs.photos.send", photo=b"", note=None)
    lines, listed, parts = server.asked
    assert json.loads(lines.body) == {"command": "c", "mode": None}
    assert "?" not in listed.target
    assert b"note" not in parts.body


def test_moments_that_a_response_gave_are_parts_of_a_form(
    call: Caller, server: BadServer, package: Any
) -> None:
    server.queue(Reply(204))
    text, values = "2024-02-03T04:05:06.10+00:00", runtime_module(package, "data.values")
    call("jobs.photos.send", photo=b"", taken=[values.read_timestamp(text)])
    assert text.encode() in server.asked[0].body


def test_the_views_are_validated_too(validated: Caller, server: BadServer, package: Any) -> None:
    with pytest.raises(package.InvalidRequestError, match="name: takes a text"):
        validated("jobs.with_raw_response.create", name=5)
    with pytest.raises(package.InvalidRequestError, match="name: takes a text"):
        package.Arguments(validate_requests=True).jobs.with_streaming_response.create(
            name=5
        ).__enter__()


def test_many_mistakes_are_counted(validated: Caller, package: Any) -> None:
    with pytest.raises(package.InvalidRequestError, match=r"; and 3 more$"):
        validated("jobs.create", name="n", labels=dict.fromkeys("abcdefgh", 1))


RIGHT: list[tuple[str, dict[str, Any]]] = [
    ("create", {"name": "n"}),
    ("create", {"name": "n", "due": None, "priority": 1.0}),
    ("create", of_step(mode=Text("fast"))),
    ("create", {"name": "n", "due": date(2024, 1, 1), "ratio": 1, "urgent": False}),
    ("create", {"name": "n", "due": "2024-01-01", "ratio": Decimal("0.1"), "priority": Scalar(1)}),
    ("create", {"name": "n", "ratio": Fraction(1, 2), "labels": {"a": "b"}, "pair": ("a", 1)}),
    ("create", {"name": "n", "target": {"kind": "hook", "url": "u"}}),
    ("create", of_step(mode=Mode.FAST, then={"command": "c", "then": {"command": "d"}})),
    ("create", {"name": "n", "limits": {"unit": "mb", "cpu": 1, "disk": None}, "settings": {}}),
    ("create", {"name": "n", "settings": {"retry_count": 1, "more": [1]}}),
    ("create", {"name": "n", "trigger": {"kind": "event", "on": "x", "source": "s", "zone": 1}}),
    ("create", {"name": "n", "trigger": {"kind": "time", "on": 5}}),
    ("replace", {"body": [{"command": "c"}]}),
    ("replace", {"body": ({"command": c} for c in "ab")}),
    ("list", {"tags": {"a"}, "since": datetime(2024, 1, 1, tzinfo=UTC), "state": "open"}),
    ("list", {"since": "2024-01-01T00:00:00Z", "timeout": 5, "extra_query": {"a": 1}}),
]


@pytest.mark.parametrize(("method", "arguments"), RIGHT)
def test_what_is_right_is_sent(
    validated: Caller, server: BadServer, method: str, arguments: dict[str, Any]
) -> None:
    server.queue(Reply(204))
    assert validated(f"jobs.{method}", **arguments) is None


@pytest.mark.parametrize("content", [b"1", "text", io.BytesIO(b"1"), [b"1"], Path(__file__)])
def test_uploads_are_right_in_each_form(
    validated: Caller, server: BadServer, content: object
) -> None:
    server.queue(Reply(204))
    validated("jobs.append_log", 1, content=content)
    assert len(server.asked) == 1


def test_models_and_what_a_response_gave_are_right(
    validated: Caller, server: BadServer, package: Any
) -> None:
    models = import_module(f"{package.__name__}.models")
    server.queue(Reply(204), Reply(204))
    validated(
        "jobs.create",
        name="n",
        steps=[models.Step(command="c")],
        target=models.Mail(kind="mail", address="a"),
    )
    validated("jobs.create", name="n", target=package.UnknownVariant({"kind": "new"}))
    assert len(server.asked) == 2


def test_the_fake_validates_from_the_start(package: Any) -> None:
    fake = import_module(f"{package.__name__}.testing").FakeArguments()
    with pytest.raises(package.InvalidRequestError, match="name: takes a text"):
        fake.client().jobs.create(name=5)
    assert fake.requests == []
    fake.jobs.create.returns(None)
    fake.client(validate_requests=False).jobs.create(name=5)
    assert fake.requests[0].json() == {"name": 5}


def test_a_client_that_validates_is_made_from_one_that_does_not(package: Any) -> None:
    client = package.Arguments(base_url="http://localhost:1")
    with pytest.raises(package.InvalidRequestError, match="name: takes a text"):
        client.with_options(validate_requests=True).jobs.create(name=5)


def test_a_required_file_is_not_none_and_a_member_that_cannot_be_sent_is_named(
    call: Caller, server: BadServer, package: Any
) -> None:
    for method, arguments, message in (
        ("photos.send", {"photo": None}, "jobs.photos.send(): the file 'photo' may not be None"),
        (
            "create",
            {"name": "n", "ratio": float("nan")},
            "jobs.create(): ratio: a value cannot be sent",
        ),
        ("create", {"name": float("inf")}, "jobs.create(): name: a value cannot be sent as JSON"),
    ):
        with pytest.raises(package.InvalidRequestError) as caught:
            call(f"jobs.{method}", **arguments)
        assert str(caught.value).startswith(message)
    assert server.asked == []
