"""Dicts that several resources share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NotRequired, TypeAlias, TypedDict

from .. import models
from .._runtime import UnknownVariant


class AutoFileChunkingStrategyParam(TypedDict):
    """Chunks of 800 tokens that share 400, as the service sees fit today."""

    type: Literal["auto"]
    """The kind of strategy."""


class CreateVectorStoreFileRequest(TypedDict):
    """A file to add to a vector store."""

    file_id: str
    """The identifier of the file."""
    attributes: NotRequired[VectorStoreFileAttributes | None]
    """Values that searches can filter by."""
    chunking_strategy: NotRequired[FileChunkingStrategyParam]


class StaticFileChunkingStrategy(TypedDict):
    """Chunks of a given size."""

    chunk_overlap_tokens: int
    """How many tokens neighbouring chunks share, at most half of `max_chunk_size_tokens`. The
    service itself takes 400.
    """
    max_chunk_size_tokens: int
    """How many tokens a chunk has at most. The service itself takes 800."""


StaticFileChunkingStrategyObjectParam = TypedDict(
    "StaticFileChunkingStrategyObjectParam",
    {
        # The kind of strategy.
        "type": Literal["static"],
        "static": "models.StaticFileChunkingStrategy | StaticFileChunkingStrategy",
    },
)
"""Chunks of a size that the caller sets."""


FileChunkingStrategyParam: TypeAlias = (
    models.AutoFileChunkingStrategyParam
    | AutoFileChunkingStrategyParam
    | models.StaticFileChunkingStrategyObjectParam
    | StaticFileChunkingStrategyObjectParam
    | UnknownVariant
)
"""How files are to be split into chunks; `auto` if left out."""

VectorStoreFileAttributes: TypeAlias = Mapping[str, str | float | bool]
"""Up to 16 values by name that searches can filter by."""
