"""What the API is sent, as plain dicts: TypedDicts whose keys are the names on the wire."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .indexes import (
        CreateIndexRequest,
        DistanceMetric,
        IndexConfig,
        IndexDimensionConfiguration,
        IndexPreset,
        IndexPresetConfiguration,
    )
    from .metadata_indexes import (
        CreateMetadataIndexRequest,
        DeleteMetadataIndexRequest,
        MetadataIndexType,
    )
    from .vectors import (
        DeleteVectorsByIdsRequest,
        GetVectorsByIdsRequest,
        QueryVectorsRequest,
        VectorInput,
    )

__all__ = [
    "CreateIndexRequest",
    "CreateMetadataIndexRequest",
    "DeleteMetadataIndexRequest",
    "DeleteVectorsByIdsRequest",
    "DistanceMetric",
    "GetVectorsByIdsRequest",
    "IndexConfig",
    "IndexDimensionConfiguration",
    "IndexPreset",
    "IndexPresetConfiguration",
    "MetadataIndexType",
    "QueryVectorsRequest",
    "VectorInput",
]

_MODULES = {
    "CreateIndexRequest": "indexes",
    "CreateMetadataIndexRequest": "metadata_indexes",
    "DeleteMetadataIndexRequest": "metadata_indexes",
    "DeleteVectorsByIdsRequest": "vectors",
    "DistanceMetric": "indexes",
    "GetVectorsByIdsRequest": "vectors",
    "IndexConfig": "indexes",
    "IndexDimensionConfiguration": "indexes",
    "IndexPreset": "indexes",
    "IndexPresetConfiguration": "indexes",
    "MetadataIndexType": "metadata_indexes",
    "QueryVectorsRequest": "vectors",
    "VectorInput": "vectors",
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
