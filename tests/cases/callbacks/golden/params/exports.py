"""Dicts of `client.exports`."""

from __future__ import annotations

from typing import TypedDict


class CreateExportRequest(TypedDict):
    """Create export request."""

    notify: str
