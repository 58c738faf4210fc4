# References between schemas, and the resources that use a schema. May import ir.
"""Follows the references between schemas, starting at the operations and webhooks of an API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clientloom.ir import Access, Api
from clientloom.ir.walk import Links, reachable, received_types, schema_ids, sent_types

WEBHOOKS = "webhooks"
"""The owner that stands for all webhooks."""

CLIENT = "_client"
"""The owner that stands for the methods of the client itself."""

NOBODY = ""
"""The owner of schemas that no operation and no webhook uses."""


def owners(api: Api) -> dict[str, frozenset[str]]:
    """Returns the paths of the resources that use each schema, by schema id; `WEBHOOKS` counts as one.

    The schemas that a schema refers to have at least its owners; unused schemas have the owner `NOBODY`.
    """
    schemas = {schema.id: schema for schema in api.schemas}
    links = Links(schemas)
    reached: dict[str, set[str]] = {id_: set() for id_ in schemas}
    for who, roots in _entry_schemas(api).items():
        for id_ in links.follow(roots):
            reached[id_].add(who)
    for id_ in links.follow([id_ for id_, by in reached.items() if not by]):
        reached[id_].add(NOBODY)
    return {id_: frozenset(by) for id_, by in reached.items()}


def _entry_schemas(api: Api) -> dict[str, list[str]]:
    roots = {WEBHOOKS: list(schema_ids(*(webhook.payload for webhook in api.webhooks)))}
    for operation in api.operations:
        own = roots.setdefault(operation.resource or CLIENT, [])
        own += schema_ids(*sent_types(operation), *received_types(operation))
    return roots


def strong_components(edges: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yields the strongly connected components, each after those that it leads to (Tarjan, 1972).

    Edges to nodes that are not keys are ignored.
    """
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    on_path: set[str] = set()
    for start in sorted(edges):
        calls = [(start, iter(edges[start]))] if start not in order else []
        while calls:
            node, rest = calls[-1]
            if node not in order:
                order[node] = lowest[node] = len(order)
                path.append(node)
                on_path.add(node)
            below = next((n for n in rest if n in edges and n not in order), None)
            if below is not None:
                calls.append((below, iter(edges[below])))
                continue
            calls.pop()
            lowest[node] = min(lowest[n] for n in (node, *edges[node]) if n in on_path)
            if lowest[node] == order[node]:
                yield (group := tuple(path[path.index(node) :]))
                del path[-len(group) :]
                on_path.difference_update(group)


def request_schemas(api: Api) -> frozenset[str]:
    """Returns the ids of the schemas that some operation sends."""
    schemas = {schema.id: schema for schema in api.schemas}
    roots = [schema.id for schema in api.schemas if schema.used_in_request]
    for operation in api.operations:
        roots += schema_ids(*sent_types(operation))
    return reachable(schemas, roots, without=Access.READ_ONLY)
