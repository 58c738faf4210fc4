"""Dicts of `client.simple`."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class LocatePoint(TypedDict):
    """Locate point."""

    x: NotRequired[int]
    y: NotRequired[int]
