"""Dicts of `client.shapes`."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

from .. import models
from .._runtime import UnknownVariant


class Circle(TypedDict):
    """Circle."""

    kind: Literal["circle"]
    radius: float


class CreateShapeRequest(TypedDict):
    """Create shape request."""

    shape: Shape
    place: NotRequired[models.Here | Here | models.There | There | UnknownVariant | None]
    size: NotRequired[int | Literal["auto"]]


class Here(TypedDict):
    """Here."""

    here: str


class Square(TypedDict):
    """Square."""

    kind: Literal["square"]
    side: float


class There(TypedDict):
    """There."""

    there: str


Shape: TypeAlias = models.Circle | Circle | models.Square | Square | UnknownVariant
