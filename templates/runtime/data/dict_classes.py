# Which class of the models a dict in a call stands for. Imports nothing of the runtime.
"""`class_of`: of several classes, the one whose constants and keys a dict has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Literal, get_args, get_origin

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


def _has_fields(choice: type) -> bool:
    return hasattr(choice, "__pydantic_fields__")


def _fits(members: Mapping[str, object], model: type[BaseModel]) -> bool:
    """Whether the members have the constants of a class, such as the tag of a variant."""
    for name, info in fields_of(model).items():
        key = name if name in members else wire_name(name, info)
        is_constant = get_origin(info.annotation) is Literal and key in members
        if is_constant and members[key] not in get_args(info.annotation):
            return False
    return True
