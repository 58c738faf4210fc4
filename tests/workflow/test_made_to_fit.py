# What people change about a package, and how little of it an update touches.
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.checkouts import SHOP, changed, shop, texts
from support.command_line import Run
from support.review_cases import BASE

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shop(tmp_path_factory.mktemp("generated"))


@pytest.fixture
def checkout(generated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(generated, tmp_path / "checkout"))


def python(package: Path, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, "PYTHONPATH": str(package / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_templates_of_a_vendor_shadow_and_add(checkout: Path, run: Run) -> None:
    folder = checkout / "specs" / "shop"
    package = checkout / "generated" / "shop"
    before = texts(package)
    (folder / "client.toml").write_text('templates = "own"\n\n' + SHOP, "utf-8")
    own = folder / "own" / "package"
    (own / "src" / "package").mkdir(parents=True)
    (own / "README.md.jinja").write_text("Ours.\n", "utf-8")
    (own / "src" / "package" / "extra.py").write_text("ANSWER = 42\n", "utf-8")
    assert run("generate", "--root", str(checkout)).code == 0
    after = texts(package)
    assert after["README.md"] == b"Ours.\n"
    assert changed(before, after) == {"README.md", "src/shop/extra.py", "clientloom.lock"}
    assert python(package, "import shop.extra; print(shop.extra.ANSWER)") == "42\n"
    assert run("generate", "--check", "--root", str(checkout)).code == 0


@pytest.mark.parametrize("name", ["models", "params"])
def test_definitions_come_from_templates_that_a_vendor_may_shadow(
    name: str, checkout: Path, run: Run
) -> None:
    folder = checkout / "specs" / "shop"
    package = checkout / "generated" / "shop"
    before = texts(package)
    (folder / "client.toml").write_text('templates = "own"\n\n' + SHOP, "utf-8")
    template = Path("package", "src", "package", name, "module.py.jinja")
    own = folder / "own" / template
    own.parent.mkdir(parents=True)
    built_in = (ROOT / "templates" / template).read_text("utf-8")
    own.write_text(built_in.replace("class {{ each.name }}", "# Ours.\nclass {{ each.name }}"))
    assert run("generate", "--root", str(checkout)).code == 0
    after = texts(package)
    touched = changed(before, after) - {"clientloom.lock"}
    assert touched
    assert all(Path(path).parent.name == name for path in touched)
    for path in touched:
        assert after[path].replace(b"# Ours.\n", b"") == before[path]


CUSTOM = """\
from __future__ import annotations

from .things import Things as Generated


class Things(Generated):
    def names(self) -> list[str]:
        return [thing.name for thing in self.list().data or []]
"""


def test_files_of_people_survive_and_custom_resources_are_used(checkout: Path, run: Run) -> None:
    package = checkout / "generated" / "shop"
    mine = package / "src/shop/helpers.py"
    mine.write_text("MINE = 1\n", "utf-8")
    (package / "src/shop/resources/_custom.py").write_text(CUSTOM, "utf-8")
    document = checkout / "specs/shop/openapi.yaml"
    document.write_text(BASE.replace("deleteShop", "closeShop"), "utf-8")
    assert run("generate", "--root", str(checkout)).code == 0
    assert mine.read_text("utf-8") == "MINE = 1\n"
    assert (package / "src/shop/resources/_custom.py").read_text("utf-8") == CUSTOM
    found = python(package, "import shop; print(shop.Shop(api_key='k').things.names.__module__)")
    assert found == "shop.resources._custom\n"
    assert run("generate", "--check", "--root", str(checkout)).code == 0
    (package / "src/shop/resources/_custom.py").unlink()
    assert run("generate", "--root", str(checkout)).code == 0
    assert (
        python(package, "import shop; print(type(shop.Shop(api_key='k').things).__module__)")
        == "shop.resources.things\n"
    )


def test_a_hand_edit_is_shown_and_kept_unless_forced(checkout: Path, run: Run) -> None:
    edited = checkout / "generated/shop/src/shop/_requests/things.py"
    original = edited.read_bytes()
    edited.write_bytes(original + b"\nMINE = 1\n")
    refused = run("generate", "--root", str(checkout))
    assert refused.code in {1, 2}
    assert "src/shop/_requests/things.py" in refused.out + refused.err
    assert edited.read_bytes() == original + b"\nMINE = 1\n"
    assert run("generate", "--force", "--root", str(checkout)).code == 0
    assert edited.read_bytes() == original


def regenerated(checkout: Path, text: str, run: Run) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The package before and after a new text of the document."""
    package = checkout / "generated" / "shop"
    before = texts(package)
    (checkout / "specs/shop/openapi.yaml").write_text(text, "utf-8")
    assert run("generate", "--root", str(checkout)).code == 0
    return before, texts(package)


RECORDS = {"clientloom.lock", "clientloom.surface.json"}
"""Files that nobody reads in a review."""


def test_a_new_version_of_the_document_alone_changes_next_to_nothing(
    checkout: Path, run: Run
) -> None:
    text = BASE.replace("version: '1'", "version: '2'")
    assert len(changed(*regenerated(checkout, text, run)) - RECORDS) <= 2


def test_an_unrelated_schema_and_a_new_variant_rename_nothing(checkout: Path, run: Run) -> None:
    text = BASE.replace(
        "    Problem:", "    Aaa: {type: object, properties: {shape: {type: string}}}\n    Problem:"
    )
    before, after = regenerated(checkout, text, run)
    assert changed(before, after) - RECORDS == set()
    variant = "{$ref: '#/components/schemas/Aaa'}, {$ref: '#/components/schemas/Circle'}"
    text = text.replace("{$ref: '#/components/schemas/Circle'}", variant)
    before, after = regenerated(checkout, text, run)
    gone = {
        line
        for name in changed(before, after) - RECORDS
        for line in before.get(name, b"").decode().splitlines()
        if line.startswith("class ") and line not in after.get(name, b"").decode()
    }
    assert not gone


def test_changed_lines_stand_in_proportion_to_the_change(checkout: Path, run: Run) -> None:
    text = BASE.replace(
        "        size: {type: number}\n",
        "        size: {type: number}\n        weight: {type: number}\n",
    )
    before, after = regenerated(checkout, text, run)
    lines = sum(
        len(set(after.get(n, b"").splitlines()) ^ set(before.get(n, b"").splitlines()))
        for n in changed(before, after) - RECORDS
    )
    assert (
        0 < lines <= 40
    )  # one field in six places: two flavors, request, model, params, reference
    assert len(changed(before, after)) <= 10


@pytest.mark.slow
def test_the_version_of_pinecones_document_changes_two_files(tmp_path: Path, run: Run) -> None:
    shutil.copytree(ROOT / "specs" / "pinecone", tmp_path / "specs" / "pinecone")
    assert run("generate", "--root", str(tmp_path)).code == 0
    document = tmp_path / "specs/pinecone/openapi.yaml"
    text = document.read_text("utf-8")
    before = texts(tmp_path / "generated")
    info, rest = text.split("\npaths:", 1)
    version = next(line for line in info.splitlines() if line.startswith("  version:"))
    document.write_text(info.replace(version, "  version: 2099-01") + "\npaths:" + rest, "utf-8")
    assert run("generate", "--root", str(tmp_path)).code == 0
    names = {name.rpartition("/")[2] for name in changed(before, texts(tmp_path / "generated"))}
    assert "clientloom.lock" in names
    assert len(names - RECORDS) <= 2
