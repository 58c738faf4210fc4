"""Models of `client.parts`."""

from __future__ import annotations

from typing import Literal

from .._runtime.models import Model


class Part(Model):
    """Part."""

    id: str
    size: Literal["medium", "large"] | str
    odd: int | str | None = None
