# Chooses the class of a JSON object that may be one of several. Imports pydantic_core.
"""Unions of models: distinguished by constants of fields, on several levels, else by structure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, cast

from pydantic import BaseModel
from pydantic_core import core_schema

from .marks import OPEN

Schema = dict[str, Any]

_REST: Final = ""
"""The key of the class for values that no other class has."""


def is_unknown(choice: Schema) -> bool:
    """Whether a choice of a union is `UnknownVariant`."""
    return bool(choice.get("metadata", {}).get(OPEN))


def is_constant(field: Schema) -> bool:
    """Whether the schema of a field has its only value as the default."""
    inner, only = field.get("schema", {}), [field.get("default")]
    choices = [inner, *map(strip_label, inner.get("choices", ()))]
    return field["type"] == "default" and any(c.get("expected") == only for c in choices)


def strip_label(choice: Schema | tuple[Schema, str]) -> Schema:
    """Returns a choice of a union without pydantic's label."""
    return choice[0] if isinstance(choice, tuple) else choice


class Models:
    """The models among pydantic's schemas."""

    def __init__(self, definitions: Mapping[str, Schema]) -> None:
        self._definitions = definitions

    def is_model(self, schema: Schema) -> bool:
        """Whether a schema is a model."""
        return bool(self._resolve(schema)["type"] == "model")

    def _resolve(self, schema: Schema) -> Schema:
        while schema["type"] == "definition-ref":
            schema = self._definitions[schema["schema_ref"]]
        return schema

    def fields(self, model: Schema) -> Mapping[str, Schema]:
        """Returns the fields of a model by Python name."""
        inner = self._resolve(model)["schema"]
        while inner["type"] != "model-fields":
            inner = inner["schema"]
        return cast("Mapping[str, Schema]", inner["fields"])

    def key(self, models: Sequence[Schema], name: str | None) -> str | None:
        """Returns the wire name of a field."""
        for model in models:
            if field := self.fields(model).get(name or ""):
                return str(field.get("validation_alias", name))
        return None

    def constants(self, model: Schema, *, optional: bool = False) -> dict[str, list[object]]:
        """Returns the closed literals among the required fields, or also `optional` ones, by wire name."""
        found: dict[str, list[object]] = {}
        for name, field in self.fields(model).items():
            schema, default = field["schema"], None
            while schema["type"] in ("default", "nullable"):
                default = schema.get("default", default)
                schema = schema["schema"]
            if schema["type"] != "literal":
                continue
            if optional or schema is field["schema"] or schema["expected"] == [default]:
                found[field.get("validation_alias", name)] = schema["expected"]
        return found

    def required_names(self, model: Schema) -> set[str]:
        """Returns the wire names of required fields."""
        return {
            field.get("validation_alias", name)
            for name, field in self.fields(model).items()
            if field["schema"]["type"] != "default" or is_constant(field["schema"])
        }

    def field_names(self, model: Schema) -> set[str]:
        """Returns the wire names of all fields."""
        return {f.get("validation_alias", name) for name, f in self.fields(model).items()}


def discriminate(
    models: Sequence[Schema],
    tag: str | None,
    table: Models,
    rewrite: Callable[[Schema], Schema],
) -> Schema:
    """Returns the schema that decodes an object as one of the models."""
    if len(models) == 1:
        return rewrite(models[0])
    key = table.key(models, tag) or _common_constant(models, table)
    groups = _groups(models, key, table) if key else {}
    if key is None or len(groups) < 2:
        return _by_structure(models, table, rewrite)
    claimed: dict[str, Schema] = {}
    for members in groups.values():
        inner = discriminate(members, None, table, rewrite)
        for name, of in groups.items():
            if of == members:
                claimed[name] = inner
    return _tagged_union(key, claimed)


def _common_constant(models: Sequence[Schema], table: Models) -> str | None:
    """Returns a field whose constants differ in every model."""
    constants = [table.constants(model) for model in models]
    for key in constants[0]:
        values = [_names(each[key]) for each in constants if key in each]
        if len(values) == len(models) and len(set[str]().union(*values)) == sum(map(len, values)):
            return key
    return None


def _groups(models: Sequence[Schema], key: str, table: Models) -> dict[str, list[Schema]]:
    """Returns the models by the values of a field; models that allow any value have the key `_REST`."""
    found: dict[str, list[Schema]] = {}
    for model in models:
        for name in _names(table.constants(model, optional=True).get(key, ())) or {_REST}:
            found.setdefault(name, []).append(model)
    return found if len(found.get(_REST, ())) < 2 else {}


def _names(values: Sequence[object]) -> set[str]:
    return {tag_name(value) for value in values}


def tag_name(value: object) -> str:
    """Returns a name for a tag that distinguishes 1, "1" and true."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return f"{type(value).__name__}:{value}"


@dataclass(frozen=True)
class Tag:
    """Finds the choice for an object: by its tag, else the class for other values."""

    __name__: ClassVar[str] = "tag"  # pydantic quotes it in messages

    key: str
    names: frozenset[str]
    rest: str | None

    def __call__(self, value: object) -> str | None:
        """Returns the choice; pydantic calls it."""
        if not isinstance(value, Mapping):
            return None
        values = cast("Mapping[str, object]", value)
        if self.key in values and (name := tag_name(values[self.key])) in self.names:
            return name
        return self.rest


def _tagged_union(key: str, choices: Mapping[str, Schema]) -> Schema:
    texts = [name.removeprefix("str:") for name in choices]
    if all(name.startswith("str:") for name in choices):  # pydantic looks up these tags itself
        plain = dict(zip(texts, choices.values(), strict=True))
        return cast("Schema", core_schema.tagged_union_schema(cast("Any", plain), key))
    rest = _REST if _REST in choices else None
    tag = Tag(key, frozenset(choices) - {_REST}, rest)
    return cast("Schema", core_schema.tagged_union_schema(cast("Any", dict(choices)), tag))


def chosen(schema: Schema, raw: object) -> Schema | None:
    """Returns the choice of a tagged union for a value, None if its tag is unknown."""
    if not isinstance(raw, dict):
        return None
    discriminator, members = schema["discriminator"], cast("dict[str, object]", raw)
    is_own = isinstance(discriminator, Tag)
    name = discriminator(members) if is_own else members.get(discriminator)
    return schema["choices"].get(name) if isinstance(name, str) else None


def _by_structure(
    models: Sequence[Schema], table: Models, rewrite: Callable[[Schema], Schema]
) -> Schema:
    """Returns the schema that takes the first matching model if each has a unique required key, else the best one."""
    known = [table.field_names(model) for model in models]
    required = [table.required_names(model) for model in models]
    exclusive = all(
        keys.difference(*known[:at], *known[at + 1 :]) for at, keys in enumerate(required)
    )
    union: Schema = {
        "type": "union",
        "choices": [*map(rewrite, models)],
        "mode": "left_to_right" if exclusive else "smart",
        "metadata": {OPEN: True},
    }
    if all(required):
        return union
    checked = core_schema.no_info_after_validator_function(
        _has_own_field, cast("core_schema.CoreSchema", union)
    )
    return cast("Schema", checked)


def _has_own_field(value: object) -> object:
    """Whether a model has a field of its own; one with only optional fields would match every object."""
    extra = value.__pydantic_extra__ if isinstance(value, BaseModel) else None
    if extra and isinstance(value, BaseModel) and value.__pydantic_fields_set__ <= extra.keys():
        raise ValueError("no field of a known variant is there")
    return value
