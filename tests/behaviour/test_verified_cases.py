# Clients of tests/cases against servers made from their documents: what `clientloom verify` does for any document.
from __future__ import annotations

from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from support.command_line import clientloom

CASES = Path(__file__).parents[1] / "cases"
VERIFIED = (
    "collection-formats",
    "form-body",
    "inheritance",
    "json-lines",
    "maps",
    "media-types",
    "names",
    "query-styles",
    "tag-parents",
    "xml-models",
)


@pytest.mark.slow
def test_what_comes_in_goes_out_the_same_in_clients_of_cases(tmp_path: Path) -> None:
    for name in VERIFIED:
        copytree(CASES / name, tmp_path / "specs" / name, ignore=ignore_patterns("golden"))
    done = clientloom("verify", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    counts = [line for line in done.out.splitlines() if " operations: " in line]
    assert len(counts) == len(VERIFIED)
    assert all(line.endswith(" ok, 0 mismatch, 0 unchecked") for line in counts), counts
