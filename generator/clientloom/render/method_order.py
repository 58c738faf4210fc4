# The order in which a resource has its methods. May import ir.
"""`method_order`: first what creates, lists, gets, updates and deletes, then the rest by what it is about."""

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
    """A key to sort the operations of a resource by.

    `create`, `list` and so on are about the resource itself. `list_tags` and `create_tag` are about something
    in it: they stand together, where their collection of the path puts them, in the same order.
    """
    verb, *noun = operation.name.rstrip("_").split("_")
    rank = next((i for i, verbs in enumerate(_VERBS) if verb in verbs), len(_VERBS))
    is_own = rank < len(_VERBS) and not noun
    collection = "" if is_own else _LAST_PARAMETERS.sub("", operation.path)
    return not is_own, collection, rank, operation.path, operation.method
