# An API written down, item by item. Imports ir.
"""`write_api`: each operation and schema as JSON, so that equal texts tell equal items."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from clientloom.ir import Api
from clientloom.ir.surface.as_json import Plain, to_plain

_ENCODER = json.JSONEncoder(separators=(",", ":"), check_circular=False)


@dataclass(frozen=True, slots=True)
class Item:
    """Something of an API as JSON: what a program depends on, and all texts in it.

    Items that are equal differ at most in where the document has them.
    """

    structure: str
    texts: str


@dataclass(frozen=True, slots=True)
class WrittenApi:
    """An API as items, in its order. `head` is all but its operations and schemas."""

    head: Item
    operations: tuple[Item, ...]
    schemas: tuple[Item, ...]

    @property
    def structures(self) -> tuple[str, ...]:
        """The head, the operations and the schemas without texts."""
        return tuple(item.structure for item in (self.head, *self.operations, *self.schemas))


def write_api(api: Api) -> WrittenApi:
    """Writes an API down. The version of the document is among the texts."""
    head = _write(replace(api, version="", operations=(), schemas=()), api.version)
    return WrittenApi(head, tuple(map(_write, api.operations)), tuple(map(_write, api.schemas)))


def _write(value: object, *texts: Plain) -> Item:
    found = list(texts)
    plain = to_plain(value, found)
    return Item(_ENCODER.encode(plain), _ENCODER.encode(found))


def digest_items(items: Iterable[Item]) -> str:
    """Returns a hash of items and their order."""
    total = sha256()
    for item in items:
        for text in (item.structure, item.texts):
            content = text.encode("ascii")
            total.update(b"%d:" % len(content) + content)
    return total.hexdigest()
