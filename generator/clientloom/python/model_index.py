# Where each schema is in the generated package, and its name in `params`; models/ decides the module. May import ir
# and, of this room, identifiers.
"""`ModelIndex`: the module of every schema, and whether it is in `models`, `params` or both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from clientloom.ir import ObjectSchema, Schema
from clientloom.python.identifiers import free_name


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelEntry:
    """One schema of the API.

    `name` is its class or alias in `models`, and `params_name`, with `in_params`, the one in `params`: a TypedDict
    has a name of its own, so that messages of type checkers tell it from the model. `module` is its module in both
    packages. `group` is the path of the only resource that uses it, itself or through nested resources, "webhooks",
    or "" if it is shared; a large group has several modules. `is_object` distinguishes classes from aliases.
    """

    id: str
    name: str
    group: str
    module: str
    is_object: bool
    in_params: bool
    params_name: str = ""
    deprecated: bool = False


@dataclass(frozen=True)
class ModelIndex:
    """The schemas of an API by id."""

    entries: Mapping[str, ModelEntry]

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all classes and aliases, in either package."""
        found = (name for e in self.entries.values() for name in (e.name, e.params_name))
        return frozenset(filter(None, found))

    @cached_property
    def has_deprecated(self) -> bool:
        """Whether a class is marked as deprecated, so that pyright would report each of its uses in the package."""
        return any(entry.deprecated and entry.is_object for entry in self.entries.values())

    def has_params(self, schema_id: str) -> bool:
        """Whether the schema is in `params`: a TypedDict for an object, an alias with closed enums for the rest."""
        entry = self.entries.get(schema_id)
        return entry is not None and entry.in_params

    def module(self, schema_id: str) -> str:
        """The name of the module that defines the schema, in `models` as in `params`."""
        return self.entries[schema_id].module


def name_params(schemas: Iterable[Schema]) -> dict[str, str]:
    """Returns the names in `params` by the names in `models`: `IndexDict` is the dict of the model `Index`.

    An alias keeps its name. Where that is the name of a dict, the dict is called `IndexDict_`.
    """
    is_class = {each.name: isinstance(each, ObjectSchema) for each in schemas}
    aliases = {name for name in is_class if not is_class[name]}
    return {
        name: free_name(f"{name}Dict", aliases) if is_class[name] else name for name in is_class
    }


def checker_comments(index: ModelIndex) -> tuple[str, ...]:
    """Returns the comments of a module for type checkers: a package names its own deprecated classes everywhere."""
    return ("# pyright: reportDeprecated=false",) if index.has_deprecated else ()
