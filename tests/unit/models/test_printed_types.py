# What is known about the prints of datamodel-code-generator is what it prints.
from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version

import pytest
from clientloom.models import generator
from clientloom.models.generator import (
    KNOWN,
    Annotation,
    Imported,
    ModelOutput,
    Referenced,
    print_shapes,
    print_types,
)
from clientloom.models.json_schema import JsonSchema

MOST_REFERENCES = 50


def plain(annotation: Annotation) -> list[object]:
    """Returns an annotation as JSON: text, the module and the name of an import, the number of a reference."""
    return [
        [piece.module, piece.name]
        if isinstance(piece, Imported)
        else piece.number
        if isinstance(piece, Referenced)
        else piece
        for piece in annotation
    ]


def write(tables: dict[str, list[list[object]]]) -> str:
    """Returns the file: a line for each row and what is printed for it."""
    parts = [f'"datamodel-code-generator": {json.dumps(version("datamodel-code-generator"))}']
    for output, rows in tables.items():
        lines = ",\n".join(sorted(map(json.dumps, rows), key=len))
        parts.append(f'"{output}": [\n{lines}\n]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def test_it_is_what_datamodel_code_generator_prints(request: pytest.FixtureRequest) -> None:
    """With `--update-goldens` the file is written again. Of a row that is to be added, write `[row, []]` before."""
    text = KNOWN.read_text("utf-8")
    tables = {}
    for output in ModelOutput:
        rows = [row for row, _ in json.loads(text)[output.value]]
        printed = map(plain, print_shapes(rows, MOST_REFERENCES, output))
        tables[output.value] = [[row, found] for row, found in zip(rows, printed, strict=True)]
    if request.config.getoption("--update-goldens"):
        KNOWN.write_text(write(tables), "utf-8", newline="\n")
    else:
        assert text == write(tables)


@pytest.mark.parametrize("output", ModelOutput)
def test_what_is_known_is_not_printed_again(
    output: ModelOutput, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def note(rows: Sequence[object], *_: object) -> list[Annotation]:
        asked.extend(rows)
        return [()] * len(rows)

    monkeypatch.setattr(generator, "print_shapes", note)
    rows: list[JsonSchema] = [
        {"type": "string"},
        {"enum": ["a", "b"]},
        {"type": "string", "maxLength": 3},
    ]
    text, values, _ = print_types(rows, 0, output)
    assert (text, values) == (
        (Imported("builtins", "str"),),
        (Imported("typing", "Literal"), "['a', 'b']"),
    )
    assert asked == [{"type": "string", "maxLength": 3}]


@pytest.mark.parametrize("output", ModelOutput)
def test_a_row_is_printed_though_only_known_ones_refer_to_schemas(output: ModelOutput) -> None:
    scalars = [{"type": "integer"}, {"type": "boolean"}, {"type": "number"}]
    rows: list[JsonSchema] = [{"$ref": "#/$defs/Schema1"}, {"anyOf": scalars}]
    reference, union = print_types(rows, 1, output)
    assert reference == (Referenced(0),)
    assert [piece.name for piece in union if isinstance(piece, Imported)] == [
        "int",
        "bool",
        "float",
    ]


def test_another_version_knows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generator, "version", lambda _: "0.1")
    generator._known_annotations.cache_clear()
    try:
        assert generator._known_annotations(ModelOutput.PYDANTIC) == {}
    finally:
        generator._known_annotations.cache_clear()
