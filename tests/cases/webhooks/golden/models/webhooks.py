"""Models of webhooks."""

from __future__ import annotations

from .._runtime.models import Model


class OrderCancelledPayload(Model):
    """Order cancelled payload."""

    id: str
    reason: str | None = None


class OrderPaid(Model):
    """Order paid."""

    amount: float
    id: str
