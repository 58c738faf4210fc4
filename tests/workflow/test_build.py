# `build` makes distributions of what `generate` would write, and of nothing else.
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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
