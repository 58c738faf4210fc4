# The client of tests/cases/without-options over real sockets: it has the optional parts that its API asks for only.
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.case_client import case_files, case_package

KILN = {"name": "k", "state": "hot"}
TOKEN = json_reply({"access_token": "t", "token_type": "bearer"})


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("without-options", tmp_path_factory.mktemp("without")) as imported:
        yield imported


@pytest.fixture
def client(package: Any, server: BadServer) -> Iterator[Any]:
    from without_options.testing import FakeClock  # type: ignore[import-not-found]

    made = package.WithoutOptions(base_url=server.url, token="t", clock=FakeClock(), max_retries=2)
    with made:
        yield made


def test_calls_retries_and_raw_responses(client: Any, server: BadServer, package: Any) -> None:
    server.queue(Reply(503), Reply(reset=True), json_reply(KILN, etag="e"))
    raw = client.kilns.with_raw_response.describe("k")
    assert (raw.headers["etag"], raw.parse().state) == ("e", "hot")
    server.queue(json_reply({"message": "no"}, 404))
    with pytest.raises(package.NotFoundError, match="no"):
        client.kilns.describe("k", deadline=9)


def test_pages_and_waits(client: Any, server: BadServer) -> None:
    page = {"items": [KILN], "has_more": True}
    server.queue(json_reply(page), json_reply({**page, "items": [], "has_more": False}))
    assert [kiln.name for kiln in client.kilns.list()] == ["k"]
    server.queue(json_reply({**KILN, "state": "cold"}, 201), json_reply(KILN))
    assert client.kilns.light_and_wait(name="k").state == "hot"


def test_downloads_and_uploads(client: Any, server: BadServer) -> None:
    server.queue(Reply(200, b"png", {"content-type": "image/png"}), Reply(204))
    photo = client.kilns.photo.download("k")
    assert photo == b"png"
    client.kilns.photo.replace("k", content=iter([photo, photo]))
    assert server.asked[1].body == b"pngpng"


def test_a_refused_token_is_fetched_again(package: Any, server: BadServer) -> None:
    server.queue(TOKEN, Reply(401), TOKEN, json_reply(KILN))
    secrets = {"client_id": "i", "client_secret": "s"}
    with package.WithoutOptions(base_url=server.url, **secrets) as client:
        assert client.kilns.describe("k").state == "hot"
    assert [a.path for a in server.asked] == ["/token", "/kilns/k", "/token", "/kilns/k"]


def test_the_fake_and_events(package: Any) -> None:
    from without_options import webhooks  # type: ignore[import-not-found]
    from without_options.testing import FakeWithoutOptions

    fake = FakeWithoutOptions()
    fake.kilns.describe.returns(KILN)
    assert fake.client().kilns.describe("k").name == "k"
    assert not hasattr(fake, "async_client")
    event = webhooks.parse(*fake.webhook_events.fired(KILN), verify=webhooks.unverified)
    assert event.payload.state == "hot"
    assert not hasattr(fake.client(), "request")


@pytest.mark.parametrize(
    "removed", ["proxy", "verify", "http2", "limits", "on_attempt", "on_request", "rate_limit"]
)
def test_the_client_lacks_the_argument(package: Any, removed: str) -> None:
    with pytest.raises(TypeError, match=removed):
        package.WithoutOptions(**{removed: None})


def test_nothing_speaks_of_what_it_lacks(package: Any) -> None:
    assert not {"Attempt", "RateLimit", "AsyncWithoutOptions", "AsyncPage"} & set(package.__all__)
    files = case_files("without-options")
    shown = [text for path, text in files.items() if "_runtime" not in path.parts]
    absent = r"\b[Aa]sync\w*|await|on_attempt|\brate_limit\b|http2"
    found = [match for text in shown for match in re.findall(absent, text)]
    assert set(found) <= {"async_client", "rate_limit"}, found
    assert not re.search(absent, files[PurePosixPath("README.md")])
