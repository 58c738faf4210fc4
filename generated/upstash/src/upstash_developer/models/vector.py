"""Models of `client.vector`."""

from __future__ import annotations

from typing import Literal

from .._runtime.models import Model


class CreateIndexRequest(Model):
    """Create index request."""

    dimension_count: int
    """The amount of values in a single vector."""
    name: str
    """Name of the index."""
    region: Literal["eu-west-1", "us-east-1", "us-central1"] | str
    """Region of the database."""
    similarity_function: Literal["COSINE", "EUCLIDEAN", "DOT_PRODUCT"] | str
    """Similarity function that's used to calculate the distance between two vectors."""
    embedding_model: (
        Literal["BGE_SMALL_EN_V1_5", "BGE_BASE_EN_V1_5", "BGE_LARGE_EN_V1_5", "BGE_M3"] | str | None
    ) = None
    """The embedding model to use for the index."""
    index_type: Literal["DENSE", "SPARSE", "HYBRID"] | str | None = None
    """The type of the vector index."""
    sparse_embedding_model: Literal["BM25", "BGE_M3"] | str | None = None
    """The sparse embedding model to be used for indexes."""
    type: Literal["payg", "fixed", "paid"] | str | None = None
    """The payment plan of your index."""


class TimeSeriesData(Model):
    """Time series data."""

    x: str
    """Timestamp when measurement was taken."""
    y: float
    """The measured value."""


class VectorIndex(Model):
    """Vector index."""

    creation_time: int | None = None
    """The creation time of the vector index in UTC as unix timestamp."""
    customer_id: str | None = None
    """The associated ID of the owner of the index."""
    dimension_count: int | None = None
    """The amount of values in a single vector."""
    embedding_model: (
        Literal["BGE_SMALL_EN_V1_5", "BGE_BASE_EN_V1_5", "BGE_LARGE_EN_V1_5", "BGE_M3"] | str | None
    ) = None
    """The predefined embedding model to vectorize your plain text."""
    endpoint: str | None = None
    """The REST endpoint of the index."""
    id: str | None = None
    """Unique ID of the index."""
    index_type: Literal["DENSE", "SPARSE", "HYBRID"] | str | None = None
    """The type of the vector index."""
    max_daily_queries: int | None = None
    """The number of maximum query operations you can perform in a day. Only query operations are
    included in query count.
    """
    max_daily_updates: int | None = None
    """The number of maximum update operations you can perform in a day. Only upsert operations are
    included in update count.
    """
    max_monthly_bandwidth: int | None = None
    """The maximum amount of monthly bandwidth for the index. Unit is bytes. -1 if the limit is
    unlimited.
    """
    max_query_per_second: int | None = None
    """The number of maximum query operations you can perform per second. Only query operations are
    included in query count.
    """
    max_reads_per_request: int | None = None
    """The number of maximum vectors in a read operation. Query and fetch operations are included in
    read operations.
    """
    max_total_metadata_size: int | None = None
    """The amount of maximum size for the total metadata sizes in your index."""
    max_vector_count: int | None = None
    """The number of maximum that your index can contain."""
    max_writes_per_request: int | None = None
    """The number of maximum vectors in a write operation. Only upsert operations are included in
    write operations.
    """
    max_writes_per_second: int | None = None
    """The number of maximum write operations you can perform per second. Only upsert operations are
    included in write count.
    """
    name: str | None = None
    """The name of the index."""
    read_only_token: str | None = None
    """The REST authentication read only token for the index."""
    region: Literal["eu-west-1", "us-east-1", "us-central1"] | str | None = None
    """The region where the index is currently deployed."""
    reserved_price: float | None = None
    """Monthly pricing of your index. Only available for fixed and pro plans."""
    similarity_function: Literal["COSINE", "EUCLIDEAN", "DOT_PRODUCT"] | str | None = None
    """Similarity function that's used to calculate the distance between two vectors."""
    sparse_embedding_model: Literal["BM25", "BGE_M3"] | str | None = None
    """The sparse embedding model to be used for indexes."""
    throughput_vector: list[TimeSeriesData] | None = None
    """Throughput data for the vector index over time."""
    token: str | None = None
    """The REST authentication token for the index."""
    type: Literal["free", "payg", "fixed"] | str | None = None
    """The payment plan of the index."""
