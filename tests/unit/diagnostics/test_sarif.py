# SARIF 2.1.0, held against the parts of its schema that a forge relies on.
from __future__ import annotations

from typing import Any

import jsonschema_rs
from clientloom.diagnostics import Diagnostic, Severity, Span
from clientloom.diagnostics.ignored import Ignored
from clientloom.diagnostics.sarif import sarif_log

TEXT = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1}},
    "additionalProperties": False,
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RULE = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "help": TEXT,
        "defaultConfiguration": {
            "type": "object",
            "properties": {"level": LEVEL},
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
REGION = {
    "type": "object",
    "properties": {
        "startLine": {"type": "integer", "minimum": 1},
        "startColumn": {"type": "integer", "minimum": 1},
    },
    "additionalProperties": False,
}
LOCATION = {
    "type": "object",
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "properties": {"uri": {"type": "string", "pattern": "^[^ \\\\]+$"}},
                    "additionalProperties": False,
                },
                "region": REGION,
            },
            "additionalProperties": False,
        },
        "logicalLocations": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"fullyQualifiedName": {"type": "string"}},
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
RESULT = {
    "type": "object",
    "required": ["message"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": -1},
        "level": LEVEL,
        "message": TEXT,
        "locations": {"type": "array", "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "suppressions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["kind"],
                "properties": {
                    "kind": {"enum": ["inSource", "external"]},
                    "justification": {"type": "string"},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
RUN = {
    "type": "object",
    "required": ["tool"],
    "properties": {
        "tool": {
            "type": "object",
            "required": ["driver"],
            "properties": {
                "driver": {
                    "type": "object",
                    "required": ["name"],
                    "properties": {
                        "name": {"type": "string"},
                        "version": {"type": "string"},
                        "rules": {"type": "array", "uniqueItems": True, "items": RULE},
                    },
                    "additionalProperties": False,
                }
            },
            "additionalProperties": False,
        },
        "invocations": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["executionSuccessful"],
                "properties": {"executionSuccessful": {"type": "boolean"}},
                "additionalProperties": False,
            },
        },
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": RESULT},
    },
    "additionalProperties": False,
}
LOG = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": RUN},
    },
    "additionalProperties": False,
}

LOOSE = Diagnostic(
    code="wrong-shape",
    severity=Severity.WARNING,
    span=Span("specs/a b/ä.yaml", 3, 5),
    message="this is wrong",
    hint="correct it",
    pointer="/paths/~1a",
)


def log(*found: Diagnostic, ignored: tuple[Ignored, ...] = (), readable: bool = True) -> Any:
    made = sarif_log("1.2.3", found, ignored, is_readable=readable)
    jsonschema_rs.validate(LOG, made)
    return made["runs"][0]  # type: ignore[index]


def test_a_finding_is_a_result_with_a_rule_and_a_place() -> None:
    run = log(LOOSE)
    [result] = run["results"]
    [rule] = run["tool"]["driver"]["rules"]
    assert (result["ruleId"], rule["id"], result["level"]) == ("wrong-shape",) * 2 + ("warning",)
    assert result["message"] == {"text": "this is wrong; correct it"}
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "specs/a%20b/%C3%A4.yaml"},
                "region": {"startLine": 3, "startColumn": 5},
            },
            "logicalLocations": [{"fullyQualifiedName": "/paths/~1a"}],
        }
    ]


def test_places_that_are_not_known_are_left_out() -> None:
    address = Diagnostic.error(Span("https://example.com/a b"), "remote-failed", "no")
    nowhere = Diagnostic.error(Span(""), "usage", "no")
    first, second = log(address, nowhere, readable=False)["results"]
    assert "region" not in first["locations"][0]["physicalLocation"]
    assert second["locations"] == []


def test_rules_stand_once_and_results_name_them_by_index() -> None:
    run = log(LOOSE, Diagnostic.error(Span("a"), "usage", "no"), LOOSE)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["usage", "wrong-shape"]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]


def test_an_ignored_finding_is_suppressed_with_the_reason() -> None:
    [result] = log(ignored=(Ignored(LOOSE, "we know"),))["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": "we know"}]


def test_a_fingerprint_stays_when_the_lines_move() -> None:
    moved = Diagnostic(
        code=LOOSE.code,
        severity=LOOSE.severity,
        span=Span(LOOSE.span.file, 90, 1),
        message=LOOSE.message,
        pointer=LOOSE.pointer,
    )
    one, other = (log(found)["results"][0]["partialFingerprints"] for found in (LOOSE, moved))
    assert one == other


def test_a_document_that_cannot_be_read_is_a_run_that_failed() -> None:
    assert log(LOOSE)["invocations"] == [{"executionSuccessful": True}]
    assert log(readable=False)["invocations"] == [{"executionSuccessful": False}]
