"""Models of `client.profile`."""

from __future__ import annotations

from .._runtime.models import Model


class Profile(Model):
    """Profile."""

    nullable: str | None
    plain: str
    only_null: None = None
    optional: str | None = None
    optional_nullable: str | None = None
