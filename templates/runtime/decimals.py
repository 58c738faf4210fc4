# Decimals that travel as strings, and those that travel as numbers. Imports the light modules of the runtime.
"""`DecimalNumber`, and the decimals inside a value as their types want them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Final, Union, cast, get_args, get_origin

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
        """The schema, marked for `reading`; called by pydantic."""
        schema = cast("dict[str, Any]", handler(source))
        schema["metadata"] = {**schema.get("metadata", {}), EXACT: True}
        return cast("CoreSchema", schema)


AS_NUMBER: Final = _AsNumber()
"""In the metadata of a Decimal: it travels as a JSON number. All others travel as strings."""

DecimalNumber = Annotated[Decimal, AS_NUMBER]
"""A Decimal that travels as a JSON number, with all its digits."""


def holds_decimals(annotation: object) -> bool:
    """Whether a type holds decimals that travel as strings; those of models in it do not count."""
    return any(
        one is Decimal or any(map(holds_decimals, get_args(one))) for one in _choices(annotation)
    )


def as_texts(annotation: object, value: object, *, floats: bool = True) -> object:
    """The value with those decimals as strings which travel as strings by its type.

    Args:
        annotation: the type of the value.
        value: models in it take care of theirs.
        floats: whether a number given for a Decimal is one, too.
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
            of = {key: _member(choices, key) for key in members}
            return {k: as_texts(of[k], v, floats=floats) for k, v in members.items()}
        case Sequence():
            items = cast("Sequence[object]", value)
            of_item = next((get_args(one)[0] for one in choices if _is_list(one)), object)
            return [as_texts(of_item, item, floats=floats) for item in items]
        case _:
            return value


def _choices(annotation: object) -> Iterator[object]:
    """The members of a union, or the type itself, without what is written around them."""
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


def _member(choices: list[object], key: str) -> object:
    """The type of a member: that of the first class which has it, or of the values of a dict."""
    for choice in choices:
        for name, info in getattr(choice, "__pydantic_fields__", {}).items():
            if (info.alias or name) == key:
                return (
                    Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
                )
    return next((get_args(one)[1] for one in choices if get_origin(one) in (dict, Mapping)), object)
