"""Models of `client.animals`."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from .._runtime import UnknownVariant
from .._runtime.models import Model, OneOf


class AnimalBase(Model):
    """Animal base."""

    species: Literal["Animal"]
    name: str | None = None


class Cat(Model):
    """Cat."""

    species: Literal["Cat"]
    lives: int | None = None
    name: str | None = None


class Dog(Model):
    """Dog."""

    species: Literal["Dog"]
    name: str | None = None
    trick: str | None = None


class Puppy(Model):
    """Puppy."""

    species: Literal["Puppy"]
    name: str | None = None
    trick: str | None = None
    weeks: int | None = None


Animal: TypeAlias = Annotated[Cat | Dog | Puppy | AnimalBase | UnknownVariant, OneOf("species")]
