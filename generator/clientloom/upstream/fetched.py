# The result of a fetch and its error. Imports the standard library only.
"""`Fetched` and `FetchError`."""

from __future__ import annotations

from dataclasses import dataclass


class FetchError(Exception):
    """The document cannot be fetched. `hint` says what to do."""

    def __init__(self, why: str, hint: str = "try again later, or correct [upstream]") -> None:
        super().__init__(why)
        self.hint = hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A document's bytes, its source (without secrets), and the validators or revision of this version."""

    source: str
    content: bytes
    etag: str = ""
    last_modified: str = ""
    revision: str = ""


def check_size(size: int, limit: int) -> None:
    """Checks a size in bytes.

    Raises:
        FetchError: it is larger than the limit.
    """
    if size > limit:
        hint = "check the document; if it is right, raise `max_bytes` in [upstream]"
        raise FetchError(f"the document is larger than the limit of {limit} bytes", hint)
