# How a client connects that has no HTTP client of the caller: proxies, certificates, HTTP/2, limits.
from __future__ import annotations

import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from support.bad_server import BadServer, json_reply
from support.flavors import Flavor

from templates.runtime import APIConnectionError, ConfigurationError
from templates.runtime.clients.connections import running_loop
from templates.runtime.clients.plain import PlainAsyncClient, PlainClient
from templates.runtime.clients.pool import Pool

PEM = Path(__file__).parents[1] / "support/loopback.pem"
"""A key and a certificate for 127.0.0.1 that signs itself; nothing else trusts it."""
THING = b'{"id": "1", "name": "lamp"}'


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(THING)))
        self.end_headers()
        self.wfile.write(THING)

    def log_message(self, *_arguments: object) -> None:
        """Prints nothing."""


@contextmanager
def serving(*, asks_for_certificate: bool = False) -> Iterator[str]:
    """A server on loopback with TLS; its URL."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)
    if asks_for_certificate:
        context.load_verify_locations(PEM)
        context.verify_mode = ssl.CERT_REQUIRED
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # refused handshakes print nothing
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(PEM))


def name_of(flavor: Flavor, **arguments: Any) -> str:
    client = flavor.client(max_retries=0, **arguments)
    return str(flavor.do(client.things.retrieve("1")).name)


def test_a_finalizer_may_run_while_trio_is_being_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trio", ModuleType("trio"))
    assert running_loop() is None


@pytest.mark.parametrize(("platform", "limited"), [("linux", True), ("emscripten", False)])
def test_a_browser_has_its_own_limits(
    monkeypatch: pytest.MonkeyPatch, platform: str, limited: bool
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    made: Any = Pool().make(dict)  # it takes any keywords, and none of them reaches a transport
    assert ("limits" in made) is limited
    assert made["follow_redirects"]


def test_an_unknown_certificate_is_refused(flavor: Flavor) -> None:
    with serving() as url, pytest.raises(APIConnectionError, match="CERTIFICATE_VERIFY_FAILED"):
        name_of(flavor, base_url=url)


@pytest.mark.parametrize("verify", [False, trusting])
def test_verify(flavor: Flavor, verify: Any) -> None:
    with serving() as url:
        assert name_of(flavor, base_url=url, verify=verify() if verify else False) == "lamp"


@pytest.mark.parametrize("cert", [str(PEM), (str(PEM), str(PEM))])
def test_a_client_certificate(flavor: Flavor, cert: Any) -> None:
    with serving(asks_for_certificate=True) as url:
        assert name_of(flavor, base_url=url, verify=False, cert=cert) == "lamp"
        with pytest.raises(APIConnectionError):
            name_of(flavor, base_url=url, verify=False)


def test_certificates_that_cannot_be_used(flavor: Flavor) -> None:
    with pytest.raises(ConfigurationError, match="cert= cannot be read: No such file"):
        name_of(flavor, cert="gone.pem")
    with pytest.raises(ConfigurationError, match="load the certificate into the context"):
        name_of(flavor, cert=str(PEM), verify=trusting())
    with pytest.raises(ConfigurationError, match=r"verify= takes .*create_default_context"):
        name_of(flavor, verify="own.pem")


def test_a_proxy(flavor: Flavor, server: BadServer) -> None:
    server.queue(json_reply({"id": "1", "name": "lamp"}))
    assert name_of(flavor, base_url="http://api.invalid", proxy=server.url) == "lamp"
    assert server.asked[0].target.startswith("http://api.invalid/")


@pytest.mark.parametrize("proxy", ["nowhere", "ftp://127.0.0.1"])
def test_a_proxy_that_is_none(flavor: Flavor, proxy: str) -> None:
    with pytest.raises(ConfigurationError, match="proxy= is not the URL of a proxy"):
        name_of(flavor, proxy=proxy)


@pytest.mark.parametrize(
    ("module", "arguments", "problem"),
    [
        ("h2", {"http2": True}, r"http2=True needs .*'httpx\[http2\]'"),
        ("socksio", {"proxy": "socks5://127.0.0.1:9"}, r"proxy= is a SOCKS .*'httpx\[socks\]'"),
    ],
)
def test_a_missing_package_is_named(
    flavor: Flavor,
    monkeypatch: pytest.MonkeyPatch,
    module: str,
    arguments: dict[str, Any],
    problem: str,
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ConfigurationError, match=problem):
        name_of(flavor, **arguments)


def test_limits(flavor: Flavor, server: BadServer) -> None:
    server.handler = lambda _: json_reply({"id": "1", "name": "lamp"})
    client = flavor.client(limits=httpx.Limits(max_keepalive_connections=0))
    for _ in range(2):
        flavor.do(client.things.retrieve("1"))
    assert server.connections == 2


def test_settings_of_connections_and_an_own_client(flavor: Flavor) -> None:
    http: Any = (httpx.AsyncClient if flavor.is_async else httpx.Client)()
    with pytest.raises(ConfigurationError, match="cannot be combined with http_client="):
        flavor.client(http_client=http, verify=False)
    flavor.do(http.aclose() if flavor.is_async else http.close())


@pytest.mark.parametrize(("other", "found"), [(object, "object"), (BadServer, "support.")])
def test_what_is_no_client_is_refused(flavor: Flavor, other: Any, found: str) -> None:
    kind = "AsyncClient" if flavor.is_async else "Client"
    made = other()
    with pytest.raises(ConfigurationError, match=f"must be an httpx.{kind}, not {found}"):
        flavor.client(http_client=made)
    if other is BadServer:
        made.close()


@pytest.mark.parametrize("kind", [PlainClient, PlainAsyncClient])
@pytest.mark.parametrize("content", [None, b"{}"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"user-agent": "shop/1", "accept": "application/json", "x-key": "k"},
        httpx.Headers({"accept": "text/event-stream", "last-event-id": "\xe9"}, encoding="utf-8"),
    ],
)
def test_a_request_is_the_one_that_httpx_builds(kind: Any, content: Any, headers: Any) -> None:
    plain, theirs = [
        http.build_request(
            "pOst",
            "http://a.invalid/b?c=%20d",
            headers=headers,
            content=content,
            extensions={"e": 1},
        )
        for http in (kind(), httpx.Client())
    ]
    assert plain.headers.raw == theirs.headers.raw
    assert (plain.method, plain.url, plain.content, plain.extensions) == (
        *(theirs.method, theirs.url, theirs.content),
        {"e": 1},
    )


def test_few_addresses_are_kept_parsed() -> None:
    http: Any = PlainClient()
    asked = [f"http://a.invalid/{number}" for number in range(150)]
    assert [str(http.build_request("GET", url, headers={}).url) for url in asked] == asked
    first, again = [http.build_request("GET", asked[-1], headers={}).url for _ in range(2)]
    assert first == again
    kept = http._parse.cache_info()
    assert (kept.hits, kept.misses, kept.currsize) == (2, 150, 128)
