"""Models that several resources share."""

from __future__ import annotations

from .._runtime.models import Model


class Gone(Model):
    """Gone."""

    reason: str


class Thing(Model):
    """Thing."""

    id: str
