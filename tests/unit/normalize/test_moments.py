# Strings that look like dates: they stay strings, and lint says how to type them.
from __future__ import annotations

import pytest
from unit.normalize.operation_cases import json_answer, normalized


def hints(name: str, **schema: object) -> list[str]:
    holder = {"type": "object", "properties": {name: {"type": "string", **schema}}}
    root = {"paths": {"/things": {"get": {"responses": {"200": json_answer(holder)}}}}}
    return [d.hint for d in normalized(root).report.diagnostics if d.code == "date-like-string"]


PLACE = "/paths/~1things/get/responses/200/content/application~1json/schema/properties/"


@pytest.mark.parametrize(
    ("name", "examples", "kind"),
    [
        ("x", ["2024-02-03T04:05:06Z", "2024-02-03 04:05:06.12+01:00"], "date-time"),
        ("x", ["2024-02-03"], "date"),
        ("created_at", None, "date-time"),
        ("startDate", None, "date"),
    ],
)
def test_a_date_by_its_examples_or_by_its_name(name: str, examples: object, kind: str) -> None:
    more = {"examples": examples} if examples else {}
    (hint,) = hints(name, **more)
    assert hint == f'to decode it, set [types] "{PLACE}{name}" = "{kind}" in client.toml'


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("created_at", {"format": "date-time"}),
        ("created_at", {"examples": ["yesterday"]}),
        ("created_at", {"pattern": "^[0-9]+$"}),
        ("created_at", {"enum": ["now", "never"]}),
        ("created_at", {"type": "boolean"}),
        ("at", {}),
        ("format", {}),
        ("x", {"examples": ["2024-02-03", 5]}),
        ("x", {"examples": ["2024-02-03", "2024-02-03T04:05:06Z"]}),
        ("x", {"examples": ["2024-02-03T04:05:06"]}),
    ],
)
def test_what_is_said_or_unclear_is_not_reported(name: str, schema: dict[str, object]) -> None:
    assert hints(name, **schema) == []


def test_the_hint_does_what_it_says() -> None:
    holder = {"type": "object", "properties": {"created_at": {"type": "string"}}}
    root = {"paths": {"/things": {"get": {"responses": {"200": json_answer(holder)}}}}}
    found = normalized(root, types={f"{PLACE}created_at": "date-time"})
    assert [d.code for d in found.report.diagnostics if d.code == "date-like-string"] == []
    (schema,) = found.api.schemas
    assert "DATETIME" in repr(schema)
