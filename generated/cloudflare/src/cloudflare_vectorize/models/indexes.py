"""Models of `client.indexes`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from .._runtime import UnknownVariant
from .._runtime.models import READ_ONLY, Model, OneOf
from .shared import ResponseInfo


class CreateIndexRequest(Model):
    """What a new index is made from."""

    config: IndexConfig
    name: str
    """The name of the index, in lower case letters, digits, `_` and `-`."""
    description: str | None = None
    """What the index is for."""


class DeleteIndexResponse(Model):
    """An envelope with nothing in it."""

    success: Literal[True]
    """Whether the request succeeded."""
    errors: list[ResponseInfo]
    """What went wrong."""
    messages: list[ResponseInfo]
    """What else there is to know."""
    result: dict[str, Any] | None
    """Nothing."""


class Index(Model):
    """A vector index of an account."""

    config: IndexDimensionConfiguration | None = None
    created_on: Annotated[datetime | None, READ_ONLY] = None
    """When the index was created."""
    description: str | None = None
    """What the index is for."""
    modified_on: Annotated[datetime | None, READ_ONLY] = None
    """When the index was last changed."""
    name: str | None = None
    """The name of the index."""


class IndexDimensionConfiguration(Model):
    """The shape of an index, given by its dimensions and its metric."""

    dimensions: int
    """How many numbers a vector of the index has."""
    metric: DistanceMetric


class IndexInfo(Model):
    """The state of an index."""

    dimensions: int | None = None
    """How many numbers a vector of the index has."""
    processed_up_to_datetime: Annotated[datetime | None, Field(alias="processedUpToDatetime")] = (
        None
    )
    """When the last mutation was processed; null before the first one."""
    processed_up_to_mutation: Annotated[str | None, Field(alias="processedUpToMutation")] = None
    """The identifier of the mutation that was processed last."""
    vector_count: Annotated[int | None, Field(alias="vectorCount")] = None
    """How many vectors the index holds."""


class IndexInfoResponse(Model):
    """An envelope with the state of an index."""

    success: Literal[True]
    """Whether the request succeeded."""
    errors: list[ResponseInfo]
    """What went wrong."""
    messages: list[ResponseInfo]
    """What else there is to know."""
    result: IndexInfo | None
    """The state of the index."""


class IndexListResponse(Model):
    """An envelope with the indexes of an account."""

    success: Literal[True]
    """Whether the request succeeded."""
    errors: list[ResponseInfo]
    """What went wrong."""
    messages: list[ResponseInfo]
    """What else there is to know."""
    result: list[Index]
    """The indexes."""


class IndexPresetConfiguration(Model):
    """The shape of an index, given by the embedding model that its vectors come from."""

    preset: IndexPreset


class IndexResponse(Model):
    """An envelope with an index."""

    success: Literal[True]
    """Whether the request succeeded."""
    errors: list[ResponseInfo]
    """What went wrong."""
    messages: list[ResponseInfo]
    """What else there is to know."""
    result: Index | None
    """The index."""


DistanceMetric: TypeAlias = Literal["cosine", "euclidean", "dot-product"] | str
"""How the distance of two vectors is measured."""

IndexConfig: TypeAlias = Annotated[
    IndexDimensionConfiguration | IndexPresetConfiguration | UnknownVariant, OneOf()
]
"""The shape of a new index; the key that is present tells the two forms apart."""

IndexPreset: TypeAlias = (
    Literal[
        "@cf/baai/bge-small-en-v1.5",
        "@cf/baai/bge-base-en-v1.5",
        "@cf/baai/bge-large-en-v1.5",
        "openai/text-embedding-ada-002",
        "cohere/embed-multilingual-v2.0",
    ]
    | str
)
"""An embedding model whose dimensions and metric the index takes."""
