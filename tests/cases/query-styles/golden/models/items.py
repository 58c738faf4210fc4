"""Models of `client.items`."""

from __future__ import annotations

from .._runtime.models import Model


class SearchFilter(Model):
    """Search filter."""

    size: int | None = None
    state: str | None = None
