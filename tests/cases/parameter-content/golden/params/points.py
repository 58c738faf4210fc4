"""Dicts of `client.points`."""

from __future__ import annotations

from typing import TypedDict


class NearestAt(TypedDict):
    """Nearest at."""

    x: float
    y: float
