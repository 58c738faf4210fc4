# Two independent opinions on our reviews: Optic compares the documents (an npm package), griffe the generated code. A
# script (`tox -e opinions -- FOLDER`). A folder has pairs: folders with old.* and new.*, or NAME.old.* and NAME.new.*.
"""Prints what both say of each pair, where the review disagrees with them, and why; exits 1 if nobody knows why."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).parents[1])]

from clientloom.checkout.workspace import Workspace  # noqa: E402 (after the path)
from clientloom.document import LoadOptions, load_document  # noqa: E402
from clientloom.review import compare_apis  # noqa: E402
from clientloom.workflows.diff_inputs import read_inputs  # noqa: E402
from support.griffe_opinion import (  # noqa: E402
    compared,
    retyped,
    said_by_griffe,
    said_by_the_review,
    told_of,
)
from support.optic_opinion import Verdict, ask_optic, compare_opinions  # noqa: E402

Pair = tuple[str, Path, Path]


def find_pairs(folder: Path) -> Iterator[Pair]:
    """The pairs of a folder, by name."""
    for old in sorted(folder.glob("**/*old.*")):
        for new in old.parent.glob(f"{old.stem.removesuffix('old')}new.*"):
            named = old.stem.removesuffix("old").strip(".")
            yield named or old.parent.name, old, new


def opinions_on(pair: Pair, modules: Path, scratch: Path) -> list[Verdict]:
    """What Optic and griffe say of a pair, set against the review."""
    _, old, new = pair
    verdicts = griffe_verdicts(old, new, scratch / "griffe")
    documents = [
        readable(path, scratch / f"{name}.json") for name, path in (("old", old), ("new", new))
    ]
    found = ask_optic(documents[0], documents[1], modules)
    if found is None:
        return [*verdicts, Verdict("no opinion", "Optic cannot read it, or takes too long", "-")]
    with ExitStack() as held:
        sides = read_inputs(str(old), str(new), Workspace(scratch), held)
    before, after = (side.api for side in sides)
    return verdicts + compare_opinions(compare_apis(before, after), before, after, found)


def readable(document: Path, converted: Path) -> Path:
    """A document that Optic reads: it does not know Swagger 2.0, which it gets converted by us."""
    text = document.read_text("utf-8")
    if not re.search(r"""^\s*["']?swagger["']?\s*:""", text, re.MULTILINE):
        return document
    loaded = load_document(document, options=LoadOptions())
    converted.write_text(json.dumps({**loaded.root, "openapi": "3.1.0"}), "utf-8")
    return converted


def griffe_verdicts(old: Path, new: Path, folder: Path) -> list[Verdict]:
    """What griffe says of the packages, set against the review."""
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        step = compared(old.read_text("utf-8"), new.read_text("utf-8"), folder, old.suffix)
    theirs, ours = said_by_griffe(step), said_by_the_review(step.review)
    unknown = retyped(step) - told_of(step.review)
    return [
        *(Verdict("agreed", " ".join(fact), "griffe too") for fact in sorted(theirs & ours)),
        *(Verdict("only griffe", " ".join(fact), "") for fact in sorted(theirs - ours)),
        *(Verdict("only ours, not griffe", " ".join(fact), "") for fact in sorted(ours - theirs)),
        *(Verdict("only griffe", f"another annotation: {name}", "") for name in sorted(unknown)),
    ]


def print_verdicts(name: str, verdicts: list[Verdict]) -> int:
    """Prints a pair's verdicts, equal reasons once; how many nobody can explain."""
    agreed = sum(verdict.kind == "agreed" for verdict in verdicts)
    print(f"{name}: {agreed} agreed")  # noqa: T201 (a script)
    explained = Counter((v.kind, v.reason) for v in verdicts if v.reason and v.kind != "agreed")
    for (kind, reason), count in explained.most_common():
        print(f"  {kind}, {count} explained: {reason}")  # noqa: T201
    unknown = [verdict for verdict in verdicts if not verdict.reason]
    for verdict in unknown:
        print(f"  {verdict.kind}: {verdict.text}")  # noqa: T201
    sys.stdout.flush()
    return len(unknown)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modules", type=Path, required=True, help="the node_modules with Optic")
    parser.add_argument("folders", type=Path, nargs="+")
    asked = parser.parse_args()
    left = 0
    for pair in (pair for folder in asked.folders for pair in find_pairs(folder)):
        with TemporaryDirectory() as scratch:
            left += print_verdicts(pair[0], opinions_on(pair, asked.modules, Path(scratch)))
    print(f"{left} disagreements without an explanation")  # noqa: T201
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
