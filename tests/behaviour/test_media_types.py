# A client of tests/cases/media-types, called over real sockets: several media types of one body.
from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.bad_server import Asked, BadServer, Reply, json_reply
from support.case_client import Caller, case_package

PNG = b"\x89PNG\r\n\x1a\n..."
JPEG = b"\xff\xd8\xff..."


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("media-types", tmp_path_factory.mktemp("media")) as imported:
        yield imported


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(
    request: pytest.FixtureRequest, package: Any, server: BadServer, runner: asyncio.Runner
) -> Caller:
    return Caller(package, "MediaTypes", server.url, request.param, runner)


def only(server: BadServer) -> Asked:
    (asked,) = server.asked
    return asked


def names(asked: Asked) -> list[bytes]:
    return re.findall(rb' name="([^"]*)"', asked.body)


def test_media_types_of_one_value_are_asked_for_together(call: Caller, server: BadServer) -> None:
    server.queue(*[Reply(200, body=PNG, headers={"content-type": "image/png"})] * 2)
    assert call("photo.get") == call("photo.get", accept="image/png") == PNG
    accepted = [asked.headers["accept"] for asked in server.asked]
    assert accepted == ["image/jpeg, image/png", "image/png"]


def test_media_types_of_one_value_are_chosen_for_a_body(call: Caller, server: BadServer) -> None:
    server.queue(*[Reply(204)] * 3)
    call("config.replace", name="n")
    call("config.replace", name="n", content_type="application/vnd.acme+json")
    call("config.replace_text", content="a,b")
    sent = [(asked.headers["content-type"], asked.body) for asked in server.asked]
    assert sent == [
        ("application/json", b'{"name":"n"}'),
        ("application/vnd.acme+json", b'{"name":"n"}'),
        ("text/csv", b"a,b"),
    ]


def test_each_patch_format_has_a_method(call: Caller, server: BadServer) -> None:
    server.queue(*[Reply(204)] * 2)
    call("config.update", name="n")
    call("config.update_json_patch", name="n")
    assert [asked.headers["content-type"] for asked in server.asked] == [
        "application/merge-patch+json",
        "application/json-patch+json",
    ]


def test_different_schemas_have_methods_of_their_own(call: Caller, server: BadServer) -> None:
    full = "application/vnd.acme.full+json"
    server.queue(
        json_reply({"id": "1"}), json_reply({"id": "1", "text": "t"}), Reply(204), Reply(204)
    )
    assert type(call("document.get")).__name__ == "Short"
    assert call("document.get_vnd_acme_full").text == "t"
    call("document.create", id="1")
    call("document.create_vnd_acme_v2", id="1", text="t")
    assert [asked.headers["accept"] for asked in server.asked[:2]] == ["application/json", full]
    assert server.asked[3].headers["content-type"] == "application/vnd.acme.v2+json"


@pytest.mark.parametrize(
    ("status", "kind", "body", "name"),
    [
        (400, "application/json", {"code": 1}, "Fault"),
        (400, "application/problem+json; charset=utf-8", {"title": "t"}, "Problem"),
        (400, "application/vnd.other+json", {"code": 1}, "Fault"),
        (500, "application/json", {"code": 1}, "Fault"),
    ],
)
def test_errors_are_read_by_their_media_type(
    call: Caller, server: BadServer, package: Any, status: int, kind: str, body: object, name: str
) -> None:
    server.queue(Reply(status, body=json.dumps(body).encode(), headers={"content-type": kind}))
    with pytest.raises(package.APIStatusError) as caught:
        call("document.get")
    assert type(caught.value.body).__name__ == name


@pytest.mark.parametrize(
    ("content", "arguments", "kind"),
    [
        (PNG, {}, "image/png"),
        (JPEG, {}, "image/jpeg"),
        (b"?", {"content_type": "image/x-own"}, "image/x-own"),
    ],
)
def test_a_range_takes_the_real_type(
    call: Caller, server: BadServer, content: bytes, arguments: dict[str, Any], kind: str
) -> None:
    server.queue(Reply(204))
    call("photo.update", content=content, **arguments)
    assert only(server).headers["content-type"] == kind


