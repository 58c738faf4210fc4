# What generating costs, run by hand: `python bench/generator.py [DOCUMENT]`. Nothing here is asserted. Budgets, as
# wall time of the whole process on two idle cores: Pinecone from nothing 1.5 s, all four vendors with nothing
# changed 0.3 s, a document of 13 MB and 1,200 operations (GitHub's, given as DOCUMENT) 12 s.
"""Benchmarks of the generator."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINECONE = ROOT / "specs/pinecone/openapi.yaml"


def run(*arguments: str) -> tuple[float, float]:
    """Seconds by the clock and of the processors for one run of the command, its own processes included."""
    command = [sys.executable, "-m", "clientloom", *arguments]
    before, started = os.times(), time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - started, os.times()
    used = after.children_user + after.children_system
    return wall, used - before.children_user - before.children_system


def from_nothing(document: Path) -> tuple[float, float]:
    """A package where none was."""
    with tempfile.TemporaryDirectory() as folder:
        output = str(Path(folder, "out"))
        return run("generate", "--spec", str(document), "--package", "sample", "--output", output)


def all_from_nothing() -> tuple[float, float]:
    """The packages of all vendors, in a checkout that has none of them."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "specs", Path(folder, "specs"))
        return run("generate", "--root", folder)


def best(measured: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The least of each figure: other work on the machine only adds."""
    return min(wall for wall, _ in measured), min(used for _, used in measured)


def main() -> None:
    """Print a table."""
    run("generate")  # leaves nothing to do, and the compiled files of every module
    rows = [
        ("Pinecone from nothing", best([from_nothing(PINECONE) for _ in range(5)])),
        ("all vendors, nothing changed", best([run("generate") for _ in range(5)])),
        ("all vendors from nothing", best([all_from_nothing() for _ in range(3)])),
    ]
    given = [Path(argument).absolute() for argument in sys.argv[1:]]
    rows += [(f"{document.name} from nothing", from_nothing(document)) for document in given]
    print(f"{'':44}{'wall s':>8}{'cpu s':>8}")
    for label, (wall, used) in rows:
        print(f"{label:44}{wall:8.2f}{used:8.2f}")


if __name__ == "__main__":
    main()
