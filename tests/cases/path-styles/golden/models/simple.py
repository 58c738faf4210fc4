"""Models of `client.simple`."""

from __future__ import annotations

from .._runtime.models import Model


class LocatePoint(Model):
    """Locate point."""

    x: int | None = None
    y: int | None = None
