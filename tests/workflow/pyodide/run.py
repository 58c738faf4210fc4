# Generated clients in Pyodide, CPython in WebAssembly without sockets and threads: `tox -e pyodide`, for it needs npm.
"""`python tests/workflow/pyodide/run.py FOLDER`: a folder with Pyodide below node_modules/, and wheels/ for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from support.case_client import case_files  # noqa: E402 (found by the line above)

CASES = ("http-library", "pages-by-cursor", "shared-runtime")
"""Packages on httpx2, on httpx, and with a runtime that they share; those of `generated/` come with them."""


def main(folder: Path) -> int:
    """Returns the exit code of what runs in Pyodide: 1 if a client cannot be imported or called."""
    source = folder / "source"
    shutil.rmtree(source, ignore_errors=True)
    for package in ROOT.glob("generated/*/src/*"):
        shutil.copytree(package, source / package.name)
    for name in CASES:
        _write(name, source)
    command = ["node", str(HERE / "run.mjs"), str(folder), str(HERE / "calls.py")]
    return subprocess.run(command, check=False).returncode


def _write(name: str, source: Path) -> None:
    for path, text in case_files(name).items():
        if path.parts[0] == "src":
            target = source.joinpath(*path.parts[1:])
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
