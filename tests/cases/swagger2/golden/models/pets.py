"""Models of `client.pets`."""

from __future__ import annotations

from typing import Literal

from .._runtime.models import Model


class Missing(Model):
    """Missing."""

    message: str | None = None


class Pet(Model):
    """Pet."""

    name: str
    kind: Literal["cat", "dog"] | str | None = None
