# What the functions of `webhooks.py` are called. May import ir.
"""`parsers`: webhook -> the function that reads it."""

from __future__ import annotations

from collections.abc import Iterable

from clientloom.ir import Webhook


def parsers(webhooks: Iterable[Webhook]) -> dict[str, str]:
    """The function of each webhook by the webhook's name, e.g. OrderCreated -> parse_order_created."""
    found: dict[str, str] = {}
    for webhook in webhooks:
        function = f"parse_{snake_of(webhook.name)}"
        while function in found.values():
            function += "_"
        found[webhook.name] = function
    return found


def snake_of(class_name: str) -> str:
    """`OrderCreated` as order_created; the name itself was settled before."""
    spaced = "".join(
        f"_{c}" if c.isupper() and i and not class_name[i - 1].isupper() else c
        for i, c in enumerate(class_name)
    )
    return spaced.lower()
