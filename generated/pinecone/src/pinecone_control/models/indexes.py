"""Models of `client.indexes`."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from .._runtime import UnknownVariant
from .._runtime.models import Model, OneOf
from .shared import IndexTags, MetadataSchema


class ByocSpec(Model):
    """Configuration needed to deploy an index in a BYOC environment."""

    environment: str
    """The environment where the index is hosted."""
    read_capacity: ReadCapacity | None = None
    schema_: Annotated[MetadataSchema | None, Field(alias="schema")] = None


class ByocSpecResponse(Model):
    """Configuration of a BYOC index."""

    environment: str
    """The environment where the index is hosted."""
    read_capacity: ReadCapacityResponse
    schema_: Annotated[MetadataSchema | None, Field(alias="schema")] = None


class ConfigureIndexRequest(Model):
    """Configuration used to scale an index."""

    deletion_protection: DeletionProtection | None = None
    """The server's default is `"disabled"`."""
    embed: ConfigureIndexRequestEmbed | None = None
    """Configure the integrated inference embedding settings for this index. You can convert an
    existing index to an integrated index by specifying the embedding model and field_map.
    """
    spec: (
        Annotated[
            ConfigureIndexRequestSpecServerless
            | ConfigureIndexRequestSpecPod
            | ConfigureIndexRequestSpecByoc
            | UnknownVariant,
            OneOf(),
        ]
        | None
    ) = None
    """The spec object defines how the index should be deployed. Only some attributes of an index's
    spec may be updated. In general, you can modify settings related to scaling and configuration
    but you cannot change the cloud or region where the index is hosted.
    """
    tags: IndexTags | None = None


class ConfigureIndexRequestEmbed(Model):
    """Configure the integrated inference embedding settings for this index.

    You can convert an existing index to an integrated index by specifying the embedding model and
    field_map. The index vector type and dimension must match the model vector type and dimension,
    and the index similarity metric must be supported by the model. Refer to the model guide
    (https://docs.pinecone.io/guides/index-data/create-an-index#embedding-models) for available
    models and model details. You can later change the embedding configuration to update the field
    map, read parameters, or write parameters. Once set, the model cannot be changed.
    """

    field_map: dict[str, Any] | None = None
    """Identifies the name of the text field from your document model that will be embedded."""
    model: str | None = None
    """The name of the embedding model to use with the index. The index dimension and model
    dimension must match, and the index similarity metric must be supported by the model. The
    index embedding model cannot be changed once set.
    """
    read_parameters: dict[str, Any] | None = None
    """The read parameters for the embedding model."""
    write_parameters: dict[str, Any] | None = None
    """The write parameters for the embedding model."""


class ConfigureIndexRequestSpecByoc(Model):
    """BYOC."""

    byoc: ConfigureIndexRequestSpecByocByoc
    """Updated configuration for a BYOC index."""


class ConfigureIndexRequestSpecByocByoc(Model):
    """Updated configuration for a BYOC index."""

    read_capacity: ReadCapacity | None = None


class ConfigureIndexRequestSpecPod(Model):
    """Pod-based."""

    pod: ConfigureIndexRequestSpecPodPod
    """Updated configuration for pod-based indexes."""


class ConfigureIndexRequestSpecPodPod(Model):
    """Updated configuration for pod-based indexes."""

    pod_type: str | None = None
    """The type of pod to use. One of `s1`, `p1`, or `p2` appended with `.` and one of `x1`, `x2`,
    `x4`, or `x8`. The server's default is `"p1.x1"`.
    """
    replicas: int | None = None
    """The number of replicas. Replicas duplicate your index. They provide higher availability and
    throughput. Replicas can be scaled up or down as your needs change. The server's default is
    `1`.
    """


class ConfigureIndexRequestSpecServerless(Model):
    """Serverless."""

    serverless: ConfigureIndexRequestSpecServerlessServerless
    """Updated configuration for serverless indexes."""


class ConfigureIndexRequestSpecServerlessServerless(Model):
    """Updated configuration for serverless indexes."""

    read_capacity: ReadCapacity | None = None


class CreateBackupRequest(Model):
    """The configuration needed to create a backup of an index."""

    description: str | None = None
    """A description of the backup."""
    name: str | None = None
    """The name of the backup."""


class CreateIndexForModelRequest(Model):
    """The desired configuration for the index and associated embedding model."""

    cloud: Literal["gcp", "aws", "azure"] | str
    """The public cloud where you would like your index hosted. Possible values: `gcp`, `aws`, or
    `azure`.
    """
    embed: CreateIndexForModelRequestEmbed
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
    deletion_protection: DeletionProtection | None = None
    """The server's default is `"disabled"`."""
    read_capacity: ReadCapacity | None = None
    schema_: Annotated[MetadataSchema | None, Field(alias="schema")] = None
    tags: IndexTags | None = None


