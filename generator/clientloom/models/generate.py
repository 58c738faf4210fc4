# The only place that talks to datamodel-code-generator. Imports nothing of ours: it begins a process of its own.
"""datamodel-code-generator, called in-process with pinned options, and its answer read back."""

from __future__ import annotations

import ast
import gc
import importlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

JsonSchema = dict[str, object]
"""A JSON Schema object."""


class Form(StrEnum):
    """What the generator makes of an object schema."""

    MODEL = "pydantic_v2.BaseModel"
    TYPED_DICT = "typing.TypedDict"


@dataclass(frozen=True, slots=True)
class Task:
    """Components to print in one form."""

    form: Form
    components: Mapping[str, JsonSchema]


Printed = Mapping[str, tuple[str, ...]]
"""The annotations of each component, as the generator wrote them: one a field, or one for an alias."""


def load() -> None:
    """Import the generator, which takes longer than printing the models of most documents."""
    with _no_collections():
        for module in ("parser.openapi", "config"):
            importlib.import_module(f"datamodel_code_generator.{module}")


def print_task(task: Task) -> Printed:
    """Print the components of a task."""
    return dict(_definitions(_generated(task))) if task.components else {}


def _generated(task: Task) -> str:
    """The text of one module. The options are pinned here: they decide the bytes of every package."""
    from datamodel_code_generator import generate
    from datamodel_code_generator.enums import DataModelType, InputFileType
    from datamodel_code_generator.format import PythonVersion
    from datamodel_code_generator.parser import LiteralType

    document = {
        "openapi": "3.1.0",
        "info": {"title": "", "version": ""},
        "paths": {},
        "components": {"schemas": task.components},
    }
    sending = task.form is Form.TYPED_DICT
    with _no_collections():
        text = generate(
            document,
            input_file_type=InputFileType.OpenAPI,
            output_model_type=DataModelType(task.form.value),
            target_python_version=PythonVersion.PY_311,
            custom_class_name_generator=_unchanged,
            custom_file_header="#",
            disable_timestamp=True,
            enum_field_as_literal=LiteralType.All,
            formatters=[],  # ruff formats all files of a package at once
            use_closed_typed_dict=False,  # type checkers do not know PEP 728 yet
            use_generic_container_types=sending,
            use_object_type=sending,
            use_standard_collections=True,
            use_tuple_for_fixed_items=True,
            use_type_alias=True,
            use_union_operator=True,
        )
    if not isinstance(text, str):
        raise TypeError(f"datamodel-code-generator gave {type(text).__name__} in place of a module")
    return text


def _unchanged(name: str) -> str:
    return name


@contextmanager
def _no_collections() -> Iterator[None]:
    """The generator keeps all that it makes until it ends: collecting only costs time (a fifth of it)."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _definitions(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    lines = [line.encode() for line in text.split("\n")]
    for node in ast.parse(text).body:
        match node:
            case ast.ClassDef(name=name, body=body):
                fields = (each.annotation for each in body if isinstance(each, ast.AnnAssign))
                yield name, tuple(_source(lines, annotation) for annotation in fields)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(args=[_, value])):
                yield name, (_source(lines, value),)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, (_source(lines, value),)
            case _:
                continue


def _source(lines: list[bytes], node: ast.expr) -> str:
    if node.lineno != node.end_lineno:
        return ast.unparse(node)
    text = lines[node.lineno - 1][node.col_offset : node.end_col_offset].decode()
    return sys.intern(text)
