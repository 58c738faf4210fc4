"""Dicts of `client.indexes`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NotRequired, TypeAlias, TypedDict

from .. import models
from .._runtime import UnknownVariant
from .shared import IndexTags, MetadataSchema


class ByocSpec(TypedDict):
    """Configuration needed to deploy an index in a BYOC environment."""

    environment: str
    """The environment where the index is hosted."""
    read_capacity: NotRequired[ReadCapacity]
    schema: NotRequired[models.MetadataSchema | MetadataSchema]


class ConfigureIndexRequest(TypedDict):
    """Configuration used to scale an index."""

    deletion_protection: NotRequired[DeletionProtection]
    """The server's default is `"disabled"`."""
    embed: NotRequired[models.ConfigureIndexRequestEmbed | ConfigureIndexRequestEmbed]
    """Configure the integrated inference embedding settings for this index. You can convert an
    existing index to an integrated index by specifying the embedding model and field_map.
    """
    spec: NotRequired[
        models.ConfigureIndexRequestSpecServerless
        | ConfigureIndexRequestSpecServerless
        | models.ConfigureIndexRequestSpecPod
        | ConfigureIndexRequestSpecPod
        | models.ConfigureIndexRequestSpecByoc
        | ConfigureIndexRequestSpecByoc
        | UnknownVariant
    ]
    """The spec object defines how the index should be deployed. Only some attributes of an index's
    spec may be updated. In general, you can modify settings related to scaling and configuration
    but you cannot change the cloud or region where the index is hosted.
    """
    tags: NotRequired[IndexTags]


class ConfigureIndexRequestEmbed(TypedDict):
    """Configure the integrated inference embedding settings for this index.

    You can convert an existing index to an integrated index by specifying the embedding model and
    field_map.
    """

    field_map: NotRequired[Mapping[str, object]]
    """Identifies the name of the text field from your document model that will be embedded."""
    model: NotRequired[str]
    """The name of the embedding model to use with the index. The index dimension and model
    dimension must match, and the index similarity metric must be supported by the model. The
    index embedding model cannot be changed once set.
    """
    read_parameters: NotRequired[Mapping[str, object]]
    """The read parameters for the embedding model."""
    write_parameters: NotRequired[Mapping[str, object]]
    """The write parameters for the embedding model."""


class ConfigureIndexRequestSpecByoc(TypedDict):
    """BYOC."""

    byoc: models.ConfigureIndexRequestSpecByocByoc | ConfigureIndexRequestSpecByocByoc
    """Updated configuration for a BYOC index."""


class ConfigureIndexRequestSpecByocByoc(TypedDict):
    """Updated configuration for a BYOC index."""

    read_capacity: NotRequired[ReadCapacity]


class ConfigureIndexRequestSpecPod(TypedDict):
    """Pod-based."""

    pod: models.ConfigureIndexRequestSpecPodPod | ConfigureIndexRequestSpecPodPod
    """Updated configuration for pod-based indexes."""


class ConfigureIndexRequestSpecPodPod(TypedDict):
    """Updated configuration for pod-based indexes."""

    pod_type: NotRequired[str]
    """The type of pod to use. One of `s1`, `p1`, or `p2` appended with `.` and one of `x1`, `x2`,
    `x4`, or `x8`. The server's default is `"p1.x1"`.
    """
    replicas: NotRequired[int]
    """The number of replicas. Replicas duplicate your index. They provide higher availability and
    throughput. Replicas can be scaled up or down as your needs change. The server's default is
    `1`.
    """


class ConfigureIndexRequestSpecServerless(TypedDict):
    """Serverless."""

    serverless: (
        models.ConfigureIndexRequestSpecServerlessServerless
        | ConfigureIndexRequestSpecServerlessServerless
    )
    """Updated configuration for serverless indexes."""


class ConfigureIndexRequestSpecServerlessServerless(TypedDict):
    """Updated configuration for serverless indexes."""

    read_capacity: NotRequired[ReadCapacity]


class CreateBackupRequest(TypedDict):
    """The configuration needed to create a backup of an index."""

    description: NotRequired[str]
    """A description of the backup."""
    name: NotRequired[str]
    """The name of the backup."""


