# Where a document comes from: nothing waits for ever, runs programs, or shows the secret of an address.
from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from clientloom.config.settings import UpstreamConfig
from clientloom.upstream import fetch as fetching
from clientloom.upstream import git as by_git
from clientloom.upstream.fetch import fetch
from clientloom.upstream.fetched import FetchError
from clientloom.upstream.places import MissingPartError, Part, Places
from clientloom.upstream.source_lock import SourceLock
from support.bad_server import Asked, BadServer, Reply
from support.dripping import DRIPS, dripping

SECRET = "hush-77"
DOCUMENT = b"openapi: 3.1.0\n"


@pytest.mark.parametrize("where", DRIPS)
def test_a_server_that_drips_is_left(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MAX_SECONDS", 0.4)
    expected = "answered with 404" if where == "error" else "not finished after"
    with dripping(DRIPS[where]) as url, pytest.raises(FetchError, match=expected):
        fetch(UpstreamConfig(url=url), None, base=tmp_path)


@pytest.mark.parametrize(
    ("status", "why", "hint"),
    [
        (206, "206 Partial Content", "only a part of the document"),
        (403, "403 Forbidden", "asks for a login"),
        (404, "404 Not Found", "nothing is at this address"),
        (503, "503 Service Unavailable", "try again later"),
        (299, "299", "try again later, or correct [upstream]"),
    ],
)
def test_what_a_status_means_is_told(status: int, why: str, hint: str, tmp_path: Path) -> None:
    with BadServer() as server:
        server.queue(Reply(status, DOCUMENT))
        with pytest.raises(FetchError, match=f"the server answered with {why}$") as caught:
            fetch(UpstreamConfig(url=server.url), None, base=tmp_path)
    assert hint in caught.value.hint


def test_the_secret_of_an_address_is_used_and_kept(tmp_path: Path) -> None:
    with BadServer() as server:
        server.handler = lambda _: Reply(body=DOCUMENT, headers={"etag": '"1"'})
        url = f"{server.url.replace('://', f'://me:{SECRET}@')}/a.yaml?token={SECRET}&v=1"
        found = fetch(UpstreamConfig(url=url), None, base=tmp_path)
        assert found is not None
        assert found.source == f"{server.url}/a.yaml?token=***&v=***"
        (asked,) = server.asked
        assert asked.query == [("token", SECRET), ("v", "1")]
        assert asked.headers["authorization"].startswith("Basic ")
        known = SourceLock(
            source=found.source, sha256="", fetched="2026-01-01", etag='"1"', last_modified="today"
        )
        fetch(UpstreamConfig(url=url), known, base=tmp_path)
        assert server.asked[1].headers["if-none-match"] == '"1"'
        assert "if-modified-since" not in server.asked[1].headers


@pytest.mark.parametrize(
    "url",
    [
        f"http://me:{SECRET}@127.0.0.1:1/x?k={SECRET}",
        f"http://me:{SECRET}/x@127.0.0.1/y",
        f"http://me:{SECRET}@[::1/x",
        f"ftp://me:{SECRET}@a.test/x",
    ],
)
def test_the_secret_of_an_address_is_in_no_message(url: str, tmp_path: Path) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(UpstreamConfig(url=url), None, base=tmp_path)
    assert SECRET not in str(caught.value)


def test_the_secret_of_an_address_goes_to_no_other_host(tmp_path: Path) -> None:
    with BadServer() as server, BadServer() as other:
        other.handler = lambda _: Reply(body=DOCUMENT)
        server.handler = lambda _: Reply(302, headers={"location": f"{other.url}/b.yaml"})
        url = server.url.replace("://", f"://me:{SECRET}@")
        fetch(UpstreamConfig(url=url), None, base=tmp_path)
        assert "authorization" in server.asked[0].headers
        assert "authorization" not in other.asked[0].headers


def test_a_file_that_never_ends_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "large.yaml").write_bytes(b"x" * 11)
    with pytest.raises(FetchError, match="larger than the limit of 10 bytes"):
        fetch(UpstreamConfig(file="large.yaml", max_bytes=10), None, base=tmp_path)
    with pytest.raises(FetchError, match="cannot be read"):
        fetch(UpstreamConfig(file=os.devnull), None, base=tmp_path)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "vendor"
    folder.mkdir()
    (folder / "a.yaml").write_bytes(DOCUMENT)
    git = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@a.test"]
    for arguments in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "one"]):
        subprocess.run([*git, *arguments], check=True)
    return folder


