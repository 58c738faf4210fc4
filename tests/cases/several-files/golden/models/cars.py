"""Models of `client.cars`."""

from __future__ import annotations

from .._runtime.models import Model


class Car(Model):
    """Car."""

    wheels: list[Wheel]


class Wheel(Model):
    """Wheel."""

    size: int | None = None
