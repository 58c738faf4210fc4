"""Models of `client.offsets`."""

from __future__ import annotations

from .._runtime.models import Model
from .shared import Thing


class ListOffsetsResponse(Model):
    """List offsets response."""

    items: list[Thing] | None = None
    total: int | None = None
