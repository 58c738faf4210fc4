"""Models of `client.readings`."""

from __future__ import annotations

from typing import Literal

from .._runtime.models import Model


class Reading(Model):
    """Reading."""

    value: float | None
    sensor: Sensor | None = None
    unit: Literal["C", "F"] | str | None = None


class Sensor(Model):
    """Sensor."""

    id: str | None = None
