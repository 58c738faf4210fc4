"""Models of `client.songs`."""

from __future__ import annotations

from .._runtime.models import Model


class ListSongsResponse(Model):
    """List songs response."""

    data: list[ListSongsResponseDataItem]
    has_more: bool | None = None
    next_cursor: str | None = None


class ListSongsResponseDataItem(Model):
    """List songs response data item."""

    title: str
