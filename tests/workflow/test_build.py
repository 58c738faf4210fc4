# `build` makes distributions of what `generate` would write, and of nothing else.
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from support.checkouts import shop
from support.command_line import Run
from support.review_cases import BASE


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return shop(tmp_path / "root")


def edit(root: Path) -> None:
    path = root / "generated/shop/README.md"
    path.write_text(path.read_text("utf-8") + "Mine.\n", "utf-8")


def mix(root: Path) -> None:
    """The package of one document, and another document."""
    text = BASE.replace("        size: {type: number}\n", "")
    (root / "specs/shop/openapi.yaml").write_text(text, "utf-8")


def test_what_nobody_put_into_the_package_is_not_released(checkout: Path, run: Run) -> None:
    package = checkout / "generated/shop"
    assert run("build", "--root", str(checkout)).code == 0
    built = {path.name: path.read_bytes() for path in (checkout / "dist").iterdir()}
    (package / "uv.lock").write_text("", "utf-8")
    (package / "src/shop/__pycache__").mkdir(exist_ok=True)
    (package / "src/shop/__pycache__/a.pyc").write_text("", "utf-8")
    assert run("build", "--root", str(checkout)).code == 0
    assert {path.name: path.read_bytes() for path in (checkout / "dist").iterdir()} == built
    (package / "src/shop/.env").write_text("SECRET=1", "utf-8")
    (package / "src/shop/resources/mine.py").write_text("", "utf-8")
    for refused in (
        run("build", "--root", str(checkout)),
        run("publish", "shop", "--index", "http://127.0.0.1:9/", "--root", str(checkout)),
    ):
        assert refused.code == 1, refused
        assert "generated/shop/src/shop/.env: error[stray-file]" in refused.err
        assert "generated/shop/src/shop/resources/mine.py: error[stray-file]" in refused.err
        assert refused.err.count("stray-file") == 2


def test_the_hand_written_module_is_released(checkout: Path, run: Run) -> None:
    path = checkout / "generated/shop/src/shop/resources/_custom.py"
    path.write_text("MINE = 1\n", "utf-8")
    assert run("generate", "--root", str(checkout)).code == 0
    done = run("build", "--root", str(checkout))
    assert (done.code, done.err) == (0, "")
    [wheel] = (checkout / "dist").glob("*.whl")
    assert "shop/resources/_custom.py" in ZipFile(wheel).namelist()


@pytest.mark.parametrize(("change", "code"), [(edit, "edited-file"), (mix, "out-of-date")])
def test_a_package_that_nobody_generated_so_is_refused(
    change: Callable[[Path], None], code: str, checkout: Path, run: Run
) -> None:
    assert run("build", "--root", str(checkout)).code == 0
    built = sorted((checkout / "dist").iterdir())
    assert [path.suffix for path in built] == [".whl", ".gz"]
    for path in built:
        path.unlink()
    change(checkout)
    refused = run("build", "--root", str(checkout))
    assert refused.code == 1
    assert f"error[{code}]" in refused.err
    assert "Traceback" not in refused.err
    assert list((checkout / "dist").iterdir()) == []
