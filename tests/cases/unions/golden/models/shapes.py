"""Models of `client.shapes`."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from .._runtime import UnknownVariant
from .._runtime.models import Model, OneOf


class Circle(Model):
    """Circle."""

    kind: Literal["circle"]
    radius: float


class CreateShapeRequest(Model):
    """Create shape request."""

    shape: Shape
    place: Annotated[Here | There | UnknownVariant, OneOf()] | None = None
    size: int | Literal["auto"] | str | None = None


class Here(Model):
    """Here."""

    here: str


class Square(Model):
    """Square."""

    kind: Literal["square"]
    side: float


class There(Model):
    """There."""

    there: str


Shape: TypeAlias = Annotated[Circle | Square | UnknownVariant, OneOf("kind")]
