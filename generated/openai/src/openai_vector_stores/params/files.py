"""Dicts of `client.files`."""

from __future__ import annotations

from typing import TypedDict

from .shared import VectorStoreFileAttributes


class UpdateVectorStoreFileAttributesRequest(TypedDict):
    """New attributes of a file."""

    attributes: VectorStoreFileAttributes | None
    """Values that searches can filter by, in place of the old ones."""