class CreateIndexForModelRequestEmbed(Model):
    """Specify the integrated inference embedding configuration for the index.

    Once set the model cannot be changed, but you can later update the embedding configuration for
    an integrated inference index including field map, read parameters, or write parameters. Refer
    to the model guide (https://docs.pinecone.io/guides/index-data/create-an-index#embedding-models)
    for available models and model details.
    """

    field_map: dict[str, Any]
    """Identifies the name of the text field from your document model that will be embedded."""
    model: str
    """The name of the embedding model to use for the index."""
    dimension: int | None = None
    """The dimension of embedding vectors produced for the index."""
    metric: Literal["cosine", "euclidean", "dotproduct"] | str | None = None
    """The distance metric to be used for similarity search. You can use 'euclidean', 'cosine', or
    'dotproduct'. If not specified, the metric will be defaulted according to the model. Cannot
    be updated once set. Possible values: `cosine`, `euclidean`, or `dotproduct`.
    """
    read_parameters: dict[str, Any] | None = None
    """The read parameters for the embedding model."""
    write_parameters: dict[str, Any] | None = None
    """The write parameters for the embedding model."""


class CreateIndexFromBackupRequest(Model):
    """The configuration needed to create a Pinecone index from a backup."""

    name: str
    """The name of the index. Resource name must be 1-45 characters long, start and end with an
    alphanumeric character, and consist only of lower case alphanumeric characters or '-'.
    """
    deletion_protection: DeletionProtection | None = None
    """The server's default is `"disabled"`."""
    tags: IndexTags | None = None


class CreateIndexFromBackupResponse(Model):
    """The response for creating an index from a backup."""

    index_id: str
    """The ID of the index that was created from the backup."""
    restore_job_id: str
    """The ID of the restore job that was created."""


class CreateIndexRequest(Model):
    """The configuration needed to create a Pinecone index."""

    name: str
    """The name of the index. Resource name must be 1-45 characters long, start and end with an
    alphanumeric character, and consist only of lower case alphanumeric characters or '-'.
    """
    spec: IndexSpec
    deletion_protection: DeletionProtection | None = None
    """The server's default is `"disabled"`."""
    dimension: int | None = None
    """The dimensions of the vectors to be inserted in the index."""
    metric: Literal["cosine", "euclidean", "dotproduct"] | str | None = None
    """The distance metric to be used for similarity search. You can use 'euclidean', 'cosine', or
    'dotproduct'. If the 'vector_type' is 'sparse', the metric must be 'dotproduct'. If the
    `vector_type` is `dense`, the metric defaults to 'cosine'. Possible values: `cosine`,
    `euclidean`, or `dotproduct`.
    """
    tags: IndexTags | None = None
    vector_type: str | None = None
    """The index vector type. You can use 'dense' or 'sparse'. If 'dense', the vector dimension must
    be specified. If 'sparse', the vector dimension should not be specified. The server's default
    is `"dense"`.
    """


class IndexList(Model):
    """The list of indexes that exist in the project."""

    indexes: list[IndexModel] | None = None
    """List of indexes in the project."""


class IndexModel(Model):
    """The IndexModel describes the configuration and status of a Pinecone index."""

    host: str
    """The URL address where the index is hosted."""
    metric: Literal["cosine", "euclidean", "dotproduct"] | str
    """The distance metric to be used for similarity search. You can use 'euclidean', 'cosine', or
    'dotproduct'. If the 'vector_type' is 'sparse', the metric must be 'dotproduct'. If the
    `vector_type` is `dense`, the metric defaults to 'cosine'. Possible values: `cosine`,
    `euclidean`, or `dotproduct`.
    """
    name: str
    """The name of the index. Resource name must be 1-45 characters long, start and end with an
    alphanumeric character, and consist only of lower case alphanumeric characters or '-'.
    """
    spec: Annotated[
        IndexModelSpecServerless | IndexModelSpecPod | IndexModelSpecByoc | UnknownVariant, OneOf()
    ]
    """The spec object defines how the index should be deployed."""
    status: IndexModelStatus
    """The current status of the index."""
    vector_type: str
    """The index vector type. You can use 'dense' or 'sparse'. If 'dense', the vector dimension must
    be specified. If 'sparse', the vector dimension should not be specified.
    """
    deletion_protection: DeletionProtection | None = None
    """The server's default is `"disabled"`."""
    dimension: int | None = None
    """The dimensions of the vectors to be inserted in the index."""
    embed: ModelIndexEmbed | None = None
    private_host: str | None = None
    """The private endpoint URL of an index."""
    tags: IndexTags | None = None


class IndexModelSpecByoc(Model):
    """BYOC."""

    byoc: ByocSpecResponse


