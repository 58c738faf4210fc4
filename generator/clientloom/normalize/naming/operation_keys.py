# The keys of operations in the symbol lock. May import the symbols.
"""`operation_keys`: pointer -> key, unaffected by other changes of the operation.

The key is the method and path. Adding or renaming an operationId therefore changes no name. The
lock also remembers which operationId a key had, so that an operation keeps its names on another path. A path whose
parameters are called otherwise is the same one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clientloom.symbols import Symbol, SymbolLock

_KIND = "operation-id"
"""The kind of symbol that remembers the key of an operationId."""


@dataclass(frozen=True, slots=True)
class OperationKeys:
    """The keys of the operations of a document.

    Args:
        keys: pointer of an operation -> its key.
        symbols: what the lock has to remember about them.
        named: pointers of known operations that have a new operationId.
    """

    keys: Mapping[str, str]
    symbols: Mapping[Symbol, str]
    named: frozenset[str]


def operation_keys(ids: Mapping[str, str], lock: SymbolLock) -> OperationKeys:
    """Returns the key of each operation.

    Args:
        ids: pointer of an operation -> its operationId, "" where it has none.
        lock: the symbols of earlier runs.
    """
    counts = Counter(ids.values())
    unique = {pointer: id_ for pointer, id_ in ids.items() if id_ and counts[id_] == 1}
    known = _known_keys(lock)
    former = {
        pointer: key for pointer, id_ in unique.items() if (key := _former_key(id_, known, lock))
    }
    left = known.difference(ids, former.values())
    former |= _renamed(ids.keys() - known - former.keys(), left)
    claimed = {key: pointer for pointer, key in former.items()}
    keys = {
        pointer: former.get(pointer) or _own_key(pointer, id_, claimed)
        for pointer, id_ in ids.items()
    }
    recorded = {pointer: id_ for pointer, id_ in unique.items() if not _is_old(keys[pointer])}
    return OperationKeys(
        keys,
        {(_KIND, "", id_): keys[pointer] for pointer, id_ in recorded.items()},
        frozenset(p for p in recorded if p in known and p not in former),
    )


def _known_keys(lock: SymbolLock) -> frozenset[str]:
    """Returns the keys of the operations with a locked name."""
    methods = {key for kind, _, key in lock.entries if kind == "method"}
    owners = {scope for kind, scope, _ in lock.entries if kind == "argument"}
    schemas = {key for kind, _, key in lock.entries if kind == "schema"}
    return frozenset({*methods, *(key.partition("#")[0] for key in owners | schemas)})


def _former_key(id_: str, known: frozenset[str], lock: SymbolLock) -> str:
    """Returns the locked key of an operationId, "" if there is none."""
    old = f"id:{id_}"
    found = old if old in known else lock.get(_KIND, "", id_) or ""
    return found if found in known else ""


_PARAMETER = re.compile(r"\{[^{}]*\}")


def _renamed(pointers: Iterable[str], keys: Iterable[str]) -> dict[str, str]:
    """Returns the locked key of each operation whose path is new only by the names of its parameters."""
    new, old = _by_shape(pointers), _by_shape(keys)
    return {
        found[0]: old[shape][0]
        for shape, found in new.items()
        if len(found) == 1 and len(old.get(shape, ())) == 1
    }


def _by_shape(pointers: Iterable[str]) -> Mapping[str, list[str]]:
    """Returns the pointers of paths by what is left without the names of their parameters."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for pointer in pointers:
        found[_PARAMETER.sub("{}", pointer)].append(pointer)
    return found


def _own_key(pointer: str, id_: str, claimed: Mapping[str, str]) -> str:
    """Returns the pointer as the key, unless an operation that moved from there keeps that key."""
    return f"{pointer}@{id_ or 'new'}" if pointer in claimed else pointer


def _is_old(key: str) -> bool:
    """Whether a key has the old form, from when an operationId was the key."""
    return key.startswith("id:")
