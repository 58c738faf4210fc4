"""Dicts of `client.records`."""

from __future__ import annotations

from typing import TypedDict


class Record(TypedDict):
    """Record."""

    value: float