class IndexModelSpecPod(Model):
    """Pod-based."""

    pod: PodSpec


class IndexModelSpecServerless(Model):
    """Serverless."""

    serverless: ServerlessSpecResponse


class IndexModelStatus(Model):
    """The current status of the index."""

    ready: bool
    """Whether the index is ready for use."""
    state: (
        Literal[
            "Initializing",
            "InitializationFailed",
            "ScalingUp",
            "ScalingDown",
            "ScalingUpPodSize",
            "ScalingDownPodSize",
            "Terminating",
            "Ready",
            "Disabled",
        ]
        | str
    )
    """The state of the index. Possible values: `Initializing`, `InitializationFailed`, `ScalingUp`,
    `ScalingDown`, `ScalingUpPodSize`, `ScalingDownPodSize`, `Terminating`, `Ready`, or
    `Disabled`.
    """


class IndexSpecByoc(Model):
    """BYOC."""

    byoc: ByocSpec


class IndexSpecPod(Model):
    """Pod-based."""

    pod: PodSpec


class IndexSpecServerless(Model):
    """Serverless."""

    serverless: ServerlessSpec


class ModelIndexEmbed(Model):
    """The embedding model and document fields mapped to embedding inputs."""

    model: str
    """The name of the embedding model used to create the index."""
    dimension: int | None = None
    """The dimensions of the vectors to be inserted in the index."""
    field_map: dict[str, Any] | None = None
    """Identifies the name of the text field from your document model that is embedded."""
    metric: Literal["cosine", "euclidean", "dotproduct"] | str | None = None
    """The distance metric to be used for similarity search. You can use 'euclidean', 'cosine', or
    'dotproduct'. If not specified, the metric will be defaulted according to the model. Cannot
    be updated once set. Possible values: `cosine`, `euclidean`, or `dotproduct`.
    """
    read_parameters: dict[str, Any] | None = None
    """The read parameters for the embedding model."""
    vector_type: str | None = None
    """The index vector type. You can use 'dense' or 'sparse'. If 'dense', the vector dimension must
    be specified. If 'sparse', the vector dimension should not be specified. The server's default
    is `"dense"`.
    """
    write_parameters: dict[str, Any] | None = None
    """The write parameters for the embedding model."""


class PodSpec(Model):
    """Configuration needed to deploy a pod-based index."""

    environment: str
    """The environment where the index is hosted."""
    pod_type: str
    """The type of pod to use. One of `s1`, `p1`, or `p2` appended with `.` and one of `x1`, `x2`,
    `x4`, or `x8`.
    """
    metadata_config: PodSpecMetadataConfig | None = None
    """Configuration for the behavior of Pinecone's internal metadata index. By default, all
    metadata is indexed; when `metadata_config` is present, only specified metadata fields are
    indexed. These configurations are only valid for use with pod-based indexes.
    """
    pods: int | None = None
    """The number of pods to be used in the index. This should be equal to `shards` x `replicas`.'.
    The server's default is `1`.
    """
    replicas: int | None = None
    """The number of replicas. Replicas duplicate your index. They provide higher availability and
    throughput. Replicas can be scaled up or down as your needs change. The server's default is
    `1`.
    """
    shards: int | None = None
    """The number of shards. Shards split your data across multiple pods so you can fit more data
    into an index. The server's default is `1`.
    """
    source_collection: str | None = None
    """The name of the collection to be used as the source for the index."""


class PodSpecMetadataConfig(Model):
    """Configuration for the behavior of Pinecone's internal metadata index.

    By default, all metadata is indexed; when `metadata_config` is present, only specified metadata
    fields are indexed. These configurations are only valid for use with pod-based indexes.
    """

    indexed: list[str] | None = None
    """By default, all metadata is indexed; to change this behavior, use this property to specify an
    array of metadata fields that should be indexed.
    """


class ReadCapacityDedicatedConfig(Model):
    """Configuration for dedicated read capacity.

    See this guide (https://docs.pinecone.io/guides/index-data/dedicated-read-nodes) for more
    details on how to configure dedicated read capacity.
    """

    manual: ScalingConfigManual | None = None
    node_type: str | None = None
    """The type of machines to use. Available options: `b1` and `t1`. `t1` includes increased
    processing power and memory.
    """
    scaling: str | None = None
    """The type of scaling strategy to use."""


class ReadCapacityDedicatedSpec(Model):
    """Dedicated."""

    mode: Literal["Dedicated"]
    """The mode of the index. Possible values: `OnDemand` or `Dedicated`. Defaults to `OnDemand`. If
    set to `Dedicated`, `dedicated.node_type`, and `dedicated.scaling` must be specified.
    """
    dedicated: ReadCapacityDedicatedConfig


