"""Dicts of `client.things`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NotRequired, TypedDict


class FindThingsFilter(TypedDict):
    """Find things filter."""

    words: Sequence[str]


class SearchThingsRequest(TypedDict):
    """Search things request."""

    cursor: NotRequired[str]
    text: NotRequired[str]
