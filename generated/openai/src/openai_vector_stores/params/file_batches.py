"""Dicts of `client.file_batches`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NotRequired, TypedDict

from .. import models
from .shared import (
    CreateVectorStoreFileRequest,
    FileChunkingStrategyParam,
    VectorStoreFileAttributes,
)


class CreateVectorStoreFileBatchRequest(TypedDict):
    """Files to add to a vector store; `file_ids` or `files` has to be there."""

    attributes: NotRequired[VectorStoreFileAttributes | None]
    """Values that searches can filter by, for all of `file_ids`."""
    chunking_strategy: NotRequired[FileChunkingStrategyParam]
    file_ids: NotRequired[Sequence[str]]
    """The identifiers of the files, which share `chunking_strategy` and `attributes`."""
    files: NotRequired[Sequence[models.CreateVectorStoreFileRequest | CreateVectorStoreFileRequest]]
    """The files, each with settings of its own."""
