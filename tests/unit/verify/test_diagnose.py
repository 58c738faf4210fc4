# The findings of a verification as messages for the user.
from __future__ import annotations

from clientloom.diagnostics import Span
from clientloom.verify.diagnose import diagnose
from clientloom.verify.report import OperationReport, Verification


def test_each_finding_is_a_diagnostic_at_its_operation() -> None:
    verification = Verification(
        package="acme",
        problems=["acme.errors cannot be imported"],
        findings=[
            OperationReport(operation="a", accessor="things.a", calls=2),
            OperationReport(
                operation="b",
                accessor="things.b",
                calls=2,
                pointer="/paths/~1b/get",
                problems=["sync b: the path is /a"],
                unchecked=["response 200: no value"],
            ),
        ],
    )
    found = list(diagnose(verification, lambda pointer: Span(f"a.yaml#{pointer}", 3, 5)))
    hint = "this is a bug in clientloom, unless your own template changed it; please report it"
    assert list(map(str, found)) == [
        f"error[broken-package]: acme.errors cannot be imported; {hint}",
        f"a.yaml#/paths/~1b/get:3:5: error[mismatch]: client.things.b: sync b: the path is /a; {hint}",
        "a.yaml#/paths/~1b/get:3:5: note[unchecked]: client.things.b: response 200: no value",
    ]
