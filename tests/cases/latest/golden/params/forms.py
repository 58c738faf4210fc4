"""Dicts of `client.forms`."""

from __future__ import annotations

from typing import TypedDict


class Shape(TypedDict):
    """Shape."""

    sides: int
