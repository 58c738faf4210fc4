"""Dicts of `client.labels`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from .. import models


class Labels(TypedDict):
    """Labels."""

    counts: Mapping[str, int]
    owner: str
    closed: NotRequired[models.LabelsClosed | LabelsClosed]
    free: NotRequired[Mapping[str, object]]
    patterned: NotRequired[Mapping[str, str]]


class LabelsClosed(TypedDict):
    """Labels closed."""

    one: NotRequired[str]
