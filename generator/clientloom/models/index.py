# What render/ has to know about the modules that this room writes. May import ir.
"""`ModelIndex`: where each schema lives and which forms of it exist. Data only: spelling is render's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clientloom.ir import Api, ObjectSchema
from clientloom.models.graph import request_schemas
from clientloom.models.places import groups_of, modules_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelEntry:
    """One schema of the API.

    `name` is its class or alias in `models` and, with `in_params`, in `params` too. `module` is the module of
    both packages that defines it; `group` is the resource that alone reaches it, "webhooks", or "" for what is
    shared (a large group has several modules). `is_object` tells a class from an alias, `takes_more_keys` an object whose
    further keys the document describes: a plain dict with any keys may then be given for it.
    """

    id: str
    name: str
    group: str
    module: str
    is_object: bool
    in_params: bool
    takes_more_keys: bool = False


@dataclass(frozen=True, slots=True)
class ModelIndex:
    """The schemas of an API by id."""

    entries: Mapping[str, ModelEntry]

    def has_params(self, schema_id: str) -> bool:
        """Whether `params.<name>` exists: a TypedDict for an object, an alias with closed enums for the rest."""
        entry = self.entries.get(schema_id)
        return entry is not None and entry.in_params

    def module(self, schema_id: str) -> str:
        """The name of the module that defines the schema, in `models` as in `params`."""
        return self.entries[schema_id].module


def index_of(api: Api) -> ModelIndex:
    """Settle the module of every schema, and which of them are sent."""
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