class ReadCapacityDedicatedSpecResponse(Model):
    """Dedicated."""

    mode: Literal["Dedicated"]
    """The mode of the index. Possible values: `OnDemand` or `Dedicated`. Defaults to `OnDemand`. If
    set to `Dedicated`, `dedicated.node_type`, and `dedicated.scaling` must be specified.
    """
    dedicated: ReadCapacityDedicatedConfig
    status: ReadCapacityStatus


class ReadCapacityOnDemandSpec(Model):
    """On-demand."""

    mode: Literal["OnDemand"]
    """The mode of the index. Possible values: `OnDemand` or `Dedicated`. Defaults to `OnDemand`. If
    set to `Dedicated`, `dedicated.node_type`, and `dedicated.scaling` must be specified.
    """


class ReadCapacityOnDemandSpecResponse(Model):
    """On-demand."""

    mode: Literal["OnDemand"]
    """The mode of the index. Possible values: `OnDemand` or `Dedicated`. Defaults to `OnDemand`. If
    set to `Dedicated`, `dedicated.node_type`, and `dedicated.scaling` must be specified.
    """
    status: ReadCapacityStatus


class ReadCapacityStatus(Model):
    """The current status of factors affecting the read capacity of a serverless index."""

    state: str
    """The `state` describes the overall status of factors relating to the read capacity of an
    index.
    """
    current_replicas: int | None = None
    """The number of replicas. Each replica has dedicated compute resources and data storage.
    Increasing this number will increase the total throughput of the index.
    """
    current_shards: int | None = None
    """The number of shards. Each shard has dedicated storage. Increasing shards alleiviates index
    fullness.
    """
    error_message: str | None = None
    """An optional error message indicating any issues with your read capacity configuration."""


class ScalingConfigManual(Model):
    """The config to use for manual read capacity scaling."""

    replicas: int | None = None
    """The number of replicas to use. Replicas duplicate the compute resources and data of an index,
    allowing higher query throughput and availability. Setting replicas to 0 disables the index
    but can be used to reduce costs while usage is paused.
    """
    shards: int | None = None
    """The number of shards to use. Shards determine the storage capacity of an index, with each
    shard providing 250 GB of storage.
    """


class ServerlessSpec(Model):
    """Configuration needed to deploy a serverless index."""

    cloud: Literal["gcp", "aws", "azure"] | str
    """The public cloud where you would like your index hosted. Possible values: `gcp`, `aws`, or
    `azure`.
    """
    region: str
    """The region where you would like your index to be created."""
    read_capacity: ReadCapacity | None = None
    schema_: Annotated[MetadataSchema | None, Field(alias="schema")] = None
    source_collection: str | None = None
    """The name of the collection to be used as the source for the index."""


class ServerlessSpecResponse(Model):
    """Configuration of a serverless index."""

    cloud: Literal["gcp", "aws", "azure"] | str
    """The public cloud where you would like your index hosted. Possible values: `gcp`, `aws`, or
    `azure`.
    """
    read_capacity: ReadCapacityResponse
    region: str
    """The region where you would like your index to be created."""
    schema_: Annotated[MetadataSchema | None, Field(alias="schema")] = None
    source_collection: str | None = None
    """The name of the collection to be used as the source for the index."""


DeletionProtection: TypeAlias = Literal["disabled", "enabled"] | str
"""Whether deletion protection
(http://docs.pinecone.io/guides/manage-data/manage-indexes#configure-deletion-protection) is
enabled/disabled for the index.

Possible values: `disabled` or `enabled`.
"""

IndexSpec: TypeAlias = Annotated[
    IndexSpecServerless | IndexSpecPod | IndexSpecByoc | UnknownVariant, OneOf()
]
"""The spec object defines how the index should be deployed.

For serverless indexes, you define only the cloud and region
(http://docs.pinecone.io/guides/index-data/create-an-index#cloud-regions) where the index should be
hosted. For pod-based indexes, you define the environment
(http://docs.pinecone.io/guides/indexes/pods/understanding-pod-based-indexes#pod-environments) where
the index should be hosted, the pod type and size
(http://docs.pinecone.io/guides/indexes/pods/understanding-pod-based-indexes#pod-types) to use, and
other index characteristics.
"""

ReadCapacity: TypeAlias = Annotated[
    ReadCapacityOnDemandSpec | ReadCapacityDedicatedSpec | UnknownVariant, OneOf("mode")
]
"""By default the index will be created with read capacity mode `OnDemand`.

If you prefer to allocate dedicated read nodes for your workload, you must specify mode `Dedicated`
and additional configurations for `node_type` and `scaling`.
"""

ReadCapacityResponse: TypeAlias = Annotated[
    ReadCapacityOnDemandSpecResponse | ReadCapacityDedicatedSpecResponse | UnknownVariant,
    OneOf("mode"),
]
"""Response containing read capacity configuration."""
