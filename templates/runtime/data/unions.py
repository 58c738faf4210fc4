# Unions for callers: the value for a variant that the document does not describe, and a variant that is expected.
# Imports the light modules of the runtime; pydantic only when a model asks for the schema.
"""`UnknownVariant` and `narrow`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, overload

from ..core.errors import UnexpectedVariantError
from .encoding import Wire
from .marks import OPEN

if TYPE_CHECKING:
    from pydantic_core import CoreSchema


A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")


class UnknownVariant(Wire):
    """A variant of a union that is not in the API description; `raw` is its JSON value.

    Only tolerant decoding creates it, so that known variants take precedence.
    """

    __slots__ = ("raw",)

    def __init__(self, raw: object) -> None:
        self.raw = raw

    def __repr__(self) -> str:
        return f"UnknownVariant({self.raw!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UnknownVariant) and self.raw == other.raw

    __hash__ = None  # type: ignore[assignment]

    def __wire__(self) -> object:
        """Returns the JSON value unchanged."""
        return self.raw

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> CoreSchema:
        """Accepts instances but no JSON, so that unknown variants are decoded tolerantly."""
        from pydantic_core import core_schema

        return core_schema.json_or_python_schema(
            json_schema=core_schema.custom_error_schema(
                core_schema.literal_schema(["\0"]),
                custom_error_type="unknown_variant",
                custom_error_message="is of no variant that the API description knows",
            ),
            python_schema=core_schema.is_instance_schema(cls),
            serialization=core_schema.plain_serializer_function_ser_schema(_raw),
            metadata={OPEN: True},
        )


def _raw(value: UnknownVariant) -> object:
    return value.raw


@overload
def narrow(value: object, kind: type[A], /) -> A: ...


@overload
def narrow(value: object, kind: type[A], other: type[B], /) -> A | B: ...


@overload
def narrow(value: object, kind: type[A], other: type[B], third: type[C], /) -> A | B | C: ...


def narrow(value: object, /, *kinds: type[object]) -> object:
    """Returns a value of an answer that may have one of several types as one of `kinds`, unchanged.

        customer = narrow(client.customers.get("c1"), models.Customer)

    Raises:
        UnexpectedVariantError: it has another type, e.g. that of something deleted, or an unknown variant.
    """
    if isinstance(value, kinds):
        return value
    raise UnexpectedVariantError.of(value, kinds)
