# A client of tests/cases/body-variants, called over real sockets: variants of bodies, shared names, opened answers.
from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Iterator
from typing import Any

import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.case_client import Caller, case_package


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("body-variants", tmp_path_factory.mktemp("variants")) as imported:
        yield imported


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(
    request: pytest.FixtureRequest, package: Any, server: BadServer, runner: asyncio.Runner
) -> Caller:
    return Caller(package, "BodyVariants", server.url, request.param, runner)


@pytest.mark.parametrize(
    ("method", "arguments", "tag"),
    [
        ("authenticate.authenticate_with_password", {"email": "a@b", "password": "p"}, "password"),
        ("authenticate.authenticate_with_authorization_code", {"code": "c"}, "authorization_code"),
        (
            "authenticate.authenticate_with_magic_auth",
            {"code": "c", "email": "a@b"},
            "urn:acme:oauth:grant-type:magic-auth",
        ),
    ],
)
def test_each_variant_has_a_method_that_fills_in_its_tag(
    call: Caller, server: BadServer, method: str, arguments: dict[str, str], tag: str
) -> None:
    server.queue(json_reply({"session": {"id": "s", "user": "u"}}))
    assert call(method, **arguments).id == "s"
    assert json.loads(server.asked[0].body) == {**arguments, "grant_type": tag}


def test_the_whole_body_still_has_its_method(call: Caller, server: BadServer) -> None:
    server.queue(json_reply({"session": {"id": "s"}}))
    body = {"grant_type": "authorization_code", "code": "c"}
    call("authenticate.authenticate", body=body)
    assert json.loads(server.asked[0].body) == body


def test_titles_name_variants_whose_tags_are_numbers(call: Caller, server: BadServer) -> None:
    server.queue(Reply(204))
    call("rules.create_with_keyword", words=["x"])
    assert json.loads(server.asked[0].body) == {"kind": 1, "words": ["x"]}


def test_a_method_for_a_variant_sends_its_required_members(call: Caller, server: BadServer) -> None:
    server.queue(Reply(204), Reply(204))
    call("attachments.update_with_name", "i", name="n")
    call("attachments.update_with_route", "i", route={"via": "v"})
    assert [json.loads(asked.body) for asked in server.asked] == [
        {"name": "n"},
        {"route": {"via": "v"}},
    ]


def test_a_union_without_names_stays_one_body(package: Any) -> None:
    methods = {name for name in dir(package.BodyVariants().choices) if name.startswith("create")}
    assert methods == {"create"}


def test_the_body_keeps_the_clean_name(call: Caller, package: Any, server: BadServer) -> None:
    server.queue(json_reply({"user": {"id": "u", "name": "n"}}))
    assert call("users.update", "u", fields=["name"], fields_query="name", id="v").name == "n"
    (asked,) = server.asked
    assert (asked.target, json.loads(asked.body)) == (
        "/users/u?fields=name",
        {"id": "v", "fields": ["name"]},
    )
    first, *_ = inspect.signature(
        package.BodyVariants(base_url="https://x").users.update
    ).parameters
    assert first == "id_path"
