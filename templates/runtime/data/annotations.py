# What annotations and the fields of models say. Imports the errors of the runtime.
"""Reads annotations: members of unions, fields of classes, and the class that a dict stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Literal, Union, get_args, get_origin

from ..core.errors import InvalidRequestError

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo


def union_members(annotation: object, without: object = None) -> Iterator[object]:
    """Yields the members of a union; nested unions, annotations and aliases are resolved.

    Args:
        annotation: a type, which is its own only member if it is no union.
        without: metadata of types that are left out.
    """
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        if without is None or without not in metadata:
            yield from union_members(inner, without)
    elif origin in (Union, UnionType):
        for member in get_args(annotation):
            yield from union_members(member, without)
    elif (alias := getattr(annotation, "__value__", None)) is not None:
        yield from union_members(alias, without)
    else:
        yield NoneType if annotation is None else annotation


def item_type(lists: Iterable[object]) -> object:
    """Returns the type of the items of lists, which may be a union; `object` if there is no list."""
    kinds = tuple(dict.fromkeys(get_args(one)[0] for one in lists if get_args(one)))
    return Union[kinds] if kinds else object  # noqa: UP007 (of types that are not known here)


def fields_of(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """Returns the fields of a class by name, with their types, which a later class may have to complete."""
    if not model.__pydantic_fields_complete__:
        model.model_rebuild()
    return model.__pydantic_fields__


def value_type(choices: Iterable[object]) -> object:
    """Returns the type of the values of a dict with free keys, None if there is no such dict."""
    dicts = (one for one in choices if get_origin(one) in (dict, Mapping))
    return next((get_args(one)[1] for one in dicts), None)


@cache
def field_types(model: type[BaseModel]) -> Mapping[str, object]:
    """Returns the types of the fields of a class by wire name."""
    return {wire_name(name, info): annotation_of(info) for name, info in fields_of(model).items()}


def wire_name(name: str, info: FieldInfo) -> str:
    """Returns the name on the wire of a field, which may be empty."""
    return name if info.alias is None else info.alias


def annotation_of(info: FieldInfo) -> object:
    """Returns the type of a field, with the metadata that pydantic removed."""
    return Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation


def classes_of(members: Mapping[str, object], choices: Iterable[object]) -> list[type[BaseModel]]:
    """Returns the classes whose constants fit, that know most of the keys and lack the fewest.

    There are several if nothing distinguishes them, such as a tag that is missing.

    Args:
        members: a dict, whose keys are names of fields or names on the wire.
        choices: the members of a union; only its classes count.
    """
    classes = [one for one in choices if isinstance(one, type) and _has_fields(one)]
    if len(classes) < 2:
        return classes
    ranks = {one: _rank(members, one) for one in classes if _fits(members, one)}
    best = max(ranks.values(), default=None)
    return [one for one, rank in ranks.items() if rank == best]


def _rank(members: Mapping[str, object], model: type[BaseModel]) -> tuple[int, int]:
    needed = ((n, wire_name(n, i)) for n, i in fields_of(model).items() if i.is_required())
    missing = sum(members.keys().isdisjoint(names) for names in needed)
    return count_known(members, model), -missing


def kind_in(key: str, models: Sequence[type[BaseModel]], otherwise: object) -> object:
    """Returns the type of a member, by its name on the wire, in any of several classes."""
    kinds = [field_types(model).get(key, otherwise) for model in models] or [otherwise]
    return kinds[0] if len(kinds) == 1 else Union[tuple(kinds)]  # noqa: UP007 (see `item_type`)


def unclear_variant(key: str, models: Iterable[type[BaseModel]]) -> InvalidRequestError:
    """Returns the error about a member that classes spell differently, where the dict does not say which it is."""
    names = " or ".join(model.__name__ for model in models)
    return InvalidRequestError(
        f"{key!r}: this dict may be {names}, which spell it differently; add what tells them apart, or give the model"
    )


def count_known(members: Mapping[str, object], model: type[BaseModel]) -> int:
    """Returns how many of the keys a class has."""
    return len((fields_of(model).keys() | field_types(model).keys()) & members.keys())


def _has_fields(choice: type) -> bool:
    return hasattr(choice, "__pydantic_fields__")


def _fits(members: Mapping[str, object], model: type[BaseModel]) -> bool:
    """Whether the members have the constants of a class, such as the tag of a variant."""
    for name, wire, values in _constants(model):
        key = name if name in members else wire
        if key in members and members[key] not in values:
            return False
    return True


@cache
def _constants(model: type[BaseModel]) -> tuple[tuple[str, str, tuple[object, ...]], ...]:
    """Returns name, wire name and values of each field that has only some, besides null where it may be null."""
    found: list[tuple[str, str, tuple[object, ...]]] = []
    for name, info in fields_of(model).items():
        kinds = set(union_members(info.annotation))
        nulls = (None,) if NoneType in kinds else ()
        first, *others = kinds - {NoneType} or {object}
        if not others and get_origin(first) is Literal:
            found.append((name, wire_name(name, info), (*get_args(first), *nulls)))
    return tuple(found)
