"""Models of `client.document`."""

from __future__ import annotations

from .._runtime.models import Model


class Fault(Model):
    """Fault."""

    code: int


class Full(Model):
    """Full."""

    id: str
    text: str


class Problem(Model):
    """Problem."""

    title: str
