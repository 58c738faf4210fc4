# Request bodies of every kind, as they arrive; and what a large upload costs in memory.
from __future__ import annotations

import io
import json
import sys
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from pydantic import BaseModel, Field
from support.bad_server import Asked, BadServer, Reply, json_reply
from support.flavors import Flavor
from support.sample_client import Cursor, Thing

from templates.runtime import (
    DEEP_OBJECT,
    UNSET,
    ConfigurationError,
    File,
    InvalidRequestError,
    Json,
    NoContent,
    Operation,
    Request,
    Retry,
    Style,
    View,
)
from templates.runtime.clients.client import decode
from templates.runtime.features.streaming.resources import item_decoder


def parts(asked: Asked) -> list[tuple[str | None, str | None, str, bytes]]:
    """Name, file name, declared content type and content of each part."""
    head = f"Content-Type: {asked.headers['content-type']}\r\n\r\n".encode()
    message = message_from_bytes(head + asked.body)
    found = []
    for part in message.get_payload():
        assert not isinstance(part, str)
        disposition = part.get_params(header="content-disposition") or []
        names = dict(disposition)
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        found.append(
            (names.get("name"), names.get("filename"), part.get("content-type", ""), content)
        )
    return found


def send(flavor: Flavor, operation: Operation[object], **body: Any) -> Any:
    client = flavor.client()
    ((kind, value),) = body.items() or (("json", UNSET),)
    request = Request(replace(operation, body=cast("Any", kind)), body=value)
    call = client._transport.call(request, {}, View.PARSED, decode)
    return flavor.do(call)


def described(**more: Any) -> Operation[object]:
    return Operation(
        id="op", method="POST", path="/op", retry=Retry.IDEMPOTENT, success={"200": Json(lambda: object)}, **more
    )  # fmt: skip


