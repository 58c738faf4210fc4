"""Dicts that several resources share."""

from __future__ import annotations

from typing import TypedDict


class Thing(TypedDict):
    """Thing."""

    id: str
