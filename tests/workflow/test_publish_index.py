# A package's way to a real private index: login, versions that are taken, halves that arrived, steps that are
# too small, and an index that stumbles.
from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import keyring
import pytest
from clientloom import ir
from clientloom.diagnostics import Diagnostic, Span
from clientloom.ir.surface import SURFACE_NAME, dump_surface, packed
from clientloom.publish.build import Built, build_package
from clientloom.publish.credentials import Login, UnknownIndexError, index_url, login_for
from clientloom.publish.package_index import Index, IndexUnreachableError
from clientloom.publish.release import Candidate, ReleaseOutcome, Status, publish_release
from clientloom.publish.retrying import RetryPolicy
from keyring.backend import KeyringBackend
from keyring.credentials import Credential, SimpleCredential
from support.index_server import PASSWORD, USERNAME, IndexServer, index_server

HASTE = RetryPolicy(attempts=4, pause=0.0)
LOGIN = Login(USERNAME, PASSWORD)

PYPROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "demo-client"
version = "{version}"

[tool.hatch.build.targets.wheel]
packages = ["src/demo_client"]
"""


def api(version: str, *models: str) -> ir.Api:
    names = ir.PackageNames(
        distribution="demo-client",
        import_name="demo_client",
        client="Demo",
        async_client="AsyncDemo",
        version=version,
    )
    schemas = tuple(
        ir.AliasSchema(
            id=f"#/{name}",
            name=name,
            doc="",
            span=Span(""),
            type=ir.Anything(),
            used_in_response=True,
        )
        for name in models
    )
    return ir.Api(
        package=names,
        title="Demo",
        version="1",
        doc="",
        docs_url="",
        servers=(),
        security_schemes=(),
        constant_headers=(),
        schemas=schemas,
        resources=(),
        operations=(),
        webhooks=(),
        operations_in=0,
    )


def candidate(folder: Path, version: str, *models: str) -> Candidate:
    surface = api(version, *models)
    package = folder / version / "package"
    module = package / "src" / "demo_client"
    module.mkdir(parents=True)
    (package / "pyproject.toml").write_text(PYPROJECT.format(version=version))
    (package / SURFACE_NAME).write_text(dump_surface(surface))
    (module / "__init__.py").write_text("")
    built = build_package(package, folder / version / "dist")
    return Candidate(
        vendor="demo", distribution="demo-client", version=version, api=surface, built=built
    )


def reasons(outcome: ReleaseOutcome) -> list[str]:
    return [found.code for found in outcome.diagnostics]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[IndexServer]:
    with index_server(tmp_path / "index") as running:
        yield running


@pytest.fixture
def index(server: IndexServer) -> Index:
    return Index(server.url, LOGIN, retry_policy=HASTE)


def test_published_once_and_found_again(index: Index, server: IndexServer, tmp_path: Path) -> None:
    release = candidate(tmp_path, "0.1.0", "Movie")
    dry = publish_release(release, index, HASTE, upload=False)
    assert (dry.status, server.files()) == (Status.READY, [])
    outcome = publish_release(release, index, HASTE, upload=True)
    assert outcome.status is Status.PUBLISHED, outcome.diagnostics
    assert server.files() == sorted(path.name for path in release.built.files)
    again = publish_release(release, index, HASTE, upload=True)
    assert again.status is Status.UNCHANGED


def test_a_version_that_is_taken_by_other_files_is_refused(index: Index, tmp_path: Path) -> None:
    publish_release(candidate(tmp_path / "a", "0.1.0", "Movie"), index, HASTE, upload=True)
    other = candidate(tmp_path / "b", "0.1.0", "Film")
    outcome = publish_release(other, index, HASTE, upload=True)
    assert outcome.status is Status.REFUSED
    assert reasons(outcome) == ["version-taken"]


def test_another_build_with_the_same_api_is_no_second_release(index: Index, tmp_path: Path) -> None:
    publish_release(candidate(tmp_path / "a", "0.1.0", "Movie"), index, HASTE, upload=True)
    other = candidate(tmp_path / "b", "0.1.0", "Movie")
    package = tmp_path / "b" / "0.1.0" / "package"
    (package / "src" / "demo_client" / "__init__.py").write_text("# a comment\n")
    built = build_package(package, tmp_path / "b" / "again")
    other = dataclasses.replace(other, built=built)
    outcome = publish_release(other, index, HASTE, upload=True)
    assert outcome.status is Status.UNCHANGED
    assert "differs from it in nothing that callers see" in outcome.detail


@pytest.mark.parametrize("algorithm", ["off", "md5"])
def test_an_index_need_not_list_hashes(algorithm: str, tmp_path: Path) -> None:
    with index_server(tmp_path / "index", f"--hash-algo={algorithm}") as server:
        index = Index(server.url, LOGIN, retry_policy=HASTE)
        first = candidate(tmp_path / "a", "0.1.0", "Movie")
        assert publish_release(first, index, HASTE, upload=True).status is Status.PUBLISHED
        [release] = index.project(first.distribution).releases
        listed = [file.digests or {} for file in release.files.values()]
        assert [list(digests) for digests in listed] == [
            [algorithm] if algorithm != "off" else []
        ] * 2
        assert publish_release(first, index, HASTE, upload=True).status is Status.UNCHANGED
        other = candidate(tmp_path / "b", "0.1.0", "Film")
        assert reasons(publish_release(other, index, HASTE, upload=True)) == ["version-taken"]
        later = candidate(tmp_path / "c", "0.2.0", "Movie", "Film")
        assert publish_release(later, index, HASTE, upload=True).status is Status.PUBLISHED


def test_an_index_that_does_not_exist_is_found_without_an_upload(
    server: IndexServer, tmp_path: Path
) -> None:
    release = candidate(tmp_path, "0.1.0", "Movie")
    index = Index(f"{server.url}no/such/", LOGIN, retry_policy=HASTE)
    with pytest.raises(IndexUnreachableError, match="there is no index: http") as caught:
        publish_release(release, index, HASTE, upload=False)
    assert "create the index" in caught.value.hint


def test_a_half_that_arrived_is_completed(
    index: Index, server: IndexServer, tmp_path: Path
) -> None:
    release = candidate(tmp_path, "0.1.0", "Movie")
    publish_release(release, index, HASTE, upload=True)
    (server.folder / release.built.sdist.name).unlink()
    outcome = publish_release(release, index, HASTE, upload=True)
    assert outcome.status is Status.PUBLISHED
    assert release.built.sdist.name in server.files()


def test_a_step_that_is_too_small_for_the_change_is_refused(index: Index, tmp_path: Path) -> None:
    publish_release(candidate(tmp_path, "1.0.0", "Movie", "Actor"), index, HASTE, upload=True)
    outcome = publish_release(candidate(tmp_path, "1.1.0", "Movie"), index, HASTE, upload=True)
    assert outcome.status is Status.REFUSED
    assert reasons(outcome) == ["version-too-small"]
    assert outcome.diagnostics[0].hint == "set 2.0.0 in [package]"
    fine = publish_release(candidate(tmp_path, "2.0.0", "Movie"), index, HASTE, upload=True)
    assert fine.status is Status.PUBLISHED


def test_a_release_whose_api_cannot_be_read_is_told(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later version of clientloom made it."""
    with monkeypatch.context() as later:
        later.setattr(packed, "FORMAT", 99)
        publish_release(candidate(tmp_path / "a", "0.1.0", "Movie"), index, HASTE, upload=True)
    after = candidate(tmp_path / "b", "0.1.1")
    for upload, detail in [(False, "demo-client 0.1.1"), (True, "demo_client-0.1.1.tar.gz")]:
        outcome = publish_release(after, index, HASTE, upload=upload)
        assert outcome.detail.startswith(detail)
        assert outcome.detail.endswith(
            "; not compared with 0.1.0, whose API this clientloom cannot read"
        )


