# Reading an index: the login goes to its origin only, and no answer is endless.
from __future__ import annotations

from base64 import b64decode
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from clientloom.cli.verbs.publish import open_index
from clientloom.diagnostics import InputError
from clientloom.publish import index_session
from clientloom.publish.credentials import Login, UnknownIndexError, index_url
from clientloom.publish.package_index import Index, IndexUnreachableError
from clientloom.publish.retrying import RetryPolicy
from clientloom.publish.upload import UploadError, upload_file
from packaging.version import Version
from support.bad_server import Asked, BadServer, Reply
from support.dripping import DRIPS, dripping

LOGIN = Login("weaver", "shuttle-7")
ONCE = RetryPolicy(attempts=1)
NAME = "shop-0.1.0-py3-none-any.whl"


@pytest.fixture(autouse=True)
def no_netrc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


def wheel() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("shop/a.json", "{}")
    return file.getvalue()


def page(*links: str) -> Reply:
    digest = sha256(wheel()).hexdigest()
    anchors = "".join(f'<a href="{link}#sha256={digest}">{NAME}</a>' for link in links)
    return Reply(
        body=f"<html><body>{anchors}</body></html>".encode(), headers={"content-type": "text/html"}
    )


def logins(server: BadServer) -> set[str]:
    """The logins that a server was given, "" where a request had none."""
    found = (asked.headers.get("authorization", "") for asked in server.asked)
    return {b64decode(text.partition(" ")[2]).decode() for text in found}


def members(index: Index) -> dict[str, str]:
    (file,) = index.project("shop").files_of(Version("0.1.0"))
    return index.members(file, (".json",))


def test_a_wheel_of_another_host_is_taken_without_the_login() -> None:
    with BadServer() as own, BadServer() as other:
        other.handler = lambda _: Reply(body=wheel())
        own.handler = lambda _: page(f"{other.url}/{NAME}")
        assert members(Index(f"{own.url}/", LOGIN, retry_policy=ONCE)) == {"shop/a.json": "{}"}
        assert logins(own) == {"weaver:shuttle-7"}
        assert logins(other) == {""}


def test_a_redirect_to_another_host_takes_no_login_with_it() -> None:
    with BadServer() as own, BadServer() as other:
        other.handler = lambda asked: (
            page(NAME) if asked.path.endswith("/") else Reply(body=wheel())
        )
        own.handler = lambda asked: Reply(302, headers={"location": other.url + asked.target})
        members(Index(f"{own.url}/", LOGIN, retry_policy=ONCE))
        assert logins(own) == {"weaver:shuttle-7"}
        assert logins(other) == {""}


def test_another_origin_has_the_login_that_netrc_has_for_it(tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine localhost login dyer password vat-3\n")
    with BadServer() as own, BadServer() as simple:
        simple.handler = lambda _: page()
        url = simple.url.replace("127.0.0.1", "localhost")
        index = Index(f"{own.url}/", LOGIN, simple_url=f"{url}/simple/", retry_policy=ONCE)
        assert index.project("shop").releases == ()
        assert logins(simple) == {"dyer:vat-3"}


def test_an_answer_has_a_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_session, "MAX_BYTES", 1000)
    with BadServer() as own:
        own.handler = lambda _: Reply(body=b"0" * 1001, headers={"content-type": "text/html"})
        with pytest.raises(IndexUnreachableError, match="TooLargeError"):
            Index(f"{own.url}/", LOGIN, retry_policy=ONCE).project("shop")


@pytest.mark.parametrize("where", DRIPS)
def test_an_index_that_drips_is_left(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_session, "MAX_SECONDS", 0.3)
    with dripping(DRIPS[where]) as url:
        index = Index(url, LOGIN, simple_url=url, retry_policy=ONCE)
        with pytest.raises(IndexUnreachableError, match=r"Timeout|InterimError"):
            index.project("shop")


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body=b"[" * 100_000, headers={"content-type": "application/vnd.pypi.simple.v1+json"}),
        Reply(body=b"{}", headers={"content-type": "application/vnd.pypi.simple.v1+json"}),
        Reply(body=b"", headers={"content-type": "image/png"}),
    ],
)
def test_what_is_no_page_is_told(reply: Reply) -> None:
    with BadServer() as own:
        own.handler = lambda _: reply
        index = Index(f"{own.url}/", LOGIN, simple_url=f"{own.url}/", retry_policy=ONCE)
        with pytest.raises(IndexUnreachableError, match=own.url):
            index.project("shop")


