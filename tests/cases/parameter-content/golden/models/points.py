"""Models of `client.points`."""

from __future__ import annotations

from .._runtime.models import Model


class NearestAt(Model):
    """Nearest at."""

    x: float
    y: float
