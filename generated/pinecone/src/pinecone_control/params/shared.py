"""Dicts that several resources share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NotRequired, TypeAlias, TypedDict

from .. import models


class MetadataSchema(TypedDict):
    """Schema for the behavior of Pinecone's internal metadata index.

    By default, all metadata is indexed; when `schema` is present, only fields which are present in
    the `fields` object with a `filterable: true` are indexed. Note that `filterable: false` is not
    currently supported.
    """

    fields: Mapping[str, models.MetadataSchemaFieldsValue | MetadataSchemaFieldsValue]
    """A map of metadata field names to their configuration. The field name must be a valid metadata
    field name. The field name must be unique.
    """


class MetadataSchemaFieldsValue(TypedDict):
    """Metadata schema fields value."""

    filterable: NotRequired[bool]
    """Whether the field is filterable. If true, the field is indexed and can be used in filters.
    Only true values are allowed.
    """


IndexTags: TypeAlias = Mapping[str, str]
"""Custom user tags added to an index. Keys must be 80 characters or less. Values must be 120
characters or less. Keys must be alphanumeric, '_', or '-'.

Values must be alphanumeric, ';', '@', '_', '-', '.', '+', or ' '. To unset a key, set the value to
be an empty string.
"""
