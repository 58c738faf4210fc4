"""Dicts of `client.pets`."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class Pet(TypedDict):
    """Pet."""

    name: str
    kind: NotRequired[Literal["cat", "dog"]]
