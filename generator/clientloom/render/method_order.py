# The order of a resource's methods. May import ir.
"""`method_order`: create, list, get, update, delete, then the other methods grouped by collection."""

from __future__ import annotations

import re

from clientloom.ir import Operation

_VERBS = (
    frozenset({"create", "add", "insert", "new"}),
    frozenset({"list"}),
    frozenset({"get", "retrieve", "describe", "read", "fetch", "show"}),
    frozenset({"update", "configure", "edit", "modify", "patch", "replace", "set"}),
    frozenset({"delete", "destroy", "remove"}),
)
_LAST_PARAMETERS = re.compile(r"(/\{[^/]*\})+/?$")


def method_order(operation: Operation) -> tuple[bool, str, int, str, str]:
    """Returns a sort key for the operations of a resource.

    `create`, `list` and so on act on the resource itself. `list_tags` and `create_tag` act on a collection in it:
    they are grouped by the path of the collection, in the same order.
    """
    verb, *noun = operation.name.rstrip("_").split("_")
    rank = next((i for i, verbs in enumerate(_VERBS) if verb in verbs), len(_VERBS))
    is_own = rank < len(_VERBS) and not noun
    collection = "" if is_own else _LAST_PARAMETERS.sub("", operation.path)
    return not is_own, collection, rank, operation.path, operation.method
