"""Models of `client.values`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from .._runtime.models import Base64, Model


class Values(Model):
    """Values."""

    at: datetime | None = None
    big: int | None = None
    clock: time | None = None
    data: Base64 | None = None
    day: date | None = None
    encoded: Base64 | None = None
    id: UUID | None = None
    lasts: timedelta | None = None
    link: str | None = None
    mail: str | None = None
    own: str | None = None
    price: Decimal | None = None
    ratio: float | None = None
