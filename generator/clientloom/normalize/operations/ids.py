# The id and the accessor of an operation, decided before it is read. May import ir, config.
"""Ids of operations: the operationId, or a substitute made from the path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clientloom.normalize.naming.operation_keys import operation_keys
from clientloom.normalize.naming.path_names import path_words
from clientloom.normalize.naming.registry import Names, Wanted, method_name
from clientloom.normalize.notes import Notes
from clientloom.normalize.operations.resources import Accessor
from clientloom.normalize.operations.selection import Site, with_symbols


@dataclass(frozen=True, slots=True)
class Identity:
    """An operation's id, the words that begin the names of its inline schemas, and its accessor.

    `resource` is the path of its resource, or "", `method` its name there.
    """

    id: str
    resource: str
    method: str

    @property
    def accessor(self) -> str:
        """What follows `client.` in a call."""
        return f"{self.resource}.{self.method}" if self.resource else self.method


def assign_lock_keys(sites: tuple[Site, ...], names: Names, notes: Notes) -> tuple[Site, ...]:
    """Returns the operations with their keys in the lock; notes operations that have a new operationId."""
    found = operation_keys({site.pointer: site.operation_id for site in sites}, names.lock)
    names.record(found.symbols)
    for site in sites:
        if site.pointer in found.named:
            _note_new_id(site, notes)
    return with_symbols(sites, found.keys)


def _note_new_id(site: Site, notes: Notes) -> None:
    notes.note(
        "operation-id-added",
        site.place.pointer,
        f"{site.key} now has the operationId {site.operation_id!r}; its method keeps its name",
        f'to rename it, set [operations."{site.operation_id}"] accessor in client.toml',
    )


def resolve_ids(sites: Iterable[Site], names: Names, notes: Notes) -> dict[str, str]:
    """Returns the id of each operation, by pointer.

    An operationId must be unique (OpenAPI 3.1, 4.8.10.1). If several operations share one, all of them
    get the words of their paths, so that the result does not depend on their order.
    """
    found = tuple(sites)
    counts = Counter(site.operation_id for site in found)
    unique = {
        s.pointer: s.operation_id for s in found if counts[s.operation_id] == 1 and s.operation_id
    }
    rest = [site for site in found if site.pointer not in unique]
    for site in rest:
        if site.operation_id:
            _note_duplicate(site, notes)
    wanted = [_wanted_id(site) for site in rest]
    taken = frozenset(unique.values())
    return unique | (names.resolve("operation", "", wanted, taken=taken) if wanted else {})


def _wanted_id(site: Site) -> Wanted:
    by_path = "_".join(path_words(site.path))
    first = site.operation_id or site.method
    fuller = (first, by_path, site.method) if site.operation_id else (first, by_path, "operation")
    candidates = (method_name("_".join(fuller[:2])), method_name("_".join(fuller)))
    return Wanted(
        key=site.pointer, candidates=candidates, text=site.key, pointer=site.place.pointer
    )


def _note_duplicate(site: Site, notes: Notes) -> None:
    notes.warn(
        "duplicate-operation-id",
        site.place.pointer,
        f"the operationId {site.operation_id!r} is used by several operations",
        "their names get the words of their paths; give them unique ids in an overlay",
    )


def resolve_identities(
    ids: Mapping[str, str], accessors: Mapping[str, Accessor], methods: Mapping[str, str]
) -> dict[str, Identity]:
    """Returns the id and accessor of each operation, by pointer."""
    return {
        pointer: Identity(ids[pointer], accessors[pointer].resource, methods[pointer])
        for pointer in ids
    }
