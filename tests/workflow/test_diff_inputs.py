# The two sides of a comparison, each of the kinds that there are, against each of the others.
from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from clientloom.cli import entry
from support.checkouts import SHOP, shop
from support.command_line import Run
from support.raw_server import always, raw_server, response
from support.review_cases import BASE

NEW = BASE.replace("        size: {type: number}\n", "").replace("maximum: 10", "maximum: 5")
LOST = "`client.things.create()` lost the keyword `size` (also `NewThing.size`)"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose last commit changed the document; both states also as files, packages and wheels."""
    root = shop(tmp_path_factory.mktemp("sides"))
    commit(root, "one")
    keep(root, "old")
    (root / "specs/shop/openapi.yaml").write_text(NEW, "utf-8")
    assert entry.run(["generate", "--root", str(root)]) == 0
    keep(root, "new")
    commit(root, "two")
    return root


def commit(root: Path, message: str) -> None:
    git = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@a.test"]
    for arguments in (["init", "-q"], ["add", "specs", "generated"], ["commit", "-qm", message]):
        subprocess.run([*git, *arguments], check=True)


def keep(root: Path, name: str) -> None:
    """The state as a document, a package, a wheel of an earlier version and an sdist beside the vendors."""
    shutil.copy(root / "specs/shop/openapi.yaml", root / f"{name}.yaml")
    shutil.copytree(root / "generated/shop", root / name)
    out = root / f"{name}-dist"
    assert entry.run(["build", "shop", "--output", str(out), "--root", str(root)]) == 0
    (wheel,), (sdist,) = out.glob("*.whl"), out.glob("*.tar.gz")
    shutil.copy(sdist, root / f"{name}.tar.gz")
    shutil.copy(wheel, root / f"{name}.whl")
    with zipfile.ZipFile(root / f"{name}.whl", "a") as archive:
        for record in ("clientloom.surface.json", "clientloom.lock"):
            archive.write(root / "generated/shop" / record, f"shop_client/{record}")


OLD_SIDES = (
    *("old.yaml", "old", "old.whl", "old.tar.gz", "shop@HEAD~1"),
    "specs/shop/openapi.yaml@HEAD~1",
)
NEW_SIDES = ("new.yaml", "new", "new.whl", "new.tar.gz", "shop", "shop@HEAD", "generated/shop@HEAD")


@pytest.fixture
def at_home(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout)


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize("old", OLD_SIDES)
def test_each_kind_of_side_against_each(old: str, run: Run) -> None:
    for new in NEW_SIDES:
        found = run("diff", old, new, "--format", "json", "--fail-on", "breaking")
        assert (found.code, found.err) == (1, ""), (old, new)
        changes = {c["text"]: c for c in json.loads(found.out)["changes"]}
        assert len(changes) == 2, (old, new)
        lost = changes["lost the keyword `size`"]
        assert (lost["subject"], lost["also"]) == ("client.things.create()", ["NewThing.size"])
        assert lost["pointer"] == "/components/schemas/NewThing/properties/size"
        assert lost["line"] == (line_of("size: {type: number}") if has_document(old) else 0)
        tighter = changes["keyword `limit` must now be at most 5 (before: at most 10)"]
        assert (tighter["level"], tighter["direction"]) == ("risky", "request")
        assert tighter["line"] == (line_of("name: limit") if has_document(new) else 0)


@pytest.mark.parametrize("new", ["shop", "new", "new.tar.gz"])
def test_a_document_can_be_a_url(new: str, checkout: Path, run: Run) -> None:
    with raw_server(always(response((checkout / "old.yaml").read_bytes()))) as url:
        for old in (f"{url}/old.yaml", f"{url}/a@b/old.yaml"):
            found = run(
                "diff", old, str(checkout / new) if new != "shop" else new, "--root", str(checkout)
            )
            assert (found.code, found.err) == (0, "")
            assert "`client.things.create()` lost the keyword `size`" in found.out


def has_document(side: str) -> bool:
    return ".yaml" in side or side.startswith("shop")


def line_of(text: str) -> int:
    return next(n for n, line in enumerate(BASE.splitlines(), 1) if text in line)


@pytest.mark.usefixtures("at_home")
def test_the_text_ends_with_how_many_lines_stand_against_the_change(run: Run) -> None:
    told = run("diff", "shop@HEAD~1", "shop")
    assert told.out.startswith("Breaking: 1 breaking, 1 risky\n")
    assert (
        f"    {LOST} (request)\n      breaks: client.things.create(size=...)\n      specs/shop"
        in told.out
    )
    assert "[limit-changed]\n3 changed public symbols, " in told.out
    lines = int(told.out.rsplit("symbols, ", 1)[1].split()[0])
    assert 0 < lines < 40
    assert (
        "public symbols" not in run("diff", "old.yaml", "new.yaml").out
    )  # no code: nothing to count
    assert run("diff", "shop", "shop@HEAD").out.startswith("No change that a caller can see\n")


@pytest.mark.usefixtures("at_home")
def test_a_document_of_a_commit_is_called_by_its_path_from_any_folder(
    checkout: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout / "generated")
    told = run("diff", "../specs/shop/openapi.yaml@HEAD~1", "../specs/shop/openapi.yaml@HEAD").out
    place = line_of("size: {type: number}")
    assert f" specs/shop/openapi.yaml:{place}:9 [argument-removed]" in told
    place = line_of("name: limit")
    assert f" specs/shop/openapi.yaml:{place}:11 [limit-changed]" in told
    assert run("diff", "shop@HEAD~1", "../generated/shop@HEAD").code == 0


@pytest.mark.usefixtures("at_home")
def test_a_part_of_a_review(run: Run) -> None:
    risky = run("diff", "old.yaml", "new.yaml", "--only", "risky").out
    assert risky.startswith("Risky: 1 risky\n")
    assert "lost the keyword" not in risky
    part = run("diff", "old.yaml", "new.yaml", "--resource", "things", "--format", "markdown").out
    assert part.startswith("**Breaking: 1 breaking, 1 risky**\n")
    none = run("diff", "old.yaml", "new.yaml", "--resource", "shops")
    assert none.out == "No change that a caller can see\n"
    missing = run("diff", "old.yaml", "new.yaml", "--resource", "thing")
    assert missing.code == 2
    assert "error[usage]: no resource `thing`; did you mean `things`?" in missing.err


@pytest.mark.usefixtures("at_home")
def test_a_report_says_nothing_of_the_machine(
    checkout: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sides = str(checkout / "old.yaml"), str(checkout / "new.yaml")
    assert "      old.yaml:" in run("diff", *sides).out
    far = tmp_path / "a" / "b" / "c"
    far.mkdir(parents=True)
    monkeypatch.chdir(far)
    for format_ in ("text", "markdown", "json", "html"):
        told = run("diff", *sides, "--format", format_).out
        assert str(checkout.parent) not in told, format_
        assert f"{checkout.name}/old.yaml" in told, format_


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize(
    ("side", "words"),
    [
        ("nothing", "error[unknown-input]"),
        ("shop@no-such-commit", "error[git]"),
        ("shop@--output=x", "error[git]: a revision cannot begin with a dash"),
        ("broken.whl", "error[bad-wheel]"),
        ("broken.tar.gz", "error[bad-wheel]"),
        ("other.whl", "error[no-surface]: clientloom.surface.json is missing"),
        ("old.yaml@HEAD", "error[git]: git failed: fatal: pathspec 'old.yaml' did not match"),
    ],
)
def test_a_side_that_is_none(side: str, words: str, checkout: Path, run: Run) -> None:
    (checkout / "broken.whl").write_text("no wheel", "utf-8")
    (checkout / "broken.tar.gz").write_bytes((checkout / "new.tar.gz").read_bytes()[:-900])
    with zipfile.ZipFile(checkout / "other.whl", "w") as archive:
        archive.writestr("other/__init__.py", "")
    refused = run("diff", side, "shop")
    assert (refused.code, words in refused.err) == (2, True), refused.err
    assert "Traceback" not in refused.err


TENANTS = BASE.replace(
    "        - {name: limit,",
    "        - {name: X-Tenant, in: header, schema: {type: string}}\n        - {name: limit,",
)
CLIENT = """
[env]
timeout = "SHOP_TIMEOUT"

