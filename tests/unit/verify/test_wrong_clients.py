# Packages that are wrong as a whole: the verification ends, and says what they do.
from __future__ import annotations

from pathlib import Path

import pytest
from clientloom.verify.run import verify

from .planned import INTEGER, answers, body, content, members, planned

PACKAGE = """
import sys


class Demo:
    def __init__(self, **settings: object) -> None:
        pass

    def __getattr__(self, name: str) -> object:
        return self

    def __call__(self, *_, **arguments: object) -> object:
        DOES


AsyncDemo = Demo
"""


@pytest.mark.parametrize(
    ("does", "problems", "of_operation"),
    [
        ("print('loud'); return 5", ["the package printed: loud"], ["no request was made", "of the response (200), $ was {'a': 1} and became 5", "given back: "]),
        ("sys.exit(0)", [], ["no call was made"]),
        ("sys.exit('over')", ["the calls ended early: over"], []),
    ],
)  # fmt: skip
def test_a_client_that_does_something_else(
    tmp_path: Path, does: str, problems: list[str], of_operation: list[str]
) -> None:
    schema = members("a", a=INTEGER)
    whole = body(schema) | answers(s200=content(schema))
    api, _, _, root = planned(whole)
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "__init__.py").write_text(PACKAGE.replace("DOES", does), "utf-8")
    found = verify(api, root, tmp_path)
    assert found.problems == problems
    [finding] = found.findings
    for said in of_operation:
        assert any(said in problem for problem in finding.problems), finding.problems
    assert bool(finding.problems) is bool(of_operation)
