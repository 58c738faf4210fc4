"""Models of `client.exports`."""

from __future__ import annotations

from .._runtime.models import Model


class CreateExportRequest(Model):
    """Create export request."""

    notify: str
