# Dicts of objects that may have further keys. Imports the standard library and light modules.
"""`drop_free_dicts` and `further_type`: what else such a dict may have does not hide what is wrong in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from inspect import get_annotations
from types import SimpleNamespace
from typing import (
    TYPE_CHECKING,
    Final,
    Union,
    cast,
    get_args,
    get_type_hints,
    is_typeddict,
)

from ...data.annotations import fields_of, union_members

if TYPE_CHECKING:
    from pydantic import BaseModel


_FREE: Final = Mapping[str, object]


def drop_free_dicts(members: list[object], value: object) -> list[object]:
    """Returns the alternatives of a union without `Mapping[str, object]`, where a dict is one of another alternative.

    That has a type for further keys, or all of the keys of the dict.
    """
    if _FREE not in members or not isinstance(value, Mapping):
        return members
    keys = set(cast("Mapping[str, object]", value))
    kinds = [cast("type", member) for member in members if is_typeddict(member)]
    if not any(further_type(kind) is not None or _has_all(keys, kind) for kind in kinds):
        return members
    return [member for member in members if member != _FREE]


def _has_all(keys: set[str], kind: type) -> bool:
    model = model_of(kind)
    names = kind.__annotations__.keys()
    fields = fields_of(model).values() if model else ()
    return bool(keys) and keys <= names | {info.alias for info in fields}


@cache
def model_of(kind: type) -> type[BaseModel] | None:
    """Returns the model beside a TypedDict, None if it has none."""
    package, _, module = kind.__module__.rpartition(".params.")
    models = vars(import_module(f"{package}.models.{module}")) if package else {}
    return cast("type[BaseModel] | None", models.get(model_name(kind)))


def model_name(kind: object) -> str:
    """Returns the name of the model beside a TypedDict."""
    return str(getattr(kind, "__name__", "")).rstrip("_").removesuffix("Dict")


@cache
def further_type(kind: type) -> object | None:
    """Returns the type of keys that a TypedDict does not name, None if the document gives them none."""
    model = model_of(kind)
    text = get_annotations(model).get("__pydantic_extra__") if model else None
    if model is None or text is None:
        return None
    scope = SimpleNamespace(__annotations__={"further": text})
    found = get_type_hints(scope, vars(import_module(model.__module__)))["further"]
    members = [one for each in union_members(get_args(found)[1]) for one in _as_arguments(each)]
    return cast("object", Union[tuple(members)])  # noqa: UP007 (of types that are not known here)


def _as_arguments(member: object) -> tuple[object, ...]:
    """Returns a class with the TypedDict beside it; `object` for a list or a map, whose items are not followed."""
    if get_args(member):
        return (object,)
    if not isinstance(member, type) or not hasattr(member, "__pydantic_fields__"):
        return (member,)
    package, _, module = member.__module__.rpartition(".models.")
    dicts = vars(import_module(f"{package}.params.{module}")).values()
    own = (one for one in dicts if is_typeddict(one) and model_name(one) == member.__name__)
    return (member, next(own, object))
