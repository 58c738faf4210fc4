"""Models of `client.old`."""

from __future__ import annotations

from .._runtime.models import Model


class GetOldResponse(Model):
    """Get old response."""

    length: int | None = None
    size: int | None = None
    """Use length. Deprecated."""
