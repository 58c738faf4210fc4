"""Dicts of `client.users`."""

from __future__ import annotations

from typing import TypedDict


class User(TypedDict):
    """User."""

    name: str
    password: str
