"""Models that several resources share."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from .._runtime import UnknownVariant
from .._runtime.models import Model, OneOf


class AutoFileChunkingStrategyParam(Model):
    """Chunks of 800 tokens that share 400, as the service sees fit today."""

    type: Literal["auto"]
    """The kind of strategy."""


class CreateVectorStoreFileRequest(Model):
    """A file to add to a vector store."""

    file_id: str
    """The identifier of the file."""
    attributes: VectorStoreFileAttributes | None = None
    """Values that searches can filter by."""
    chunking_strategy: FileChunkingStrategyParam | None = None


class Error(Model):
    """What went wrong."""

    code: str | None
    """A short name of the error."""
    message: str
    """What happened, for people to read."""
    param: str | None
    """The parameter that it is about."""
    type: str
    """The kind of error."""


class ErrorResponse(Model):
    """The answer to a request that failed."""

    error: Error


class FileCounts(Model):
    """How many files are in which state."""

    cancelled: int
    """Files whose reading was cancelled."""
    completed: int
    """Files that are ready."""
    failed: int
    """Files that could not be read."""
    in_progress: int
    """Files that are being read."""
    total: int
    """All files."""


class OtherFileChunkingStrategyObject(Model):
    """Chunks of an unknown kind, from before strategies were kept."""

    type: Literal["other"]
    """The kind of strategy."""


class StaticFileChunkingStrategy(Model):
    """Chunks of a given size."""

    chunk_overlap_tokens: int
    """How many tokens neighbouring chunks share, at most half of `max_chunk_size_tokens`. The
    service itself takes 400.
    """
    max_chunk_size_tokens: int
    """How many tokens a chunk has at most. The service itself takes 800."""


class StaticFileChunkingStrategyObject(Model):
    """Chunks of a given size."""

    type: Literal["static"]
    """The kind of strategy."""
    static: StaticFileChunkingStrategy


class StaticFileChunkingStrategyObjectParam(Model):
    """Chunks of a size that the caller sets."""

    type: Literal["static"]
    """The kind of strategy."""
    static: StaticFileChunkingStrategy


class VectorStoreFile(Model):
    """A file of a vector store."""

    created_at: int
    """When the file was added, in Unix seconds."""
    id: str
    """The identifier of the file."""
    last_error: VectorStoreFileError | None
    """Why the file could not be read, if it could not."""
    object: Literal["vector_store.file"] | str
    """The type of the object."""
    status: Literal["in_progress", "completed", "cancelled", "failed"] | str
    """The state of the file; it can be searched when `completed`."""
    usage_bytes: int
    """How many bytes the file takes in the vector store, which differs from its own size."""
    vector_store_id: str
    """The identifier of the vector store."""
    attributes: VectorStoreFileAttributes | None = None
    """Values that searches can filter by."""
    chunking_strategy: FileChunkingStrategy | None = None


class VectorStoreFileError(Model):
    """Why a file could not be read."""

    code: Literal["server_error", "unsupported_file", "invalid_file"] | str
    """The kind of error."""
    message: str
    """What happened, for people to read."""


class VectorStoreFileList(Model):
    """A page of the files of a vector store or a batch."""

    data: list[VectorStoreFile]
    """The files of this page."""
    first_id: str
    """The identifier of the first object of this page."""
    has_more: bool
    """Whether another page follows."""
    last_id: str
    """The identifier of the last object of this page, `after` of the next one."""
    object: str
    """The type of the object, `list`."""


FileChunkingStrategy: TypeAlias = Annotated[
    StaticFileChunkingStrategyObject | OtherFileChunkingStrategyObject | UnknownVariant,
    OneOf("type"),
]
"""How a file was split into chunks."""

FileChunkingStrategyParam: TypeAlias = Annotated[
    AutoFileChunkingStrategyParam | StaticFileChunkingStrategyObjectParam | UnknownVariant,
    OneOf("type"),
]
"""How files are to be split into chunks; `auto` if left out."""

VectorStoreFileAttributes: TypeAlias = dict[str, str | float | bool]
"""Up to 16 values by name that searches can filter by."""
