"""Models of `client.collections`."""

from __future__ import annotations

from typing import Literal

from .._runtime.models import Model


class CollectionList(Model):
    """The list of collections that exist in the project."""

    collections: list[CollectionModel] | None = None
    """List of collections in the project."""


class CollectionModel(Model):
    """The CollectionModel describes the configuration and status of a Pinecone collection."""

    environment: str
    """The environment where the collection is hosted."""
    name: str
    """The name of the collection."""
    status: Literal["Initializing", "Ready", "Terminating"] | str
    """The status of the collection. Possible values: `Initializing`, `Ready`, or `Terminating`."""
    dimension: int | None = None
    """The dimension of the vectors stored in each record held in the collection."""
    size: int | None = None
    """The size of the collection in bytes."""
    vector_count: int | None = None
    """The number of records stored in the collection."""


class CreateCollectionRequest(Model):
    """The configuration needed to create a Pinecone collection."""

    name: str
    """The name of the collection to be created. Resource name must be 1-45 characters long, start
    and end with an alphanumeric character, and consist only of lower case alphanumeric
    characters or '-'.
    """
    source: str
    """The name of the index to be used as the source for the collection."""
