# Whether what was fetched is a new version of the document, or a part of it, or something else. May import document,
# upstream and diagnostics.
"""Refuses what a vendor's server sends in place of a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clientloom.bounded import read_bytes
from clientloom.diagnostics import InputError, Span, quote
from clientloom.document.document import Json
from clientloom.document.error_reply import find_error_reply
from clientloom.document.files.read_source import is_prose, make_source
from clientloom.document.files.source import Source
from clientloom.document.pointer import exists, join, split
from clientloom.document.repair.coerce import describe_type
from clientloom.document.version import version_of
from clientloom.upstream.fetched import Fetched
from clientloom.workflows.documents.follow import find_references
from clientloom.workflows.documents.other_api import operations_of, refuse_other_api, schema_names

KEPT = 0.5
"""The least part of its bytes that a document keeps from one version to the next."""

KEPT_OPERATIONS = 0.75
"""The same for its operations."""

_FEW = 4
"""So few operations may go whatever their part is: a small document changes quickly."""

_MAPS_OF_NAMES = frozenset(
    {
        *("paths", "webhooks", "schemas", "definitions", "properties", "patternProperties"),
        *("parameters", "responses", "requestBodies", "headers", "examples", "callbacks", "links"),
        *("securitySchemes", "securityDefinitions", "mapping", "scopes", "variables"),
    }
)
"""Mappings whose keys are a vendor's names: one of them may go, where a keyword in the midst of a thing may not."""


@dataclass(frozen=True, slots=True)
class End:
    """Where a text ends, compared with its last version.

    `tokens` lead to the last value. `lost` are the keys, by the number of tokens above them, that followed there in
    the last version. `is_part` says that the last value is the beginning of what it was.
    """

    tokens: tuple[str, ...]
    lost: Mapping[int, list[str]]
    is_part: bool


def check_new_document(
    document: Path, fetched: Fetched, *, may_shrink: bool, folder: Path | None = None
) -> None:
    """Checks that what was fetched is a whole OpenAPI document, and its files whole too.

    Args:
        document: the file with the last version, which need not exist.
        fetched: the new version.
        may_shrink: whether it may have lost much of the last version.
        folder: the vendor's folder, with the last version of the document's files.

    Raises:
        InputError: it is something else or another API, its text ends early, or it lost too much.
    """
    new = make_source(fetched.content, key=fetched.source, name=fetched.source)
    version_of(new)
    if may_shrink or not document.is_file():
        return
    content = read_bytes(document)
    try:
        old = make_source(content, key=str(document), name=document.name)
        version_of(old)
    except InputError:  # nothing to compare with
        return
    refuse_other_api(old, new)
    _refuse_cut(old, new)
    _refuse_shrunk(old, new, len(content), len(fetched.content))
    for name, part in fetched.parts.items():
        path = (folder or document.parent) / name
        if path.is_file() and not is_prose(name):
            was, now = _source_of(read_bytes(path), name), _source_of(part.content, part.source)
            _refuse_reply(was, now)
            _refuse_cut(was, now)


def _refuse_reply(old: Source, new: Source) -> None:
    """Refuses an error message in place of a part, unless the part was one before, as an example may be."""
    reply = find_error_reply(new, is_part=True)
    if reply and not find_error_reply(old, is_part=True):
        raise InputError(reply)
    if isinstance(old.tree, dict) and not isinstance(new.tree, dict):
        what = f"this is {describe_type(new.tree)}, not the part of the document that it was"
        raise InputError(new.error((), "not-openapi", what, "check what the address returns"))


def _source_of(content: bytes, name: str) -> Source:
    return make_source(content, key=name, name=name, referred=True)


def _refuse_cut(old: Source, new: Source) -> None:
    """Refuses a text that ends where the last version went on. JSON cannot: its brackets are closed."""
    if new.is_json:
        return
    end = _find_end(old.tree, new.tree)
    if not (end.lost or end.is_part) or not _is_cut(old, new, end):
        return
    message = (
        f"the text ends early, in {quote(join(end.tokens) or '/')}{_losses(old.tree, new.tree)}"
    )
    hint = "fetch it again; a vendor who removes something seldom stops in the middle"
    raise InputError(new.error(end.tokens, "cut-document", message, hint))


