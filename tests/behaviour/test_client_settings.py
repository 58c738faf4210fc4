# Settings of a client: from environment variables, environments by name, default queries, limits, copies.
from __future__ import annotations

import asyncio
import copy
import pickle
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.case_client import case_package

ITEM = {"id": "1"}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("client-settings", tmp_path_factory.mktemp("settings")) as imported:
        yield imported


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("named-servers", tmp_path_factory.mktemp("named")) as imported:
        yield imported


class Clients:
    """Makes clients of one flavor, calls them and closes them."""

    def __init__(self, package: Any, runner: asyncio.Runner, server: BadServer, *, is_async: bool):
        self.made = package.AsyncClientSettings if is_async else package.ClientSettings
        self.runner, self.is_async = runner, is_async
        self.url = server.url

    def __call__(self, **options: Any) -> Any:
        return self.made(**{"base_url": self.url, "max_retries": 0, **options})

    def get(self, client: Any, **options: Any) -> Any:
        return self.get_of(client.items, **options)

    def get_of(self, items: Any, **options: Any) -> Any:
        return self.done(items.get("1", **options))

    def close(self, client: Any) -> None:
        self.done(client.aclose() if self.is_async else client.close())

    def done(self, result: Any) -> Any:
        async def wait() -> Any:
            return await result

        return self.runner.run(wait()) if self.is_async else result


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def clients(
    request: pytest.FixtureRequest, package: Any, runner: asyncio.Runner, server: BadServer
) -> Clients:
    server.handler = lambda _: json_reply(ITEM)
    return Clients(package, runner, server, is_async=request.param)


