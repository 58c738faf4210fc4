"""Models of `client.files`."""

from __future__ import annotations

from .._runtime.models import Model


class UploadFilePlace(Model):
    """Upload file place."""

    x: int | None = None
