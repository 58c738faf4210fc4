"""Models of `client.lamps`."""

from __future__ import annotations

from typing import Literal, TypeAlias

from .._runtime.models import Model


class Lamp(Model):
    """Lamp."""

    color: Color
    level: Literal[0, 50, 100] | int
    mode: Literal["steady", "blinking"] | str | None
    mixed: float | str | None = None


Color: TypeAlias = Literal["red", "green", "light-blue"] | str
