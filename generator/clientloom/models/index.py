# What render/ has to know about the modules that this room writes. May import ir.
"""`ModelIndex`: where each schema lives and which forms of it exist. Data only: spelling is render's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clientloom.ir import Api, ObjectSchema
from clientloom.models.graph import homes, request_schemas

SHARED = "shared"
"""The module of what two or more resources reach, or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelEntry:
    """One schema of the API.

    `name` is its class or alias in `models` and, with `in_params`, in `params` too. `module` is the module of
    both packages that defines it. `is_object` tells a class from an alias, `takes_more_keys` an object whose
    further keys the document describes: a plain dict with any keys may then be given for it.
    """

    id: str
    name: str
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
    home = homes(api)
    in_params = request_schemas(api)
    return ModelIndex(
        {
            schema.id: ModelEntry(
                id=schema.id,
                name=schema.name,
                module=_module(home[schema.id]),
                is_object=isinstance(schema, ObjectSchema),
                in_params=schema.id in in_params,
                takes_more_keys=isinstance(schema, ObjectSchema) and schema.extra is not None,
            )
            for schema in api.schemas
        }
    )


def _module(resource: str) -> str:
    if resource == SHARED:
        return f"{SHARED}_"
    return resource or SHARED
