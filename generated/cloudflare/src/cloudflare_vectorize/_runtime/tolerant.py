# The slow path: a response that breaks its schema is read as far as it goes. Imports pydantic.
"""Tolerant reading: every value is kept, nothing is invented, each deviation is noted with its path."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import NoneType
from typing import Annotated, Final, Literal, TypeVar, Union, cast, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from .building import building
from .drift import FieldDrift
from .models import OneOf, union_members
from .unions import UnknownVariant

_MISSING: Final = object()
_M = TypeVar("_M", bound=BaseModel)


class TolerantReader:
    """Reads one response; `problems` collects what it deviates in."""

    def __init__(self) -> None:
        self.problems: list[FieldDrift] = []

    def read(self, annotation: object, raw: object, path: str = "") -> object:
        """The value as the annotation says, as far as possible; else the raw value."""
        if (alias := getattr(annotation, "__value__", None)) is not None:
            return self.read(alias, raw, path)
        value, problem = _attempt(annotation, raw)
        if value is not _MISSING:
            return value
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._annotated(arguments, raw, path)
        if _is_union(annotation):
            return self._union(annotation, None, raw, path)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            if isinstance(raw, dict):
                return self._model(annotation, cast("dict[str, object]", raw), path)
        elif origin in (list, Sequence) and isinstance(raw, list):
            return self._items(arguments[0], cast("list[object]", raw), path)
        elif origin in (dict, Mapping) and isinstance(raw, dict):
            return self._members(arguments[1], cast("dict[str, object]", raw), path)
        self._note(path, problem)
        return raw

    def _note(self, path: str, problem: str) -> None:
        self.problems.append(FieldDrift(path or "$", problem))

    def _annotated(self, arguments: tuple[object, ...], raw: object, path: str) -> object:
        inner, *metadata = arguments
        marker = next((item for item in metadata if isinstance(item, OneOf)), None)
        count = len(self.problems)
        if marker is not None:
            value = self._union(inner, marker.discriminator, raw, path)
        elif any(isinstance(item, BeforeValidator) for item in metadata):  # it is spelled otherwise
            value = raw
        else:
            value = self.read(inner, raw, path)
        if len(self.problems) == count:
            self._note(path, _attempt(Annotated[inner, *metadata], raw)[1])
        return value

    def _items(self, item: object, raw: list[object], path: str) -> list[object]:
        return [self.read(item, value, f"{path}[{index}]") for index, value in enumerate(raw)]

    def _members(self, member: object, raw: dict[str, object], path: str) -> dict[str, object]:
        return {key: self.read(member, value, _join(path, key)) for key, value in raw.items()}

    def _union(self, union: object, tag: str | None, raw: object, path: str) -> object:
        members = list(dict.fromkeys(union_members(union)))
        known = [
            member for member in members if member is not UnknownVariant and member is not NoneType
        ]
        if tag is not None:
            fitting = [member for member in known if _has_tag(member, tag, raw)]
        else:
            fitting = [member for member in known if _fits(member, raw)]
        if not fitting and len(known) == 1:
            fitting = known
        if len(fitting) == 1:
            return self.read(fitting[0], raw, path)
        self._note(path, "is of no variant that the API description knows")
        return UnknownVariant(raw) if any(map(_is_structure, members)) else raw

    def _model(self, model: type[_M], raw: dict[str, object], path: str) -> _M:
        if not model.__pydantic_fields_complete__:  # it names classes that stand below it
            model.model_rebuild()
        rest, values = dict(raw), dict[str, object]()
        given: set[str] = set()
        for name, info in model.__pydantic_fields__.items():
            key = _wire_key(name, info, rest)
            if key is not None:
                given.add(name)
                values[name] = self.read(_annotation(info), rest.pop(key), _join(path, key))
            elif info.is_required():
                self._note(_join(path, info.alias or name), "is required and missing")
            else:
                values[name] = info.get_default(call_default_factory=True, validated_data=values)
        return _construct(model, values, rest, given)


def _construct(
    model: type[_M], values: dict[str, object], extra: dict[str, object], given: set[str]
) -> _M:
    """An instance as pydantic would make it, but for the fields that are missing."""
    instance = model.__new__(model)
    object.__setattr__(instance, "__dict__", values)
    object.__setattr__(instance, "__pydantic_extra__", extra)
    object.__setattr__(instance, "__pydantic_fields_set__", given | extra.keys())
    object.__setattr__(instance, "__pydantic_private__", None)
    return instance


def _attempt(annotation: object, raw: object) -> tuple[object, str]:
    """The valid value, or `_MISSING` and the reason why it is not."""
    try:
        return adapter(annotation).validate_json(json.dumps(raw)), ""
    except ValidationError as error:
        return _MISSING, error.errors(include_url=False, include_input=False)[0]["msg"]


def adapter(annotation: object) -> TypeAdapter[object]:
    """The compiled validator of an annotation, made once."""
    with building():
        try:
            return _cached_adapter(annotation)
        except TypeError:  # metadata that has no hash
            return _built(annotation)


@lru_cache(maxsize=512)
def _cached_adapter(annotation: object) -> TypeAdapter[object]:
    return _built(annotation)


def _built(annotation: object) -> TypeAdapter[object]:
    built = TypeAdapter(cast("type[object]", annotation))
    built.rebuild(raise_errors=True)
    return built


def _annotation(info: FieldInfo) -> object:
    metadata = tuple(info.metadata)
    return Annotated[info.annotation, *metadata] if metadata else info.annotation


def _is_union(annotation: object) -> bool:
    return get_origin(annotation) in (Union, type(int | str))


def _is_structure(member: object) -> bool:
    kind = get_origin(member) or member
    return isinstance(kind, type) and issubclass(kind, BaseModel | list | dict | UnknownVariant)


def _has_tag(member: object, tag: str, raw: object) -> bool:
    if not (isinstance(member, type) and issubclass(member, BaseModel) and isinstance(raw, dict)):
        return False
    values, info = cast("dict[str, object]", raw), member.__pydantic_fields__.get(tag)
    key = _wire_key(tag, info, values) if info else None
    return info is not None and key is not None and _allows(info.annotation, values[key])


def _fits(member: object, raw: object) -> bool:
    """Whether a broken value can only be meant as this member: by its JSON type, keys and constants."""
    kind = get_origin(member) or member
    if not isinstance(kind, type) or not isinstance(raw, dict | list):
        return _attempt(member, raw)[0] is not _MISSING
    if not issubclass(kind, BaseModel):
        return issubclass(kind, type(cast("object", raw)))
    if not isinstance(raw, dict):
        return False
    return _has_keys(kind, cast("dict[str, object]", raw))


def _has_keys(model: type[BaseModel], raw: dict[str, object]) -> bool:
    own = 0
    for name, info in model.__pydantic_fields__.items():
        key = _wire_key(name, info, raw)
        if key is None and info.is_required():
            return False
        if key is not None and not _allows(info.annotation, raw[key]):
            return False
        own += key is not None
    return own > 0


def _allows(annotation: object, value: object) -> bool:
    """False where the annotation is a closed literal of which the value is none."""
    return get_origin(annotation) is not Literal or value in get_args(annotation)


def _wire_key(name: str, info: FieldInfo, raw: Mapping[str, object]) -> str | None:
    return next((key for key in (info.alias, name) if key is not None and key in raw), None)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
