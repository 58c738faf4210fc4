"""Dicts of `client.values`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NotRequired, TypedDict
from uuid import UUID


class Values(TypedDict):
    """Values."""

    at: NotRequired[datetime | str]
    big: NotRequired[int]
    clock: NotRequired[time | str]
    data: NotRequired[bytes | str]
    day: NotRequired[date | str]
    encoded: NotRequired[bytes | str]
    id: NotRequired[UUID | str]
    lasts: NotRequired[timedelta | str]
    link: NotRequired[str]
    mail: NotRequired[str]
    own: NotRequired[str]
    price: NotRequired[Decimal | float | str]
    ratio: NotRequired[float]
