"""Models of `client.anything`."""

from __future__ import annotations

from typing import Any

from .._runtime.models import Model


class SendAnythingResponse(Model):
    """Send anything response."""

    data: Any = None
    items: list[Any] | None = None
