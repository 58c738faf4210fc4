# A vendor changed its document: the whole way of an update, from where it is fetched to what it leaves behind.
from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from clientloom.checkout import atomic
from clientloom.checkout.atomic import exclusive
from clientloom.checkout.workspace import Workspace
from clientloom.upstream.fetched import Fetched
from clientloom.workflows.update import apply_plan, plan_update
from support.checkouts import shop, texts
from support.command_line import Result, Run
from support.dripping import DRIPS, dripping
from support.review_cases import BASE

CONFIG = """\
# A comment that people wrote.
[package]
name = "shop"
version = "0.3.1"  # kept by hand

[document]
path = "openapi.yaml"
overlays = ["overlay.yaml"]

[upstream]
license = "Apache-2.0"
"""
OVERLAY = """\
overlay: 1.0.0
info: {title: Corrections, version: '1'}
actions:
  - target: $.components.schemas.Shop.properties.street
    x-reason: A street may be empty.
    x-expect: {type: string}
    update: {description: Where it is.}
"""
CHANGELOG = "# Changelog\n\nWords of ours.\n\n## 0.3.1\n\n- The first that people use.\n"
SAFER = BASE.replace("maximum: 10", "maximum: 20").replace("version: '1'", "version: '2'")
BREAKING = BASE.replace("        size: {type: number}\n", "").replace(
    "version: '1'", "version: '2'"
)
LOST = "`client.things.create()` lost the keyword `size`"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {"overlay.yaml": OVERLAY, "CHANGELOG.md": CHANGELOG}
    return shop(tmp_path_factory.mktemp("generated"), CONFIG, **files)


@pytest.fixture
def checkout(generated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(generated, tmp_path / "checkout"))


Update = Callable[..., Result]


@pytest.fixture
def update(checkout: Path, tmp_path: Path, run: Run) -> Update:
    """`clientloom update shop --from FILE OPTIONS` where the file holds `text`."""

    def execute(text: str | bytes, *options: str) -> Result:
        given = tmp_path / "given.yaml"
        given.write_bytes(text.encode() if isinstance(text, str) else text)
        return run("update", "shop", "--from", str(given), "--root", str(checkout), *options)

    return execute


