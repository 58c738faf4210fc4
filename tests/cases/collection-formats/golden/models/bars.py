"""Models of `client.bars`."""

from __future__ import annotations

from .._runtime.models import Model


class Fault(Model):
    """Fault."""

    code: int
