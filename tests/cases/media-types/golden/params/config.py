"""Dicts of `client.config`."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class Config(TypedDict):
    """Config."""

    name: NotRequired[str]