def test_a_damaged_wheel_is_told() -> None:
    def handler(asked: Asked) -> Reply:
        return Reply(body=b"no zip") if asked.path.endswith(".whl") else page(NAME)

    with BadServer() as own:
        own.handler = handler
        with pytest.raises(IndexUnreachableError, match=NAME):
            members(Index(f"{own.url}/", LOGIN, retry_policy=ONCE))


def test_a_wheel_that_cannot_be_had_is_told() -> None:
    with BadServer() as own:
        own.handler = lambda asked: Reply(404) if asked.path.endswith(".whl") else page(NAME)
        with pytest.raises(IndexUnreachableError, match=f"{NAME}: status 404"):
            members(Index(f"{own.url}/", LOGIN, retry_policy=ONCE))


def test_files_of_no_version_are_no_releases() -> None:
    odd = '<a href="shop-x.whl">shop-x.whl</a><a href="notes.txt">notes.txt</a>'
    with BadServer() as own:
        known = page(NAME).body.replace(b"</body>", f"{odd}</body>".encode())
        own.handler = lambda _: Reply(body=known, headers={"content-type": "text/html"})
        found = Index(f"{own.url}/", LOGIN, retry_policy=ONCE).project("shop")
    assert [str(release.version) for release in found.releases] == ["0.1.0"]


@pytest.mark.parametrize(
    ("reply", "login", "said", "hint"),
    [
        (Reply(403), LOGIN, f"{NAME}: the index answered with status 403", ""),
        (Reply(401), None, f"{NAME}: the index answered with status 401", "TWINE_USERNAME"),
        (Reply(reset=True), LOGIN, f"{NAME}: ConnectionError", ""),
    ],
)
def test_an_upload_that_is_refused_says_why(
    reply: Reply, login: Login | None, said: str, hint: str, tmp_path: Path
) -> None:
    with ZipFile(tmp_path / NAME, "w") as archive:
        about = "Metadata-Version: 2.1\nName: shop\nVersion: 0.1.0\n"
        archive.writestr("shop-0.1.0.dist-info/METADATA", about)
    with BadServer() as own:
        own.handler = lambda asked: reply if asked.method == "POST" else Reply(404)
        index = Index(f"{own.url}/", login, retry_policy=ONCE)
        with pytest.raises(UploadError) as caught:
            upload_file(index, tmp_path / NAME, "shop", ONCE)
    assert str(caught.value) == said
    assert hint in caught.value.hint


def test_a_wheel_that_twine_refuses_says_why(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(wheel())
    with BadServer() as own:
        own.handler = lambda _: Reply(404)
        index = Index(f"{own.url}/", LOGIN, retry_policy=ONCE)
        with pytest.raises(UploadError, match=f"{NAME}: No METADATA in archive"):
            upload_file(index, tmp_path / NAME, "shop", ONCE)


@pytest.mark.parametrize(
    ("get", "post", "said"),
    [
        (Reply(reset=True), Reply(reset=True), "ConnectionError"),
        (Reply(404), Reply(), "there is no index"),
        (Reply(500), Reply(401), "401|refused"),
        (Reply(), Reply(400), ""),
    ],
)
def test_an_index_is_asked_to_do_nothing_before_anything_is_built(
    get: Reply, post: Reply, said: str
) -> None:
    with BadServer() as own:
        own.handler = lambda asked: get if asked.method == "GET" else post
        index = Index(f"{own.url}/", LOGIN, retry_policy=ONCE)
        if not said:
            index.check_upload(exists=False)
            return
        with pytest.raises(IndexUnreachableError, match=said):
            index.check_upload(exists=False)


@pytest.mark.parametrize("url", ["http://a:99999/", "http://[::1/", "https://a:b/"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(UnknownIndexError, match="not a valid URL"):
        index_url(url)


def test_an_index_of_pypirc_may_hold_no_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clientloom.publish.credentials.PYPIRC", str(tmp_path / "pypirc"))
    text = "[distutils]\nindex-servers = own\n[own]\nrepository = https://a:b@a.test/\n"
    (tmp_path / "pypirc").write_text(text)
    with pytest.raises(UnknownIndexError, match="contains a user name or password"):
        index_url("own")


@pytest.mark.parametrize(
    ("url", "words"), [("http://a.test/", "is not encrypted"), ("https://a.test/", "")]
)
def test_an_index_without_encryption_is_told(
    url: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert open_index(url, "").url == url
    assert words in capsys.readouterr().err if words else not capsys.readouterr().err


def test_the_address_of_the_simple_api_may_hold_no_password() -> None:
    with pytest.raises(InputError, match="--simple-url: the URL contains a user name or password"):
        open_index("https://a.test/", "https://me:hush@a.test/simple/")
