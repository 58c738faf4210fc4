"""Models of `client.file_batches`."""

from __future__ import annotations

from typing import Literal

from .._runtime.models import Model
from .shared import (
    CreateVectorStoreFileRequest,
    FileChunkingStrategyParam,
    FileCounts,
    VectorStoreFileAttributes,
)


class CreateVectorStoreFileBatchRequest(Model):
    """Files to add to a vector store; `file_ids` or `files` has to be there."""

    attributes: VectorStoreFileAttributes | None = None
    """Values that searches can filter by, for all of `file_ids`."""
    chunking_strategy: FileChunkingStrategyParam | None = None
    file_ids: list[str] | None = None
    """The identifiers of the files, which share `chunking_strategy` and `attributes`."""
    files: list[CreateVectorStoreFileRequest] | None = None
    """The files, each with settings of its own."""


class VectorStoreFileBatch(Model):
    """Files that are added to a vector store together."""

    created_at: int
    """When the batch was created, in Unix seconds."""
    file_counts: FileCounts
    id: str
    """The identifier of the batch."""
    object: Literal["vector_store.files_batch"] | str
    """The type of the object."""
    status: Literal["in_progress", "completed", "cancelled", "failed"] | str
    """The state of the batch."""
    vector_store_id: str
    """The identifier of the vector store."""
