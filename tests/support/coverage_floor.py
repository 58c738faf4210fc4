# A script for `tox -e coverage`: the figures of the last run against the floors in pyproject.toml.
"""Fails below a floor, and where a figure has left its floor behind: floors only rise."""

from __future__ import annotations

import io
import sys
import tomllib
from pathlib import Path

import coverage

ROOT = Path(__file__).parents[2]
PARTS = {"tool": "generator/clientloom", "runtime": "templates/runtime"}
SLACK = 0.5
"""Percentage points that a figure may stand above its floor: what differs from run to run."""


def verdict(name: str, figure: float, floor: float) -> str:
    """What is wrong with a figure, or nothing."""
    if figure < floor:
        return f"{name} is below its floor of {floor:.1f} %: test or delete what is not covered"
    if figure > floor + SLACK:
        return f"{name} has left its floor of {floor:.1f} % behind: raise it to {figure - SLACK / 2:.1f}"
    return ""


def main() -> int:
    """Prints a line for each part; 1 if one has a fault."""
    floors = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["coverage-floor"]
    measured = coverage.Coverage()
    measured.load()
    faults = []
    for name, part in PARTS.items():
        folder = ROOT / part
        figure = measured.report(include=[f"{folder}/*"], file=io.StringIO())
        print(f"{name}: {figure:.1f} %")  # noqa: T201 (what the script is for)
        faults.append(verdict(name, figure, floors[name]))
        unseen = {str(path) for path in folder.rglob("*.py")} - measured.get_data().measured_files()
        faults += [f"{path}: no test imports it" for path in sorted(unseen)]
    print(*filter(None, faults), sep="\n", end="")  # noqa: T201
    return int(any(faults))


if __name__ == "__main__":
    sys.exit(main())
