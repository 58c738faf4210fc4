"""Dicts of `client.lamps`."""

from __future__ import annotations

from typing import Literal, TypeAlias

Color: TypeAlias = Literal["red", "green", "light-blue"]
