# A client of tests/cases/shared-parameters, called over real sockets: what most operations share is given once.
from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from support.bad_server import Asked, BadServer, Reply
from support.case_client import Caller, case_package

SECRETS = {"api_key": "k", "api_token": "t"}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("shared-parameters", tmp_path_factory.mktemp("shared")) as imported:
        yield imported


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def caller(
    request: pytest.FixtureRequest, package: Any, server: BadServer, runner: asyncio.Runner
) -> Any:
    def make(**settings: Any) -> Caller:
        server.queue(Reply(204))
        return Caller(
            package,
            "SharedParameters",
            server.url,
            request.param,
            runner,
            {**SECRETS, **settings},
        )

    return make


def query(asked: Asked) -> dict[str, list[str]]:
    return parse_qs(urlsplit(asked.target).query)


def test_arguments_of_the_client_go_with_each_call(caller: Any, server: BadServer) -> None:
    caller(account="A/1", lang="de", api_version="2027-01")("accounts.boards.list", limit=3)
    (asked,) = server.asked
    assert urlsplit(asked.target).path == "/accounts/A%2F1/boards"
    assert query(asked) == {
        "api-version": ["2027-01"],
        "lang": ["de"],
        "limit": ["3"],
        "key": ["k"],
        "token": ["t"],
    }
    assert asked.headers["x-region"] == "eu"


def test_defaults_are_sent_where_the_server_needs_them(
    caller: Any, server: BadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCOUNT", "from-env")
    caller(region="us")("accounts.cards.create", trace="x")
    (asked,) = server.asked
    assert urlsplit(asked.target).path == "/accounts/from-env/cards"
    assert query(asked) == {
        "api-version": ["2026-01"], "trace": ["x"], "key": ["k"], "token": ["t"]
    }  # fmt: skip
    assert asked.headers["x-region"] == "us"


def test_a_missing_value_is_an_error_before_anything_is_sent(
    caller: Any, package: Any, server: BadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ACCOUNT", raising=False)
    for text in (None, "", " \n"):
        if text is not None:
            monkeypatch.setenv("ACCOUNT", text)
        with pytest.raises(package.ConfigurationError, match=r"account= of .* \(or set ACCOUNT\)"):
            caller()("accounts.boards.list")
    assert server.asked == []


def test_methods_without_the_parameters_send_none(caller: Any, server: BadServer) -> None:
    caller(account="a")("status.get", detail="d")
    (asked,) = server.asked
    assert query(asked) == {"detail": ["d"]}
    assert "x-region" not in asked.headers


def test_a_credential_is_no_argument_of_a_method(package: Any) -> None:
    client = package.SharedParameters(**SECRETS)
    given = set(inspect.signature(client.accounts.boards.list).parameters)
    assert given == {"trace", "limit", "options"}


def test_both_credentials_are_needed(caller: Any, package: Any) -> None:
    with pytest.raises(package.MissingCredentialError, match=r"api_key=.* and api_token="):
        caller(account="a", api_token=None)("accounts.boards.list")


def test_the_fake_has_what_methods_need(package: Any) -> None:
    from shared_parameters.testing import FakeSharedParameters  # type: ignore[import-not-found]  # made here

    fake = FakeSharedParameters()
    fake.accounts.boards.list.returns(None)
    assert fake.client().accounts.boards.list() is None
