# The schemas that a client needs. May import ir only.
"""Finds the schemas that the types of requests and responses refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from clientloom.ir import Access, Operation, Schema, TypeRef, Webhook
from clientloom.ir.walk import reachable, received_types, schema_ids, sent_types


def entry_types(
    operations: Iterable[Operation], webhooks: Iterable[Webhook]
) -> tuple[tuple[TypeRef, ...], tuple[TypeRef, ...]]:
    """Returns the types that a client sends, and those that it receives."""
    operations = tuple(operations)
    sent = (type_ for operation in operations for type_ in sent_types(operation))
    received = (type_ for operation in operations for type_ in received_types(operation))
    return tuple(sent), (*received, *(webhook.payload for webhook in webhooks))


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
