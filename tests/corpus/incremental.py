# Incremental and full runs give the same bytes: random edits of a document, with a cache that is damaged meanwhile.
# Run by hand: python tests/corpus/incremental.py [DOCUMENT] [--edits N] [--seed N]
"""`compare`: a number of edits, each rendered with the cache and without."""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from clientloom.cache import NO_CACHE, Cache
from clientloom.config.load import one_off
from clientloom.ir.surface import SURFACE_NAME, dump_surface, load_surface
from clientloom.pipeline import analyse, render_analysed
from clientloom.symbols import SymbolLock

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from support.edits import damage, edit  # noqa: E402 (a script finds the tests' support by itself)


def compare(document: Any, edits: int, seed: int) -> list[str]:
    """What was edited, step by step; raises AssertionError where the two runs differ."""
    chance = random.Random(seed)
    done: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache, symbols, surfaces = Cache(folder / "cache", "test"), SymbolLock(), [""]
        for _ in range(edits):
            (folder / "openapi.json").write_text(
                json.dumps(document, default=str), "utf-8", newline="\n"
            )
            symbols = _same(folder, cache, symbols, surfaces)
            done.append(edit(document, chance))
            if chance.random() < 0.5:
                damage(folder / "cache", chance)
    return done


def _same(folder: Path, cache: Cache, symbols: SymbolLock, surfaces: list[str]) -> SymbolLock:
    vendor = one_off(folder / "openapi.json", "sample", None)
    analysis = analyse(vendor, symbols=symbols, root=folder)
    incremental, full = (
        render_analysed(vendor, analysis, root=folder, cache=each).files
        for each in (cache, NO_CACHE)
    )
    assert incremental == full
    before, after = surfaces[-1], full[PurePosixPath(SURFACE_NAME)]
    if before:  # what both have is taken from the new API
        assert dump_surface(load_surface(before, near=(after, analysis.api))) == before
    surfaces.append(after)
    return analysis.symbols


def main() -> None:
    """Compares, and prints what was edited."""
    parser = argparse.ArgumentParser()
    parser.add_argument("document", nargs="?", default=str(ROOT / "specs/pinecone/openapi.yaml"))
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    document = yaml.safe_load(Path(given.document).read_text("utf-8"))
    done = compare(document, given.edits, given.seed)
    counts = ", ".join(f"{done.count(kind)} {kind}" for kind in sorted(set(done)))
    sys.stdout.write(f"{len(done)} edits, each the same with the cache and without: {counts}\n")


if __name__ == "__main__":
    main()
