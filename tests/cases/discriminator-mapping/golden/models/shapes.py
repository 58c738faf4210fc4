"""Models of `client.shapes`."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from .._runtime import UnknownVariant
from .._runtime.models import Model, OneOf


class Circle(Model):
    """Circle."""

    kind: Literal["round"]
    radius: float


class Square(Model):
    """Square."""

    kind: Literal["square"]
    side: float


Shape: TypeAlias = Annotated[Circle | Square | UnknownVariant, OneOf("kind")]
