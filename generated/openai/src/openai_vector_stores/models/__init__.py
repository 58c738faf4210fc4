"""What the API answers: pydantic classes, loaded when they are first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .file_batches import CreateVectorStoreFileBatchRequest, VectorStoreFileBatch
    from .files import (
        UpdateVectorStoreFileAttributesRequest,
        VectorStoreFileContent,
        VectorStoreFileContentPart,
        VectorStoreFileDeleted,
    )
    from .shared import (
        AutoFileChunkingStrategyParam,
        CreateVectorStoreFileRequest,
        Error,
        ErrorResponse,
        FileChunkingStrategy,
        FileChunkingStrategyParam,
        FileCounts,
        OtherFileChunkingStrategyObject,
        StaticFileChunkingStrategy,
        StaticFileChunkingStrategyObject,
        StaticFileChunkingStrategyObjectParam,
        VectorStoreFile,
        VectorStoreFileAttributes,
        VectorStoreFileError,
        VectorStoreFileList,
    )
    from .vector_stores import (
        ComparisonFilter,
        CompoundFilter,
        CreateVectorStoreRequest,
        Metadata,
        ModifyVectorStoreRequest,
        RankingOptions,
        SearchFilter,
        VectorStore,
        VectorStoreDeleted,
        VectorStoreExpirationAfter,
        VectorStoreList,
        VectorStoreSearchRequest,
        VectorStoreSearchResult,
        VectorStoreSearchResultContent,
        VectorStoreSearchResults,
    )

__all__ = [
    "AutoFileChunkingStrategyParam",
    "ComparisonFilter",
    "CompoundFilter",
    "CreateVectorStoreFileBatchRequest",
    "CreateVectorStoreFileRequest",
    "CreateVectorStoreRequest",
    "Error",
    "ErrorResponse",
    "FileChunkingStrategy",
    "FileChunkingStrategyParam",
    "FileCounts",
    "Metadata",
    "ModifyVectorStoreRequest",
    "OtherFileChunkingStrategyObject",
    "RankingOptions",
    "SearchFilter",
    "StaticFileChunkingStrategy",
    "StaticFileChunkingStrategyObject",
    "StaticFileChunkingStrategyObjectParam",
    "UpdateVectorStoreFileAttributesRequest",
    "VectorStore",
    "VectorStoreDeleted",
    "VectorStoreExpirationAfter",
    "VectorStoreFile",
    "VectorStoreFileAttributes",
    "VectorStoreFileBatch",
    "VectorStoreFileContent",
    "VectorStoreFileContentPart",
    "VectorStoreFileDeleted",
    "VectorStoreFileError",
    "VectorStoreFileList",
    "VectorStoreList",
    "VectorStoreSearchRequest",
    "VectorStoreSearchResult",
    "VectorStoreSearchResultContent",
    "VectorStoreSearchResults",
]

_MODULES = {
    "AutoFileChunkingStrategyParam": "shared",
    "ComparisonFilter": "vector_stores",
    "CompoundFilter": "vector_stores",
    "CreateVectorStoreFileBatchRequest": "file_batches",
    "CreateVectorStoreFileRequest": "shared",
    "CreateVectorStoreRequest": "vector_stores",
    "Error": "shared",
    "ErrorResponse": "shared",
    "FileChunkingStrategy": "shared",
    "FileChunkingStrategyParam": "shared",
    "FileCounts": "shared",
    "Metadata": "vector_stores",
    "ModifyVectorStoreRequest": "vector_stores",
    "OtherFileChunkingStrategyObject": "shared",
    "RankingOptions": "vector_stores",
    "SearchFilter": "vector_stores",
    "StaticFileChunkingStrategy": "shared",
    "StaticFileChunkingStrategyObject": "shared",
    "StaticFileChunkingStrategyObjectParam": "shared",
    "UpdateVectorStoreFileAttributesRequest": "files",
    "VectorStore": "vector_stores",
    "VectorStoreDeleted": "vector_stores",
    "VectorStoreExpirationAfter": "vector_stores",
    "VectorStoreFile": "shared",
    "VectorStoreFileAttributes": "shared",
    "VectorStoreFileBatch": "file_batches",
    "VectorStoreFileContent": "files",
    "VectorStoreFileContentPart": "files",
    "VectorStoreFileDeleted": "files",
    "VectorStoreFileError": "shared",
    "VectorStoreFileList": "shared",
    "VectorStoreList": "vector_stores",
    "VectorStoreSearchRequest": "vector_stores",
    "VectorStoreSearchResult": "vector_stores",
    "VectorStoreSearchResultContent": "vector_stores",
    "VectorStoreSearchResults": "vector_stores",
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
