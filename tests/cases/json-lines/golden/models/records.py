"""Models of `client.records`."""

from __future__ import annotations

from .._runtime.models import Model


class IngestItem(Model):
    """Ingest item."""

    id: str


class Record(Model):
    """Record."""

    value: float
