"""Dicts of `client.documents`."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class UploadDetails(TypedDict):
    """Upload details."""

    language: NotRequired[str]
