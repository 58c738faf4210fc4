# pydantic's schema of a type -> the schema that decodes responses. Imports pydantic.
"""`ReadingSchema`: as strict as JSON Schema, with wire names only, and with values that are sent back unchanged.

pydantic's own schema of a model is for callers: it accepts `"5"` as an integer, Python names besides wire names,
a month as 30 days. Here only a JSON number is a number, and a missing constant is not filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from typing import Any, Final, cast

from pydantic import TypeAdapter
from pydantic_core import SchemaValidator, core_schema

from . import values
from .building import LARGE, building, collect_later
from .marks import EACH, EXACT, LENIENT, OPEN, TAG
from .variants import Models, discriminate, is_constant, is_unknown, strip_label

Schema = dict[str, Any]
"""A core schema of pydantic."""


_AT_ONCE: Final = nullcontext()


class ReadingSchema:
    """The schema of one type, compiled, with the schemas that it refers to."""

    def __init__(self, annotation: object) -> None:
        adapter = TypeAdapter(cast("type[object]", annotation))
        adapter.rebuild(raise_errors=True)
        whole = cast("Schema", adapter.core_schema)
        definitions = cast("list[Schema]", whole.get("definitions", []))
        rewriter = _Rewriter({schema["ref"]: schema for schema in definitions})
        self.definitions: dict[str, Schema] = {s["ref"]: rewriter.rewrite(s) for s in definitions}
        """The schemas that others refer to, by name."""
        self.root = rewriter.rewrite(whole["schema"] if definitions else whole)
        self.is_exact = rewriter.is_exact
        """Whether all digits of numbers must be kept."""
        self._validators: dict[int, SchemaValidator] = {}
        self._root = self._compile(self.root)

    def read_json(self, content: bytes) -> object:
        """Decodes a JSON text.

        Raises:
            ValueError: it is not valid JSON, or not of the type.
        """
        with collect_later() if len(content) > LARGE else _AT_ONCE:
            return self._root.validate_json(content, by_alias=True, by_name=False)

    def read(self, raw: object) -> object:
        """Decodes a parsed JSON text; see `read_json`."""
        return self._root.validate_python(raw, by_alias=True, by_name=False)

    def read_part(self, part: Schema, raw: object) -> object:
        """Decodes the value of a part of the schema."""
        return self._part(part).validate_python(raw, by_alias=True, by_name=False)

    def _part(self, part: Schema) -> SchemaValidator:
        validator = self._validators.get(id(part))
        if validator is None:
            validator = self._validators[id(part)] = self._compile(part)
        return validator

    def resolve(self, part: Schema) -> Schema:
        """Returns the part itself, or the schema that it refers to."""
        while part["type"] == "definition-ref":
            part = self.definitions[part["schema_ref"]]
        return part

    def _compile(self, part: Schema) -> SchemaValidator:
        """Compiles a part with all schemas that it refers to."""
        if part.get("ref") in self.definitions:
            part = {"type": "definition-ref", "schema_ref": part["ref"]}
        names: dict[str, None] = {}
        pending = [part]
        while pending:
            for name in _references(pending.pop()):
                if name not in names:
                    names[name] = None
                    pending.append(self.definitions[name])
        if names:
            used = [self.definitions[name] for name in names]
            part = {"type": "definitions", "schema": part, "definitions": used}
        with _hide_finished(classes_in(part)):
            return SchemaValidator(cast("core_schema.CoreSchema", part))


@contextmanager
def _hide_finished(classes: Iterable[type]) -> Generator[None]:
    """Hides finished classes: pydantic-core would use their validators for callers instead of this schema."""
    finished = [cls for cls in set(classes) if cls.__dict__.get("__pydantic_complete__")]
    with building():
        for cls in finished:
            cls.__pydantic_complete__ = False  # type: ignore[attr-defined]
        try:
            yield
        finally:
            for cls in finished:
                cls.__pydantic_complete__ = True  # type: ignore[attr-defined]


def classes_in(part: object) -> Iterator[type]:
    """Yields the classes of the models in a schema."""
    return (schema["cls"] for schema in _schemas(part) if schema["type"] == "model")


def _references(part: object) -> Iterator[str]:
    """Yields the names of the definitions that a schema refers to."""
    return (schema["schema_ref"] for schema in _schemas(part) if schema["type"] == "definition-ref")


def _schemas(part: object) -> Iterator[Schema]:
    """Yields a schema and all schemas in it; other mappings have names of fields and tags as keys."""
    pending = [part]
    while pending:
        one = pending.pop()
        if isinstance(one, dict):
            found = cast("Schema", one)
            if not isinstance(found.get("type"), str):
                pending += found.values()
                continue
            yield found
            pending += [value for key, value in found.items() if key not in _NO_SCHEMAS]
        elif isinstance(one, list | tuple):
            pending += cast("list[object]", one)


def reading_schema(annotation: object) -> ReadingSchema:
    """Returns the schema of an annotation, created once."""
    with building():
        try:
            return _create_schema(annotation)
        except TypeError:  # unhashable metadata
            return ReadingSchema(annotation)


@lru_cache(maxsize=1024)
def _create_schema(annotation: object) -> ReadingSchema:
    return ReadingSchema(annotation)


class _Rewriter:
    """Rewrites the schemas of one type."""

    def __init__(self, definitions: Mapping[str, Schema]) -> None:
        # <unions>
        self._models = Models(definitions)
        # </unions>
        self.is_exact = False

    def rewrite(self, schema: Schema) -> Schema:
        """Returns the schema for decoding, with its name for references."""
        found = self._rewrite_kind(schema)
        return {**found, "ref": schema["ref"]} if "ref" in schema else found

    def _rewrite_kind(self, schema: Schema) -> Schema:
        kind = schema["type"]
        # <DecimalNumber>
        if kind == "decimal" and EXACT in schema.get("metadata", {}):
            self.is_exact = True
            return _function(values.read_exact_number)
        # </DecimalNumber>
        if kind in _LEAVES:
            return _LEAVES[kind](schema)
        match kind:
            case "union":
                return self._union(schema)
            case "model-fields":
                return self._fields(schema)
            case "list":
                part = self._part(schema, "items_schema")
                # <number_lists>
                if part == _NUMBER and len(schema) <= 2:
                    return _numbers({**schema, "items_schema": part})
                # </number_lists>
                return {**schema, "items_schema": part}
            # <tuples>
            case "tuple":
                return {**schema, "items_schema": [*map(self.rewrite, schema["items_schema"])]}
            # </tuples>
            # <maps>
            case "dict":
                return {**schema, "values_schema": self._part(schema, "values_schema")}
            # </maps>
            # <Base64>
            case "function-before" if schema["schema"]["type"] == "bytes":
                return _LEAVES["bytes"](schema)
            # </Base64>
            case "json-or-python":
                return self.rewrite(schema["json_schema"])
            case _:
                inner = {"schema": self._part(schema, "schema")} if "schema" in schema else {}
                return {**schema, **inner}

    def _part(self, schema: Schema, key: str) -> Schema:
        return self.rewrite(schema.get(key, {"type": "any"}))

    def _fields(self, schema: Schema) -> Schema:
        fields = {
            name: {**field, "schema": self._field(field["schema"])}
            for name, field in schema["fields"].items()
        }
        found: Schema = {**schema, "fields": fields}
        # <maps>
        if "extras_schema" in schema:
            found["extras_schema"] = self._part(schema, "extras_schema")
        # </maps>
        # <aliases>
        keys = {field.get("validation_alias", name) for name, field in fields.items()}
        if hidden := fields.keys() - keys:
            found["extras_keys_schema"] = _function(_other_than(hidden))
        # </aliases>
        return found

    def _field(self, schema: Schema) -> Schema:
        # <constants or Constant>
        if is_constant(schema):  # only callers may omit it
            schema = schema["schema"]
        # </constants or Constant>
        return self.rewrite(schema)

    def _union(self, schema: Schema) -> Schema:
        choices = [strip_label(choice) for choice in schema["choices"]]
        # <unions>
        if any(choice["type"] not in _SCALARS for choice in choices):
            return self._union_of_models(choices, schema.get("metadata", {}).get(TAG))
        # </unions>
        parts = _distinct(map(self.rewrite, choices))
        return {"type": "union", "choices": parts, "mode": "left_to_right", "metadata": {}}

    # <unions>
    def _union_of_models(self, choices: list[Schema], tag: str | None) -> Schema:
        known = [choice for choice in choices if not is_unknown(choice)]
        models = [choice for choice in known if self._models.is_model(choice)]
        if len(models) > 1:
            variants = discriminate(models, tag, self._models, self.rewrite)
            others = [self.rewrite(choice) for choice in known if choice not in models]
            if not others:
                return variants
            parts = [variants, *others]
        else:
            parts = _distinct(map(self.rewrite, known))
        metadata = {OPEN: True} if len(known) < len(choices) else {}
        holders = [part for part in parts if part["type"] in ("list", "dict") and _has_model(part)]
        # Of several lists of models, the one whose models have most of the members.
        mode = "smart" if len(holders) > 1 else "left_to_right"
        return {"type": "union", "choices": parts, "mode": mode, "metadata": metadata}

    # </unions>


def _has_model(part: Schema) -> bool:
    """Whether a schema contains a model or refers to one."""
    return any(schema["type"] in ("model", "definition-ref") for schema in _schemas(part))


def _other_than(names: Iterable[str]) -> Callable[[object], object]:
    """Rejects keys that pydantic would mistake for the Python name of a field."""
    hidden = frozenset(names)

    def check(key: object) -> object:
        if key in hidden:
            raise ValueError("the key is the Python name of a field")
        return key

    return check


def _distinct(parts: Iterable[Schema]) -> list[Schema]:
    found: list[Schema] = []
    for part in parts:
        if part not in found:
            found.append(part)
    return found


def _function(read: Callable[[Any], object], kind: type | None = None) -> Schema:
    metadata = {LENIENT: kind} if kind else {}
    return cast("Schema", core_schema.no_info_plain_validator_function(read, metadata=metadata))


def _strict(schema: Schema) -> Schema:
    return {**schema, "strict": True}


def _number(schema: Schema) -> Schema:
    """Keeps integers: 5 is not 5.0 in a path, and 2^53+1 is not a float. JSON has no NaN (RFC 8259, 6)."""
    limits = {k: v for k, v in schema.items() if k not in {"type", "allow_inf_nan", "metadata"}}
    whole = {**limits, "type": "int", "strict": True}
    return _any_of([whole, {**schema, "strict": True, "allow_inf_nan": False}])


def _numbers(schema: Schema) -> Schema:
    """Checks a list of numbers at once: vectors have thousands of them."""
    whole = core_schema.list_schema(core_schema.any_schema())
    function = core_schema.no_info_after_validator_function(values.read_numbers, whole)
    return {**function, "metadata": {EACH: schema}}


def _literal(schema: Schema) -> Schema:
    """Accepts one of the values; pydantic treats 1 and true as equal."""
    expected = schema["expected"]
    if all(isinstance(value, str) for value in expected):
        return schema
    # <Constant>
    if isinstance(expected[0], float | None):
        return schema
    # </Constant>
    parts: list[Schema] = []
    for kind, name in ((str, "str"), (int, "int"), (bool, "bool")):
        own = [value for value in expected if type(value) is kind]
        if own:
            steps = [{"type": name, "strict": True}, {"type": "literal", "expected": own}]
            parts.append({"type": "chain", "steps": steps})
    return parts[0] if len(parts) == 1 else _any_of(parts)


def _enum(schema: Schema) -> Schema:
    """Accepts the plain value of a member; pydantic alone would take 50.0 for 50."""
    kind = {"type": schema["sub_type"], "strict": True}
    return {"type": "chain", "steps": [kind, schema]}


def _any_of(parts: list[Schema], own: type | None = None) -> Schema:
    """Accepts any of several forms of a scalar; `own` is for `LENIENT`."""
    return {"type": "union", "choices": parts, "mode": "left_to_right", "metadata": {LENIENT: own}}


def _chain(pattern: str, kind: str) -> Schema:
    return {
        "type": "chain",
        "steps": [{"type": "str", "strict": True, "pattern": pattern}, {"type": kind}],
    }


def _either(pattern: str, kind: str, read: Callable[[Any], object], own: type) -> Schema:
    """Uses pydantic's fast parser for texts as Python prints them, and `read` for all others."""
    return _any_of([_chain(pattern, kind), _function(read)], own)


