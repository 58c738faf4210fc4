"""Dicts of `client.files`."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class UploadFilePlace(TypedDict):
    """Upload file place."""

    x: NotRequired[int]
