# A client of tests/cases/undescribed-answers, called over real sockets: what the document does not describe arrives.
from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.case_client import Caller, case_package


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("undescribed-answers", tmp_path_factory.mktemp("undescribed")) as imported:
        yield imported


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(
    request: pytest.FixtureRequest, package: Any, server: BadServer, runner: asyncio.Runner
) -> Caller:
    return Caller(package, "UndescribedAnswers", server.url, request.param, runner)


@pytest.mark.parametrize("method", ["boards.get", "boards.replace", "boards.cards.clear"])
def test_json_without_a_schema_is_decoded(call: Caller, server: BadServer, method: str) -> None:
    server.queue(json_reply({"id": "b", "cards": [1, None]}), Reply(200))
    assert call(method, "b") == {"id": "b", "cards": [1, None]}
    assert call(method, "b") is None


def test_other_undescribed_bodies_are_text_or_bytes(call: Caller, server: BadServer) -> None:
    server.queue(
        Reply(200, body=b"fine", headers={"content-type": "text/plain"}),
        Reply(200, body=b"\xff\x00", headers={"content-type": "image/png"}),
    )
    assert [call("boards.create"), call("boards.create")] == ["fine", b"\xff\x00"]


def test_a_deletion_that_is_only_accepted_returns_nothing(call: Caller, server: BadServer) -> None:
    server.queue(Reply(202))
    assert call("boards.delete", "b") is None


def test_files_by_other_words_are_bytes(call: Caller, server: BadServer) -> None:
    server.queue(
        Reply(200, body=b"\x00[1]", headers={"content-type": "application/octet-stream"}),
        Reply(200, body=b"[1]", headers={"content-type": "application/json"}),
    )
    assert call("boards.get_export", "b") == b"\x00[1]"
    assert call("boards.picture.get", "b") == b"[1]"


def test_head_says_whether_it_exists(call: Caller, package: Any, server: BadServer) -> None:
    server.queue(Reply(200), Reply(404), Reply(403))
    assert call("boards.check", "b") is True
    assert call("boards.check", "b") is False
    with pytest.raises(package.PermissionDeniedError):
        call("boards.check", "b")
    assert [asked.method for asked in server.asked] == ["HEAD"] * 3


def test_head_with_described_headers_returns_them(
    call: Caller, package: Any, server: BadServer
) -> None:
    server.queue(Reply(200, headers={"X-Rows": "7"}), Reply(404))
    assert call("boards.export.check", "b")["x-rows"] == "7"
    with pytest.raises(package.NotFoundError):
        call("boards.export.check", "b")


def test_a_string_that_is_a_file_is_uploaded(
    call: Caller, server: BadServer, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\x00rows")
    server.queue(Reply(204))
    call("boards.picture.replace", "b", file=path, thumbnail=b"\x89PNG", source_file="https://a/b")
    body = server.asked[0].body
    assert b'name="file"; filename="a.csv"' in body
    assert b"\x00rows" in body
    assert b'name="thumbnail"; filename="upload"\r\nContent-Type: image/png' in body
    assert b'name="source_file"\r\n' in body


def test_the_fake_answers_as_the_server_does(package: Any) -> None:
    from undescribed_answers.testing import FakeUndescribedAnswers  # type: ignore[import-not-found]  # made here

    fake = FakeUndescribedAnswers()
    fake.boards.check.returns_each(True, False)
    fake.boards.get.returns({"id": "b"})
    client = package.UndescribedAnswers(base_url="https://fake", http_client=fake.http_client())
    assert [client.boards.check("b"), client.boards.check("b")] == [True, False]
    assert client.boards.get("b") == {"id": "b"}