def test_a_file_says_what_it_is(call: Caller, server: BadServer, tmp_path: Path) -> None:
    path = tmp_path / "x.webp"
    path.write_bytes(b"?")
    server.queue(Reply(204), Reply(204))
    call("photo.update", content=path)
    call("uploads.related", media=path)
    assert server.asked[0].headers["content-type"] == "image/webp"
    assert (
        b"Content-Type: image/png\r\n" in server.asked[1].body
    )  # webp is not among those declared


def test_a_range_that_nothing_tells_is_refused(
    call: Caller, server: BadServer, package: Any
) -> None:
    with pytest.raises(package.InvalidRequestError, match="pass content_type="):
        call("photo.update", content=b"?")
    with pytest.raises(package.InvalidRequestError, match="line break"):
        call("photo.update", content=b"?", content_type="image/x\r\na: b")
    assert server.asked == []


def test_parts_have_the_order_of_the_document(call: Caller, server: BadServer) -> None:
    server.queue(Reply(204))
    call("uploads.signed", file=b"data", acl="a", key="k", signature=b"\xff\xfe")
    assert names(only(server)) == [b"signature", b"key", b"acl", b"file"]
    assert b'name="signature"\r\n\r\n//4=\r\n' in only(server).body


def test_the_root_of_a_related_body_is_first(call: Caller, server: BadServer) -> None:
    server.queue(Reply(204))
    call("uploads.related", media=JPEG, metadata={"id": "1"})
    asked = only(server)
    assert names(asked) == [b"metadata", b"media"]
    assert asked.headers["content-type"].startswith(
        'multipart/related; type="application/json"; boundary='
    )
    assert b"Content-Type: image/jpeg\r\n" in asked.body


def test_parts_with_free_names_are_files(call: Caller, server: BadServer) -> None:
    server.queue(*[Reply(204)] * 3)
    call("uploads.named", fields={"a.txt": b"1", "b": "2"})
    call("uploads.either", fields={"file": "text"})
    call("uploads.either", fields={"url": "u"})
    named, file, url = (asked.body for asked in server.asked)
    assert named.count(b"filename=") == 2
    assert b'name="file"; filename="upload"' in file
    assert b"filename=" not in url


def test_named_parts_beside_free_files_are_what_they_are(call: Caller, server: BadServer) -> None:
    server.queue(Reply(204))
    call("uploads.attached", title="t", count=2, cover=b"c", extra_body={"a.txt": b"1"})
    asked = only(server)
    assert names(asked) == [b"title", b"count", b"cover", b"a.txt"]
    assert re.findall(rb'name="([^"]*)"; filename=', asked.body) == [b"cover", b"a.txt"]


@pytest.mark.parametrize("pair", [("a.txt", b"1"), (None, b"1", "text/plain")])
def test_a_file_name_is_never_sent_as_a_file(
    call: Caller, server: BadServer, package: Any, pair: object
) -> None:
    for fields in ({"cover": pair}, {"extra_body": {"free": pair}}):
        with pytest.raises(package.InvalidRequestError, match=r"no tuple; write File\("):
            call("uploads.attached", title="t", **fields)
    assert server.asked == []


def test_a_boundary_is_never_lost(call: Caller, server: BadServer, package: Any) -> None:
    server.queue(*[Reply(204)] * 2)
    for own in ("multipart/form-data", "Multipart/Form-Data; boundary=mine; charset=utf-8"):
        call("uploads.named", fields={"a": b"1"}, extra_headers={"Content-Type": own})
    for asked in server.asked:
        boundary = asked.headers["content-type"].partition("boundary=")[2]
        assert asked.body.startswith(f"--{boundary}\r\n".encode())
    with pytest.raises(package.InvalidRequestError, match="is multipart"):
        call("uploads.named", fields={"a": b"1"}, extra_headers={"content-type": "text/plain"})


def test_a_scalar_is_text(call: Caller, server: BadServer) -> None:
    server.queue(Reply(204))
    call("count.update", content=5)
    asked = only(server)
    assert (asked.headers["content-type"], asked.body) == ("text/plain; charset=utf-8", b"5")
