# The client of tests/cases/nested-resources over real sockets: resources below resources, in both flavors.
from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.bad_server import BadServer, json_reply
from support.case_client import Caller, case_package

ACCOUNT = {"id": "b1", "account": {"id": "a1"}}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("nested-resources", tmp_path_factory.mktemp("nested")) as package:
        yield package


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(request: Any, package: Any, server: BadServer, runner: asyncio.Runner) -> Caller:
    return Caller(package, "NestedResources", server.url, request.param, runner)


def test_a_method_two_and_three_resources_deep(call: Caller, server: BadServer) -> None:
    server.queue(json_reply(ACCOUNT), json_reply({"ok": True}))
    assert call("accounts.bank_accounts.delete", "a1", "b1").account.id == "a1"
    assert call("accounts.bank_accounts.verifications.create", amount=3).ok is True
    assert [(asked.method, asked.path) for asked in server.asked] == [
        ("DELETE", "/accounts/a1/bank_accounts/b1"),
        ("POST", "/verifications"),
    ]
    assert server.asked[1].json == {"amount": 3}


def test_a_resource_without_methods_holds_others(call: Caller, server: BadServer) -> None:
    server.queue(json_reply(None, status=204), json_reply(["u1"]))
    assert call("admin.conversations.restrict_access.add_group") is None
    assert list(call("admin.users.list")) == ["u1"]


def test_methods_of_the_client_itself(call: Caller, server: BadServer) -> None:
    server.queue(json_reply({"id": "a1"}), json_reply([{"at": 1}]))
    assert call("find", "a1", full=True).id == "a1"
    assert [event.at for event in call("events")] == [1]
    assert [asked.target for asked in server.asked] == ["/find/a1?full=true", "/events"]


def test_the_client_and_nested_resources_wait(call: Caller, server: BadServer) -> None:
    server.queue(json_reply({"id": "a1"}), json_reply({}, status=404))
    assert call("wait_until_gone", "a1") is None
    server.queue(
        json_reply({"ok": True, "state": "open"}), json_reply({"ok": True, "state": "done"})
    )
    wait = "accounts.bank_accounts.verifications.wait_until_verified"
    assert call(wait, amount=1).state == "done"
    assert [asked.path for asked in server.asked] == ["/find/a1"] * 2 + ["/verifications"] * 2


def test_raw_answers_of_the_client_itself(
    package: Any, server: BadServer, runner: asyncio.Runner
) -> None:
    server.handler = lambda _: json_reply({"id": "a1"}, x_one="1")
    with package.NestedResources(base_url=server.url) as client:
        raw = client.with_raw_response.find("a1")
        with client.with_streaming_response.find("a1") as streamed:
            assert (raw.headers["x-one"], raw.parse().id) == ("1", "a1")
            assert streamed.read() == b'{"id": "a1"}'

    async def ask() -> None:
        async with package.AsyncNestedResources(base_url=server.url) as client:
            raw = await client.with_raw_response.find("a1")
            async with client.with_streaming_response.find("a1") as streamed:
                assert (raw.headers["x-one"], raw.parse().id) == ("1", "a1")
                assert await streamed.read() == b'{"id": "a1"}'

    runner.run(ask())


def queue_pages(server: BadServer) -> None:
    server.queue(
        json_reply({"data": [ACCOUNT], "next_cursor": "2"}),
        json_reply({"data": [{"id": "b2"}], "next_cursor": None}),
    )


def test_all_pages_of_a_nested_list(package: Any, server: BadServer) -> None:
    queue_pages(server)
    with package.NestedResources(base_url=server.url) as client:
        assert [b.id for b in client.accounts.bank_accounts.list("a1")] == ["b1", "b2"]
    assert [asked.query for asked in server.asked] == [[], [("cursor", "2")]]


def test_all_pages_of_a_nested_list_later(
    package: Any, server: BadServer, runner: asyncio.Runner
) -> None:
    queue_pages(server)

    async def ask() -> list[str]:
        async with package.AsyncNestedResources(base_url=server.url) as client:
            return [b.id async for b in client.accounts.bank_accounts.list("a1")]

    assert runner.run(ask()) == ["b1", "b2"]


def test_raw_and_streamed_answers(package: Any, server: BadServer) -> None:
    server.handler = lambda _: json_reply({"ok": True}, x_one="1")
    with package.NestedResources(base_url=server.url) as client:
        nested = client.accounts.bank_accounts.verifications
        raw = nested.with_raw_response.create(amount=1)
        with nested.with_streaming_response.create(amount=1) as streamed:
            assert (raw.headers["x-one"], raw.parse().ok) == ("1", True)
            assert streamed.read() == b'{"ok": true}'
        assert not hasattr(client.admin, "with_raw_response")


