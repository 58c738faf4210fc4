"""Models of `client.cursors`."""

from __future__ import annotations

from .._runtime.models import Model
from .shared import Thing


class ListCursorsResponse(Model):
    """List cursors response."""

    data: list[Thing] | None = None
    pagination: ListCursorsResponsePagination | None = None


class ListCursorsResponsePagination(Model):
    """List cursors response pagination."""

    next: str | None = None
