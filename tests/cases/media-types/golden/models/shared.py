"""Models that several resources share."""

from __future__ import annotations

from .._runtime.models import Model


class Short(Model):
    """Short."""

    id: str
