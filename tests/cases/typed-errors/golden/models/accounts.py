"""Models of `client.accounts`."""

from __future__ import annotations

from .._runtime.models import Model


class CloseAccountError(Model):
    """Close account error."""

    trace: str | None = None


class Problem(Model):
    """Problem."""

    title: str
    detail: str | None = None
