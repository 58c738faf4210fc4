"""Models of webhooks."""

from __future__ import annotations

from .._runtime.models import Model


class FinishedPayload(Model):
    """Finished payload."""

    url: str
