"""Dicts that several resources share."""

from __future__ import annotations

from typing import TypedDict


class Short(TypedDict):
    """Short."""

    id: str
