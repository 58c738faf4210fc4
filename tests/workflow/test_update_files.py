# A document of many files is fetched whole: each file that it refers to, from where the document is and nowhere else.
from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from support.bad_server import Asked, BadServer, Reply
from support.checkouts import texts
from support.command_line import Result, Run

ROOT = """\
openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: 'https://a.test'}]
paths:
  /things:
    $ref: paths/things.yaml
"""
THINGS = """\
get:
  operationId: listThings
  parameters:
    - $ref: '../parts/limit%20of.yaml#/limit'
  responses:
    '200':
      description: fine
      content:
        application/json:
          schema:
            $ref: '../schemas.yaml#/Thing'
"""
LIMIT = "limit: {name: limit, in: query, schema: {type: integer, maximum: 10}}\n"
SCHEMAS = """\
Thing:
  type: object
  properties:
    name: {type: string}
    next: {$ref: '#/Thing'}
    text: {$ref: 'schemas.yaml#/Text'}
Text:
  type: string
"""
FILES = {
    "openapi.yaml": ROOT,
    "paths/things.yaml": THINGS,
    "parts/limit of.yaml": LIMIT,
    "schemas.yaml": SCHEMAS,
}
SETTINGS = '[package]\nname = "shop"\nversion = "1.0.0"\n\n[document]\npath = "openapi.yaml"\n\n[upstream]\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A vendor whose folder has the first version of all files."""
    root = tmp_path / "root"
    for name in ("paths", "parts"):
        (root / "specs/shop" / name).mkdir(parents=True)
    for name, text in FILES.items():
        (root / "specs/shop" / name).write_text(text, "utf-8")
    (root / "specs/shop/client.toml").write_text(SETTINGS, "utf-8")
    return root


class Site:
    """The files of a vendor at an address; a text that is an address redirects there."""

    def __init__(self, server: BadServer) -> None:
        self.files = dict(FILES)
        self.server = server
        server.handler = self._answer

    @property
    def url(self) -> str:
        return f"{self.server.url}/api/openapi.yaml"

    @property
    def asked(self) -> list[str]:
        return [request.path for request in self.server.asked]

    def _answer(self, request: Asked) -> Reply:
        text = self.files.get(request.path.removeprefix("/api/").replace("%20", " "))
        if text is None:
            return Reply(status=404)
        if text.startswith("http://"):
            return Reply(status=302, headers={"location": text})
        tag = f'"{sha256(text.encode()).hexdigest()}"'
        if request.headers.get("if-none-match") == tag:
            return Reply(status=304)
        return Reply(body=text.encode(), headers={"etag": tag})


@pytest.fixture
def site(checkout: Path) -> Iterator[Site]:
    with BadServer() as server:
        found = Site(server)
        path = checkout / "specs/shop/client.toml"
        path.write_text(SETTINGS + f'url = "{found.url}"\n', "utf-8")
        yield found


Update = Callable[..., Result]


@pytest.fixture
def update(checkout: Path, run: Run) -> Update:
    assert run("generate", "--root", str(checkout)).code == 0
    return lambda *options: run("update", "shop", *options, "--root", str(checkout))


def source_lock(checkout: Path) -> Mapping[str, object]:
    found = json.loads((checkout / "specs/shop/source.lock").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def test_each_file_is_fetched_and_named_in_the_lock(
    checkout: Path, site: Site, update: Update, run: Run
) -> None:
    site.files["parts/limit of.yaml"] = LIMIT.replace("10", "20")
    site.files["schemas.yaml"] = SCHEMAS.replace("name: {type: string}", "name: {$ref: more.yaml}")
    site.files["more.yaml"] = "type: string\n"
    done = update()
    assert done.code == 0, done
    assert "at most 20" in done.out
    assert sorted(set(site.asked)) == [
        "/api/more.yaml",
        "/api/openapi.yaml",
        "/api/parts/limit%20of.yaml",
        "/api/paths/things.yaml",
        "/api/schemas.yaml",
    ]
    folder = checkout / "specs/shop"
    assert {name: (folder / name).read_text("utf-8") for name in site.files} == site.files
    files = source_lock(checkout)["files"]
    assert isinstance(files, dict)
    assert sorted(files) == [
        "more.yaml",
        "parts/limit of.yaml",
        "paths/things.yaml",
        "schemas.yaml",
    ]
    assert files["more.yaml"] == {
        "source": f"{site.server.url}/api/more.yaml",
        "sha256": sha256(b"type: string\n").hexdigest(),
    }
    assert run("generate", "--check", "--root", str(checkout)).code == 0
    assert update().out == "shop: no changes\n"


def test_a_file_changes_while_the_document_does_not(
    checkout: Path, site: Site, update: Update
) -> None:
    site.files["openapi.yaml"] = ROOT + "# a comment\n"
    assert "no change for callers" in update().out
    site.files["schemas.yaml"] = SCHEMAS.replace("    name: {type: string}\n", "")
    done = update()
    assert "if-none-match" in site.server.asked[-4].headers
    assert "`Thing.name` was removed" in done.out
    assert source_lock(checkout)["etag"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "error[fetch]: http://127.0.0.1:"),
        (
            SCHEMAS[: SCHEMAS.index("    next")] + "    ne",
            "error[yaml-syntax]: the YAML text ends early",
        ),
        (SCHEMAS[: SCHEMAS.index("    next")], "error[cut-document]: the text ends early"),
        ("<html>down</html>", "error[not-openapi]: this is an HTML page"),
        ("http://localhost:{port}/api/schemas.yaml", "it leads to another host, localhost"),
        ("{message: API rate limit exceeded}", "the server refuses further requests for now"),
        ('{"title": "Not Found", "status": 404}', "an error message of a server: 'Not Found'"),
        ("not today\n", "this is text, not the part of the document that it was"),
    ],
    ids=[
        *("gone", "cut in a word", "cut", "page", "another host", "quota", "problem", "text"),
    ],
)
def test_a_file_that_cannot_be_had_leaves_everything_as_it_was(
    text: str | None, words: str, checkout: Path, site: Site, update: Update
) -> None:
    before = texts(checkout)
    if text is None:
        del site.files["schemas.yaml"]
    else:
        port = site.server.url.rpartition(":")[2]
        site.files["schemas.yaml"] = text.replace("{port}", port)
    failed = update()
    assert failed.code == 2
    assert words in failed.err, failed.err
    assert "schemas.yaml" in failed.err
    assert failed.err.endswith("shop: not updated; no file was changed\n")
    assert texts(checkout) == before


