# The lines of a document that a reader of a change is shown.
from __future__ import annotations

import json

import pytest
from clientloom.review.output.blocks import block, required_beside
from clientloom.review.output.document_lines import Lines

YAML = """\
Thing:
  type: object
  required:
  - name
  - size
  properties:
    name:
      type: string

    size: {type: integer}
Other:
  properties:
    name: {type: string}
"""
JSON = json.dumps(
    {
        "Thing": {
            "properties": {"name": {"type": "string"}, "size": {}},
            "required": ["name", "size"],
        }
    },
    indent=2,
)


def shown(text: str, found: range) -> list[str]:
    lines = Lines(text.encode())
    return [lines[number - 1].strip() for number in found]


def line_of(text: str, start: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.strip().startswith(start))


@pytest.mark.parametrize("text", [YAML, JSON], ids=["yaml", "json"])
def test_the_block_of_a_property_is_what_belongs_to_it(text: str) -> None:
    start = "name:" if text is YAML else '"name": {'
    found = shown(text, block(Lines(text.encode()), line_of(text, start)))
    assert found[0].startswith(start)
    assert any("string" in line for line in found)
    assert not any("size" in line for line in found)


@pytest.mark.parametrize("text", [YAML, JSON], ids=["yaml", "json"])
def test_a_property_that_became_required_is_shown_with_the_list(text: str) -> None:
    start = "size: {" if text is YAML else '"size": {'
    found = shown(text, required_beside(Lines(text.encode()), line_of(text, start)))
    assert "required" in found[0]
    assert any("size" in line for line in found[1:])
    assert not any("string" in line for line in found)


def test_an_object_without_required_members_has_no_list() -> None:
    number = len(YAML.splitlines())
    assert required_beside(Lines(YAML.encode()), number) == range(0)
    assert block(Lines(YAML.encode()), 0) == block(Lines(b""), 1) == range(0)


@pytest.mark.parametrize("text", ["", "a", "a\n", "a\r\nä\n\nb", "\n\n"])
def test_lines_are_those_of_the_text(text: str) -> None:
    lines = Lines(text.encode())
    assert list(lines) == text.splitlines() == lines[:]
    assert lines.text() == text
