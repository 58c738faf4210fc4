"""What the API answers: pydantic classes, loaded when they are first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .indexes import (
        CreateIndexRequest,
        DeleteIndexResponse,
        DistanceMetric,
        Index,
        IndexConfig,
        IndexDimensionConfiguration,
        IndexInfo,
        IndexInfoResponse,
        IndexListResponse,
        IndexPreset,
        IndexPresetConfiguration,
        IndexResponse,
    )
    from .metadata_indexes import (
        CreateMetadataIndexRequest,
        DeleteMetadataIndexRequest,
        MetadataIndex,
        MetadataIndexList,
        MetadataIndexListResponse,
        MetadataIndexType,
    )
    from .shared import (
        FailureResponse,
        Mutation,
        MutationResponse,
        ResponseInfo,
        ResponseInfoSource,
    )
    from .vectors import (
        DeleteVectorsByIdsRequest,
        GetVectorsByIdsRequest,
        QueryResult,
        QueryVectorsRequest,
        QueryVectorsResponse,
        Vector,
        VectorIdentifier,
        VectorInput,
        VectorList,
        VectorListResponse,
        VectorMatch,
        VectorsResponse,
    )

__all__ = [
    "CreateIndexRequest",
    "CreateMetadataIndexRequest",
    "DeleteIndexResponse",
    "DeleteMetadataIndexRequest",
    "DeleteVectorsByIdsRequest",
    "DistanceMetric",
    "FailureResponse",
    "GetVectorsByIdsRequest",
    "Index",
    "IndexConfig",
    "IndexDimensionConfiguration",
    "IndexInfo",
    "IndexInfoResponse",
    "IndexListResponse",
    "IndexPreset",
    "IndexPresetConfiguration",
    "IndexResponse",
    "MetadataIndex",
    "MetadataIndexList",
    "MetadataIndexListResponse",
    "MetadataIndexType",
    "Mutation",
    "MutationResponse",
    "QueryResult",
    "QueryVectorsRequest",
    "QueryVectorsResponse",
    "ResponseInfo",
    "ResponseInfoSource",
    "Vector",
    "VectorIdentifier",
    "VectorInput",
    "VectorList",
    "VectorListResponse",
    "VectorMatch",
    "VectorsResponse",
]

_MODULES = {
    "CreateIndexRequest": "indexes",
    "CreateMetadataIndexRequest": "metadata_indexes",
    "DeleteIndexResponse": "indexes",
    "DeleteMetadataIndexRequest": "metadata_indexes",
    "DeleteVectorsByIdsRequest": "vectors",
    "DistanceMetric": "indexes",
    "FailureResponse": "shared",
    "GetVectorsByIdsRequest": "vectors",
    "Index": "indexes",
    "IndexConfig": "indexes",
    "IndexDimensionConfiguration": "indexes",
    "IndexInfo": "indexes",
    "IndexInfoResponse": "indexes",
    "IndexListResponse": "indexes",
    "IndexPreset": "indexes",
    "IndexPresetConfiguration": "indexes",
    "IndexResponse": "indexes",
    "MetadataIndex": "metadata_indexes",
    "MetadataIndexList": "metadata_indexes",
    "MetadataIndexListResponse": "metadata_indexes",
    "MetadataIndexType": "metadata_indexes",
    "Mutation": "shared",
    "MutationResponse": "shared",
    "QueryResult": "vectors",
    "QueryVectorsRequest": "vectors",
    "QueryVectorsResponse": "vectors",
    "ResponseInfo": "shared",
    "ResponseInfoSource": "shared",
    "Vector": "vectors",
    "VectorIdentifier": "vectors",
    "VectorInput": "vectors",
    "VectorList": "vectors",
    "VectorListResponse": "vectors",
    "VectorMatch": "vectors",
    "VectorsResponse": "vectors",
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