def _is_cut(old: Source, new: Source, end: End) -> bool:
    """Removing the last schema looks similar; then nothing else is missing, and nothing refers to it."""
    is_open = old.text.endswith("\n") and not new.text.endswith("\n")
    is_beginning = old.text.startswith(new.text.rstrip())
    if end.is_part and (is_open or is_beginning or end.lost):
        return True
    if len(end.lost) != 1:
        return len(end.lost) > 1
    (level,) = end.lost
    is_named = level > 0 and end.tokens[level - 1] in _MAPS_OF_NAMES
    return is_open or (is_beginning and not is_named) or bool(_find_dangling(old.tree, new.tree))


def _find_end(old: Json, new: Json) -> End:
    """Follows the last value of the new tree inwards, as long as the old one has the same place."""
    tokens: list[str] = []
    lost: dict[int, list[str]] = {}
    while isinstance(new, dict) and isinstance(old, dict) and new and old:
        last = list(new)[-1]
        if gone := _followers(old, new):
            lost[len(tokens)] = gone
        tokens.append(last)
        if last not in old:
            return End(tuple(tokens), lost, is_part=False)
        old, new = old[last], new[last]
    return End(tuple(tokens), lost, is_part=_is_part(old, new))


def _followers(old: Mapping[str, Json], new: Mapping[str, Json]) -> list[str]:
    """The keys that the old mapping has after the last one that both have."""
    keys = list(old)
    places = [keys.index(key) for key in new if key in old]
    return keys[max(places) + 1 :] if places else []


def _is_part(old: Json, new: Json) -> bool:
    match new:
        case None:
            return old is not None
        case str() if isinstance(old, dict):  # a key without its colon
            return any(str(key).startswith(new) for key in old)
        case str():
            return isinstance(old, str) and old != new and old.startswith(new.rstrip())
        case list():
            return isinstance(old, list) and len(new) <= len(old) and _is_beginning(old, new)
        case _:
            return False


def _is_beginning(old: list[Json], new: list[Json]) -> bool:
    """All items but the last are the same, and the last is at most what it was."""
    if not new or new[:-1] != old[: len(new) - 1]:
        return not new and bool(old)
    last, was = new[-1], old[len(new) - 1]
    return (last == was and len(new) < len(old)) or (last != was and _holds(was, last))


def _holds(old: Json, new: Json) -> bool:
    if isinstance(old, dict) and isinstance(new, dict):
        end = _find_end(old, new)
        return bool(end.lost) or end.is_part
    return _is_part(old, new)


def _find_dangling(old: Json, new: Json) -> set[str]:
    """The references of the new document to what only the old one has."""
    return {
        reference
        for reference in find_references(new)
        if reference.startswith("#/")
        and not exists(new, split(reference))
        and exists(old, split(reference))
    }


def _refuse_shrunk(old: Source, new: Source, old_size: int, new_size: int) -> None:
    """Refuses a document that lost most of its bytes, or many of its operations."""
    if new_size < old_size * KEPT:
        message = f"the new document has {new_size} bytes, the old one has {old_size}"
    elif _lost_many(before := _operations(old.tree), after := _operations(new.tree)):
        message = f"the new document has {len(after)} operations, the old one has {len(before)}"
    else:
        return
    hint = "check the new document; if it is right, add --allow-shrunk"
    raise InputError.at(Span(new.name), "shrunk-document", message, hint)


def _lost_many(before: set[str], after: set[str]) -> bool:
    lost = len(before) - len(after)
    return lost > _FEW and len(after) < len(before) * KEPT_OPERATIONS


def _operations(tree: Json) -> set[str]:
    return {f"{method.upper()} {path}" for path, method, _ in operations_of(tree)}


def _losses(old: Json, new: Json) -> str:
    """What is gone, in numbers: `: 12 of 60 operations and 3 of 80 schemas are missing`."""
    parts = []
    for what, names in (("operations", _operations), ("schemas", schema_names)):
        before, after = names(old), names(new)
        if gone := before - after:
            parts.append(f"{len(gone)} of {len(before)} {what}")
    return f": {' and '.join(parts)} are missing" if parts else ""
