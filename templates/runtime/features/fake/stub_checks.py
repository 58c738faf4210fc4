# What is wrong with the answer that a test gives to a stub. Imports httpx; pydantic comes with the models.
"""`check_answer` and `problem_of`: values that a server would not send are a mistake of the test."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, cast

from ...core.drift import FieldDrift
from ...core.http import httpx
from ...core.operations import Operation
from ...data.annotations import fields_of, wire_name
from ...data.encoding import Wire
from ...data.tolerant import TolerantReader
from ...results.decoders import (
    Bytes,
    Decoder,
    # <Envelope>
    Envelope,
    # </Envelope>
    Json,
    Text,
)
from .answers import encode

if TYPE_CHECKING:
    from pydantic import BaseModel

_SHOWN: Final = 5
_ALIKE: Final = 0.8
"""How similar an undocumented key is to a missing one that it is taken for."""


def check_answer(operation: Operation[object], value: object, accessor: str) -> None:
    """Checks the value that a stub is to return, if it is no response or exception of its own.

    Raises:
        TypeError: a value has another type, a required key is missing, or a key is misspelt.
    """
    decoder = next(iter(operation.success.values()))
    if isinstance(value, Exception | httpx.Response) or (value is None and operation.may_be_empty):
        return
    if problem := problem_of(decoder, value):
        raise TypeError(
            f"{accessor} does not return this: {problem}; "
            "an answer that deviates from the API is made by responds(200, json=...)"
        )


def problem_of(decoder: Decoder[object], value: object) -> str:
    """Returns what is wrong with a value that is to be decoded, "" if nothing is."""
    if isinstance(decoder, Bytes | Text) and not isinstance(value, bytes | str):
        return f"it is a {type(value).__name__}, not bytes or text"
    if not isinstance(decoder, Json) or decoder.of() is object:
        return ""
    # <TextValue or Form or Xml>
    if decoder.from_text:  # numbers are texts there
        return ""
    # </TextValue or Form or Xml>
    problems = list(_problems(decoder, value))
    more = f"; and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
    return "; ".join(problems[:_SHOWN]) + more


def _problems(decoder: Json[object], value: object) -> Iterator[str]:
    for body in _bodies(decoder, value):
        reader = TolerantReader(decoder.schema)
        found = reader.read(body)
        yield from (
            f"{field.path}: {field.problem}" for field in _counted(decoder, reader.problems)
        )
        yield from _misspelt(found, "")


def _bodies(decoder: Json[object], value: object) -> Iterator[object]:
    """Yields the JSON values that are read as the type: those of all items of a stream."""
    is_stream = hasattr(decoder, "encode_item")
    for one in cast("list[object]", value) if is_stream else [value]:
        with suppress(ValueError):  # it is sent in another form, such as XML
            yield json.loads(encode(one) if is_stream else decoder.encode(one, encode))


def _counted(decoder: Json[object], problems: list[FieldDrift]) -> list[FieldDrift]:
    """Returns the problems of what the test gave."""
    # <Envelope>
    if isinstance(decoder, Envelope):  # what is around the value may be made up
        model = cast("type[BaseModel]", decoder.of())
        member = wire_name(decoder.field, fields_of(model)[decoder.field])
        return [field for field in problems if field.path.startswith(member)]
    # </Envelope>
    return problems


def _misspelt(value: object, path: str) -> Iterator[str]:
    """Yields the undocumented keys that are nearly the name of a member that is not there."""
    if isinstance(value, Wire):
        yield from _misspelt_in(cast("BaseModel", value), path)
    elif isinstance(value, Mapping):
        yield from _misspelt_in_each(cast("Mapping[str, object]", value).items(), path)
    elif isinstance(value, list):
        yield from _misspelt_in_each(enumerate(cast("list[object]", value)), path)


def _misspelt_in(model: BaseModel, path: str) -> Iterator[str]:
    fields = fields_of(type(model))
    missing = [wire_name(n, info) for n, info in fields.items() if n not in model.model_fields_set]
    for key in model.__pydantic_extra__ or ():
        if near := get_close_matches(key, missing, n=1, cutoff=_ALIKE):
            yield f"{path}{key}: there is no such key; did you mean {near[0]!r}?"
    yield from _misspelt_in_each(((n, getattr(model, n, None)) for n in fields), path)


def _misspelt_in_each(members: Iterable[tuple[object, object]], path: str) -> Iterator[str]:
    for name, value in members:
        step = f"{path.removesuffix('.')}[{name}]" if isinstance(name, int) else f"{path}{name}"
        yield from _misspelt(value, f"{step}.")
