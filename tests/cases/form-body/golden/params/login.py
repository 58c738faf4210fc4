"""Dicts of `client.login`."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class LoginDevice(TypedDict):
    """Login device."""

    name: NotRequired[str]
