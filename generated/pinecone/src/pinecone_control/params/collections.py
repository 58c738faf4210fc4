"""Dicts of `client.collections`."""

from __future__ import annotations

from typing import TypedDict


class CreateCollectionRequest(TypedDict):
    """The configuration needed to create a Pinecone collection."""

    name: str
    """The name of the collection to be created. Resource name must be 1-45 characters long, start
    and end with an alphanumeric character, and consist only of lower case alphanumeric
    characters or '-'.
    """
    source: str
    """The name of the index to be used as the source for the collection."""
