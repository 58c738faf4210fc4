# The result of a fetch and its error. Imports the standard library and places.
"""`Fetched` and `FetchError`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clientloom.upstream.places import Part


class FetchError(Exception):
    """The document cannot be fetched. `hint` says what to do."""

    def __init__(self, why: str, hint: str = "try again later, or correct [upstream]") -> None:
        super().__init__(why)
        self.hint = hint


class StatusError(FetchError):
    """The server answered with another status than 200."""

    def __init__(self, source: str, status: int) -> None:
        super().__init__(f"{source}: the server answered with {status}")
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A document's bytes, its source (without secrets), and the validators or revision of this version.

    `parts` are the files that it refers to, by their paths in the vendor's folder.
    """

    source: str
    content: bytes
    etag: str = ""
    last_modified: str = ""
    revision: str = ""
    parts: Mapping[str, Part] = field(default_factory=dict)


def check_size(size: int, limit: int) -> None:
    """Checks a size in bytes.

    Raises:
        FetchError: it is larger than the limit.
    """
    if size > limit:
        hint = "check the document; if it is right, raise `max_bytes` in [upstream]"
        raise FetchError(f"the document is larger than the limit of {limit} bytes", hint)
