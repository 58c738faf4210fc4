# Which class of the models a dict in a call stands for. Imports nothing of the runtime.
"""`class_of`: of several classes, the one whose constants and keys a dict has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Literal, Union, get_args, get_origin

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo


def class_of(members: Mapping[str, object], choices: Iterable[object]) -> type[BaseModel] | None:
    """Returns the class whose constants fit and that knows most of the keys, None if none fits.

    Args:
        members: a dict, whose keys are names of fields or names on the wire.
        choices: the members of a union; only its classes count.
    """
    classes = [one for one in choices if isinstance(one, type) and _has_fields(one)]
    fitting = [one for one in classes if _fits(members, one)] if len(classes) > 1 else classes
    return max(fitting, key=lambda one: count_known(members, one), default=None)


def count_known(members: Mapping[str, object], model: type[BaseModel]) -> int:
    """Returns how many of the keys a class has."""
    fields = fields_of(model)
    names = fields.keys() | {info.alias for info in fields.values()}
    return len(names & members.keys())


def fields_of(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """Returns the fields of a class by name, with their types, which a later class may have to complete."""
    if not model.__pydantic_fields_complete__:
        model.model_rebuild()
    return model.__pydantic_fields__


def wire_name(name: str, info: FieldInfo) -> str:
    """Returns the name on the wire of a field, which may be empty."""
    return name if info.alias is None else info.alias


def annotation_of(info: FieldInfo) -> object:
    """Returns the type of a field, with the metadata that pydantic removed."""
    return Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation


def item_type(lists: Iterable[object]) -> object:
    """Returns the type of the items of lists, which may be a union; `object` if there is no list."""
    kinds = tuple(dict.fromkeys(get_args(one)[0] for one in lists if get_args(one)))
    return Union[kinds] if kinds else object  # noqa: UP007 (of types that are not known here)


def _has_fields(choice: type) -> bool:
    return hasattr(choice, "__pydantic_fields__")


def _fits(members: Mapping[str, object], model: type[BaseModel]) -> bool:
    """Whether the members have the constants of a class, such as the tag of a variant."""
    for name, info in fields_of(model).items():
        key = name if name in members else wire_name(name, info)
        if key in members and not _can_be(members[key], info.annotation):
            return False
    return True


def _can_be(value: object, annotation: object) -> bool:
    """Whether a value is one of a Literal, which may be optional; any other type is not looked at."""
    is_union = get_origin(annotation) in (Union, UnionType)
    kinds = [
        one for one in (get_args(annotation) if is_union else (annotation,)) if one is not NoneType
    ]
    if len(kinds) != 1 or get_origin(kinds[0]) is not Literal:
        return True
    return (value is None and is_union) or value in get_args(kinds[0])
