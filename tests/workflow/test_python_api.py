# clientloom.api as somebody outside of this repository uses it: only names of the module, nothing below it.
from __future__ import annotations

import inspect
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from clientloom import api
from clientloom.checkout.atomic import exclusive

DOCUMENT = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: https://shop.example}]
paths:
  /things:
    get:
      operationId: listThings
      tags: [things]
      parameters: [{name: limit, in: query, schema: {type: integer, maximum: 10}}]
      responses:
        '200':
          description: ok
          content:
            application/json: {schema: {$ref: '#/components/schemas/Thing'}}
components:
  schemas:
    Thing: {type: object, required: [id, size], properties: {id: {type: string}, size: {type: string, enum: [1]}}}
"""
SETTINGS = """\
[package]
name = "shop"
version = "0.3.0"
"""
IGNORE = """
[[lint.ignore]]
code = "enum-of-another-type"
reason = "the server sends numbers as text"
"""
SCRIPT = """\
from pathlib import Path

from clientloom import api

loaded = api.load_document("shop.yaml", package="shop", folder="out")
findings: list[str] = [f"{finding.span.line} {finding.code}" for finding in loaded.diagnostics]
package = api.render(loaded)
written: tuple[api.FileChange, ...] = api.write(package)
again = api.render(api.load_document(Path("shop.yaml"), package="shop", folder="out"))
print(findings, package.name, len(written) == len(package.files), api.check(again))

comparison = api.diff("shop.yaml", Path("newer.yaml"))
print(comparison.review.level is api.Level.BREAKING, comparison.as_markdown().splitlines()[0])
for change in comparison.review.changes:
    print(change.level.word, change.sentence)

try:
    api.load_document("shop.yaml", strict=True)
except api.InputError as refused:
    print([str(finding.severity) for finding in refused.diagnostics])
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "shop.yaml").write_text(DOCUMENT, "utf-8")
    newer = DOCUMENT.replace("name: limit", "name: page_size")
    (tmp_path / "newer.yaml").write_text(newer, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def checkout(shop: Path) -> Path:
    folder = shop / "specs" / "shop"
    folder.mkdir(parents=True)
    (shop / "shop.yaml").rename(folder / "openapi.yaml")
    (folder / "client.toml").write_text(SETTINGS, "utf-8")
    return shop


def execute(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(api.__file__).parents[1])},
    )


def test_a_script_from_document_to_package_and_review(shop: Path) -> None:
    (shop / "script.py").write_text(SCRIPT, "utf-8")
    done = execute(shop, "script.py")
    assert done.stderr == ""
    first, second, *changes, last = done.stdout.splitlines()
    assert first == "['17 enum-of-another-type'] shop True ()"
    assert second.startswith("True ")
    assert "breaking `client.things.list()` lost the keyword `limit`" in changes
    assert last == "['error']"
    used = "import shop; print(shop.Shop(base_url='https://a').things.list.__name__)"
    assert execute(shop / "out" / "src", "-c", used).stdout == "list\n"


@pytest.mark.slow
def test_the_script_is_typed(shop: Path) -> None:
    (shop / "script.py").write_text(SCRIPT, "utf-8")
    done = execute(shop, "-m", "mypy", "--strict", "script.py")
    assert done.stdout == "Success: no issues found in 1 source file\n", done.stdout + done.stderr
    assert (Path(api.__file__).parent / "py.typed").is_file()


def test_a_vendor_is_read_with_its_settings(checkout: Path) -> None:
    loaded = api.load_vendor("shop")
    assert [finding.code for finding in loaded.diagnostics] == ["enum-of-another-type"]
    inventory = loaded.inventory()
    assert inventory["package"]["version"] == "0.3.0"  # type: ignore[index]
    package = api.render(loaded)
    assert package.folder == checkout / "generated" / "shop"
    assert PurePosixPath("src/shop/_client.py") in package.files
    assert {change.kind for change in api.check(package)} == {api.Kind.MISSING}
    assert not package.folder.exists()
    api.write(package)
    assert api.check(api.render(api.load_vendor("shop", root=checkout))) == ()


def test_what_client_toml_ignores_stands_beside_its_reason(checkout: Path) -> None:
    (checkout / "specs" / "shop" / "client.toml").write_text(SETTINGS + IGNORE, "utf-8")
    loaded = api.load_vendor("shop", strict=True)
    assert loaded.diagnostics == ()
    [ignored] = loaded.ignored
    assert (ignored.diagnostic.span.line, ignored.reason) == (
        17,
        "the server sends numbers as text",
    )


def refusal(call: object) -> list[str]:
    with pytest.raises(api.InputError) as caught:
        call()  # type: ignore[operator]
    return [str(finding) for finding in caught.value.diagnostics]


def test_bad_input_is_an_input_error_with_its_place(checkout: Path) -> None:
    newer = checkout / "newer.yaml"
    assert "did you mean `shop`?" in refusal(lambda: api.load_vendor("shopp"))[0]
    assert "error[missing-file]" in refusal(lambda: api.load_document("nope.yaml"))[0]
    found = refusal(lambda: api.load_document(newer, package="class"))[0]
    assert found.startswith(
        "error[usage]: 'class' is not a valid Python module name: it is a keyword"
    )
    assert "error[unknown-input]" in refusal(lambda: api.diff("shop", "nothing"))[0]
    package = api.render(api.load_document(newer))
    folderless = (
        "error[usage]: the package 'client' has no folder; pass `folder` to `load_document`"
    )
    assert refusal(lambda: api.write(package)) == [folderless]
    assert refusal(lambda: api.check(package)) == [folderless]


def test_what_stands_in_the_way_of_writing_is_an_input_error(checkout: Path) -> None:
    package = api.render(api.load_vendor("shop"))
    assert package.folder is not None
    with exclusive(package.folder):
        assert "generated/shop: error[busy]" in refusal(lambda: api.write(package))[0]
    package.folder.mkdir(parents=True)
    (package.folder / "other.txt").write_text("mine", "utf-8")
    assert "generated/shop: error[foreign-folder]" in refusal(lambda: api.write(package))[0]
    api.write(package, force=True)
    assert (package.folder / "other.txt").read_text("utf-8") == "mine"
    (package.folder / "src" / "shop" / "_client.py").write_text("mine", "utf-8")
    again = api.render(api.load_vendor("shop"))
    assert (
        "generated/shop/src/shop/_client.py: error[edited-file]"
        in refusal(lambda: api.write(again))[0]
    )


def test_every_public_name_is_listed_and_documented() -> None:
    names = {name for name in vars(api) if not name.startswith("_") and name != "annotations"}
    assert names == set(api.__all__)
    documented = [getattr(api, name) for name in api.__all__ if name != "Code"]
    assert all(inspect.getdoc(item) for item in documented)


def test_nothing_heavy_is_loaded_before_it_is_needed(shop: Path) -> None:
    heavy = ("datamodel_code_generator", "jinja2", "jsonschema_rs", "pydantic", "ruff", "typer")
    code = f"import sys, clientloom.api; print([m for m in {heavy!r} if m in sys.modules])"
    assert execute(shop, "-c", code).stdout == "[]\n"