def content(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file with its bytes and the time of its last change."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def configure(checkout: Path, upstream: str) -> None:
    path = checkout / "specs" / "shop" / "client.toml"
    path.write_text(path.read_text("utf-8") + upstream, "utf-8")


def test_a_breaking_update_is_told_and_carried_out_as_a_whole(
    checkout: Path, update: Update, tmp_path: Path, run: Run
) -> None:
    body = tmp_path / "body.md"
    done = update(BREAKING, "--pr-body", str(body))
    assert done.code == 0, done
    assert "shop: 0.3.1 to 0.4.0" in done.out
    assert LOST in done.out
    assert "breaks: client.things.create(size=...)" in done.out
    assert body.read_text("utf-8").startswith("## shop: 0.3.1 to 0.4.0\n")
    assert LOST in body.read_text("utf-8")
    folder, package = checkout / "specs" / "shop", checkout / "generated" / "shop"
    assert (folder / "openapi.yaml").read_text("utf-8") == BREAKING
    settings = (folder / "client.toml").read_text("utf-8")
    assert settings == CONFIG.replace("0.3.1", "0.4.0")
    changelog = (folder / "CHANGELOG.md").read_text("utf-8")
    assert changelog == (package / "CHANGELOG.md").read_text("utf-8")
    assert changelog.startswith("# Changelog\n\nWords of ours.\n\n## 0.4.0\n")
    assert changelog.endswith("## 0.3.1\n\n- The first that people use.\n")
    assert f"- {LOST}" in changelog
    assert 'version = "0.4.0"' in (package / "pyproject.toml").read_text("utf-8")
    assert "size" not in (package / "src/shop/_requests/things.py").read_text("utf-8")
    assert source_lock(checkout) == {
        "source": "given.yaml",
        "sha256": sha256(BREAKING.encode()).hexdigest(),
        "fetched": datetime.now(UTC).date().isoformat(),
        "license": "Apache-2.0",
        "etag": "",
        "last_modified": "",
        "revision": "",
    }
    assert list(checkout.glob("*/.clientloom")) == []
    assert run("generate", "--check", "--root", str(checkout)).code == 0


def source_lock(checkout: Path) -> object:
    return json.loads((checkout / "specs" / "shop" / "source.lock").read_text("utf-8"))


def test_lines_end_as_people_end_them(checkout: Path, update: Update) -> None:
    folder = checkout / "specs" / "shop"
    for name in ("client.toml", "CHANGELOG.md"):
        (folder / name).write_bytes((folder / name).read_bytes().replace(b"\n", b"\r\n"))
    assert update(BREAKING).code == 0
    for name in ("client.toml", "CHANGELOG.md"):
        content = (folder / name).read_bytes()
        assert b"0.4.0" in content
        assert content.count(b"\n") == content.count(b"\r\n")


def test_nothing_new_changes_nothing(checkout: Path, update: Update) -> None:
    before = content(checkout)
    assert update(BASE) == Result(0, "shop: no changes\n", "")
    assert content(checkout) == before


def test_a_dry_run_only_reports(checkout: Path, update: Update) -> None:
    before = content(checkout)
    told = update(BREAKING, "--dry-run")
    assert (told.code, LOST in told.out) == (0, True)
    assert "updated" not in told.out
    assert content(checkout) == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\n<html>We are down.</html>", "given.yaml: error[not-openapi]: this is an HTML page"),
        (BASE[: len(BASE) // 3], "error[yaml-syntax]: the YAML text ends early"),
        (BASE.replace("paths:", "paths"), "given.yaml:6:10: error[yaml-syntax]"),
        ("just: text\n" + "#" * len(BASE), "error["),
        (BASE.replace("openapi: 3.1.0", "openapi: 9.9.9"), "9.9.9"),
        ("{" * len(BASE), "error["),
        (b"\xff\xfe\x00" * len(BASE), "error["),
        (BASE.replace("street: {type: string}", "street: {type: integer}"), "overlay.yaml:6:5"),
        (BASE.replace("street: {type: string}", "lane: {type: string}"), "overlay.yaml:4:"),
    ],
    ids=[
        "page",
        "shrunk-document",
        "syntax",
        "other-yaml",
        "version",
        "braces",
        "bytes",
        "expectation",
        "target",
    ],
)
def test_a_document_that_is_refused_leaves_everything_as_it_was(
    checkout: Path, update: Update, text: str | bytes, words: str
) -> None:
    before = content(checkout)
    refused = update(text)
    assert refused.code == 2
    assert words in refused.err
    assert refused.err.endswith("shop: not updated; no file was changed\n")
    assert content(checkout) == before


def test_a_document_that_really_shrank_is_taken_when_asked(update: Update) -> None:
    least = BASE[: BASE.index("  /things/{id}:")] + BASE[BASE.index("components:") :]
    least = least[: least.index("    post:")] + least[least.index("components:") :]
    least = least[: least.index("    NewThing:")] + least[least.index("    Thing:") :]
    padded = BASE + "# nothing\n" * 400
    assert update(padded).code == 0
    assert "error[shrunk-document]" in update(least).err
    assert "shop: updated to" in update(least, "--allow-shrunk").out


def test_settings_made_ready_for_the_new_document_do_not_need_the_old_one(
    checkout: Path, update: Update
) -> None:
    newer = BREAKING.replace("street: {type: string}", "lane: {type: string}")
    assert "overlay.yaml:4:" in update(newer).err
    overlay = checkout / "specs" / "shop" / "overlay.yaml"
    overlay.write_text(OVERLAY.replace(".street", ".lane"), "utf-8")
    done = update(newer)
    assert done.code == 0, done
    assert LOST in done.out
    assert "`Shop.street` was removed" in done.out


def test_what_a_document_refers_to_outside_of_its_folder_is_found(
    checkout: Path, tmp_path: Path, run: Run
) -> None:
    folder = checkout / "specs" / "shop"
    (checkout / "specs" / "common").mkdir()
    (checkout / "specs" / "common" / "parts.yaml").write_text(
        "Shop: {type: object, properties: {street: {type: string}}}\n", "utf-8"
    )
    text = BASE.replace("'#/components/schemas/Shop'", "'../common/parts.yaml#/Shop'")
    (folder / "openapi.yaml").write_text(text, "utf-8")
    (folder / "overlay.yaml").unlink()
    (folder / "CHANGELOG.md").unlink()
    shutil.rmtree(checkout / "generated")
    settings = CONFIG.replace('overlays = ["overlay.yaml"]', 'base = ".."')
    (folder / "client.toml").write_text(settings, "utf-8")
    assert run("generate", "--root", str(checkout)).code == 0
    newer = tmp_path / "newer.yaml"
    newer.write_text(text.replace("maximum: 10", "maximum: 20"), "utf-8")
    done = run("update", "shop", "--from", str(newer), "--root", str(checkout))
    assert "Shop" not in done.out, done
    notes = (folder / "CHANGELOG.md").read_text("utf-8")
    assert notes.startswith("# Changelog\n\n## 0.3.2\n")
    assert notes.endswith("\n## 0.3.1\n\n- First version.\n")
    assert run("generate", "--check", "--root", str(checkout)).code == 0
    (folder / "client.toml").write_text(settings.replace('".."', '"../../.."'), "utf-8")
    newer.write_text(text.replace("maximum: 10", "maximum: 30"), "utf-8")
    refused = run("update", "shop", "--from", str(newer), "--root", str(checkout))
    assert "error[outside-checkout]" in refused.err


def set_version(checkout: Path, version: str) -> None:
    path = checkout / "specs" / "shop" / "client.toml"
    path.write_text(path.read_text("utf-8").replace('"0.3.1"', f'"{version}"'), "utf-8")


def test_a_version_that_is_too_small_is_refused_with_the_reason(
    checkout: Path, update: Update
) -> None:
    set_version(checkout, "0.3.2")
    before = content(checkout)
    refused = update(BREAKING)
    assert refused.code == 2
    assert (
        "client.toml:4:1: error[version-too-small]: version 0.3.2 is too low after 0.3.1"
        in refused.err
    )
    assert "lost the keyword `size`" in refused.err or "`NewThing.size`" in refused.err
    assert "set 0.4.0" in refused.err
    assert content(checkout) == before


def test_a_version_that_is_large_enough_is_taken(checkout: Path, update: Update) -> None:
    set_version(checkout, "1.0.0rc1")
    assert "0.3.1 to 1.0.0rc1" in update(BREAKING).out
    assert "1.0.0rc1 to 1.0.0rc2" in update(BASE).out


def test_a_hand_edit_is_shown_and_not_overwritten(checkout: Path, update: Update) -> None:
    edited = checkout / "generated/shop/src/shop/_requests/things.py"
    edited.write_text(edited.read_text("utf-8") + "\nMINE = 1\n", "utf-8")
    before = content(checkout)
    for refused in (update(BREAKING), update(BREAKING, "--dry-run")):
        assert (refused.code, refused.out) == (2, "")
        assert "generated/shop/src/shop/_requests/things.py: error[edited-file]" in refused.err
    assert content(checkout) == before
    assert update(BREAKING, "--force").code == 0
    assert "MINE" not in edited.read_text("utf-8")


def test_a_new_operation_id_is_told_and_renames_nothing(
    update: Update, tmp_path: Path, checkout: Path
) -> None:
    body = tmp_path / "body.md"
    done = update(
        BASE.replace("operationId: listThings", "operationId: allThings"), "--pr-body", str(body)
    )
    assert "No change that a caller can see\n" in done.out
    told = "GET /things now has the operationId 'allThings'; its method keeps its name; to rename it, set"
    assert f"\n\nNew operationIds\n  {told} [operations." in done.out
    assert f"\n- {told} " in body.read_text("utf-8")
    methods = (checkout / "generated/shop/api.md").read_text("utf-8")
    assert "things.list" in methods
    assert "things.all" not in methods


def test_two_runs_at_once_exclude_each_other(checkout: Path, update: Update) -> None:
    before = content(checkout)
    with exclusive(checkout / "generated" / "shop"):
        refused = update(SAFER)
    assert (refused.code, "another run of clientloom is at work" in refused.err) == (2, True)
    assert content(checkout) == before


def test_a_read_only_folder_leaves_everything_as_it_was(checkout: Path, update: Update) -> None:
    before = content(checkout)
    real = Path.mkdir

    def refused(self: Path, *args: object, **kwargs: object) -> None:
        if self.name.endswith("shop.new"):
            raise PermissionError(13, "Permission denied", str(self))
        real(self, *args, **kwargs)  # type: ignore[arg-type]  # handed through

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "mkdir", refused)
        done = update(SAFER)
    assert done.code == 2
    assert "Traceback" not in done.err
    assert content(checkout) == before


