# The version follows whatever changes for callers: settings, overlay, templates and the document alike, and nothing
# else does.
from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from support.checkouts import SHOP, changed, shop, texts
from support.command_line import Result, Run
from support.review_cases import BASE

SETTINGS = SHOP.replace('name = "shop"\n', 'name = "shop"\nversion = "1.2.3"\n')
RENAMED = '\n[operations.createThing]\naccessor = "things.make"\n'
LOST = "`client.things.create()` was renamed"
OVERLAY = """\
overlay: 1.0.0
info: {title: Corrections, version: '1'}
actions:
  - target: $.components.schemas.NewThing.properties.size
    x-reason: The vendor does not take it.
    remove: true
"""


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shop(tmp_path_factory.mktemp("generated") / "root", SETTINGS)


@pytest.fixture
def checkout(generated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(generated, tmp_path / "checkout"))


def begin_repository(root: Path) -> None:
    git(root, "init", "--quiet")
    commit(root)


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@a.test")
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


def commit(root: Path) -> None:
    if (root / ".git").exists():
        git(root, "add", ".")
        git(root, "commit", "--quiet", "--allow-empty", "-m", "state")


Verb = Callable[..., Result]


@pytest.fixture
def verb(checkout: Path, run: Run) -> Verb:
    return lambda *arguments: run(*arguments, "--root", str(checkout))


def settings(root: Path) -> str:
    return (root / "specs/shop/client.toml").read_text("utf-8")


def rename_method(root: Path) -> None:
    (root / "specs/shop/client.toml").write_text(settings(root) + RENAMED, "utf-8")


def add_overlay(root: Path) -> None:
    (root / "specs/shop/overlay.yaml").write_text(OVERLAY, "utf-8")


def set_package(root: Path, lines: str) -> None:
    text = settings(root).replace('name = "shop"\n', f'name = "shop"\n{lines}', 1)
    (root / "specs/shop/client.toml").write_text(text, "utf-8")


def change_library(root: Path) -> None:
    set_package(root, 'http = "httpx2"\n')


CAUSES = {
    "settings": (rename_method, "create"),
    "overlay": (add_overlay, "size"),
    "library": (change_library, "httpx2 instead of httpx"),
}


@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize(("is_git", "is_generated"), [(True, True), (False, True), (False, False)])
def test_a_cause_of_our_own_raises_the_version_and_has_its_entry(
    cause: str, checkout: Path, verb: Verb, *, is_git: bool, is_generated: bool
) -> None:
    change, word = CAUSES[cause]
    if is_git:
        begin_repository(checkout)
    change(checkout)
    if is_generated:
        warned = verb("generate")
        assert warned.code == 0
        assert (
            "generated/shop: warning[breaking-output]: this breaks callers of 1.2.3" in warned.err
        )
        assert "`clientloom update shop --no-fetch` to raise the version to 2.0.0" in warned.err
        assert 'version = "1.2.3"' in settings(checkout)
    done = verb("update", "shop", "--no-fetch")
    assert done.code == 0, done
    assert "shop: 1.2.3 to 2.0.0" in done.out
    assert 'version = "2.0.0"' in settings(checkout)
    notes = (checkout / "generated/shop/CHANGELOG.md").read_text("utf-8")
    assert notes.index("## 2.0.0") < notes.index("## 1.2.3")
    assert word in notes[: notes.index("## 1.2.3")]
    assert verb("generate", "--check").code == 0
    assert verb("update", "--no-fetch").out == "shop: no changes\n"
    commit(checkout)
    assert verb("update", "--no-fetch").out == "shop: no changes\n"
    assert verb("generate").err == ""


def test_the_same_document_again_raises_the_version_too(
    checkout: Path, verb: Verb, tmp_path: Path
) -> None:
    rename_method(checkout)
    given = tmp_path / "given.yaml"
    given.write_text(BASE, "utf-8")
    done = verb("update", "shop", "--from", str(given))
    assert "shop: 1.2.3 to 2.0.0" in done.out
    assert not (checkout / "specs/shop/source.lock").exists()


def test_a_change_that_is_taken_back_raises_nothing(checkout: Path, verb: Verb) -> None:
    before = settings(checkout)
    rename_method(checkout)
    verb("generate")
    (checkout / "specs/shop/client.toml").write_text(before, "utf-8")
    assert verb("generate").err == ""
    assert verb("update", "--no-fetch").out == "shop: no changes\n"


def test_a_version_set_by_hand_has_to_be_enough_and_has_its_entry(
    checkout: Path, verb: Verb
) -> None:
    begin_repository(checkout)
    rename_method(checkout)
    path = checkout / "specs/shop/client.toml"
    path.write_text(settings(checkout).replace("1.2.3", "1.3.0"), "utf-8")
    assert "warning[breaking-output]" in verb("generate").err
    assert "error[version-too-small]" in verb("update", "--no-fetch").err
    path.write_text(settings(checkout).replace("1.3.0", "3.0.0"), "utf-8")
    assert verb("generate").err == ""


def update_to(verb: Verb, tmp_path: Path, text: str) -> Result:
    given = tmp_path / "given.yaml"
    given.write_text(text, "utf-8")
    return verb("update", "shop", "--from", str(given))


