"""Models of `client.things`."""

from __future__ import annotations

from .._runtime.models import Model
from .shared import Thing


class FindThingsFilter(Model):
    """Find things filter."""

    words: list[str]


class SearchThingsRequest(Model):
    """Search things request."""

    cursor: str | None = None
    text: str | None = None


class Things(Model):
    """Things."""

    items: list[Thing]
    next_cursor: str | None = None
