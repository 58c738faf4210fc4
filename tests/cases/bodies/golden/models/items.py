"""Models of `client.items`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from .._runtime.models import READ_ONLY, Model
from .shared import NewItem


class Item(Model):
    """Item."""

    created: datetime
    id: Annotated[str, READ_ONLY]
    name: str
    """What it is called."""
    kind: Literal["small", "large"] | str | None = None
    """The server's default is `"small"`."""
    labels: dict[str, str] | None = None
    parent: NewItem | None = None
    size: int | None = None


class Problem(Model):
    """Problem."""

    message: str | None = None
