"""Models of `client.users`."""

from __future__ import annotations

from typing import Annotated

from .._runtime.models import READ_ONLY, Model


class User(Model):
    """User."""

    id: Annotated[str, READ_ONLY]
    name: str
    password: str | None = None
