# The schemas that a client needs. May import ir only.
"""Finds the schemas that the types of requests and responses refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from clientloom.ir import Access, Schema, TypeRef
from clientloom.ir.walk import reachable, schema_ids


def reachable_schemas(
    schemas: Mapping[str, Schema], requests: Iterable[TypeRef], responses: Iterable[TypeRef]
) -> dict[str, Schema]:
    """Returns the schemas reachable from the types, marked as used in requests, in responses, or in both.

    Read-only fields are not part of a request, nor write-only fields of a response. A schema that only such a field
    refers to is kept, and counts as used in responses. They are in the order of their ids.
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
        for id_ in sorted(everything)
    }
