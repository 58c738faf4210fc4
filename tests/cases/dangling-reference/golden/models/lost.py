"""Models of `client.lost`."""

from __future__ import annotations

from typing import Any

from .._runtime.models import Model


class GetLostResponse(Model):
    """Get lost response."""

    gone: Any = None
    here: str | None = None
