# `narrow`: the variant of a union that the caller expects, at run time and for type checkers.
from __future__ import annotations

import pytest

from templates.runtime import UnexpectedVariantError, UnknownVariant, narrow


class Cat:
    pass


class Dog:
    pass


class Gone:
    pass


def test_the_expected_variant_is_returned_as_it_is() -> None:
    cat = Cat()
    assert narrow(cat, Cat) is cat
    assert narrow(cat, Dog, Cat) is cat
    assert narrow(cat, Dog, Gone, Cat) is cat


@pytest.mark.parametrize(
    "value", [Gone(), None, "cat", {"cat": 1}, UnknownVariant({"kind": "new"})]
)
def test_any_other_value_raises_and_is_kept(value: object) -> None:
    with pytest.raises(UnexpectedVariantError) as raised:
        narrow(value, Cat, Dog)
    assert raised.value.value is value
    assert isinstance(raised.value, TypeError)
    assert str(raised.value) == f"the value is {type(value).__name__}, not Cat or Dog"
