"""Models of `client.tasks`."""

from __future__ import annotations

from .._runtime.models import Model


class Start202Response(Model):
    """Start202 response."""

    task_id: str


class StartResponse(Model):
    """Start response."""

    result: str
