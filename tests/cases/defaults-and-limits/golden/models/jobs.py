"""Models of `client.jobs`."""

from __future__ import annotations

from .._runtime.models import Model


class CreateJobRequest(Model):
    """Create job request."""

    name: str
    replicas: int | None = None
    """The server's default is `1`."""
    zones: list[str] | None = None
    """The server's default is `["eu"]`."""
