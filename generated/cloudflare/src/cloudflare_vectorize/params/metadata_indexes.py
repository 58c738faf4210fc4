"""Dicts of `client.metadata_indexes`."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict


class CreateMetadataIndexRequest(TypedDict):
    """The metadata property to filter by."""

    indexType: MetadataIndexType
    propertyName: str
    """The name of the metadata property."""


class DeleteMetadataIndexRequest(TypedDict):
    """The metadata property to filter by no more."""

    propertyName: str
    """The name of the metadata property."""


MetadataIndexType: TypeAlias = Literal["string", "number", "boolean"]
"""The type that values of the property have."""