def test_raw_and_streamed_answers_later(
    package: Any, server: BadServer, runner: asyncio.Runner
) -> None:
    server.handler = lambda _: json_reply({"ok": True}, x_one="1")

    async def ask() -> None:
        async with package.AsyncNestedResources(base_url=server.url) as client:
            nested = client.accounts.bank_accounts.verifications
            raw = await nested.with_raw_response.create(amount=1)
            async with nested.with_streaming_response.create(amount=1) as streamed:
                assert (raw.headers["x-one"], raw.parse().ok) == ("1", True)
                assert await streamed.read() == b'{"ok": true}'

    runner.run(ask())


def test_other_settings_reach_nested_resources(package: Any, server: BadServer) -> None:
    server.handler = lambda _: json_reply({"ok": True})
    with package.NestedResources(base_url=server.url) as client:
        first = client.accounts.bank_accounts.verifications
        other = client.with_options(default_headers={"x-a": "1"})
        other.accounts.bank_accounts.verifications.create(amount=1)
        assert other.accounts.bank_accounts.verifications is not first
        assert client.accounts.bank_accounts.verifications is first
    assert server.asked[0].headers["x-a"] == "1"


def test_mistakes_name_the_whole_way(package: Any) -> None:
    way = r"accounts\.bank_accounts\.verifications\.create"
    plain = package.NestedResources(base_url="https://example.com")
    checking = plain.with_options(validate_requests=True)
    for client in (plain, checking):
        with pytest.raises(TypeError, match=rf"{way}\(\).*did you mean 'amount'"):
            client.accounts.bank_accounts.verifications.create(amount=1, amuont=2)
        with pytest.raises(TypeError, match=r"\bfind\(\).*'ful'.*did you mean 'full'"):
            client.find("a1", ful=True)
    with pytest.raises(package.InvalidRequestError, match=r"^find\(\): full"):
        checking.find("a1", full="yes")
    with pytest.raises(package.InvalidRequestError, match=rf"{way}\(\): amount"):
        checking.accounts.bank_accounts.verifications.create(amount="many")


def test_the_fake_has_the_same_resources(package: Any) -> None:
    from nested_resources.testing import (  # type: ignore[import-not-found]
        FakeNestedResources,
        UnstubbedCallError,
    )

    fake = FakeNestedResources()
    fake.accounts.bank_accounts.verifications.create.returns({"ok": False})
    assert fake.client().accounts.bank_accounts.verifications.create(amount=1).ok is False
    fake.find.returns({"id": "a2"})
    assert fake.client().find("a1").id == "a2"
    with pytest.raises(UnstubbedCallError, match=r"fake\.events\b"):
        fake.client().events()
    with pytest.raises(UnstubbedCallError, match=r"fake\.admin\.users\.list"):
        fake.client().admin.users.list()


def test_only_the_resources_on_the_way_are_loaded(package: Any) -> None:
    code = (
        "import sys, nested_resources as n; c = n.NestedResources(base_url='https://x')\n"
        "loaded = lambda: sorted(m.rpartition('.')[2] for m in sys.modules if '.resources.' in m)\n"
        "print(loaded()); c.admin.conversations; print(loaded())"
    )
    environment = {"PYTHONPATH": str(Path(package.__file__).parents[1])}
    found = subprocess.run(
        [sys.executable, "-c", code], env=environment, text=True, capture_output=True, check=True
    )
    assert found.stdout == "[]\n['admin', 'admin__conversations']\n"


@pytest.mark.parametrize("later", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize(
    ("case", "client", "calls"),
    [
        (
            "tag-groups",
            "TagGroups",
            [
                (
                    "admin.conversations.restricted_groups.add",
                    ("c",),
                    "/conversations/c/restricted_groups",
                ),
                ("video.assets.delete", ("a",), "/assets/a"),
                ("data.errors.list", (), "/errors"),
            ],
        ),
        (
            "tag-parents",
            "TagParents",
            [
                ("accounts.bank_accounts.delete", ("b",), "/bank_accounts/b"),
                ("accounts.bank_accounts.verifications.create", (), "/verifications"),
                ("cards.list", (), "/cards"),
            ],
        ),
    ],
)
def test_tags_make_nested_resources(
    tmp_path: Path,
    server: BadServer,
    runner: asyncio.Runner,
    case: str,
    client: str,
    calls: list[tuple[str, tuple[str, ...], str]],
    *,
    later: bool,
) -> None:
    server.handler = lambda _: json_reply(None, status=204)
    with case_package(case, tmp_path) as package:
        call = Caller(package, client, server.url, later, runner)
        assert [call(accessor, *given) for accessor, given, _ in calls] == [None] * 3
    assert [asked.path for asked in server.asked] == [path for _, _, path in calls]
