"""Dicts of `client.tree`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NotRequired, TypedDict

from .. import models


class Branch(TypedDict):
    """Branch."""

    allLeaves: Sequence[models.Leaf | Leaf]
    next: NotRequired[models.Branch | Branch]


class Leaf(TypedDict):
    """Leaf."""

    grownOn: models.Branch | Branch
    color: NotRequired[str]