def test_a_final_version_follows_the_last_final_one(index: Index, tmp_path: Path) -> None:
    for version in ("1.0.0", "2.0.0rc1", "2.0.0rc2"):
        release = candidate(tmp_path, version, *(("Movie",) if version == "1.0.0" else ()))
        assert publish_release(release, index, HASTE, upload=True).status is Status.PUBLISHED
    small = publish_release(candidate(tmp_path, "1.1.0"), index, HASTE, upload=False)
    assert "version 1.1.0 is too low after 1.0.0" in small.diagnostics[0].message
    fix = publish_release(candidate(tmp_path, "1.0.1", "Movie"), index, HASTE, upload=False)
    assert fix.status is Status.READY
    final = publish_release(candidate(tmp_path, "2.0.0"), index, HASTE, upload=False)
    assert final.status is Status.READY


def test_an_older_version_is_refused(index: Index, tmp_path: Path) -> None:
    publish_release(candidate(tmp_path, "1.0.0", "Movie"), index, HASTE, upload=True)
    outcome = publish_release(candidate(tmp_path, "0.9.0", "Movie"), index, HASTE, upload=True)
    assert outcome.status is Status.REFUSED
    assert reasons(outcome) == ["version-too-small"]
    assert "older" in outcome.diagnostics[0].message


def test_problems_found_before_are_reasons(index: Index, tmp_path: Path) -> None:
    release = candidate(tmp_path, "1.0.0", "Movie")
    problem = Diagnostic.error(Span("generated/demo"), "out-of-date", "1 changed")
    stale = dataclasses.replace(release, problems=(problem,))
    outcome = publish_release(stale, index, HASTE, upload=True)
    assert (outcome.status, outcome.diagnostics) == (Status.REFUSED, (problem,))


def test_a_wrong_password_is_told_without_showing_it(server: IndexServer, tmp_path: Path) -> None:
    index = Index(server.url, Login(USERNAME, "wrong-pass"), retry_policy=HASTE)
    with pytest.raises(IndexUnreachableError) as caught:
        publish_release(candidate(tmp_path, "1.0.0"), index, HASTE, upload=True)
    assert "wrong-pass" not in str(caught.value)
    assert (caught.value.code, "password" in caught.value.hint) == ("login-refused", True)
    assert "wrong-pass" not in repr(index.login)


