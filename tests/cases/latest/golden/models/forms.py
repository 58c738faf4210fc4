"""Models of `client.forms`."""

from __future__ import annotations

from .._runtime.models import Model


class Shape(Model):
    """Shape."""

    sides: int
