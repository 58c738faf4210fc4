# Which schemas a client needs. May import ir only.
"""From the types of requests and responses to the schemas behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from clientloom.ir import Access, Schema, TypeRef
from clientloom.ir.walk import reachable, schema_ids


def reachable_schemas(
    schemas: Mapping[str, Schema], requests: Iterable[TypeRef], responses: Iterable[TypeRef]
) -> dict[str, Schema]:
    """The schemas that the types lead to, told whether requests or responses do.

    A read-only field leads nowhere in a request, a write-only one nowhere in a response; what only such a
    field leads to has a class in the models all the same.
    """
    request_ids, response_ids = tuple(schema_ids(*requests)), tuple(schema_ids(*responses))
    sent = reachable(schemas, request_ids, without=Access.READ_ONLY)
    received = reachable(schemas, response_ids, without=Access.WRITE_ONLY)
    everything = reachable(schemas, (*request_ids, *response_ids))
    return {
        id_: replace(
            schemas[id_],
            used_in_request=id_ in sent,
            used_in_response=id_ in received or id_ not in sent,
        )
        for id_ in everything
    }
