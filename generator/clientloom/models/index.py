# Assigns schemas to modules. May import ir, python and, of this room, graph.
"""`index_schemas`: a module for each resource, `webhooks`, and `shared`; a large one is divided."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import takewhile

from clientloom.ir import Api, ObjectSchema, Schema, Webhook
from clientloom.ir.walk import Links, schema_ids, schema_types
from clientloom.models.graph import NOBODY, WEBHOOKS, owners, request_schemas, strong_components
from clientloom.python.identifiers import free_name, module_of
from clientloom.python.model_index import ModelEntry, ModelIndex, name_params

SHARED = "shared"
"""The module of schemas that two or more resources use, or none."""

LARGE = 4_000
"""A module with more classes and fields than this is divided: pyright gives up on modules with some 15,000
assignments, and using one class should not load thousands."""

DEEPEST = 8
"""The maximum number of words of an event's name in the name of a module."""

_WORD = re.compile("[A-Z]?[^A-Z_]+|[A-Z]+")


def index_schemas(api: Api) -> ModelIndex:
    """Returns the index of an API."""
    groups = group_schemas(api)
    modules = assign_modules(api, groups)
    in_params = request_schemas(api)
    params_names = name_params(api.schemas)
    return ModelIndex(
        {
            schema.id: ModelEntry(
                id=schema.id,
                name=schema.name,
                group=groups[schema.id],
                module=modules[schema.id],
                is_object=isinstance(schema, ObjectSchema),
                in_params=schema.id in in_params,
                deprecated=schema.deprecated,
                params_name=params_names[schema.name] if schema.id in in_params else "",
            )
            for schema in api.schemas
        }
    )


def group_schemas(api: Api) -> dict[str, str]:
    """Returns the path of the only resource that uses each schema, itself or through nested resources, by schema id.

    "" means that the schema is shared. A schema in a group refers only to schemas in the same group, in the group
    of an outer resource, or to shared ones.
    """
    return {id_: _nearest(by) for id_, by in owners(api).items()}


def _nearest(paths: Collection[str]) -> str:
    """Returns the common start of the paths, "" if there is none."""
    levels = zip(*(path.split(".") for path in paths), strict=False)
    return ".".join(names[0] for names in takewhile(lambda names: len(set(names)) == 1, levels))


def assign_modules(api: Api, groups: Mapping[str, str]) -> dict[str, str]:
    """Returns the module of each schema, by schema id.

    Webhooks that are too many for one module have a module per family of events, so that a new event moves no other
    class. A group that is still too large is divided into numbered parts, which import only earlier parts.
    """
    members: dict[str, dict[str, Schema]] = {}
    for schema in api.schemas:
        members.setdefault(groups[schema.id], {})[schema.id] = schema
    if WEBHOOKS in members:
        members |= _group_by_event(api, members[WEBHOOKS], WEBHOOKS, api.webhooks)
    taken = {SHARED, *(module_of(group) for group in members if group != NOBODY)}
    modules: dict[str, str] = {}
    for group in sorted(members):
        own = SHARED if group == NOBODY else module_of(group)
        name = free_name(f"{own}_", taken) if group == SHARED else own
        parts = list(_split(members[group]))
        for number, part in enumerate(parts, 1):
            module = name if len(parts) == 1 else free_name(f"{name}_{number}", taken)
            modules.update(dict.fromkeys(part, module))
    return modules


def _group_by_event(
    api: Api,
    schemas: Mapping[str, Schema],
    module: str,
    webhooks: Iterable[Webhook],
    words: int = 1,
) -> dict[str, dict[str, Schema]]:
    """Returns the schemas of `webhooks` by module, grouped by as many words of the events' names as needed.

    `module` keeps the schemas that several families use.
    """
    if _size(schemas.values()) <= LARGE or words > DEEPEST:
        return {module: dict(schemas)}
    families: dict[str, list[Webhook]] = {}
    for webhook in webhooks:
        start = _WORD.findall(webhook.name)[:words]
        families.setdefault("_".join([WEBHOOKS, *start]).lower(), []).append(webhook)
    links = Links({schema.id: schema for schema in api.schemas})
    reached: dict[str, set[str]] = {id_: set() for id_ in schemas}
    for family, own in families.items():
        for id_ in links.follow(schema_ids(*(each.payload for each in own))):
            reached.get(id_, set()).add(family)
    for id_ in links.follow([id_ for id_, by in reached.items() if not by]):
        reached.get(id_, set()).add(module)  # also led to by methods of a resource of that name
    found: dict[str, dict[str, Schema]] = {}
    for id_, by in reached.items():
        found.setdefault(next(iter(by)) if len(by) == 1 else module, {})[id_] = schemas[id_]
    divided = {module: found.get(module, {})}
    for family in found.keys() & families.keys():
        divided |= _group_by_event(api, found[family], family, families[family], words + 1)
    return divided


def _split(schemas: Mapping[str, Schema]) -> Iterator[list[str]]:
    """Yields parts of schema ids, each as large as allowed; a part refers only to itself and to earlier parts."""
    part: list[str] = []
    weight = 0
    for group in _sort_by_depth(schemas):
        size = _size(schemas[id_] for id_ in group)
        if part and weight + size > LARGE:
            yield part
            part, weight = [], 0
        part += group
        weight += size
    yield part


def _sort_by_depth(schemas: Mapping[str, Schema]) -> list[tuple[str, ...]]:
    """Returns groups of mutually recursive schemas, sorted by the depth of their references, then by name."""
    edges = {
        id_: [o for o in schema_ids(*schema_types(schema)) if o in schemas]
        for id_, schema in schemas.items()
    }
    depth: dict[str, int] = {}
    keys: list[tuple[int, tuple[str, ...], tuple[str, ...]]] = []
    for group in strong_components(edges):
        below = {depth[other] for id_ in group for other in edges[id_] if other in depth}
        depth.update(dict.fromkeys(group, max(below, default=-1) + 1))
        keys.append((depth[group[0]], tuple(sorted(schemas[i].name for i in group)), group))
    return [group for _, _, group in sorted(keys)]


def _size(schemas: Iterable[Schema]) -> int:
    """Returns the number of classes and fields."""
    return sum(len(each.fields) + 1 if isinstance(each, ObjectSchema) else 1 for each in schemas)
