# The only place that talks to datamodel-code-generator. May import cache and, of this room, the words of JSON Schema.
"""Calls datamodel-code-generator with pinned options: a table of types in, one annotation each out."""

from __future__ import annotations

import ast
import gc
import json
import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from clientloom.cache import NO_CACHE, Cache
from clientloom.models.json_schema import JsonSchema


class ModelOutput(StrEnum):
    """The outputs of datamodel-code-generator that are used, by its own names."""

    PYDANTIC = "pydantic_v2.BaseModel"
    TYPED_DICT = "typing.TypedDict"


@dataclass(frozen=True, slots=True)
class Imported:
    """A name in an annotation, and its module."""

    module: str
    name: str


@dataclass(frozen=True, slots=True)
class Referenced:
    """A name in an annotation that is a reference: `Schema1` is number 0."""

    number: int


Piece = str | Imported | Referenced
Annotation = tuple[Piece, ...]
"""The text of an annotation in pieces, names separate."""
Values = Sequence[object]
"""The values of an enum."""
_PLACEHOLDER = re.compile(r"'Values(\d+)'")


def print_types(
    rows: Sequence[JsonSchema], references: int, output: ModelOutput, cache: Cache = NO_CACHE
) -> list[Annotation]:
    """Returns the annotation of each row. Rows may refer to `references` schemas: `Schema1`, `Schema2`...

    Rows that differ only in the values of their enums are printed once: of the 800 rows of GitHub 130 are left.
    """
    values: list[list[Values]] = [[] for _ in rows]
    shapes = [_take_values(row, taken) for row, taken in zip(rows, values, strict=True)]
    keys = [json.dumps(shape) for shape in shapes]
    distinct = dict(zip(keys, shapes, strict=True))
    printed = _print_distinct(list(distinct.values()), references, output, cache)
    by_key = dict(zip(distinct, printed, strict=True))
    return [_put_back(by_key[key], taken) for key, taken in zip(keys, values, strict=True)]


def _take_values(part: object, taken: list[Values]) -> object:
    """Returns a part of a row with `Values1`, `Values2`... for the values of its enums, which it adds to `taken`."""
    if isinstance(part, list):
        return [_take_values(each, taken) for each in part]
    if not isinstance(part, Mapping):
        return part
    if "enum" in part:
        taken.append(part["enum"])
        return {"enum": [f"Values{len(taken)}"]}
    return {key: _take_values(each, taken) for key, each in part.items()}


def _put_back(annotation: Annotation, taken: Sequence[Values]) -> Annotation:
    def write(found: re.Match[str]) -> str:
        return ", ".join(map(repr, taken[int(found[1]) - 1]))

    return tuple(
        _PLACEHOLDER.sub(write, piece) if isinstance(piece, str) else piece for piece in annotation
    )


def _print_distinct(
    rows: Sequence[object], references: int, output: ModelOutput, cache: Cache
) -> list[Annotation]:
    if not rows:
        return []
    fields = [f"type{number}" for number in range(len(rows))]
    schemas = [f"Schema{number + 1}" for number in range(references)]
    table: JsonSchema = {
        "title": "Types",
        "type": "object",
        "properties": dict(zip(fields, rows, strict=True)),
        "required": fields,
        "$defs": {name: {"type": "object"} for name in schemas},
    }
    inputs = (json.dumps(table), output.value)
    module = ast.parse(cache.text("types", inputs, lambda: _generate(table, output)))
    reader = _Reader({name: Referenced(number) for number, name in enumerate(schemas)})
    found = reader.annotations(module)
    return [found[field] for field in fields]


def _generate(schema: JsonSchema, output: ModelOutput) -> str:
    """Generates one module. The options are pinned because they decide the bytes of every package."""
    from datamodel_code_generator import generate
    from datamodel_code_generator.enums import DataModelType, InputFileType
    from datamodel_code_generator.format import PythonVersion
    from datamodel_code_generator.parser import LiteralType

    with _no_collection():
        text = generate(
            schema,
            input_file_type=InputFileType.JsonSchema,
            output_model_type=DataModelType(output.value),
            target_python_version=PythonVersion.PY_311,
            custom_file_header="#",
            disable_timestamp=True,
            enum_field_as_literal=LiteralType.All,
            formatters=[],  # ruff formats all files of a package at once
            use_closed_typed_dict=False,  # type checkers do not know PEP 728 yet
            use_generic_container_types=output is ModelOutput.TYPED_DICT,
            use_standard_collections=True,
            use_tuple_for_fixed_items=True,
            use_union_operator=True,
        )
    return cast("str", text)  # which it is without `output`


@contextmanager
def _no_collection() -> Generator[None]:
    """Collects no garbage meanwhile.

    datamodel-code-generator sets a threshold of its own. It is passed at once, by the objects of the whole document,
    through which Python would then look in vain.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class _Reader:
    """Reads annotations; `names` are the names that the module defines."""

    def __init__(self, names: Mapping[str, Piece]) -> None:
        self._names = dict(names)

    def annotations(self, module: ast.Module) -> dict[str, Annotation]:
        """Returns the annotations of the class `Types`, by field."""
        fields: dict[str, Annotation] = {}
        for node in module.body:
            match node:
                case ast.ImportFrom(module=str(source), names=aliases):
                    self._names |= {a.asname or a.name: Imported(source, a.name) for a in aliases}
                case ast.ClassDef(name="Types", body=body):
                    fields = {
                        each.target.id: tuple(self._pieces(each.annotation))
                        for each in body
                        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
                    }
        return fields

    def _pieces(self, node: ast.expr) -> Iterator[Piece]:
        match node:
            case ast.Constant(value=None):
                yield "None"
            case ast.Name(id=name):
                yield self._names.get(name) or Imported("builtins", name)
            case ast.BinOp(op=ast.BitOr()):
                yield from _join(map(self._pieces, _operands(node)), " | ")
            case ast.Subscript(value=ast.Name(id="Literal") as literal, slice=values):
                yield from self._pieces(literal)
                yield f"[{', '.join(map(ast.unparse, _arguments(values)))}]"
            case ast.Subscript(value=ast.Name() as generic, slice=arguments):
                yield from self._pieces(generic)
                yield "["
                yield from _join(map(self._pieces, _arguments(arguments)), ", ")
                yield "]"
            case _:
                raise ValueError(f"datamodel-code-generator wrote {ast.unparse(node)!r}")


def _join(parts: Iterable[Iterable[Piece]], separator: str) -> Iterator[Piece]:
    for number, part in enumerate(parts):
        if number:
            yield separator
        yield from part


def _arguments(inner: ast.expr) -> list[ast.expr]:
    return inner.elts if isinstance(inner, ast.Tuple) else [inner]


def _operands(node: ast.expr) -> list[ast.expr]:
    """Returns the members of a union from left to right, without recursion: there may be hundreds."""
    found: list[ast.expr] = []
    while isinstance(node, ast.BinOp):
        found.append(node.right)
        node = node.left
    return [node, *reversed(found)]
