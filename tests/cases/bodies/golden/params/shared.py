"""Dicts that several resources share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NotRequired, TypedDict

from .. import models


class NewItem(TypedDict):
    """New item."""

    name: str
    """What it is called."""
    kind: NotRequired[Literal["small", "large"]]
    """The server's default is `"small"`."""
    labels: NotRequired[Mapping[str, str]]
    parent: NotRequired[models.NewItem | NewItem]
    size: NotRequired[int | None]
