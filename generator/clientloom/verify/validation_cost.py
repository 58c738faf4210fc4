# What a validator would have to do for one value, before it is asked: it follows `allOf`, the members of unions and
# references again at every place where they stand. May import document.
"""`validation_cost` counts the schemas that a validator applies to one value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from clientloom.document.document import Json

TOO_MUCH = 100_000
"""The limit: a schema that applies more schemas than this to one value is not validated."""

_LISTS = ("allOf", "anyOf", "oneOf")
_SINGLE = ("not", "if", "then", "else")


def validation_cost(schema: Json, target: Callable[[str], Json], known: dict[int, int]) -> int:
    """Returns the number of schemas; `TOO_MUCH` if there are more, or if one applies itself to the same value.

    Args:
        schema: a schema.
        target: what a reference leads to.
        known: what was counted before, by the identity of the schemas; it has to live as long as they do.
    """
    stack = [schema]
    open_: set[int] = set()
    while stack:
        node = stack[-1]
        if id(node) in known or not isinstance(node, dict):
            stack.pop()
            continue
        parts = list(_parts(node, target))
        if id(node) not in open_:
            open_.add(id(node))
            stack += parts
            continue
        stack.pop()
        # A part that is still open is around this one: it applies itself without an end.
        total = 1 + sum(known.get(id(part), TOO_MUCH) for part in parts if isinstance(part, dict))
        known[id(node)] = min(total, TOO_MUCH)
    return known.get(id(schema), 1)


def _parts(node: Mapping[str, Json], target: Callable[[str], Json]) -> Iterator[Json]:
    for word in _LISTS:
        listed = node.get(word)
        yield from listed if isinstance(listed, list) else ()
    yield from (node[word] for word in _SINGLE if word in node)
    dependent = node.get("dependentSchemas")
    yield from dependent.values() if isinstance(dependent, dict) else ()
    reference = node.get("$ref")
    if isinstance(reference, str):
        yield target(reference)
