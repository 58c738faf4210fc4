# What fetching gives, or why it gives nothing. Standard library only.
"""`Fetched` and `FetchError`."""

from __future__ import annotations

from dataclasses import dataclass


class FetchError(Exception):
    """The document cannot be had: why, and what to do."""

    def __init__(self, why: str, hint: str = "try again later, or correct [upstream]") -> None:
        super().__init__(why)
        self.hint = hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A document's bytes, the address they came from (without secrets) and what tells this version from the next."""

    source: str
    content: bytes
    etag: str = ""
    last_modified: str = ""
    revision: str = ""


def check_size(size: int, limit: int) -> None:
    """Refuse what is larger than the limit in bytes."""
    if size > limit:
        hint = "look at it; if it is right, raise `max_bytes`"
        raise FetchError(f"the document has more than {limit} bytes, the limit of [upstream]", hint)
