"""Dicts of `client.indexes`."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

from .. import models
from .._runtime import UnknownVariant


class CreateIndexRequest(TypedDict):
    """What a new index is made from."""

    config: IndexConfig
    name: str
    """The name of the index, in lower case letters, digits, `_` and `-`."""
    description: NotRequired[str]
    """What the index is for."""


class IndexDimensionConfiguration(TypedDict):
    """The shape of an index, given by its dimensions and its metric."""

    dimensions: int
    """How many numbers a vector of the index has."""
    metric: DistanceMetric


class IndexPresetConfiguration(TypedDict):
    """The shape of an index, given by the embedding model that its vectors come from."""

    preset: IndexPreset


DistanceMetric: TypeAlias = Literal["cosine", "euclidean", "dot-product"]
"""How the distance of two vectors is measured."""

IndexConfig: TypeAlias = (
    models.IndexDimensionConfiguration
    | IndexDimensionConfiguration
    | models.IndexPresetConfiguration
    | IndexPresetConfiguration
    | UnknownVariant
)
"""The shape of a new index; the key that is present tells the two forms apart."""

IndexPreset: TypeAlias = Literal[
    "@cf/baai/bge-small-en-v1.5",
    "@cf/baai/bge-base-en-v1.5",
    "@cf/baai/bge-large-en-v1.5",
    "openai/text-embedding-ada-002",
    "cohere/embed-multilingual-v2.0",
]
"""An embedding model whose dimensions and metric the index takes."""
