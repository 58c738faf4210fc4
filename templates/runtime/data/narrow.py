# The variant of a union that the caller expects. Imports the exceptions only.
"""`narrow`."""

from __future__ import annotations

from typing import TypeVar, overload

from ..core.errors import UnexpectedVariantError

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")


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