@pytest.mark.parametrize("address", ["ext::sh -c %s", "EXT::sh -c %s", "foo::bar", "ext://x"])
def test_git_runs_no_program_that_an_address_names(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "ext:foo")
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", "'protocol.ext.allow=always'")
    made = tmp_path / "made"
    git = address.replace("%s", f"touch% {made}")
    with pytest.raises(FetchError, match="is not allowed"):
        fetch(UpstreamConfig(git=git, path="x"), None, base=tmp_path)
    assert not made.exists()


def test_git_itself_is_told_the_transports(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "ext")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "url.ext::false.insteadOf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(repository))
    found = fetch(UpstreamConfig(git=str(repository), path="a.yaml"), None, base=tmp_path)
    assert found is not None
    assert found.content == DOCUMENT
    monkeypatch.setattr(by_git, "TRANSPORTS", ("https",))
    with pytest.raises(FetchError, match="transport 'file' not allowed"):
        fetch(UpstreamConfig(git=str(repository), path="a.yaml"), None, base=tmp_path)


def test_the_secret_of_a_repository_is_in_no_message(tmp_path: Path) -> None:
    git = f"http://me:{SECRET}@127.0.0.1:1/x.git"
    with pytest.raises(FetchError, match="git fetch: fatal: ") as caught:
        fetch(UpstreamConfig(git=git, path="a.yaml"), None, base=tmp_path)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("limit", "words"),
    [("MAX_SECONDS", "not finished after"), ("MAX_REPOSITORY_BYTES", "needs more than")],
)
def test_git_takes_no_endless_time_and_space(
    limit: str, words: str, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_git, limit, 0)
    with dripping(DRIPS["body"]) as url, pytest.raises(FetchError, match=words):
        fetch(UpstreamConfig(git=f"{url}x.git", path="a.yaml"), None, base=tmp_path)
    assert repository.exists()


def parts_of(content: bytes, places: Places) -> Mapping[str, Part]:
    """Reads one file beside the document."""
    assert content == DOCUMENT
    return {"part.yaml": places.read(places.join(places.root, "part.yaml"))}


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(500), "/part.yaml: the server answered with 500"),
        (Reply(302, headers={"location": "http://127.0.0.2:1/x"}), "/part.yaml: it leads to another host, 127.0.0.2"),
        (Reply(302, headers={"location": "/part.yaml"}), "/part.yaml: more than 20 redirects"),
    ],
)  # fmt: skip
def test_a_file_beside_a_document_comes_from_its_host(
    reply: Reply, said: str, tmp_path: Path
) -> None:
    def answer(asked: Asked) -> Reply:
        return Reply(body=DOCUMENT) if asked.path == "/a.yaml" else reply

    with BadServer() as server:
        server.handler = answer
        upstream = UpstreamConfig(url=f"{server.url}/a.yaml")
        with pytest.raises(FetchError) as caught:
            fetch(upstream, None, base=tmp_path, follow=parts_of)
    assert str(caught.value).startswith(f"{server.url}{said}")


def test_a_file_beside_a_document_on_disk(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(DOCUMENT)
    upstream = UpstreamConfig(file="a.yaml")
    with pytest.raises(MissingPartError, match=r"part.yaml"):
        fetch(upstream, None, base=tmp_path, follow=parts_of)
    (tmp_path / "part.yaml").mkdir()
    with pytest.raises(FetchError, match=r"part.yaml cannot be read: "):
        fetch(upstream, None, base=tmp_path, follow=parts_of)
    (tmp_path / "part.yaml").rmdir()
    (tmp_path / "part.yaml").write_text("x: 1", "utf-8")
    found = fetch(upstream, None, base=tmp_path, follow=parts_of)
    assert found
    assert found.parts["part.yaml"].content == b"x: 1"


def test_a_file_that_a_commit_does_not_have_is_missing(repository: Path, tmp_path: Path) -> None:
    upstream = UpstreamConfig(git=str(repository), path="a.yaml")

    def missing(_content: bytes, places: Places) -> Mapping[str, Part]:
        with pytest.raises(MissingPartError, match=r"nowhere.yaml"):
            places.read("nowhere.yaml")
        return {}

    assert fetch(upstream, None, base=tmp_path, follow=missing)


@pytest.mark.parametrize(("git", "ref"), [("--upload-pack=x", ""), ("a", "--x")])
def test_git_takes_no_option_for_an_address(git: str, ref: str, tmp_path: Path) -> None:
    upstream = UpstreamConfig(git=git, ref=ref or "HEAD", path="a.yaml")
    with pytest.raises(FetchError, match="cannot begin with a dash"):
        fetch(upstream, None, base=tmp_path)


def test_git_that_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FetchError, match="git init: "):
        fetch(UpstreamConfig(git="https://a.test/x.git", path="a.yaml"), None, base=tmp_path)
