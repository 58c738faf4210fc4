# Decimals that are sent as strings or as numbers. Imports light modules of the runtime.
"""`DecimalNumber`, and the conversion of decimals in a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Final, cast, get_args, get_origin

from .annotations import (
    classes_of,
    field_types,
    item_type,
    kind_in,
    unclear_variant,
    union_members,
    value_type,
)
from .encoding import as_list
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
        one is Decimal or any(map(holds_decimals, get_args(one)))
        for one in union_members(annotation, AS_NUMBER)
    )


def as_texts(annotation: object, value: object, *, floats: bool = True) -> object:
    """Converts decimals in a value to strings, if its type says so.

    Args:
        annotation: the type of the value.
        value: its models convert their own decimals.
        floats: whether to convert numbers as well.
    """
    choices = list(union_members(annotation, AS_NUMBER))
    match value:
        case KeepsText() | bool() | str() | bytes():
            return value
        case int() | float() if type(value) in choices or float in choices:
            return value
        case Decimal() | int() | float() if Decimal in choices:
            return str(value) if floats or isinstance(value, Decimal) else value
        case Mapping():
            members = cast("Mapping[str, object]", value)
            return dict(_members_as_texts(choices, members, floats=floats))
        case _ if (items := as_list(value)) is not None:
            of_item = item_type(filter(_is_list, choices))
            return [as_texts(of_item, item, floats=floats) for item in items]
        case _:
            return value


def _members_as_texts(
    choices: list[object], members: Mapping[str, object], *, floats: bool
) -> Iterator[tuple[str, object]]:
    models, free = classes_of(members, choices), value_type(choices)
    for key, value in members.items():
        kinds = [field_types(model).get(key, free) for model in models]
        found = as_texts(kind_in(key, models, free), value, floats=floats)
        if len(models) > 1 and len(set(map(holds_decimals, kinds))) > 1 and found != value:
            raise unclear_variant(key, models)
        yield key, found


def _is_list(choice: object) -> bool:
    return get_origin(choice) in (list, Sequence) and bool(get_args(choice))