# Where the document comes from.


@dataclass
class Web:
    """A server with one document, or one answer `raw`; `asked` are the headers of every request."""

    text: bytes = b""
    status: int = 200
    raw: bytes = b""
    url: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def web(text: str) -> Iterator[Web]:
    site = Web(text.encode())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append({name.lower(): value for name, value in self.headers.items()})
            if site.raw:
                self.wfile.write(site.raw)
                return
            tag = f'"{sha256(site.text).hexdigest()[:8]}"'
            same = self.headers.get("If-None-Match") == tag
            status = 304 if same and site.status == 200 else site.status
            self.send_response(status)
            if status == 200:
                self.send_header("ETag", tag)
                self.send_header("Last-Modified", "Sat, 21 Nov 2026 10:00:00 GMT")
                self.send_header("Content-Length", str(len(site.text)))
            self.end_headers()
            if status == 200:
                self.wfile.write(site.text)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002, ARG002 - the base's
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        site.url = f"http://127.0.0.1:{server.server_address[1]}/openapi.yaml"
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_an_address_is_asked_only_for_what_is_new(checkout: Path, run: Run) -> None:
    arguments = ("update", "--root", str(checkout))
    with web(SAFER) as site:
        configure(checkout, f'url = "{site.url}"\n')
        assert "shop: updated to 0.3.2" in run(*arguments).out
        assert "if-none-match" not in site.asked[0]
        after = content(checkout)
        assert run(*arguments).out == "shop: no changes\n"
        tag = f'"{sha256(SAFER.encode()).hexdigest()[:8]}"'
        assert site.asked[1]["if-none-match"] == tag
        assert site.asked[1]["if-modified-since"] == "Sat, 21 Nov 2026 10:00:00 GMT"
        site.status = 404
        failed = run(*arguments)
        assert (failed.code, "the server answered with 404" in failed.err) == (2, True)
        assert "no file was changed" in failed.err
        assert content(checkout) == after
        site.status = 200
        document = checkout / "specs" / "shop" / "openapi.yaml"
        document.write_text(BASE, "utf-8")
        assert "no changes" not in run(*arguments, "--dry-run").out
        assert "if-none-match" not in site.asked[-1]
        document.write_text(SAFER, "utf-8")
    gone = run(*arguments)
    assert gone.code == 2
    assert "specs/shop/client.toml:12:1: error[fetch]: http://127.0.0.1:" in gone.err


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n"
ANSWERS = {
    "cut": (HEAD % 9999 + b"\r\n" + SAFER.encode()[:1000], "client.toml:12:1: error[fetch]:"),
    "page": (HEAD % 15 + b"\r\n<html>no</html>", "openapi.yaml: error[not-openapi]:"),
    "empty": (HEAD % 0 + b"\r\n", "openapi.yaml: error[empty-file]:"),
    "coding": (HEAD % 4 + b"Content-Encoding: gzip\r\n\r\nnone", "error[fetch]:"),
    "unasked": (b"HTTP/1.1 304 Not Modified\r\n\r\n", "the server answered with 304"),
    "loop": (
        b"HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\nLocation: /\r\n\r\n",
        "redirects",
    ),
    "file": (b"HTTP/1.1 302 Found\r\nLocation: file:///etc/hosts\r\n\r\n", "protocol 'file://'"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_that_is_no_document_leaves_everything_as_it_was(
    name: str, checkout: Path, run: Run
) -> None:
    raw, words = ANSWERS[name]
    with web(SAFER) as site:
        site.raw = raw
        configure(checkout, f'url = "{site.url}"\n')
        before = content(checkout)
        failed = run("update", "shop", "--root", str(checkout))
    assert failed.code == 2
    assert words in failed.err
    assert failed.err.endswith("shop: not updated; no file was changed\n")
    assert content(checkout) == before


@pytest.mark.parametrize("where", ["head", "interim", "body"])
def test_an_answer_that_does_not_end_leaves_everything_as_it_was(
    where: str, checkout: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clientloom.upstream.fetch.MAX_SECONDS", 0.1)
    with dripping(DRIPS[where]) as url:
        configure(checkout, f'url = "{url}"\n')
        before = content(checkout)
        failed = run("update", "shop", "--root", str(checkout))
    assert failed.code == 2
    assert "not finished after 0 seconds" in failed.err
    assert content(checkout) == before


@pytest.mark.parametrize(
    ("upstream", "words"),
    [
        ('url = "http://[::1"', "error[fetch]: http://[::1: Invalid port"),
        ('url = "ftp://a.test/x"', "error[fetch]: ftp://a.test/x: not an http or https URL"),
        ('file = "none.yaml"', "error[fetch]: none.yaml cannot be read: No such file"),
        ('git = "../none"\npath = "x"', "error[fetch]: git fetch: fatal: "),
        ('git = "https://a.test/x"', "error[bad-value]: `git` needs `path`"),
    ],
)
def test_an_upstream_that_cannot_be_meant(
    upstream: str, words: str, checkout: Path, tmp_path: Path, run: Run
) -> None:
    configure(checkout, upstream + "\n")
    body = tmp_path / "body.md"
    failed = run("update", "--pr-body", str(body), "--root", str(checkout))
    assert failed.code == 2
    assert f"specs/shop/client.toml:12:1: {words}" in failed.err
    assert failed.err.endswith("shop: not updated; no file was changed\n")
    assert body.read_text("utf-8") == "No changes.\n"


def test_a_pull_request_that_cannot_be_told_is_not_begun(
    checkout: Path, tmp_path: Path, update: Update
) -> None:
    before = content(checkout)
    refused = update(BREAKING, "--pr-body", str(tmp_path / "none" / "body.md"))
    assert (refused.code, "its folder does not exist" in refused.err) == (2, True)
    assert content(checkout) == before


def test_a_document_that_is_too_large_is_not_taken(checkout: Path, run: Run) -> None:
    with web(SAFER) as site:
        configure(checkout, f'url = "{site.url}"\nmax_bytes = 1000\n')
        before = content(checkout)
        failed = run("update", "shop", "--root", str(checkout))
    assert (failed.code, "larger than the limit of 1000 bytes" in failed.err) == (2, True)
    assert content(checkout) == before


def test_a_file_and_a_repository(checkout: Path, tmp_path: Path, run: Run) -> None:
    repository = tmp_path / "vendor"
    (repository / "api").mkdir(parents=True)
    (repository / "api" / "openapi.yaml").write_text(SAFER, "utf-8")
    git = ["git", "-C", str(repository), "-c", "user.name=a", "-c", "user.email=a@a.test"]
    for arguments in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "one"]):
        subprocess.run([*git, *arguments], check=True)
    commit = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    configure(checkout, f'git = "{repository}"\nref = "main"\npath = "api/openapi.yaml"\n')
    assert "shop: updated to 0.3.2" in run("update", "--root", str(checkout)).out
    lock = source_lock(checkout)
    assert isinstance(lock, dict)
    assert lock["revision"] == commit.stdout.strip()
    path = checkout / "specs" / "shop" / "client.toml"
    settings = path.read_text("utf-8").replace("main", "no-such-branch")
    path.write_text(settings, "utf-8")
    failed = run("update", "--root", str(checkout))
    assert (failed.code, "error[fetch]: git fetch: fatal: " in failed.err) == (2, True)
    (checkout / "elsewhere.yaml").write_text(SAFER.replace("maximum: 20", "maximum: 30"), "utf-8")
    head = settings[: settings.index("git = ")]
    path.write_text(head + 'file = "../../elsewhere.yaml"\n', "utf-8")
    assert "at most 30 (before: at most 20)" in run("update", "--root", str(checkout)).out


# Killed at any step.


@pytest.mark.skipif(not hasattr(os, "fork"), reason="another operating system: needs fork")
@pytest.mark.parametrize(
    ("swapping", "step"),
    [*((True, step) for step in range(6)), *((False, step) for step in range(10))],
)
def test_killed_at_any_step_the_old_or_the_new_state_is_whole(
    checkout: Path,
    tmp_path: Path,
    generated: Path,
    step: int,
    *,
    swapping: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not swapping:  # as on a system without an exchange of folders
        monkeypatch.setattr(atomic, "exchange", lambda *_: False)
    place = Workspace(checkout)
    fetched = Fetched(source="given.yaml", content=BREAKING.encode())
    with plan_update(place, "shop", fetched) as plan:
        assert plan is not None
        whole = Path(shutil.copytree(generated, tmp_path / "whole"))
        apply_plan(Workspace(whole), plan)
        code = in_child(lambda: apply_plan(place, plan), step)
    assert code == -signal.SIGKILL
    with exclusive(place.package("shop")), exclusive(place.vendor("shop")):
        pass  # what the next run does first
    assert texts(checkout) in (texts(generated), texts(whole))


def in_child(work: Callable[[], None], step: int) -> int:
    """Runs `work` in a process that is killed before its step number `step` on the disk; how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    steps = [0]

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            if steps[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)
            steps[0] += 1
            return function(*args, **kwargs)

        return call

    for owner, name in (
        (atomic, "exchange"),
        (shutil, "rmtree"),
        (Path, "rename"),
        (Path, "replace"),
        (Path, "unlink"),
    ):
        setattr(owner, name, counted(getattr(owner, name)))
    try:
        work()
        os._exit(0)
    finally:
        os._exit(1)


def test_nothing_to_update_is_said(tmp_path: Path, run: Run) -> None:
    (tmp_path / "specs").mkdir()
    none = run("update", "--root", str(tmp_path))
    assert (none.code, none.out) == (2, "")
    assert "no vendor is here" in none.err
    vendor = tmp_path / "specs" / "small"
    vendor.mkdir()
    (vendor / "client.toml").write_text('[package]\nname = "small"\n', "utf-8")
    (vendor / "openapi.yaml").write_text("openapi: 3.1.0\n", "utf-8")
    said = "no vendor has [upstream] in its client.toml; add it, or give --from\n"
    assert run("update", "--root", str(tmp_path)) == Result(0, "", said)


def test_a_document_that_cannot_be_read_is_told_where_it_is(tmp_path: Path, run: Run) -> None:
    vendor = tmp_path / "specs" / "small"
    vendor.mkdir(parents=True)
    (vendor / "client.toml").write_text('[package]\nname = "small"\n', "utf-8")
    (vendor / "openapi.yaml").write_text("openapi: 3.1.0\npaths: ]\n", "utf-8")
    refused = run("update", "small", "--no-fetch", "--root", str(tmp_path))
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("specs/small/openapi.yaml:2:8: error[yaml-syntax]")
