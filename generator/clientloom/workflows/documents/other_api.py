# Whether a document is one of another API: what the last version had must be there, wherever it moved. May import
# document and diagnostics.
"""Refuses the document of another API."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clientloom.diagnostics import InputError, Span, quote
from clientloom.document.document import Json
from clientloom.document.files.source import Source
from clientloom.document.grammar.tables import METHODS
from clientloom.document.pointer import exists, find

FOUND = 0.25
"""The least part of its operations that an API keeps from one version to the next, under their paths or ids."""

FOUND_SCHEMAS = 0.5
"""So much of its schemas shows that an API is the same, even with other operations."""

_FEW = 4
"""So few operations may all be new, as long as the title stays: a small document changes quickly."""

_PARAMETER = re.compile(r"\{[^}]*\}")
_VERSION = re.compile(r"v?[0-9][0-9a-z.-]*")
_PLACES = ("paths", "webhooks", "x-webhooks")
_SECTIONS = (("components", "schemas"), ("definitions",))

Path = tuple[str, ...]
"""The segments of a path without versions and names of parameters."""


@dataclass(frozen=True, slots=True)
class _Operations:
    """The paths and operationIds of a document, one of each for an operation."""

    paths: tuple[Path, ...]
    ids: tuple[str, ...]


def refuse_other_api(old: Source, new: Source) -> None:
    """Refuses a document that has next to nothing of the last version.

    A path may get another beginning, another version or other parameters, and an operation another path.

    Raises:
        InputError: it is one of another API.
    """
    before, after = _operations(old.tree), _operations(new.tree)
    was, title = _title(old.tree), _title(new.tree)
    total = len(before.paths)
    if (
        not (before.paths and after.paths)
        or (total <= _FEW and was == title)
        or (kept := _count_kept(before, after)) > _least(before)
        or _count_kept(after, before) > _least(after)  # a part of what it was
        or _keeps_schemas(old.tree, new.tree)
    ):
        return
    counted = "operations and webhooks" if _has_webhooks(old.tree) else "operations"
    share = f"{kept or 'none'} of the {total} {counted} of {quote(was)}"
    message = f"this is another API, {quote(title)}: it has {share}"
    hint = "check where the document comes from; if the vendor replaced the API, add --allow-shrunk"
    raise InputError.at(Span(new.name), "other-api", message, hint)


def _least(operations: _Operations) -> float:
    total = len(operations.paths)
    return 0 if total <= _FEW else total * FOUND


def _count_kept(before: _Operations, after: _Operations) -> int:
    """How many operations of one document the other one has."""
    whole, ids = set(after.paths), set(after.ids) - {""}
    ends = {end for path in whole for end in _ends(path)}
    return sum(
        id_ in ids or path in ends or any(end in whole for end in _ends(path))
        for path, id_ in zip(before.paths, before.ids, strict=True)
    )


def _ends(path: Path) -> Iterator[Path]:
    """The path, and what is left of it without its beginning; the root and mere parameters say nothing."""
    for start in range(len(path)):
        if set(path[start:]) != {"{}"}:
            yield path[start:]


def _operations(tree: Json) -> _Operations:
    found = [
        (_normalize(path), str(operation.get("operationId", "")))
        for section in _PLACES
        for path, _, operation in operations_of(tree, section)
    ]
    return _Operations(tuple(path for path, _ in found), tuple(id_ for _, id_ in found))


def _has_webhooks(tree: Json) -> bool:
    return any(_mapping(tree, section) for section in _PLACES if section != "paths")


def operations_of(
    tree: Json, section: str = "paths"
) -> Iterator[tuple[str, str, Mapping[str, Json]]]:
    """Yields the path, the method and the content of each operation of a document."""
    for path, item in _mapping(tree, section).items():
        for method, operation in item.items() if isinstance(item, Mapping) else ():
            if method in METHODS and isinstance(operation, Mapping):
                yield path, method, operation


def _normalize(path: str) -> Path:
    segments = (_PARAMETER.sub("{}", segment) for segment in path.lower().split("/"))
    return tuple(s for s in segments if s and not _VERSION.fullmatch(s))


def _keeps_schemas(old: Json, new: Json) -> bool:
    before, after = schema_names(old), schema_names(new)
    return bool(before) and len(before & after) >= len(before) * FOUND_SCHEMAS


def schema_names(tree: Json) -> set[str]:
    """The names of the schemas of a document."""
    found = (find(tree, path) for path in _SECTIONS if exists(tree, path))
    return {name for schemas in found if isinstance(schemas, dict) for name in schemas}


def _title(tree: Json) -> str:
    return str(_mapping(tree, "info").get("title", ""))


def _mapping(tree: Json, key: str) -> Mapping[str, Json]:
    found = tree.get(key) if isinstance(tree, Mapping) else None
    return found if isinstance(found, Mapping) else {}
