# Names in the generated package that do not come from the document: free names, parsers and events of webhooks.
# May import ir.
"""`free_name`, the only loop that makes a name unique; `event_classes`; `module_of`; `webhook_parsers`, ..."""

from __future__ import annotations

import keyword
import unicodedata
from collections.abc import Callable, Container, Iterable

from clientloom.ir import Webhook

_EVENT_CLASSES = frozenset({"Event", "UnknownEvent", "WebhookEvent", "SignedEvent"})
"""The classes of `webhooks.py` that every package with webhooks has."""


def free_name(wanted: str, *taken: Container[str], pattern: str = "{}_") -> str:
    """Returns `wanted`, put into the pattern until the name is free."""
    while _is_taken(wanted, taken):
        wanted = pattern.format(wanted)
    return wanted


def _is_taken(name: str, taken: Iterable[Container[str]]) -> bool:
    for names in taken:  # noqa: SIM110 (a generator takes three times as long, and this runs for each name)
        if name in names:
            return True
    return False


def is_plain(key: str) -> bool:
    """Whether a name works in a class body unchanged; two leading underscores are mangled (reference, 6.2.1)."""
    usable = key.isidentifier() and not keyword.iskeyword(key) and not key.startswith("__")
    return usable and (key.isascii() or unicodedata.normalize("NFKC", key) == key)


def module_of(path: str) -> str:
    """The module of a resource, from its path alone: `accounts.bank_accounts` -> accounts__bank_accounts.

    No part of a path begins with an underscore, so two resources never share a module. The methods of the client
    itself, at the path "", have `_client`.
    """
    return path.replace(".", "__") or "_client"


def webhook_parsers(webhooks: Iterable[Webhook]) -> dict[str, str]:
    """Maps webhooks to their functions in `webhooks.py`: OrderCreated -> parse_order_created."""
    return _name_each(webhooks, lambda name: f"parse_{snake_case(name)}")


def webhook_constants(webhooks: Iterable[Webhook]) -> dict[str, str]:
    """Maps webhooks to the constants that describe them in `webhooks.py`: OrderCreated -> ORDER_CREATED."""
    return _name_each(webhooks, lambda name: snake_case(name).upper(), {"WEBHOOKS"})


def event_classes(webhooks: Iterable[Webhook]) -> dict[str, str]:
    """Maps webhooks to the classes of their events in `webhooks.py`: OrderCreated -> OrderCreatedEvent."""
    return _name_each(
        webhooks, lambda name: f"{name.removesuffix('Event') or name}Event", _EVENT_CLASSES
    )


def _name_each(
    webhooks: Iterable[Webhook], choose: Callable[[str], str], taken: Container[str] = ()
) -> dict[str, str]:
    found: dict[str, str] = {}
    given: set[str] = set()
    for webhook in webhooks:
        found[webhook.name] = name = free_name(choose(webhook.name), given, taken)
        given.add(name)
    return found


def snake_case(class_name: str) -> str:
    """Converts `OrderCreated` to order_created."""
    spaced = "".join(
        f"_{c}" if c.isupper() and i and not class_name[i - 1].isupper() else c
        for i, c in enumerate(class_name)
    )
    return spaced.lower()