def test_a_part_that_looks_like_an_error_message_is_none(
    checkout: Path, site: Site, update: Update
) -> None:
    """Names of a vendor, and an example of an error that was one before."""
    example = "content: {application/json: {example: {$ref: 'error.json'}}}"
    errors = f"error: {{description: bad, {example}}}\nmessage: {{description: none}}\n"
    site.files["errors.yaml"], site.files["error.json"] = errors, '{"message": "bad"}'
    site.files["paths/things.yaml"] = THINGS + "    '400': {$ref: '../errors.yaml#/error'}\n"
    assert update().code == 0
    site.files["errors.yaml"] = errors.replace("none", "no more")
    site.files["error.json"] = '{"message": "worse"}'
    done = update()
    assert done.code == 0, done
    assert '"worse"' in (checkout / "specs/shop/error.json").read_text("utf-8")


def test_a_reference_that_leaves_the_folder_of_the_vendor_is_not_followed(
    checkout: Path, site: Site, update: Update
) -> None:
    site.files["schemas.yaml"] = SCHEMAS.replace("'schemas.yaml#/Text'", "'../../etc/text.yaml'")
    failed = update()
    assert failed.code == 2
    assert "error[ref-outside]" in failed.err
    assert not [path for path in site.asked if "etc" in path]


@pytest.mark.parametrize("kind", ["git", "file", "--from"])
def test_files_of_a_repository_and_of_a_folder(
    kind: str, checkout: Path, tmp_path: Path, update: Update
) -> None:
    vendor = tmp_path / "vendor" / "api"
    newer = {**FILES, "schemas.yaml": SCHEMAS.replace("    name: {type: string}\n", "")}
    for name, text in newer.items():
        (vendor / name).parent.mkdir(parents=True, exist_ok=True)
        (vendor / name).write_text(text, "utf-8")
    settings = {
        "git": f'git = "{vendor.parent}"\npath = "api/openapi.yaml"\n',
        "file": f'file = "{vendor}/openapi.yaml"\n',
        "--from": "",
    }
    (checkout / "specs/shop/client.toml").write_text(SETTINGS + settings[kind], "utf-8")
    if kind == "git":
        git = ["git", "-C", str(vendor.parent), "-c", "user.name=a", "-c", "user.email=a@a.test"]
        for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "one"]):
            subprocess.run([*git, *command], check=True)
    done = update(*(("--from", str(vendor / "openapi.yaml")) if kind == "--from" else ()))
    assert done.code == 0, done
    assert "`Thing.name` was removed" in done.out
    assert (checkout / "specs/shop/schemas.yaml").read_text("utf-8") == newer["schemas.yaml"]
    files = source_lock(checkout)["files"]
    assert isinstance(files, dict)
    assert sorted(files) == ["parts/limit of.yaml", "paths/things.yaml", "schemas.yaml"]


def test_a_new_vendor_begins_with_all_files(site: Site, tmp_path: Path, run: Run) -> None:
    root = tmp_path / "new"
    (root / "specs").mkdir(parents=True)
    done = run("new", "shop", "--spec", site.url, "--root", str(root))
    assert done.code == 0, done
    folder = root / "specs/shop"
    assert {name: (folder / name).read_text("utf-8") for name in site.files} == site.files
    assert run("generate", "--root", str(root)).code == 0
    assert "shop: no changes" in run("update", "--root", str(root)).out