class CreateIndexForModelRequest(TypedDict):
    """The desired configuration for the index and associated embedding model."""

    cloud: Literal["gcp", "aws", "azure"]
    """The public cloud where you would like your index hosted. Possible values: `gcp`, `aws`, or
    `azure`.
    """
    embed: models.CreateIndexForModelRequestEmbed | CreateIndexForModelRequestEmbed
    """Specify the integrated inference embedding configuration for the index. Once set the model
    cannot be changed, but you can later update the embedding configuration for an integrated
    inference index including field map, read parameters, or write parameters.
    """
    name: str
    """The name of the index. Resource name must be 1-45 characters long, start and end with an
    alphanumeric character, and consist only of lower case alphanumeric characters or '-'.
    """
    region: str
    """The region where you would like your index to be created."""
    deletion_protection: NotRequired[DeletionProtection]
    """The server's default is `"disabled"`."""
    read_capacity: NotRequired[ReadCapacity]
    schema: NotRequired[models.MetadataSchema | MetadataSchema]
    tags: NotRequired[IndexTags]


class CreateIndexForModelRequestEmbed(TypedDict):
    """Specify the integrated inference embedding configuration for the index.

    Once set the model cannot be changed, but you can later update the embedding configuration for
    an integrated inference index including field map, read parameters, or write parameters.
    """

    field_map: Mapping[str, object]
    """Identifies the name of the text field from your document model that will be embedded."""
    model: str
    """The name of the embedding model to use for the index."""
    dimension: NotRequired[int]
    """The dimension of embedding vectors produced for the index."""
    metric: NotRequired[Literal["cosine", "euclidean", "dotproduct"]]
    """The distance metric to be used for similarity search. You can use 'euclidean', 'cosine', or
    'dotproduct'. If not specified, the metric will be defaulted according to the model. Cannot
    be updated once set. Possible values: `cosine`, `euclidean`, or `dotproduct`.
    """
    read_parameters: NotRequired[Mapping[str, object]]
    """The read parameters for the embedding model."""
    write_parameters: NotRequired[Mapping[str, object]]
    """The write parameters for the embedding model."""


class CreateIndexFromBackupRequest(TypedDict):
    """The configuration needed to create a Pinecone index from a backup."""

    name: str
    """The name of the index. Resource name must be 1-45 characters long, start and end with an
    alphanumeric character, and consist only of lower case alphanumeric characters or '-'.
    """
    deletion_protection: NotRequired[DeletionProtection]
    """The server's default is `"disabled"`."""
    tags: NotRequired[IndexTags]


class CreateIndexRequest(TypedDict):
    """The configuration needed to create a Pinecone index."""

    name: str
    """The name of the index. Resource name must be 1-45 characters long, start and end with an
    alphanumeric character, and consist only of lower case alphanumeric characters or '-'.
    """
    spec: IndexSpec
    deletion_protection: NotRequired[DeletionProtection]
    """The server's default is `"disabled"`."""
    dimension: NotRequired[int]
    """The dimensions of the vectors to be inserted in the index."""
    metric: NotRequired[Literal["cosine", "euclidean", "dotproduct"]]
    """The distance metric to be used for similarity search. You can use 'euclidean', 'cosine', or
    'dotproduct'. If the 'vector_type' is 'sparse', the metric must be 'dotproduct'. If the
    `vector_type` is `dense`, the metric defaults to 'cosine'. Possible values: `cosine`,
    `euclidean`, or `dotproduct`.
    """
    tags: NotRequired[IndexTags]
    vector_type: NotRequired[str]
    """The index vector type. You can use 'dense' or 'sparse'. If 'dense', the vector dimension must
    be specified. If 'sparse', the vector dimension should not be specified. The server's default
    is `"dense"`.
    """


class IndexSpecByoc(TypedDict):
    """BYOC."""

    byoc: models.ByocSpec | ByocSpec


class IndexSpecPod(TypedDict):
    """Pod-based."""

    pod: models.PodSpec | PodSpec


class IndexSpecServerless(TypedDict):
    """Serverless."""

    serverless: models.ServerlessSpec | ServerlessSpec


class PodSpec(TypedDict):
    """Configuration needed to deploy a pod-based index."""

    environment: str
    """The environment where the index is hosted."""
    pod_type: str
    """The type of pod to use. One of `s1`, `p1`, or `p2` appended with `.` and one of `x1`, `x2`,
    `x4`, or `x8`.
    """
    metadata_config: NotRequired[models.PodSpecMetadataConfig | PodSpecMetadataConfig]
    """Configuration for the behavior of Pinecone's internal metadata index. By default, all
    metadata is indexed; when `metadata_config` is present, only specified metadata fields are
    indexed. These configurations are only valid for use with pod-based indexes.
    """
    pods: NotRequired[int]
    """The number of pods to be used in the index. This should be equal to `shards` x `replicas`.'.
    The server's default is `1`.
    """
    replicas: NotRequired[int]
    """The number of replicas. Replicas duplicate your index. They provide higher availability and
    throughput. Replicas can be scaled up or down as your needs change. The server's default is
    `1`.
    """
    shards: NotRequired[int]
    """The number of shards. Shards split your data across multiple pods so you can fit more data
    into an index. The server's default is `1`.
    """
    source_collection: NotRequired[str]
    """The name of the collection to be used as the source for the index."""


