"""Dicts of `client.shapes`."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from .. import models
from .._runtime import UnknownVariant


class Circle(TypedDict):
    """Circle."""

    kind: Literal["round"]
    radius: float


class Square(TypedDict):
    """Square."""

    kind: Literal["square"]
    side: float


Shape: TypeAlias = models.Circle | Circle | models.Square | Square | UnknownVariant
