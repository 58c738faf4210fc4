"""What the API is sent, as plain dicts: TypedDicts whose keys are the names on the wire."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .file_batches import CreateVectorStoreFileBatchRequest
    from .files import UpdateVectorStoreFileAttributesRequest
    from .shared import (
        AutoFileChunkingStrategyParam,
        CreateVectorStoreFileRequest,
        FileChunkingStrategyParam,
        StaticFileChunkingStrategy,
        StaticFileChunkingStrategyObjectParam,
        VectorStoreFileAttributes,
    )
    from .vector_stores import (
        ComparisonFilter,
        CompoundFilter,
        CreateVectorStoreRequest,
        Metadata,
        ModifyVectorStoreRequest,
        RankingOptions,
        SearchFilter,
        VectorStoreExpirationAfter,
        VectorStoreSearchRequest,
    )

__all__ = [
    "AutoFileChunkingStrategyParam",
    "ComparisonFilter",
    "CompoundFilter",
    "CreateVectorStoreFileBatchRequest",
    "CreateVectorStoreFileRequest",
    "CreateVectorStoreRequest",
    "FileChunkingStrategyParam",
    "Metadata",
    "ModifyVectorStoreRequest",
    "RankingOptions",
    "SearchFilter",
    "StaticFileChunkingStrategy",
    "StaticFileChunkingStrategyObjectParam",
    "UpdateVectorStoreFileAttributesRequest",
    "VectorStoreExpirationAfter",
    "VectorStoreFileAttributes",
    "VectorStoreSearchRequest",
]

_MODULES = {
    "AutoFileChunkingStrategyParam": "shared",
    "ComparisonFilter": "vector_stores",
    "CompoundFilter": "vector_stores",
    "CreateVectorStoreFileBatchRequest": "file_batches",
    "CreateVectorStoreFileRequest": "shared",
    "CreateVectorStoreRequest": "vector_stores",
    "FileChunkingStrategyParam": "shared",
    "Metadata": "vector_stores",
    "ModifyVectorStoreRequest": "vector_stores",
    "RankingOptions": "vector_stores",
    "SearchFilter": "vector_stores",
    "StaticFileChunkingStrategy": "shared",
    "StaticFileChunkingStrategyObjectParam": "shared",
    "UpdateVectorStoreFileAttributesRequest": "files",
    "VectorStoreExpirationAfter": "vector_stores",
    "VectorStoreFileAttributes": "shared",
    "VectorStoreSearchRequest": "vector_stores",
}

if not TYPE_CHECKING:

    def __getattr__(name):
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f".{_MODULES[name]}", __name__), name)
        globals()[name] = value
        return value

    def __dir__():
        return __all__
