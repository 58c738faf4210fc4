"""Models that several resources share."""

from __future__ import annotations

from typing import Literal

from .._runtime.models import Model


class NewItem(Model):
    """New item."""

    name: str
    """What it is called."""
    kind: Literal["small", "large"] | str | None = None
    """The server's default is `"small"`."""
    labels: dict[str, str] | None = None
    parent: NewItem | None = None
    size: int | None = None