[environments]
production = "https://a.test"
sandbox = "https://sandbox.a.test"

[header_arguments.tenant]
header = "X-Tenant"

[auth.key.key]
argument = "secret"

[operations.deleteShop]
accessor = "shops.remove"

[names.methods]
"create" = "make"
"""


@pytest.mark.parametrize("form", ["package", "*.whl", "*.tar.gz"])
def test_a_document_against_a_package_is_read_with_the_settings_that_this_was_made_with(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    root = shop(tmp_path / "root", SHOP + CLIENT, **{"openapi.yaml": TENANTS})
    monkeypatch.chdir(root)
    (root / "new.yaml").write_text(TENANTS.replace("        size: {type: number}\n", ""), "utf-8")
    (root / "other.yaml").write_text(TENANTS.replace("deleteShop", "closeShop"), "utf-8")
    subject = "generated/shop"
    if form != "package":
        assert run("build", "shop", "--output", "dist").code == 0
        (built,) = root.glob(f"dist/{form}")
        subject = str(built.relative_to(root))
    same = run("diff", subject, "specs/shop/openapi.yaml")
    assert "No change that a caller can see" in same.out
    new = run("diff", subject, "new.yaml")
    assert new.out.startswith("Breaking: 1 breaking\n")
    assert "`client.things.make()` lost the keyword `size`" in new.out
    other = run("diff", subject, "other.yaml")
    assert "`client.shops.remove()` is now `client.shops.close()`" in other.out
