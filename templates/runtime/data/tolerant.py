# The slow path: decodes a response that does not match its schema, as far as possible. Imports pydantic.
"""Tolerant decoding: every value is kept, nothing is invented, each deviation is reported with its path."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, cast

from pydantic import BaseModel, TypeAdapter, ValidationError

from ..core.drift import FieldDrift
from .building import building
from .marks import EACH, LENIENT, OPEN
from .reading import ReadingSchema
from .unions import UnknownVariant
from .values import ExactFloat, NotHeldError, lenient
from .variants import chosen

Schema = dict[str, Any]

_UNKNOWN: Final = "is of no variant that the API description knows"


class TolerantReader:
    """Decodes one response.

    `problems` are its deviations; `not_held` are valid values that are kept as text because Python has no equal value.
    """

    # <TextValue or Form or Xml>
    from_text = False
    """Whether the values are the texts of a form."""

    # </TextValue or Form or Xml>
    def __init__(self, schema: ReadingSchema) -> None:
        self.problems: list[FieldDrift] = []
        self.not_held: list[FieldDrift] = []
        self._schema = schema
        # <unions>
        self._tried: dict[tuple[int, str], _Try] = {}
        self._unnamed = 0
        # </unions>

    def read(self, raw: object) -> object:
        """Returns a parsed JSON text as its type as far as possible, else the raw value."""
        return self._read(self._schema.root, raw, "")

    def _read(self, part: Schema, raw: object, path: str) -> object:
        part = self._schema.resolve(part)
        # <number_lists>
        part = part.get("metadata", {}).get(EACH, part)
        # </number_lists>
        match part["type"]:
            case "nullable" if raw is None:
                return None
            case "nullable" | "default":
                return self._read(part["schema"], raw, path)
            case "model" if isinstance(raw, dict):
                return self._whole_or_model(part, cast("dict[str, object]", raw), path)
            case "list" if isinstance(raw, list):
                items = enumerate(cast("list[object]", raw))
                inner = part.get("items_schema", _ANY)
                return [self._read(inner, item, f"{path}[{index}]") for index, item in items]
            # <maps>
            case "dict" if isinstance(raw, dict):
                inner = part.get("values_schema", _ANY)
                members = cast("dict[str, object]", raw).items()
                return {key: self._read(inner, item, _join(path, key)) for key, item in members}
            # </maps>
            # <tuples>
            case "tuple" if isinstance(raw, list):
                return self._tuple(part, cast("list[object]", raw), path)
            # </tuples>
            # <unions>
            case "tagged-union":
                return self._read_tagged(part, raw, path)
            # </unions>
            case "union" | "function-after" if LENIENT not in part.get("metadata", {}):
                return self._union(part, raw, path)
            case _:
                return self._leaf(part, raw, path)

    def _exactly(self, part: Schema, raw: object) -> object:
        """Returns a value that matches its type; 5.0 is an integer (JSON Schema, 6.1.1).

        Raises:
            ValidationError: it does not match.
        """
        try:
            return self._schema.read_part(part, raw)
        except ValidationError:
            if isinstance(raw, float) and raw.is_integer():
                return self._schema.read_part(part, int(raw))
            raise

    def _leaf(self, part: Schema, raw: object, path: str) -> object:
        try:
            return self._exactly(part, raw)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[-1]
        problem = first["msg"].removeprefix("Value error, ")
        # <formats>
        if isinstance(first.get("ctx", {}).get("error"), NotHeldError):
            self.not_held.append(FieldDrift(path or "$", problem))
            return raw
        # </formats>
        # <TextValue or Form or Xml>
        if self.from_text and isinstance(raw, str):
            return self._text(part, raw, path, problem)
        # </TextValue or Form or Xml>
        self._note(path, problem)
        # <formats>
        try:
            return lenient(raw, part.get("metadata", {}).get(LENIENT))
        except ValueError:
            pass
        # </formats>
        return raw

    # <TextValue or Form or Xml>
    def _text(self, part: Schema, raw: str, path: str, problem: str) -> object:
        """Converts a number or a boolean in a form or a text."""
        try:
            value = cast("object", json.loads(raw, parse_float=ExactFloat))
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, int | float):
            return self._leaf(part, value, path)
        self._note(path, problem)
        return raw

    # </TextValue or Form or Xml>
    def _note(self, path: str, problem: str) -> None:
        self.problems.append(FieldDrift(path or "$", problem))

    def _whole_or_model(self, part: Schema, raw: dict[str, object], path: str) -> object:
        if path:
            try:
                return self._schema.read_part(part, raw)
            except ValidationError:
                pass
        return self._model(part, raw, path)

    def _model(self, part: Schema, raw: dict[str, object], path: str) -> object:
        inner = part["schema"]
        rest, found = dict(raw), dict[str, object]()
        given: set[str] = set()
        for name, field in inner["fields"].items():
            key, schema = field.get("validation_alias", name), field["schema"]
            if key in rest:
                given.add(name)
                found[name] = self._read(schema, rest.pop(key), _join(path, key))
            elif schema["type"] == "default":
                found[name] = copy(schema["default"])
            else:
                self._note(_join(path, key), "is required and missing")
        # <unions>
        self._unnamed += len(rest)
        # </unions>
        extras = inner.get("extras_schema", _ANY)
        extra = {key: self._read(extras, item, _join(path, key)) for key, item in rest.items()}
        own = given | (extra.keys() - inner["fields"].keys())
        return _construct(part["cls"], found, extra, own)

    # <tuples>
    def _tuple(self, part: Schema, raw: list[object], path: str) -> object:
        inner = part["items_schema"]
        if len(inner) != len(raw):
            self._note(path, f"Input should have {len(inner)} items")
            return raw
        pairs = enumerate(zip(inner, raw, strict=True))
        return tuple(self._read(of, item, f"{path}[{index}]") for index, (of, item) in pairs)

    # </tuples>
    # <unions>
    def _read_tagged(self, part: Schema, raw: object, path: str) -> object:
        if (choice := chosen(part, raw)) is not None:
            return self._read(choice, raw, path)
        self._note(path, _UNKNOWN)
        return UnknownVariant(raw)

    # </unions>
    def _union(self, part: Schema, raw: object, path: str) -> object:
        try:
            return self._exactly(part, raw)
        except ValidationError:
            pass
        # <unions>
        union = part.get("schema", part)
        choices = union["choices"]
        fitting = choices if len(choices) == 1 else [c for c in choices if self._fits(c, raw)]
        tries = [self._attempt(choice, raw, path) for choice in fitting]
        least = min((len(one.problems) for one in tries), default=0)
        best = [one for one in tries if len(one.problems) == least]
        if best and not least:  # it matches each of them: choose the one with most of its members
            best = [min(best, key=lambda one: one.unnamed)]
        if len(best) == 1:
            self.problems += best[0].problems
            self.not_held += best[0].not_held
            self._unnamed += best[0].unnamed
            return best[0].value
        # </unions>
        self._note(path, _UNKNOWN)
        # <unions>
        if union["metadata"].get(OPEN):
            return UnknownVariant(raw)
        # </unions>
        return raw

    # <unions>
    def _attempt(self, part: Schema, raw: object, path: str) -> _Try:
        """Tries to decode; each value is tried once as each type, even in nested unions."""
        key = (id(part), path)
        if key not in self._tried:
            outside = self.problems, self.not_held, self._unnamed
            self.problems, self.not_held, self._unnamed = [], [], 0
            value = self._read(part, raw, path)
            self._tried[key] = _Try(value, self.problems, self.not_held, self._unnamed)
            self.problems, self.not_held, self._unnamed = outside
        return self._tried[key]

    def _fits(self, part: Schema, raw: object) -> bool:
        """Whether an invalid value is clearly of this type, by its JSON type, keys and constants."""
        part = self._schema.resolve(part)
        # <number_lists>
        part = part.get("metadata", {}).get(EACH, part)
        # </number_lists>
        match part["type"], raw:
            case (("function-after" | "nullable" | "default"), _):
                return self._fits(part["schema"], raw)
            case "model", dict():
                return self._has_keys(part["schema"]["fields"], cast("dict[str, object]", raw))
            case "tagged-union", _:
                return chosen(part, raw) is not None
            case "union", _:
                return any(self._fits(choice, raw) for choice in part["choices"])
            case ("dict", dict()) | (("list" | "tuple"), list()):
                return True
            case _:
                return False

    def _has_keys(self, fields: Mapping[str, Schema], raw: dict[str, object]) -> bool:
        own = 0
        for name, field in fields.items():
            key, schema = field.get("validation_alias", name), field["schema"]
            optional = schema["type"] == "default"
            if key not in raw:
                if not optional:
                    return False
                continue
            own += 1
            while schema["type"] in ("default", "nullable"):
                schema = schema["schema"]
            if _is_constant(schema) and not self._holds(schema, raw[key]):
                return False
        return own > 0

    def _holds(self, part: Schema, raw: object) -> bool:
        try:
            self._schema.read_part(part, raw)
        except ValidationError:
            return False
        return True

    # </unions>


@dataclass(frozen=True, slots=True)
class _Try:
    """A tried value and its deviations."""

    value: object
    problems: list[FieldDrift]
    not_held: list[FieldDrift]
    unnamed: int
    """The number of members that the type does not have."""


_ANY: Final[Schema] = {"type": "any"}


def _is_constant(schema: Schema) -> bool:
    steps = schema.get("steps") or [schema]
    return bool(steps[-1]["type"] == "literal")


def _construct(
    model: type[BaseModel], values: dict[str, object], extra: dict[str, object], given: set[str]
) -> object:
    """Creates an instance like pydantic does, but without missing fields."""
    instance = model.__new__(model)
    object.__setattr__(instance, "__dict__", values)
    object.__setattr__(instance, "__pydantic_extra__", extra)
    object.__setattr__(instance, "__pydantic_fields_set__", given)
    object.__setattr__(instance, "__pydantic_private__", None)
    return instance


def adapter(annotation: object) -> TypeAdapter[object]:
    """Returns pydantic's own validator of an annotation, for texts of headers; created once."""
    with building():
        try:
            return _cached_adapter(annotation)
        except TypeError:  # unhashable metadata
            return _build_adapter(annotation)


@lru_cache(maxsize=512)
def _cached_adapter(annotation: object) -> TypeAdapter[object]:
    return _build_adapter(annotation)


def _build_adapter(annotation: object) -> TypeAdapter[object]:
    built = TypeAdapter(cast("type[object]", annotation))
    built.rebuild(raise_errors=True)
    return built


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key or '""'
