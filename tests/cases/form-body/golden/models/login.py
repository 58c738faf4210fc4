"""Models of `client.login`."""

from __future__ import annotations

from .._runtime.models import Model


class LoginDevice(Model):
    """Login device."""

    name: str | None = None
