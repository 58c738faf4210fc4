# The lines of a document that a reader of a change is shown.
from __future__ import annotations

import json
from dataclasses import replace

import pytest
import yaml
from clientloom.diagnostics import Span
from clientloom.review import Change, Level
from clientloom.review.output.blocks import block, required_beside
from clientloom.review.output.code_index import CodeIndex
from clientloom.review.output.document_lines import Lines
from clientloom.review.output.evidence import Texts, code_excerpts, document_excerpts, excerpt

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
    assert required_beside(Lines(YAML.encode()), 0) == range(0)
    assert required_beside(Lines(b"name: {}\nrequired: [name]"), 1) == range(0)


@pytest.mark.parametrize("text", ["", "a", "a\n", "a\r\nä\n\nb", "\n\n"])
def test_lines_are_those_of_the_text(text: str) -> None:
    lines = Lines(text.encode())
    assert list(lines) == text.splitlines() == lines[:]
    assert lines.text() == text


def text_of(*schema: str) -> Texts:
    return Texts(Lines("\n".join(schema).encode()), "api.yaml")


def test_a_reader_sees_the_list_and_the_property_and_what_is_between_is_left_out() -> None:
    middle = [f"      p{number}: {{type: string}}" for number in range(9)]
    rest = ["    properties:", "      name:", "        type: string", *middle, "        maximum: 1"]
    old = text_of("Thing:", "    required: [size]", *rest)
    new = text_of("Thing:", "    required: [size, name]", *rest)
    change = Change(
        level=Level.BREAKING,
        code="became-required",
        subject="Thing.name",
        text="must now be sent",
        span=Span("api.yaml", 4, 7),
        was=Span("api.yaml", 4, 7),
    )
    shown = [
        (line.sign, line.text.strip())
        for e in document_excerpts(change, old, new, 9)
        for line in e.lines
    ]
    assert shown == [("-", "required: [size]"), ("+", "required: [size, name]")]
    assert document_excerpts(replace(change, code="deprecated"), old, new, 9) == ()


def test_what_is_alike_between_two_differences_is_a_gap() -> None:
    before = ["a", *"bcdefgh", "i"]
    after = ["A", *"bcdefgh", "I"]
    lines = range(1, len(before) + 1)
    (found,) = excerpt("api.yaml", before, after, lines, lines, most=99)
    signs = ["-", "+", "", "", "gap", "", "", "-", "+"]
    assert [line.sign for line in found.lines] == signs
    assert [line.old for line in found.lines if line.sign == "-"] == [1, 9]


REFERRING = """\
paths:
  /things:
    get:
      responses: {'200': {$ref: '#/components/responses/Found'}}
components:
  responses:
    Found:
      content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
  schemas:
    Other:
      type: object
    Thing:
      type: object
"""


@pytest.mark.parametrize("form", ["YAML", "JSON"])
def test_a_change_behind_references_shows_the_component_that_changed(form: str) -> None:
    def texts(document: str) -> Texts:
        text = json.dumps(yaml.safe_load(document), indent=2) if form == "JSON" else document
        return Texts(Lines(text.encode()), "a.yaml")

    old, new = texts(REFERRING), texts(REFERRING[:-7] + "[object, 'null']\n")
    line = next(n for n, line in enumerate(old.document, 1) if "responses" in line)
    place = Span("a.yaml", line, 7)
    change = Change(
        level=Level.BREAKING,
        code="null-added",
        subject="client.things.get()",
        text="",
        span=place,
        was=place,
    )
    (found,) = document_excerpts(change, old, new, 40)
    changed = [line.text.strip() for line in found.lines if line.sign]
    assert changed[0].replace('"', "") == "type: object"
    assert "null" in "".join(changed[1:])
    assert document_excerpts(change, old, old, 40) == ()


def test_a_change_without_code_of_its_own_shows_the_class_that_goes_with_it() -> None:
    old = CodeIndex({"shop/models/things.py": "class Thing:\n    name: str\n"}, {})
    change = Change(
        level=Level.BREAKING,
        code="error-removed",
        subject="client.things.get()",
        text="no longer declares status 409",
        removes=("models.Thing",),
    )
    (found,) = code_excerpts(change, Texts(code=old), Texts(), 9)
    assert [(line.sign, line.old) for line in found.lines] == [("-", 1), ("-", 2)]
