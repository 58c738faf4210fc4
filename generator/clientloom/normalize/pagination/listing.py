# Lists that one response contains completely. May import ir and this room.
"""Finds the list in a response without pagination, so that users iterate over both kinds of lists alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from clientloom.ir import Listing, ListOf, ObjectSchema, Operation, Schema
from clientloom.ir.lookup import Lookup
from clientloom.ir.types import without_null
from clientloom.normalize.pagination.page_shape import find_list, page_type

_LISTING = {"list": frozenset({"GET", "QUERY"}), "search": frozenset({"GET", "POST", "QUERY"})}
"""The first word of a method that gives a list, and the HTTP methods that may do so."""


def add_listing(operation: Operation, lookup: Lookup) -> Operation:
    """Adds the list of an operation that lists or searches if its response is or contains a list."""
    listing = None if operation.pagination else _listing(operation, lookup)
    return replace(operation, listing=listing) if listing else operation


def _listing(operation: Operation, lookup: Lookup) -> Listing | None:
    if operation.method not in _LISTING.get(operation.name.split("_")[0], ()):
        return None
    answers = {one.result for one in operation.responses if one.status[0] != "3"}
    page = page_type(operation.result) if len(answers) == 1 else None
    if page is None or lookup.is_nullable(page):
        return None
    view = find_list(page, lookup, operation.path)
    if view is None or len(view.items) > 1:
        return None
    return Listing(items=view.items, item=view.item)


def with_items(
    schemas: Iterable[Schema], operations: Iterable[Operation], lookup: Lookup
) -> Iterator[Schema]:
    """Adds to the schemas of list responses the field with the items."""
    fields = dict(_item_fields(operations, lookup))
    for schema in schemas:
        name = fields.get(schema.id, "")
        if isinstance(schema, ObjectSchema) and _is_list(schema, name):
            yield replace(schema, items_field=name)
        else:
            yield schema


def _item_fields(operations: Iterable[Operation], lookup: Lookup) -> Iterator[tuple[str, str]]:
    for operation in operations:
        page = page_type(operation.result)
        schema = lookup.object(page) if operation.listing and page is not None else None
        if schema is not None and operation.listing and operation.listing.items:
            yield schema.id, operation.listing.items[0]


def _is_list(schema: ObjectSchema, name: str) -> bool:
    return any(f.name == name and isinstance(without_null(f.type), ListOf) for f in schema.fields)
