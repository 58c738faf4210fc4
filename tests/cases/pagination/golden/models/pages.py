"""Models of `client.pages`."""

from __future__ import annotations

from .._runtime.models import Model
from .shared import Thing


class ListPagesResponse(Model):
    """List pages response."""

    results: list[Thing] | None = None
    total_pages: int | None = None
