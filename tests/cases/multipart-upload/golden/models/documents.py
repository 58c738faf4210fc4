"""Models of `client.documents`."""

from __future__ import annotations

from .._runtime.models import Model


class UploadDetails(Model):
    """Upload details."""

    language: str | None = None
