"""Dicts of `client.items`."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class SearchFilter(TypedDict):
    """Search filter."""

    size: NotRequired[int]
    state: NotRequired[str]
