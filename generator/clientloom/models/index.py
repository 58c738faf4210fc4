# The `ModelIndex` of an API. May import ir, python and, of this room, graph and places.
"""Decides which module defines each schema, and which schemas are sent."""

from __future__ import annotations

from clientloom.ir import Api, ObjectSchema
from clientloom.models.graph import request_schemas
from clientloom.models.places import groups_of, modules_of
from clientloom.python.model_index import ModelEntry, ModelIndex


def index_of(api: Api) -> ModelIndex:
    """The index of an API."""
    groups = groups_of(api)
    modules = modules_of(api, groups)
    in_params = request_schemas(api)
    return ModelIndex(
        {
            schema.id: ModelEntry(
                id=schema.id,
                name=schema.name,
                group=groups[schema.id],
                module=modules[schema.id],
                is_object=isinstance(schema, ObjectSchema),
                in_params=schema.id in in_params,
                takes_more_keys=isinstance(schema, ObjectSchema) and schema.extra is not None,
            )
            for schema in api.schemas
        }
    )
