"""Models of `client.public`."""

from __future__ import annotations

from .._runtime.models import Model


class Wanted(Model):
    """Wanted."""

    id: str