_NO_SCHEMAS: Final = frozenset(
    {"metadata", "default", "expected", "config", "serialization", "cls"}
)
_SCALARS: Final = frozenset({"literal", "str", "int", "bool", "float", "none"})
_NUMBER: Final = _number({"type": "float"})
_TIMESTAMP: Final = _either(
    values.PRINTED_TIMESTAMP, "datetime", values.read_timestamp, values.Timestamp
)
_UUID: Final = _either(values.PRINTED_UUID, "uuid", values.read_uuid, values.Identifier)
_LEAVES: Final[Mapping[str, Callable[[Schema], Schema]]] = {
    "int": _strict,
    "bool": _strict,
    "str": _strict,
    "float": _number,
    # <literals>
    "literal": _literal,
    # </literals>
    # <enum_classes>
    "enum": _enum,
    # </enum_classes>
    # <datetimes>
    "datetime": lambda _: _TIMESTAMP,
    # </datetimes>
    # <dates>
    "date": lambda _: _chain(values.DATE, "date"),
    # </dates>
    # <times>
    "time": lambda _: _function(values.read_time, values.ClockTime),
    # </times>
    # <durations>
    "timedelta": lambda _: _function(values.read_duration),
    # </durations>
    # <decimals>
    "decimal": lambda _: _function(values.read_decimal),
    # </decimals>
    # <uuids>
    "uuid": lambda _: _UUID,
    # </uuids>
    # <Base64>
    "bytes": lambda _: _function(values.read_base64),
    # </Base64>
}
