# Packages with few features work and satisfy strict type checkers, with a copy of the runtime and with a shared one.
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from clientloom.workflows.release_candidates import build_runtime, write_files
from support.case_client import CASES, case_files

FEW = ("enums", "pages-by-cursor", "json-lines", "webhooks", "list-answers")
"""Cases that each have another feature, or none."""
IMPORT_ALL = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    module = importlib.import_module(found.name)
    for name in getattr(module, "__all__", ()):
        getattr(module, name)
"""


def run(command: list[str], folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("runtime", ["vendored", "shared"])
def test_every_module_and_name_can_be_imported(tmp_path: Path, runtime: str) -> None:
    cases = sorted(path.name for path in CASES.iterdir() if (path / "client.toml").is_file())
    for name in [name for name in cases if not name.startswith("refused")][::3]:
        write_files(case_files(name, runtime), tmp_path)
        run(["-c", IMPORT_ALL, name.replace("-", "_")], tmp_path / "src")


@pytest.mark.slow
@pytest.mark.parametrize("runtime", ["vendored", "shared"])
@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_subsets_are_typed_strictly(tmp_path: Path, runtime: str, checker: str) -> None:
    for name in FEW:
        write_files(case_files(name, runtime), tmp_path)
    if checker == "mypy":
        run(["-m", "mypy", "--strict", "src"], tmp_path)
        return
    settings = {"include": ["src"], "typeCheckingMode": "strict", "pythonVersion": "3.11"}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    run(["-m", "pyright", "--pythonpath", sys.executable, "-p", "pyrightconfig.json"], tmp_path)


def test_the_runtime_is_built_reproducibly(tmp_path: Path) -> None:
    first, second = (build_runtime(tmp_path / name) for name in ("first", "second"))
    assert [path.name for path in first.files] == [path.name for path in second.files]
    assert [p.read_bytes() for p in first.files] == [p.read_bytes() for p in second.files]
