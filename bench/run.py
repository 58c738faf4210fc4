# What clientloom and its peers cost, side by side in one run: `tox -e bench`, or `python bench/run.py [DOCUMENT ...]`.
# Nothing here is asserted: a figure that is worse than bench/baseline.json by a tenth is marked in the output.
"""The benchmarks: generators, growth, incremental runs, calls."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from calls import measure_calls
from costs import Cost
from generators import (
    GENERATORS,
    generate_once,
    measure_generators,
    measure_growth,
    measure_repeats,
)

HERE = Path(__file__).parent
PINECONE = HERE.parent / "specs/pinecone/openapi.yaml"
BASELINE = HERE / "baseline.json"
WORSE = 1.1
"""So many times the figure of the baseline is marked."""

REFERENCE = "datamodel-code-generator"
"""The peer whose processor time is the unit of all generators: its ratio hardly depends on the machine."""


@dataclass(frozen=True)
class Row:
    """One line of the table. `ratio` is to the reference of its group, None where that is missing."""

    group: str
    name: str
    cost: Cost
    ratio: float | None

    @property
    def key(self) -> str:
        """What the figure is called in JSON and in the baseline."""
        return f"{self.group}: {self.name}"


def rows_of(group: str, costs: Mapping[str, Cost], reference: str) -> Iterator[Row]:
    """The rows of a group, with the ratio of processor time to that of the reference."""
    unit = costs.get(reference)
    for name, cost in costs.items():
        ratio = cost.cpu / unit.cpu if unit and unit.cpu and not cost.fault else None
        yield Row(group, name, cost, ratio)


def measure(documents: Iterable[Path], rounds: int) -> Iterator[Row]:
    """Measures everything, one group after the other."""
    for document in documents:
        yield from rows_of(document.name, measure_generators(document, rounds), REFERENCE)
        yield from rows_of(
            f"{document.name}, again", measure_repeats(document, rounds), "from nothing"
        )
    yield from rows_of("operations", measure_growth((10, 100, 1000)), "100")
    for group, costs in measure_calls(rounds):
        yield from rows_of(group, costs, "httpx + json")


def text_of(row: Row, baseline: Mapping[str, float]) -> str:
    """One line of the table."""
    if row.cost.fault:
        return f"  {row.name:28}{row.cost.fault}"
    before = baseline.get(row.key)
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}x"
    worse = row.ratio is not None and before is not None and row.ratio > before * WORSE
    mark = f"   worse than {before:.2f}x, the baseline" if worse else ""
    memory = f"{row.cost.mebibytes:.0f}" if row.cost.mebibytes else ""
    seconds, cpu = (f"{1000 * value:.2f}" for value in (row.cost.seconds, row.cost.cpu))
    return f"  {row.name:28}{seconds:>12}{cpu:>12}{memory:>8}{ratio:>9}{mark}"


def main() -> None:
    """Prints a table, and writes the figures as JSON where that is wanted."""
    parser = argparse.ArgumentParser(description="Compares clientloom with its peers.")
    parser.add_argument("documents", nargs="*", type=Path, help="further documents, e.g. GitHub's")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument("--write-baseline", action="store_true", help=f"write {BASELINE.name}")
    given = parser.parse_args()
    baseline = json.loads(BASELINE.read_text("utf-8")) if BASELINE.exists() else {}
    print(f"{'':30}{'wall ms':>12}{'cpu ms':>12}{'MiB':>8}{'ratio':>9}")
    for name in GENERATORS:
        generate_once(name, PINECONE)  # compiles the modules of each
    rows: list[Row] = []
    for row in measure([PINECONE, *(path.resolve() for path in given.documents)], given.rounds):
        if not rows or rows[-1].group != row.group:
            print(row.group)
        rows.append(row)
        print(text_of(row, baseline), flush=True)
    figures = {row.key: {**asdict(row.cost), "ratio": row.ratio} for row in rows}
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8", newline="\n")
    if given.write_baseline:
        ratios = {row.key: round(row.ratio, 3) for row in rows if row.ratio is not None}
        BASELINE.write_text(json.dumps(ratios, indent=1) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
