"""Models that several resources share."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from .._runtime.models import Model


class BackupList(Model):
    """The list of backups that exist in the project."""

    data: list[BackupModel] | None = None
    """List of backup objects."""
    pagination: PaginationResponse | None = None


class BackupModel(Model):
    """The BackupModel describes the configuration and status of a Pinecone backup."""

    backup_id: str
    """Unique identifier for the backup."""
    cloud: str
    """Cloud provider where the backup is stored."""
    region: str
    """Cloud region where the backup is stored."""
    source_index_id: str
    """ID of the index."""
    source_index_name: str
    """Name of the index from which the backup was taken."""
    status: str
    """Current status of the backup (e.g., Initializing, Ready, Failed)."""
    created_at: str | None = None
    """Timestamp when the backup was created."""
    description: str | None = None
    """Optional description providing context for the backup."""
    dimension: int | None = None
    """The dimensions of the vectors to be inserted in the index."""
    metric: Literal["cosine", "euclidean", "dotproduct"] | str | None = None
    """The distance metric to be used for similarity search. You can use 'euclidean', 'cosine', or
    'dotproduct'. If the 'vector_type' is 'sparse', the metric must be 'dotproduct'. If the
    `vector_type` is `dense`, the metric defaults to 'cosine'. Possible values: `cosine`,
    `euclidean`, or `dotproduct`.
    """
    name: str | None = None
    """Optional user-defined name for the backup."""
    namespace_count: int | None = None
    """Number of namespaces in the backup."""
    record_count: int | None = None
    """Total number of records in the backup."""
    schema_: Annotated[MetadataSchema | None, Field(alias="schema")] = None
    size_bytes: int | None = None
    """Size of the backup in bytes."""
    tags: IndexTags | None = None


class ErrorResponse(Model):
    """The response shape used for all error responses."""

    error: ErrorResponseError
    """Detailed information about the error that occurred."""
    status: int
    """The HTTP status code of the error."""


class ErrorResponseError(Model):
    """Detailed information about the error that occurred."""

    code: (
        Literal[
            "OK",
            "UNKNOWN",
            "INVALID_ARGUMENT",
            "DEADLINE_EXCEEDED",
            "QUOTA_EXCEEDED",
            "NOT_FOUND",
            "ALREADY_EXISTS",
            "PERMISSION_DENIED",
            "UNAUTHENTICATED",
            "RESOURCE_EXHAUSTED",
            "FAILED_PRECONDITION",
            "ABORTED",
            "OUT_OF_RANGE",
            "UNIMPLEMENTED",
            "INTERNAL",
            "UNAVAILABLE",
            "DATA_LOSS",
            "FORBIDDEN",
            "UNPROCESSABLE_ENTITY",
            "PAYMENT_REQUIRED",
        ]
        | str
    )
    """The error code."""
    message: str
    """A human-readable description of the error."""
    details: dict[str, Any] | None = None
    """Additional information about the error. This field is not guaranteed to be present."""


class MetadataSchema(Model):
    """Schema for the behavior of Pinecone's internal metadata index.

    By default, all metadata is indexed; when `schema` is present, only fields which are present in
    the `fields` object with a `filterable: true` are indexed. Note that `filterable: false` is not
    currently supported.
    """

    fields: dict[str, MetadataSchemaFieldsValue]
    """A map of metadata field names to their configuration. The field name must be a valid metadata
    field name. The field name must be unique.
    """


class MetadataSchemaFieldsValue(Model):
    """Metadata schema fields value."""

    filterable: bool | None = None
    """Whether the field is filterable. If true, the field is indexed and can be used in filters.
    Only true values are allowed.
    """


class PaginationResponse(Model):
    """The pagination object that is returned with paginated responses."""

    next: str
    """The token to use to retrieve the next page of results."""


IndexTags: TypeAlias = dict[str, str]
"""Custom user tags added to an index. Keys must be 80 characters or less. Values must be 120
characters or less. Keys must be alphanumeric, '_', or '-'.

Values must be alphanumeric, ';', '@', '_', '-', '.', '+', or ' '. To unset a key, set the value to
be an empty string.
"""