class PodSpecMetadataConfig(TypedDict):
    """Configuration for the behavior of Pinecone's internal metadata index.

    By default, all metadata is indexed; when `metadata_config` is present, only specified metadata
    fields are indexed. These configurations are only valid for use with pod-based indexes.
    """

    indexed: NotRequired[Sequence[str]]
    """By default, all metadata is indexed; to change this behavior, use this property to specify an
    array of metadata fields that should be indexed.
    """


class ReadCapacityDedicatedConfig(TypedDict):
    """Configuration for dedicated read capacity.

    See this guide (https://docs.pinecone.io/guides/index-data/dedicated-read-nodes) for more
    details on how to configure dedicated read capacity.
    """

    manual: NotRequired[models.ScalingConfigManual | ScalingConfigManual]
    node_type: NotRequired[str]
    """The type of machines to use. Available options: `b1` and `t1`. `t1` includes increased
    processing power and memory.
    """
    scaling: NotRequired[str]
    """The type of scaling strategy to use."""


class ReadCapacityDedicatedSpec(TypedDict):
    """Dedicated."""

    mode: Literal["Dedicated"]
    """The mode of the index. Possible values: `OnDemand` or `Dedicated`. Defaults to `OnDemand`. If
    set to `Dedicated`, `dedicated.node_type`, and `dedicated.scaling` must be specified.
    """
    dedicated: models.ReadCapacityDedicatedConfig | ReadCapacityDedicatedConfig


class ReadCapacityOnDemandSpec(TypedDict):
    """On-demand."""

    mode: Literal["OnDemand"]
    """The mode of the index. Possible values: `OnDemand` or `Dedicated`. Defaults to `OnDemand`. If
    set to `Dedicated`, `dedicated.node_type`, and `dedicated.scaling` must be specified.
    """


class ScalingConfigManual(TypedDict):
    """The config to use for manual read capacity scaling."""

    replicas: NotRequired[int]
    """The number of replicas to use. Replicas duplicate the compute resources and data of an index,
    allowing higher query throughput and availability. Setting replicas to 0 disables the index
    but can be used to reduce costs while usage is paused.
    """
    shards: NotRequired[int]
    """The number of shards to use. Shards determine the storage capacity of an index, with each
    shard providing 250 GB of storage.
    """


class ServerlessSpec(TypedDict):
    """Configuration needed to deploy a serverless index."""

    cloud: Literal["gcp", "aws", "azure"]
    """The public cloud where you would like your index hosted. Possible values: `gcp`, `aws`, or
    `azure`.
    """
    region: str
    """The region where you would like your index to be created."""
    read_capacity: NotRequired[ReadCapacity]
    schema: NotRequired[models.MetadataSchema | MetadataSchema]
    source_collection: NotRequired[str]
    """The name of the collection to be used as the source for the index."""


DeletionProtection: TypeAlias = Literal["disabled", "enabled"]
"""Whether deletion protection
(http://docs.pinecone.io/guides/manage-data/manage-indexes#configure-deletion-protection) is
enabled/disabled for the index.

Possible values: `disabled` or `enabled`.
"""

IndexSpec: TypeAlias = (
    models.IndexSpecServerless
    | IndexSpecServerless
    | models.IndexSpecPod
    | IndexSpecPod
    | models.IndexSpecByoc
    | IndexSpecByoc
    | UnknownVariant
)
"""The spec object defines how the index should be deployed.

For serverless indexes, you define only the cloud and region
(http://docs.pinecone.io/guides/index-data/create-an-index#cloud-regions) where the index should be
hosted. For pod-based indexes, you define the environment
(http://docs.pinecone.io/guides/indexes/pods/understanding-pod-based-indexes#pod-environments) where
the index should be hosted, the pod type and size
(http://docs.pinecone.io/guides/indexes/pods/understanding-pod-based-indexes#pod-types) to use, and
other index characteristics.
"""

ReadCapacity: TypeAlias = (
    models.ReadCapacityOnDemandSpec
    | ReadCapacityOnDemandSpec
    | models.ReadCapacityDedicatedSpec
    | Mapping[str, object]
    | ReadCapacityDedicatedSpec
    | UnknownVariant
)
"""By default the index will be created with read capacity mode `OnDemand`.

If you prefer to allocate dedicated read nodes for your workload, you must specify mode `Dedicated`
and additional configurations for `node_type` and `scaling`.
"""
