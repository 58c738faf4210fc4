"""Dicts of `client.readings`."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from .. import models


class Reading(TypedDict):
    """Reading."""

    value: float | None
    sensor: NotRequired[models.Sensor | Sensor | None]
    unit: NotRequired[Literal["C", "F"] | None]


class Sensor(TypedDict):
    """Sensor."""

    id: NotRequired[str]
