"""Models of `client.config`."""

from __future__ import annotations

from .._runtime.models import Model


class Config(Model):
    """Config."""

    name: str | None = None
