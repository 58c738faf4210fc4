# Strict type checkers over many packages in one process: most of their time goes to the libraries below the packages.
from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path


def check_with_pyright(folder: Path, sources: Sequence[str], *scripts: str) -> None:
    """Expects no error in the packages of the folders `sources` below `folder`, nor in scripts that use them.

    A module of the runtime that several packages have, to the byte, is checked once.
    """
    settings = {
        "include": [*scripts, *sources],
        "exclude": list(copies(folder, sources)),
        "extraPaths": list(sources),
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "reportUnusedCoroutine": True,
        "reportUnusedExpression": False,
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    done = run([sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "-p", "."], folder)
    assert "0 errors" in done.stdout
    assert "No source files" not in done.stdout


def check_with_mypy(folder: Path, sources: Sequence[str], *scripts: str) -> None:
    """Expects that mypy --strict finds nothing in the packages and the scripts; see `check_with_pyright`."""
    packages = [
        str(path)
        for source in sources
        for path in sorted((folder / source).iterdir())
        if path.is_dir()
    ]
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", "cache"]
    run([*command, *scripts, *packages], folder, MYPYPATH=os.pathsep.join(sources))


def copies(folder: Path, sources: Sequence[str]) -> Iterator[str]:
    """Yields the modules of a runtime that an earlier package has too, below `folder`."""
    seen = set()
    for source in sources:
        for path in sorted((folder / source).glob("*/_runtime/**/*.py")):
            found = ("/".join(path.parts).partition("/_runtime/")[2], path.read_bytes())
            if found in seen:
                yield path.relative_to(folder).as_posix()
            seen.add(found)


def run(
    command: Sequence[str], folder: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs a command that must succeed."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=folder, env={**inherited, **environment},
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done