def reordered(text: str) -> str:
    """The document with its paths and schemas the other way round."""
    start, end = text.index("  /things:\n"), text.index("components:\n")
    paths = text[start:end].split("  /shops:\n")
    return f"{text[:start]}  /shops:\n{paths[1]}{paths[0]}{text[end:]}"


@pytest.mark.parametrize(
    "text",
    [reordered(BASE), BASE.replace("version: '1'", "version: '2'"), BASE + "# a comment\n"],
    ids=["order", "version", "comment"],
)
def test_what_no_caller_sees_changes_no_version(
    text: str, checkout: Path, verb: Verb, tmp_path: Path
) -> None:
    done = update_to(verb, tmp_path, text)
    assert (done.code, done.err) == (0, "")
    assert "shop: 1.2.3, as before\n" in done.out
    assert done.out.endswith("shop: updated to 1.2.3 (no change for callers)\n")
    assert settings(checkout) == SETTINGS
    assert (checkout / "specs/shop/openapi.yaml").read_text("utf-8") == text
    assert not (checkout / "specs/shop/CHANGELOG.md").exists()
    assert verb("generate", "--check").code == 0


def test_documentation_is_worth_a_patch(verb: Verb, tmp_path: Path) -> None:
    text = BASE.replace("operationId: getShop", "operationId: getShop\n      summary: It.")
    assert "shop: 1.2.3 to 1.2.4" in update_to(verb, tmp_path, text).out


def test_an_extra_is_an_addition_and_its_end_breaks(checkout: Path, verb: Verb) -> None:
    set_package(checkout, 'extras = ["otel"]\n')
    assert "shop: 1.2.3 to 1.3.0" in verb("update", "--no-fetch").out
    path = checkout / "specs/shop/client.toml"
    path.write_text(settings(checkout).replace('extras = ["otel"]\n', ""), "utf-8")
    assert "shop: 1.3.0 to 2.0.0" in verb("update", "--no-fetch").out
    notes = (checkout / "generated/shop/CHANGELOG.md").read_text("utf-8")
    lost, gained = (notes.index(f"{word} the extra") for word in ("lost", "gained"))
    assert notes.index("## 2.0.0") < lost < notes.index("## 1.3.0") < gained


FILES = {
    "description": ("description = 'Sells.'\n", "pyproject.toml"),
    "license": ("license = 'MIT'\n", "pyproject.toml"),
    "runtime": ("runtime = 'shared'\n", "pyproject.toml"),
    "comment": ("# a comment\n", "clientloom.lock"),
}


def read_files(root: Path) -> dict[str, bytes]:
    return texts(root / "generated/shop")


@pytest.mark.parametrize("cause", FILES)
@pytest.mark.parametrize("is_git", [True, False])
def test_what_changes_only_files_is_written_under_the_same_version(
    cause: str, checkout: Path, verb: Verb, *, is_git: bool
) -> None:
    if is_git:
        begin_repository(checkout)
    lines, name = FILES[cause]
    set_package(checkout, lines)
    check_only_files(checkout, verb, name)


def test_another_header_for_ids_changes_only_files(checkout: Path, verb: Verb) -> None:
    path = checkout / "specs/shop/client.toml"
    path.write_text('request_id_header = "X-Trace"\n' + settings(checkout), "utf-8")
    check_only_files(checkout, verb, "src/shop/_api.py")


def check_only_files(checkout: Path, verb: Verb, name: str) -> None:
    asked, before = settings(checkout), read_files(checkout)
    assert verb("generate", "--check").code == 1
    dry = verb("update", "--no-fetch", "--dry-run").out
    assert "shop: 1.2.3, as before\n" in dry
    assert re.search(
        r"^shop: would write \d+ files? of the package \(no change for callers\)$",
        dry,
        re.MULTILINE,
    )
    assert read_files(checkout) == before
    done = verb("update", "--no-fetch")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("shop: updated to 1.2.3 (no change for callers)\n")
    assert name in changed(before, read_files(checkout))
    assert settings(checkout) == asked
    assert not (checkout / "specs/shop/CHANGELOG.md").exists()
    assert verb("generate", "--check").code == 0
    assert verb("update", "--no-fetch").out == "shop: no changes\n"


def test_an_edit_is_refused_also_where_nothing_else_changed(checkout: Path, verb: Verb) -> None:
    path = checkout / "generated/shop/README.md"
    before = path.read_text("utf-8")
    path.write_text("mine\n", "utf-8")
    refused = verb("update", "--no-fetch")
    assert (refused.code, "README.md: error[edited-file]" in refused.err) == (2, True), refused
    assert path.read_text("utf-8") == "mine\n"
    assert verb("update", "--no-fetch", "--force").code == 0
    assert path.read_text("utf-8") == before
    path.write_text("mine\n", "utf-8")
    set_package(checkout, "description = 'Sells.'\n")
    refused = verb("update", "--no-fetch")
    assert (refused.code, "error[edited-file]" in refused.err) == (2, True), refused
    assert path.read_text("utf-8") == "mine\n"


def test_the_first_package_is_created(checkout: Path, verb: Verb) -> None:
    shutil.rmtree(checkout / "generated")
    done = verb("update", "--no-fetch")
    assert (done.code, done.out) == (0, "shop: 1.2.3, the first package\nshop: created 1.2.3\n")
    assert verb("update", "--no-fetch").out == "shop: no changes\n"
