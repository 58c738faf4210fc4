# References to URLs: off unless allowed, and never a way into a private network. Only loopback is spoken to.
from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest
from clientloom.diagnostics import InputError
from clientloom.document import LoadOptions, load_document
from clientloom.document.files import file_set, remote
from clientloom.document.files.remote import fetch

DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "A", "version": "1"},
    "paths": {},
    "components": {"schemas": {"A": {"$ref": "sub/b.json"}}},
}


class Pages(BaseHTTPRequestHandler):
    pages: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {}

    def do_GET(self) -> None:
        status, headers, body = self.pages.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[int, dict[str, str], bytes]]:
    found: dict[str, tuple[int, dict[str, str], bytes]] = {}
    monkeypatch.setattr(Pages, "pages", found)
    return found


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        call()
    return str(caught.value)


def test_a_document_of_a_named_address_is_read(site: str, pages: Any) -> None:
    body = json.dumps({**DOCUMENT, "components": {}}).encode()
    pages["/a.json"] = (200, {}, body)
    document = load_document(f"{site}/a.json")
    assert document.root["info"]["title"] == "A"
    assert document.sha256 == {f"{site}/a.json": hashlib.sha256(body).hexdigest()}


def test_its_references_are_followed_only_when_allowed(site: str, pages: Any) -> None:
    pages["/a.json"] = (200, {}, json.dumps(DOCUMENT).encode())
    pages["/sub/b.json"] = (200, {}, b'{"type": "string"}')
    said = refusal(lambda: load_document(f"{site}/a.json"))
    assert f"{site}/a.json:1:" in said
    assert "error[remote-ref]" in said
    found = load_document(f"{site}/a.json", options=LoadOptions(allow_remote=True))
    assert found.root["components"]["schemas"] == {"A": {"type": "string"}}
    assert set(found.sha256) == {f"{site}/a.json", f"{site}/sub/b.json"}


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "[::ffff:127.0.0.1]",
        "[fd00::1]",
        "2130706433",
        "224.0.0.1",
    ],
)
def test_a_reference_may_not_lead_into_a_private_network(tmp_path: Path, host: str) -> None:
    url = f"http://{host}:9/b.json"
    path = tmp_path / "a.json"
    path.write_text(json.dumps({**DOCUMENT, "components": {"schemas": {"A": {"$ref": url}}}}))
    said = refusal(lambda: load_document(path, options=LoadOptions(allow_remote=True)))
    assert "error[remote-private]" in said


def test_a_redirect_may_not_lead_into_a_private_network(site: str, pages: Any) -> None:
    pages["/a"] = (302, {"Location": f"{site}/b"}, b"")
    pages["/b"] = (200, {}, b"secret")
    said = refusal(lambda: fetch(f"{site}/a", private=True))
    assert "error[remote-private]" in said
    assert "secret" not in said


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.com/x", "//"])
def test_a_redirect_leads_to_the_web_or_nowhere(site: str, pages: Any, target: str) -> None:
    pages["/a"] = (302, {"Location": target}, b"")
    assert "error[remote-" in refusal(lambda: fetch(f"{site}/a", private=True))


def test_what_the_server_says_is_told(site: str, pages: Any) -> None:
    assert "the server answered with 404" in refusal(lambda: fetch(f"{site}/nope", private=True))
    assert "cannot be fetched" in refusal(lambda: fetch("http://127.0.0.1:1/x", private=True))
    assert "host is unknown" in refusal(lambda: fetch("http://nope.invalid/x", private=True))


def test_an_answer_may_not_grow_without_bounds(
    site: str, pages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clientloom.document.files.remote.MAX_REMOTE_BYTES", 10)
    pages["/a"] = (200, {}, b"x" * 11)
    pages["/b"] = (200, {}, b"x" * 10)
    assert "error[too-large]" in refusal(lambda: fetch(f"{site}/a", private=True))
    assert fetch(f"{site}/b", private=True) == b"x" * 10


def test_a_url_that_is_named_twice_is_fetched_once(site: str, pages: Any) -> None:
    schemas = {name: {"$ref": "b.json"} for name in "AB"}
    pages["/a.json"] = (
        200,
        {},
        json.dumps({**DOCUMENT, "components": {"schemas": schemas}}).encode(),
    )
    pages["/b.json"] = (200, {}, b'{"type": "string"}')
    found = load_document(f"{site}/a.json", options=LoadOptions(allow_remote=True))
    assert set(found.sha256) == {f"{site}/a.json", f"{site}/b.json"}
    assert found.root["components"]["schemas"]["A"] == {"type": "string"}


def test_a_document_that_waits_too_long_for_its_urls_is_refused(
    site: str, pages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_set, "ALL_REMOTE_SECONDS", -1)
    pages["/a.json"] = (200, {}, json.dumps(DOCUMENT).encode())
    options = LoadOptions(allow_remote=True)
    said = refusal(lambda: load_document(f"{site}/a.json", options=options))
    assert "error[remote-failed]: fetching the URLs of the document takes more than" in said


def test_a_fetch_that_leads_nowhere_is_told(
    site: str, pages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages["/a"] = (302, {"Location": "http://[half"}, b"")
    said = refusal(lambda: fetch(f"{site}/a", private=True))
    assert "it leads to something that is not an http or https URL" in said
    monkeypatch.setattr(remote, "MAX_REDIRECTS", 0)
    pages["/b"] = (302, {"Location": "/c"}, b"")
    assert "more than 0 redirects" in refusal(lambda: fetch(f"{site}/b", private=True))

    def late(*_: object) -> bytes:
        raise TimeoutError("it took more than 60 seconds")

    monkeypatch.setattr(remote, "within", late)
    said = refusal(lambda: fetch(f"{site}/c?key=secret", private=True))
    assert "it took more than 60 seconds; download it and refer to the file" in said
    assert "secret" not in said
