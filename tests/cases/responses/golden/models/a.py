"""Models of `client.a`."""

from __future__ import annotations

from .._runtime.models import Model
from .shared import Problem


class Wrapped(Model):
    """Wrapped."""

    errors: list[Problem] | None = None
    ok: bool | None = None
    result: WrappedResult | None = None


class WrappedResult(Model):
    """Wrapped result."""

    name: str | None = None
