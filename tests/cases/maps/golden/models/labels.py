"""Models of `client.labels`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._runtime.models import Model


class Labels(Model):
    """Labels."""

    if not TYPE_CHECKING:
        __pydantic_extra__: dict[str, str]

    counts: dict[str, int]
    owner: str
    closed: LabelsClosed | None = None
    free: dict[str, Any] | None = None
    patterned: dict[str, str] | None = None


class LabelsClosed(Model):
    """Labels closed."""

    one: str | None = None
