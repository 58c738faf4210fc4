# Follows references to references, and removes cycles of them. May import grammar/ and pointers.
"""Follows references to shared objects, and removes cycles."""

from __future__ import annotations

from clientloom.document.document import Json
from clientloom.document.grammar.notation import Grammar
from clientloom.document.pointer import escape, find, split
from clientloom.document.repair.repair_log import RepairLog

_MAX_HOPS = 50
"""The limit of references in a row."""


def follow(item: Json, root: dict[str, Json]) -> dict[str, Json] | None:
    """Returns the object at the end of a chain of references; None if there is none."""
    end = _find_end(item, root)
    return end if isinstance(end, dict) else None


def _find_end(item: Json, root: dict[str, Json]) -> Json:
    """Returns what stands at the end of a chain of references; None if it has no end."""
    for _ in range(_MAX_HOPS):
        if not isinstance(item, dict) or not isinstance(item.get("$ref"), str):
            return item
        try:
            item = find(root, split(item["$ref"][1:]))
        except LookupError:
            return None
    return None


def break_loops(root: dict[str, Json], grammar: Grammar, cleaned: RepairLog) -> None:
    """Removes the references of shared objects that lead back to themselves."""
    for kind, section in grammar.sections.items():
        try:
            members = find(root, section)
        except LookupError:
            continue
        for name in sorted(members):
            _break_loop(members, name, (*section, name), root, kind, cleaned)


def _break_loop(
    members: dict[str, Json],
    name: str,
    tokens: tuple[str, ...],
    root: dict[str, Json],
    kind: str,
    cleaned: RepairLog,
) -> None:
    node = members[name]
    if not isinstance(node, dict) or not isinstance(node.get("$ref"), str):
        return
    if not isinstance(_find_end(node, root), dict | bool):
        del node["$ref"]
        wrong = f"the {kind} '{name}' is a circular reference, or a chain of more than {_MAX_HOPS}"
        pointer = "".join(f"/{escape(token)}" for token in tokens)
        cleaned.note(pointer, wrong, "it is ignored")
