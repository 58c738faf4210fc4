# Decimals that are sent as strings or as numbers. Imports light modules of the runtime.
"""`DecimalNumber`, and the conversion of decimals in a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Final, Union, cast, get_args, get_origin

from .dict_classes import annotation_of, class_of, fields_of, item_type, wire_name
from .marks import EXACT
from .values import KeepsText

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


class _AsNumber:
    """The type of `AS_NUMBER`."""

    def __repr__(self) -> str:
        return "AS_NUMBER"

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Returns the schema, marked for `reading`; pydantic calls it."""
        schema = cast("dict[str, Any]", handler(source))
        schema["metadata"] = {**schema.get("metadata", {}), EXACT: True}
        return cast("CoreSchema", schema)


AS_NUMBER: Final = _AsNumber()
"""Metadata of a Decimal that is sent as a JSON number; others are sent as strings."""

DecimalNumber = Annotated[Decimal, AS_NUMBER]
"""A Decimal that is sent as a JSON number with all its digits."""


def holds_decimals(annotation: object) -> bool:
    """Whether a type contains decimals that are sent as strings, outside models."""
    return any(
        one is Decimal or any(map(holds_decimals, get_args(one))) for one in _choices(annotation)
    )


def as_texts(annotation: object, value: object, *, floats: bool = True) -> object:
    """Converts decimals in a value to strings, if its type says so.

    Args:
        annotation: the type of the value.
        value: its models convert their own decimals.
        floats: whether to convert numbers as well.
    """
    choices = list(_choices(annotation))
    match value:
        case KeepsText() | bool() | str() | bytes():
            return value
        case int() | float() if type(value) in choices or float in choices:
            return value
        case Decimal() | int() | float() if Decimal in choices:
            return str(value) if floats or isinstance(value, Decimal) else value
        case Mapping():
            members = cast("Mapping[str, object]", value)
            kinds = _members(choices, members)
            return {k: as_texts(kinds.get(k, object), v, floats=floats) for k, v in members.items()}
        case Sequence():
            items = cast("Sequence[object]", value)
            of_item = item_type(filter(_is_list, choices))
            return [as_texts(of_item, item, floats=floats) for item in items]
        case _:
            return value


def _choices(annotation: object) -> Iterator[object]:
    """Returns the members of a union, or the type itself, without annotations."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        if AS_NUMBER not in metadata:
            yield from _choices(inner)
    elif origin in (Union, UnionType):
        for member in get_args(annotation):
            yield from _choices(member)
    elif (alias := getattr(annotation, "__value__", None)) is not None:
        yield from _choices(alias)
    else:
        yield annotation


def _is_list(choice: object) -> bool:
    return get_origin(choice) in (list, Sequence) and bool(get_args(choice))


def _members(choices: list[object], members: Mapping[str, object]) -> Mapping[str, object]:
    """Returns the types of members: those of the class that the dict stands for, or of a dict's values."""
    free = next((get_args(one)[1] for one in choices if get_origin(one) in (dict, Mapping)), object)
    kinds = dict.fromkeys(members, free)
    if (model := class_of(members, choices)) is not None:
        fields = fields_of(model)
        kinds |= {wire_name(name, info): annotation_of(info) for name, info in fields.items()}
    return kinds
