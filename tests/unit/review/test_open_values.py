# Enumerations that stay open beside null or other text, and documented headers of a response.
from __future__ import annotations

from pathlib import Path

import pytest
from unit.review.test_compare import both_ways, told

THINGS = """\
openapi: 3.1.0
info: {{title: Demo, version: '1'}}
servers: [{{url: https://api.example}}]
paths:
  /things:
    get:
      operationId: listThings
      tags: [things]
      parameters: [{{name: sort, in: query, schema: {sort}}}]
      responses:
        '200':
          description: fine
          headers: {headers}
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}
components:
  schemas:
    Thing: {{type: object, required: [state], properties: {{state: {state}}}}}
"""
PLAIN = "{type: string}"


def document(state: str = PLAIN, sort: str = PLAIN, headers: str = "{}") -> str:
    return THINGS.format(state=state, sort=sort, headers=headers)


def both(before: str, after: str, folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    forth, back = both_ways(before, after, folder)
    return told(forth), told(back)


def test_a_new_value_of_a_nullable_enum_is_safe(tmp_path: Path) -> None:
    old, new = (f"{{type: [string, 'null'], enum: [{v}, null]}}" for v in ("a, b", "a, b, c"))
    assert both(document(state=old), document(state=new), tmp_path) == (
        ("safe: `Thing.state` may now be `'c'`",),
        ("safe: `Thing.state` is no longer `'c'`",),
    )


def test_null_and_a_value_that_come_together_are_two_findings(tmp_path: Path) -> None:
    old = document(state="{type: string, enum: [a, b]}")
    new = document(state="{type: [string, 'null'], enum: [a, b, c, null]}")
    forth, _ = both(old, new, tmp_path)
    assert forth == (
        "breaking: `Thing.state` may now be null // thing.state",
        "safe: `Thing.state` may now be `'c'`",
    )


def test_a_value_that_is_named_beside_any_other_text_is_safe_both_ways(tmp_path: Path) -> None:
    old, new = (
        f"{{anyOf: [{{type: string}}, {{type: string, enum: [{values}]}}]}}"
        for values in ("a, b", "a, b, c")
    )
    forth, back = both(document(old, old), document(new, new), tmp_path)
    assert "safe: `client.things.list()` keyword `sort` accepts `'c'`" in forth
    assert "safe: `client.things.list()` keyword `sort` no longer accepts `'c'`" in back
    assert all(line.startswith("safe: ") for line in forth + back)


@pytest.mark.parametrize(("required", "level"), [("true", "breaking"), ("false", "risky")])
def test_a_response_header_that_goes(required: str, level: str, tmp_path: Path) -> None:
    header = f"{{X-Next: {{required: {required}, schema: {PLAIN}}}}}"
    use = " // client.things.with_raw_response.list(...).headers['x-next']"
    forth, back = both(document(headers=header), document(), tmp_path)
    breaks = use if level == "breaking" else ""
    assert forth == (
        f"{level}: `client.things.list()` response header `x-next` was removed{breaks}",
    )
    assert back == ("safe: `client.things.list()` response header `x-next` was added",)


def test_a_response_header_that_changes_its_type(tmp_path: Path) -> None:
    old, new = (f"{{X-Left: {{schema: {{type: {kind}}}}}}}" for kind in ("integer", "string"))
    forth, _ = both(document(headers=old), document(headers=new), tmp_path)
    (line,) = forth
    assert line.startswith(
        "breaking: `client.things.list()` response header `x-left` changed its type from"
    )
