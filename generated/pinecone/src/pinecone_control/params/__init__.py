"""What the API is sent, as plain dicts: TypedDicts whose keys are the names on the wire."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .collections import CreateCollectionRequest
    from .indexes import (
        ByocSpec,
        ConfigureIndexRequest,
        ConfigureIndexRequestEmbed,
        ConfigureIndexRequestSpecByoc,
        ConfigureIndexRequestSpecByocByoc,
        ConfigureIndexRequestSpecPod,
        ConfigureIndexRequestSpecPodPod,
        ConfigureIndexRequestSpecServerless,
        ConfigureIndexRequestSpecServerlessServerless,
        CreateBackupRequest,
        CreateIndexForModelRequest,
        CreateIndexForModelRequestEmbed,
        CreateIndexFromBackupRequest,
        CreateIndexRequest,
        DeletionProtection,
        IndexSpec,
        IndexSpecByoc,
        IndexSpecPod,
        IndexSpecServerless,
        PodSpec,
        PodSpecMetadataConfig,
        ReadCapacity,
        ReadCapacityDedicatedConfig,
        ReadCapacityDedicatedSpec,
        ReadCapacityOnDemandSpec,
        ScalingConfigManual,
        ServerlessSpec,
    )
    from .shared import IndexTags, MetadataSchema, MetadataSchemaFieldsValue

__all__ = [
    "ByocSpec",
    "ConfigureIndexRequest",
    "ConfigureIndexRequestEmbed",
    "ConfigureIndexRequestSpecByoc",
    "ConfigureIndexRequestSpecByocByoc",
    "ConfigureIndexRequestSpecPod",
    "ConfigureIndexRequestSpecPodPod",
    "ConfigureIndexRequestSpecServerless",
    "ConfigureIndexRequestSpecServerlessServerless",
    "CreateBackupRequest",
    "CreateCollectionRequest",
    "CreateIndexForModelRequest",
    "CreateIndexForModelRequestEmbed",
    "CreateIndexFromBackupRequest",
    "CreateIndexRequest",
    "DeletionProtection",
    "IndexSpec",
    "IndexSpecByoc",
    "IndexSpecPod",
    "IndexSpecServerless",
    "IndexTags",
    "MetadataSchema",
    "MetadataSchemaFieldsValue",
    "PodSpec",
    "PodSpecMetadataConfig",
    "ReadCapacity",
    "ReadCapacityDedicatedConfig",
    "ReadCapacityDedicatedSpec",
    "ReadCapacityOnDemandSpec",
    "ScalingConfigManual",
    "ServerlessSpec",
]

_MODULES = {
    "ByocSpec": "indexes",
    "ConfigureIndexRequest": "indexes",
    "ConfigureIndexRequestEmbed": "indexes",
    "ConfigureIndexRequestSpecByoc": "indexes",
    "ConfigureIndexRequestSpecByocByoc": "indexes",
    "ConfigureIndexRequestSpecPod": "indexes",
    "ConfigureIndexRequestSpecPodPod": "indexes",
    "ConfigureIndexRequestSpecServerless": "indexes",
    "ConfigureIndexRequestSpecServerlessServerless": "indexes",
    "CreateBackupRequest": "indexes",
    "CreateCollectionRequest": "collections",
    "CreateIndexForModelRequest": "indexes",
    "CreateIndexForModelRequestEmbed": "indexes",
    "CreateIndexFromBackupRequest": "indexes",
    "CreateIndexRequest": "indexes",
    "DeletionProtection": "indexes",
    "IndexSpec": "indexes",
    "IndexSpecByoc": "indexes",
    "IndexSpecPod": "indexes",
    "IndexSpecServerless": "indexes",
    "IndexTags": "shared",
    "MetadataSchema": "shared",
    "MetadataSchemaFieldsValue": "shared",
    "PodSpec": "indexes",
    "PodSpecMetadataConfig": "indexes",
    "ReadCapacity": "indexes",
    "ReadCapacityDedicatedConfig": "indexes",
    "ReadCapacityDedicatedSpec": "indexes",
    "ReadCapacityOnDemandSpec": "indexes",
    "ScalingConfigManual": "indexes",
    "ServerlessSpec": "indexes",
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