def test_a_missing_login_is_told_from_a_wrong_one(server: IndexServer, tmp_path: Path) -> None:
    index = Index(server.url, None, retry_policy=HASTE)
    with pytest.raises(IndexUnreachableError, match="requires a login, and none is set") as caught:
        publish_release(candidate(tmp_path, "1.0.0"), index, HASTE, upload=True)
    assert (caught.value.code, "TWINE_USERNAME" in caught.value.hint) == ("login-refused", True)


class Stumbling(BaseHTTPRequestHandler):
    """A proxy before an index that fails every request once, an upload after it went through."""

    upstream = ""
    seen: dict[tuple[str, str, int], int]

    def do_GET(self) -> None:
        self.relay(after=False)

    def do_POST(self) -> None:
        self.relay(after=True)

    def relay(self, *, after: bool) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        key = (self.command, self.path, len(body) // 100)
        self.seen[key] = self.seen.get(key, 0) + 1
        first = self.seen[key] == 1
        if first and not after:
            self.send_error(503)
            return
        headers = {k: v for k, v in self.headers.items() if k.lower() not in {"host", "connection"}}
        answer = httpx.request(
            self.command, self.upstream + self.path.lstrip("/"), content=body, headers=headers
        )
        if first:
            self.send_error(502)
            return
        self.send_response(answer.status_code)
        self.send_header("Content-Type", answer.headers.get("content-type", "text/plain"))
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        del format, args


@pytest.fixture
def flaky(server: IndexServer) -> Iterator[str]:
    handler = type("Handler", (Stumbling,), {"upstream": server.url, "seen": {}})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as proxy:
        thread = threading.Thread(target=proxy.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{proxy.server_address[1]}/"
        proxy.shutdown()
        thread.join()


def test_an_index_that_stumbles_gets_each_file_once(
    flaky: str, server: IndexServer, tmp_path: Path
) -> None:
    release = candidate(tmp_path, "0.1.0", "Movie")
    index = Index(flaky, LOGIN, retry_policy=HASTE)
    outcome = publish_release(release, index, HASTE, upload=True)
    assert outcome.status is Status.PUBLISHED, outcome.diagnostics
    assert server.files() == sorted(path.name for path in release.built.files)


def test_an_index_that_is_not_there(tmp_path: Path) -> None:
    index = Index("http://127.0.0.1:9/", LOGIN, retry_policy=HASTE)
    with pytest.raises(IndexUnreachableError):
        publish_release(candidate(tmp_path, "0.1.0"), index, HASTE, upload=True)


def test_builds_are_the_same_to_the_byte(tmp_path: Path) -> None:
    one = candidate(tmp_path / "one", "0.1.0", "Movie").built
    other = candidate(tmp_path / "another-path", "0.1.0", "Movie").built
    assert contents(one) == contents(other)


def contents(built: Built) -> list[bytes]:
    return [path.read_bytes() for path in built.files]


def test_credentials_come_from_environment_pypirc_and_keyring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".pypirc").write_text(
        "[distutils]\nindex-servers = team\n\n"
        "[team]\nrepository = https://index.invalid/\nusername = me\npassword = secret\n"
    )
    assert index_url("team") == "https://index.invalid/"
    assert login_for("team") == Login("me", "secret")
    assert login_for("https://index.invalid/") == Login("me", "secret")
    assert login_for("https://elsewhere.invalid/") is None
    (tmp_path / ".pypirc").write_text("[pypi]\nusername = __token__\npassword = secret\n")
    assert login_for("https://elsewhere.invalid/") is None  # not what is meant for another index
    previous = keyring.get_keyring()
    keyring.set_keyring(Ring())
    try:
        assert login_for("https://elsewhere.invalid/") == Login(
            "ann", "of https://elsewhere.invalid/"
        )
    finally:
        keyring.set_keyring(previous)
    monkeypatch.setenv("TWINE_USERNAME", "ci")
    monkeypatch.setenv("TWINE_PASSWORD", "token")
    assert login_for("https://elsewhere.invalid/") == Login("ci", "token")


class Ring(KeyringBackend):
    """A keyring that knows Ann everywhere."""

    priority = 1.0

    def __init__(self) -> None:
        """Without the settings that keyrings take from the environment."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def get_password(self, service: str, username: str) -> str | None:
        return f"of {service}" if username == "ann" else None

    def get_credential(self, service: str, username: str | None) -> Credential | None:
        return SimpleCredential("ann", f"of {service}") if username in (None, "ann") else None


@pytest.mark.parametrize(
    "name", ["nowhere", "https://me:secret@index.invalid/", "ftp://index.invalid/", "http://"]
)
def test_an_index_that_cannot_be_meant(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(UnknownIndexError) as caught:
        index_url(name)
    assert "secret" not in str(caught.value)