def test_settings_come_from_the_environment(
    clients: Clients, package: Any, server: BadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITEMS_URL", server.url)
    monkeypatch.setenv("ITEMS_RETRIES", "1")
    monkeypatch.setenv("ITEMS_MOST", "5")
    client = clients.made(clock=fake_clock())
    server.queue(Reply(503))
    with pytest.raises(package.ResponseTooLargeError, match="5 bytes"):
        clients.get(client)
    assert len(server.asked) == 2
    given = clients.made(max_retries=0, max_response_bytes=None)
    assert clients.get(given).id == "1"
    monkeypatch.setenv("ITEMS_URL", "https://elsewhere.example")
    assert clients.made().base_url == "https://elsewhere.example"
    assert clients.made(base_url=server.url).base_url == server.url


def fake_clock() -> Any:
    from client_settings.testing import FakeClock  # type: ignore[import-not-found]

    return FakeClock()


@pytest.mark.parametrize(
    ("variable", "text", "message"),
    [
        ("ITEMS_TIMEOUT", "soon", "ITEMS_TIMEOUT='soon' is not a number"),
        ("ITEMS_RETRIES", "1.5", "ITEMS_RETRIES='1.5' is not a whole number"),
        ("ITEMS_TIMEOUT", "-1", r"variable ITEMS_TIMEOUT: timeout=-1\.0 must be positive"),
        ("ITEMS_RETRIES", "-1", "variable ITEMS_RETRIES: max_retries may not be negative"),
        ("ITEMS_MOST", "-2", "variable ITEMS_MOST: max_response_bytes may not be negative"),
        ("ITEMS_URL", "api.example", "variable ITEMS_URL: base_url= needs a URL that begins with"),
        ("ITEMS_URL", "https://me:pw@api.example?a=1", "ITEMS_URL: .* not 'https://api.example?"),
        ("ITEMS_ENVIRONMENT", "live", "ITEMS_ENVIRONMENT='live': the API has production, sandbox"),
        ("ITEMS_DEADLINE", "nan", "is not a number"),
    ],
)
def test_a_variable_with_a_mistake(
    clients: Clients, package: Any, monkeypatch: pytest.MonkeyPatch,
    variable: str, text: str, message: str,
) -> None:  # fmt: skip
    monkeypatch.setenv(variable, text)
    with pytest.raises(package.ConfigurationError, match=message):
        clients.made()
    monkeypatch.setenv(variable, "")
    assert clients.made().base_url == "https://api.example"


def test_environments_by_name(
    clients: Clients, package: Any, named: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert clients.made().base_url == "https://api.example"
    assert clients.made(environment="sandbox").base_url == "https://sandbox.example/v1"
    monkeypatch.setenv("ITEMS_ENVIRONMENT", "sandbox")
    assert clients.made().base_url == "https://sandbox.example/v1"
    assert clients.made(environment="production").base_url == "https://api.example"
    monkeypatch.setenv("ITEMS_URL", "https://proxy.example")
    assert clients.made().base_url == "https://proxy.example"
    assert clients.made(environment="production").base_url == "https://api.example"
    mine = clients.made(environment="production", base_url="https://mine.example")
    assert mine.base_url == "https://mine.example"
    with pytest.raises(package.ConfigurationError, match="'live': the API has production, sandbox"):
        _ = clients.made(environment="live").base_url
    assert named.NamedServers().base_url == "https://api.example"
    assert named.NamedServers(environment="test", region="us").base_url == "https://us.test.example"
    for made in (named.NamedServers, named.AsyncNamedServers):
        with pytest.raises(
            named.ConfigurationError, match=r"no effect: .*; use environment='test'"
        ):
            _ = made(region="us").base_url


def test_queries_of_every_request(clients: Clients, server: BadServer) -> None:
    client = clients(default_query={"mode": "a", "team": 7})
    clients.get(client)
    clients.get(client, mode="mine")
    clients.get(client, extra_query={"team": 8})
    clients.get(client.with_options(default_query={"more": True}))
    assert [dict(asked.query) for asked in server.asked] == [
        {"mode": "a", "team": "7"},
        {"mode": "mine", "team": "7"},
        {"mode": "a", "team": "8"},
        {"mode": "a", "team": "7", "more": "true"},
    ]


def test_options_of_a_resource(clients: Clients, package: Any, server: BadServer) -> None:
    items = clients(default_headers={"x-a": "1"}).items
    changed = items.with_options(default_headers={"x-b": "2"}, max_retries=0)
    assert type(changed) is type(items)
    assert clients.get_of(changed).id == "1"
    raw = clients.get_of(changed.with_raw_response)
    assert (raw.status_code, server.asked[1].headers["x-b"]) == (200, "2")
    assert clients.get_of(items).id == "1"
    assert [asked.headers.get("x-b") for asked in server.asked] == ["2", "2", None]
    with pytest.raises(TypeError, match=r"with_options\(\) got .* 'clock'"):
        items.with_options(clock=None)


def test_closing_a_child_leaves_its_origin_open(
    clients: Clients, package: Any, server: BadServer
) -> None:
    client = clients()
    clients.get(client)
    for child in (client.with_options(max_retries=0), client.copy(max_retries=0)):
        assert clients.get(child).id == "1"
        clients.close(child)
        assert clients.get(client).id == "1"
    own = client.copy()
    clients.close(client)
    with pytest.raises(package.ClientClosedError):
        clients.get(client)
    assert clients.get(own).id == "1"
    assert server.connections == 3
    clients.close(own)
    with pytest.raises(package.ClientClosedError):
        clients.get(own)


def test_a_limit_of_attempts(clients: Clients, package: Any, server: BadServer) -> None:
    clock, limit = fake_clock(), package.RateLimit(2, per=10)
    client = clients(clock=clock, rate_limit=limit, max_retries=1)
    server.queue(json_reply(ITEM), json_reply(ITEM), Reply(503))
    for made in (client, client.with_options(), client.copy()):
        clients.get(made)
    assert clock.sleeps[0] == 10
    assert len(server.asked) == 4
    assert sum(clock.sleeps) == pytest.approx(10 + clock.sleeps[1])
    clients.get(client.with_options(rate_limit=None))
    with pytest.raises(package.DeadlineExceededError):
        clients.get(client, deadline=5)
    assert len(server.asked) == 5


@pytest.mark.parametrize("wrong", [{"requests": 0}, {"requests": True}, {"requests": 1, "per": 0}])
def test_a_limit_that_is_none(package: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(package.ConfigurationError, match="must be positive"):
        package.RateLimit(**wrong)


@pytest.mark.parametrize("duplicate", [pickle.dumps, copy.deepcopy, copy.copy])
def test_a_client_says_why_it_cannot_be_pickled(
    clients: Clients, package: Any, duplicate: Callable[[Any], Any]
) -> None:
    with pytest.raises(package.ConfigurationError, match=r"credentials and connections; .*copy"):
        duplicate(clients())


def test_the_readme_names_variables_and_environments(package: Any) -> None:
    readme = (Path(package.__file__).parents[2] / "README.md").read_text("utf-8")
    said = " ".join(readme.split())
    assert "`environment` chooses the server: `production` (the default), `sandbox`." in said
    assert re.search(r"come from the environment: `base_url` from `ITEMS_URL`, `deadline`", said)
