"""Dicts of `client.profile`."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class Profile(TypedDict):
    """Profile."""

    nullable: str | None
    plain: str
    only_null: NotRequired[None]
    optional: NotRequired[str]
    optional_nullable: NotRequired[str | None]