def test_json_leaves_unset_out_and_sends_none_as_null(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: json_reply({"id": "1", "name": "n"})
    client = flavor.client()
    flavor.do(client.things.create(name="ü", size=None))
    flavor.do(client.things.create(name="x", parts=[Thing(id="9", name="p"), {"name": "q"}]))
    assert server.asked[0].body == '{"name":"ü","size":null}'.encode()
    assert server.asked[1].json == {"name": "x", "parts": [{"name": "p"}, {"name": "q"}]}
    assert server.asked[0].headers["content-type"] == "application/json"


def test_an_optional_body_may_be_absent(flavor: Flavor, server: BadServer) -> None:
    operation = described(optional_body=True)
    empty: list[dict[str, object]] = [
        {"json": {"a": UNSET}}, {"json": UNSET}, {"form": {"a": UNSET}}, {"multipart": {}}, {},
    ]  # fmt: skip
    for body in empty:
        send(flavor, operation, **body)
    send(flavor, described(), json={"a": UNSET})
    assert [asked.body for asked in server.asked] == [b"", b"", b"", b"", b"", b"{}"]
    assert ["content-type" in asked.headers for asked in server.asked] == [False] * 5 + [True]


def test_other_json_values_and_media_types(flavor: Flavor, server: BadServer) -> None:
    for value in ([1, 2], "text", 0, False, None, Cursor(next="n")):
        send(flavor, described(content_type="application/merge-patch+json"), json=value)
    assert [asked.body for asked in server.asked] == [
        b"[1,2]", b'"text"', b"0", b"false", b"null", b'{"next":"n"}',
    ]  # fmt: skip
    assert {asked.headers["content-type"] for asked in server.asked} == {
        "application/merge-patch+json"
    }


def test_models_of_the_users_own(flavor: Flavor, server: BadServer) -> None:
    class Mine(BaseModel):
        at: date = Field(alias="when")
        rest: int = 0

    send(flavor, described(), json={"mine": Mine(when=date(2024, 1, 2)), "path": Path("a/b")})
    assert server.asked[0].json == {"mine": {"when": "2024-01-02"}, "path": "a/b"}


def test_an_operation_that_is_no_stream_cannot_be_streamed() -> None:
    with pytest.raises(ConfigurationError, match="op does not return a stream"):
        item_decoder(
            Operation(
                id="op", method="GET", path="/", retry=Retry.SAFE, success={"204": NoContent()}
            )
        )


def test_extra_body_needs_an_object(flavor: Flavor, server: BadServer) -> None:
    client = flavor.client()
    request = Request(described(), body=[1])
    options = {"extra_body": {"a": 1}}
    with pytest.raises(InvalidRequestError, match="extra_body"):
        flavor.do(client._transport.call(request, options, View.PARSED, decode))
    assert server.asked == []


def test_forms(flavor: Flavor, server: BadServer) -> None:
    flavor.do(
        flavor.client().things.form(values={"a": "x y&z", "b": [1, 2], "c": True, "d": UNSET})
    )
    assert server.asked[0].body == b"a=x+y%26z&b=1&b=2&c=true"
    assert server.asked[0].headers["content-type"] == "application/x-www-form-urlencoded"


def test_text(flavor: Flavor, server: BadServer) -> None:
    send(flavor, described(), text="ü")
    send(flavor, described(content_type="text/markdown"), text="# x")
    with pytest.raises(InvalidRequestError, match="surrogates"):
        send(flavor, described(), text="\ud800")
    assert [(a.body, a.headers["content-type"]) for a in server.asked] == [
        ("ü".encode(), "text/plain; charset=utf-8"),
        (b"# x", "text/markdown"),
    ]


def test_a_file_that_changes_while_it_is_sent(
    flavor: Flavor, server: BadServer, tmp_path: Path
) -> None:
    path = tmp_path / "log"
    for change in (b"0123456789 and more", b"0123"):
        path.write_bytes(b"0123456789")
        client = flavor.client(
            on_request=lambda _, change=change: path.write_bytes(change) and None
        )
        if len(change) > 10:
            flavor.do(client.things.put_raw("k", path))
        else:
            with pytest.raises(InvalidRequestError, match="6 bytes shorter"):
                flavor.do(client.things.put_raw("k", path))
    assert server.asked[0].body == b"0123456789"


def test_json_lines_from_models_dicts_and_iterators(flavor: Flavor, server: BadServer) -> None:
    client = flavor.client()
    items = [Thing(id="1", name="a"), {"name": "b", "v": [1.5]}]
    lines = b'{"name":"a"}\n{"name":"b","v":[1.5]}\n'
    flavor.do(client.things.insert(items))
    flavor.do(client.things.insert(iter(items)))
    assert [asked.body for asked in server.asked] == [lines, lines]
    assert server.asked[0].headers["content-length"] == str(len(lines))
    assert server.asked[1].headers["transfer-encoding"] == "chunked"
    assert server.asked[0].headers["content-type"] == "application/x-ndjson"


def test_multipart_fields_and_files(flavor: Flavor, server: BadServer, tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(b"a,b\n")
    client = flavor.client()
    meta = {"tags": ["x"], "n": 1}
    flavor.do(client.things.upload(file=path, purpose="ü", meta=meta))
    flavor.do(client.things.upload(file=b"\x00\xff"))
    with path.open("rb") as file:
        flavor.do(client.things.upload(file=file))
    flavor.do(
        client.things.upload(file=File(b"{}", filename='we"ird\r\n.json', content_type="text/x"))
    )
    flavor.do(client.things.upload(file=iter([b"a", b"", b"b"])))
    first, *rest = [parts(asked) for asked in server.asked]
    assert first == [
        ("purpose", None, "", "ü".encode()),
        ("meta", None, "application/json", b'{"tags":["x"],"n":1}'),
        ("file", "data.csv", "text/csv", b"a,b\n"),
    ]
    assert rest == [
        [("file", "upload", "application/octet-stream", b"\x00\xff")],
        [("file", "data.csv", "text/csv", b"a,b\n")],
        [("file", "we%22ird%0D%0A.json", "text/x", b"{}")],
        [("file", "upload", "application/octet-stream", b"ab")],
    ]
    sized = [("content-length" in asked.headers) for asked in server.asked]
    assert sized == [True, True, True, True, False]


def test_multipart_arrays_repeat_their_part(flavor: Flavor, server: BadServer) -> None:
    send(
        flavor,
        described(),
        multipart={"n": [1, 2], "o": {"a": 1}, "f": [b"x", b"y"], "none": None},
    )
    found = [(name, kind, content) for name, _, kind, content in parts(server.asked[0])]
    assert found == [
        ("n", "", b"1"),
        ("n", "", b"2"),
        ("o", "application/json", b'{"a":1}'),
        ("f", "application/octet-stream", b"x"),
        ("f", "application/octet-stream", b"y"),
    ]
    with pytest.raises(InvalidRequestError, match="n: None in a list has no text"):
        send(flavor, described(), multipart={"n": [1, None, 2]})


def test_parts_with_a_style_are_texts(flavor: Flavor, server: BadServer) -> None:
    """OpenAPI 3.1, 4.8.15: `style` and `explode` hold for multipart/form-data too."""
    styles = {"form:n": Style("form"), "form:o": DEEP_OBJECT, "form:t": Style("pipeDelimited")}
    values = {"o": {"a": 1, "b": {"c": "x"}}, "n": [1, 2], "t": UNSET, "f": b"y"}
    send(flavor, described(styles=styles), multipart=values)
    found = [(name, kind, content) for name, _, kind, content in parts(server.asked[0])]
    assert found == [
        ("o[a]", "", b"1"),
        ("o[b][c]", "", b"x"),
        ("n", "", b"1,2"),
        ("f", "application/octet-stream", b"y"),
    ]


def test_the_boundary_is_random(flavor: Flavor, server: BadServer) -> None:
    client = flavor.client()
    for _ in range(2):
        flavor.do(client.things.upload(file=b"x"))
    first, second = (asked.headers["content-type"] for asked in server.asked)
    assert first != second


def test_a_multipart_upload_is_sent_again_in_full(
    flavor: Flavor, server: BadServer, tmp_path: Path
) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(b"z" * 1000)
    server.queue(Reply(503))
    flavor.do(flavor.client().things.upload(file=path))
    assert server.asked[0].body == server.asked[1].body


def test_raw_content_of_every_kind(flavor: Flavor, server: BadServer, tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(b"on disk")
    client = flavor.client()
    for content in (b"bytes", "text", path, io.BytesIO(b"file"), [b"a", b"b"], iter([b"c", b"d"])):
        flavor.do(client.things.put_raw("k", content))
    assert [asked.body for asked in server.asked] == [
        b"bytes",
        b"text",
        b"on disk",
        b"file",
        b"ab",
        b"cd",
    ]
    with pytest.raises(InvalidRequestError, match="binary mode"):
        flavor.do(client.things.put_raw("k", io.StringIO("text")))
    with pytest.raises(InvalidRequestError, match="one piece of it is a str"):
        flavor.do(client.things.put_raw("k", iter([b"a", "b"])))
    with pytest.raises(InvalidRequestError, match="int cannot be uploaded"):
        flavor.do(client.things.put_raw("k", 7))


def test_the_path_of_a_file_as_text_is_refused(
    flavor: Flavor, server: BadServer, tmp_path: Path
) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(b"on disk")
    client = flavor.client()
    for text in (str(path), File(str(path))):
        for send in (
            partial(client.things.put_raw, "k", text),
            partial(client.things.upload, file=text),
        ):
            with pytest.raises(InvalidRequestError, match=r"give a pathlib.Path for the file"):
                flavor.do(send())
    assert server.asked == []
    flavor.do(client.things.put_raw("k", str(tmp_path)))  # a folder cannot be uploaded
    flavor.do(client.things.upload(file="a,b\n", purpose=str(path)))  # what is no file is text
    assert server.asked[0].body == str(tmp_path).encode()
    assert [content for *_, content in parts(server.asked[1])] == [str(path).encode(), b"a,b\n"]


def test_asynchronous_iterables(flavor: Flavor, server: BadServer) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"a"
        yield b"b"

    async def items() -> AsyncIterator[object]:
        yield {"n": 1}

    client = flavor.client()
    if not flavor.is_async:
        with pytest.raises(InvalidRequestError, match="asynchronous client"):
            client.things.put_raw("k", chunks())
        return
    flavor.do(client.things.put_raw("k", chunks()))
    flavor.do(client.things.upload(file=chunks()))
    flavor.do(client.things.insert(items()))
    assert server.asked[0].body == b"ab"
    assert parts(server.asked[1])[0][3] == b"ab"
    assert server.asked[2].body == b'{"n":1}\n'


def blocks(count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield bytes(1 << 20)


@pytest.mark.parametrize("kind", ["multipart", "raw", "json lines"])
def test_a_large_upload_stays_small_in_memory(flavor: Flavor, server: BadServer, kind: str) -> None:
    server.discard_bodies = True
    things = flavor.client(timeout=60).things
    count = 64
    tracemalloc.start()
    try:
        match kind:
            case "multipart":
                flavor.do(things.upload(file=blocks(count)))
            case "raw":
                flavor.do(things.put_raw("k", blocks(count)))
            case _:
                flavor.do(things.insert({"v": "x" * (1 << 20)} for _ in range(count)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert int(server.asked[0].body) >= count << 20
    assert peak < 16 << 20


def test_a_large_json_body_is_not_walked_in_python(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: json_reply({"id": "1", "name": "n"})
    body = {"name": "x", "parts": [{"v": [float(n) for n in range(8)]} for _ in range(5000)]}
    calls = 0

    def count(frame: object, event: str, _: object) -> None:
        nonlocal calls
        calls += event == "call"

    client = flavor.client()
    flavor.do(client.things.create(**body))
    sys.setprofile(count)
    try:
        flavor.do(client.things.create(**body))
    finally:
        sys.setprofile(None)
    assert calls < 5000
    assert json.loads(server.asked[1].body) == body


LINES = b'{"a":1}\n{"a":2}\n'


@pytest.mark.parametrize("kind", ["bytes", "text", "path", "file", "list", "tuple", "rows"])
def test_json_lines_of_any_kind_arrive(
    flavor: Flavor, server: BadServer, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(LINES)
    rows = [{"a": 1}, {"a": 2}]
    items: dict[str, Any] = {
        "bytes": LINES,
        "text": LINES.decode(),
        "path": path,
        "file": io.BytesIO(LINES),
        "list": rows,
        "tuple": tuple(rows),
        "rows": dict(enumerate(rows)).values(),
    }
    send(flavor, described(), json_lines=items[kind])
    assert server.asked[-1].body == LINES


@pytest.mark.parametrize("items", [{"a": 1}, Thing(id="1", name="n"), 5, "no json", object()])
def test_what_is_no_iterable_of_items_is_refused(
    flavor: Flavor, server: BadServer, items: object
) -> None:
    with pytest.raises(InvalidRequestError, match="op: "):
        send(flavor, described(), json_lines=items)
    assert server.asked == []


def test_an_item_of_bytes_is_refused(flavor: Flavor, server: BadServer) -> None:
    with pytest.raises(InvalidRequestError, match="pass all lines as one bytes object"):
        send(flavor, described(), json_lines=[b"{}"])
    assert server.asked == []


def test_items_that_can_be_iterated_again_are_sent_again(flavor: Flavor, server: BadServer) -> None:
    server.queue(Reply(503))
    send(flavor, described(), json_lines={"a": {"n": 1}}.values())
    assert [asked.body for asked in server.asked] == [b'{"n":1}\n'] * 2


def test_one_body_is_sent(flavor: Flavor, server: BadServer) -> None:
    client = flavor.client()
    with pytest.raises(InvalidRequestError, match="json and text were given"):
        flavor.do(client.request("POST", "/x", json={}, text="t"))
    flavor.do(
        client.request("POST", "/x", multipart={"a": 1}, headers={"Content-Type": "multipart/x"})
    )
    assert server.asked[0].headers["content-type"].startswith("multipart/x; boundary=")
    flavor.do(client.request("POST", "/x", content=b"1", headers={"content-type": "image/x"}))
    assert server.asked[1].headers["content-type"] == "image/x"


def test_members_need_a_body_that_has_some(flavor: Flavor, server: BadServer) -> None:
    client = flavor.client()
    with pytest.raises(InvalidRequestError, match="extra_body needs a body that is an object"):
        flavor.do(client.request("POST", "/x", text="t", extra_body={"a": 1}))
    assert server.asked == []


def test_text_keeps_its_charset(flavor: Flavor, server: BadServer) -> None:
    send(flavor, described(content_type="text/plain; charset=iso-8859-1"), text="ü")
    assert server.asked[0].body == "ü".encode("latin-1")
    with pytest.raises(InvalidRequestError, match="cannot be sent as text/plain; charset=ascii"):
        send(flavor, described(content_type="text/plain; charset=ascii"), text="ü")
