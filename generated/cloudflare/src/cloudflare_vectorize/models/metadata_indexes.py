"""Models of `client.metadata_indexes`."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from .._runtime.models import Model
from .shared import ResponseInfo


class CreateMetadataIndexRequest(Model):
    """The metadata property to filter by."""

    index_type: Annotated[MetadataIndexType, Field(alias="indexType")]
    property_name: Annotated[str, Field(alias="propertyName")]
    """The name of the metadata property."""


class DeleteMetadataIndexRequest(Model):
    """The metadata property to filter by no more."""

    property_name: Annotated[str, Field(alias="propertyName")]
    """The name of the metadata property."""


class MetadataIndex(Model):
    """A metadata property that queries can filter by."""

    index_type: Annotated[MetadataIndexType | None, Field(alias="indexType")] = None
    property_name: Annotated[str | None, Field(alias="propertyName")] = None
    """The name of the metadata property."""


class MetadataIndexList(Model):
    """The metadata indexes of an index."""

    metadata_indexes: Annotated[list[MetadataIndex] | None, Field(alias="metadataIndexes")] = None
    """The metadata indexes."""


class MetadataIndexListResponse(Model):
    """An envelope with metadata indexes."""

    success: Literal[True]
    """Whether the request succeeded."""
    errors: list[ResponseInfo]
    """What went wrong."""
    messages: list[ResponseInfo]
    """What else there is to know."""
    result: MetadataIndexList | None
    """The metadata indexes."""


MetadataIndexType: TypeAlias = Literal["string", "number", "boolean"] | str
"""The type that values of the property have."""
