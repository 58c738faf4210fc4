"""Models of `client.photos`."""

from __future__ import annotations

from .._runtime.models import Model


class ListPhotosResponseItem(Model):
    """List photos response item."""

    url: str
