"""Dicts of `client.vector`."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class CreateIndexRequest(TypedDict):
    """Create index request."""

    dimension_count: int
    """The amount of values in a single vector."""
    name: str
    """Name of the index."""
    region: Literal["eu-west-1", "us-east-1", "us-central1"]
    """Region of the database."""
    similarity_function: Literal["COSINE", "EUCLIDEAN", "DOT_PRODUCT"]
    """Similarity function that's used to calculate the distance between two vectors."""
    embedding_model: NotRequired[
        Literal["BGE_SMALL_EN_V1_5", "BGE_BASE_EN_V1_5", "BGE_LARGE_EN_V1_5", "BGE_M3"]
    ]
    """The embedding model to use for the index."""
    index_type: NotRequired[Literal["DENSE", "SPARSE", "HYBRID"]]
    """The type of the vector index."""
    sparse_embedding_model: NotRequired[Literal["BM25", "BGE_M3"]]
    """The sparse embedding model to be used for indexes."""
    type: NotRequired[Literal["payg", "fixed", "paid"]]
    """The payment plan of your index."""
