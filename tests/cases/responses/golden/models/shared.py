"""Models that several resources share."""

from __future__ import annotations

from .._runtime.models import Model


class Problem(Model):
    """Problem."""

    code: int | None = None
    message: str | None = None
