"""Dicts of `client.document`."""

from __future__ import annotations

from typing import TypedDict


class Full(TypedDict):
    """Full."""

    id: str
    text: str
