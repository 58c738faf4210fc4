# The result of a fetch and its error. Imports the standard library and places.
"""`Fetched` and `FetchError`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from clientloom.upstream.places import Part

_HINT = "try again later, or correct [upstream]"


class FetchError(Exception):
    """The document cannot be fetched. `hint` says what to do."""

    def __init__(self, why: str, hint: str = _HINT) -> None:
        super().__init__(why)
        self.hint = hint


_HINTS = {
    204: "the address has no content; correct [upstream]",
    206: "it sent only a part of the document; try again later",
    **dict.fromkeys((401, 403, 407), "the address asks for a login; correct [upstream]"),
    **dict.fromkeys((404, 410), "nothing is at this address; correct [upstream]"),
    **dict.fromkeys((408, 425, 429, 500, 502, 503, 504), "try again later"),
}
"""What to do about a status (RFC 9110, 15), where that is clear."""


class StatusError(FetchError):
    """The server answered with another status than 200."""

    def __init__(self, source: str, status: int) -> None:
        name = f" {HTTPStatus(status).phrase}" if status in set(HTTPStatus) else ""
        hint = _HINTS.get(status, _HINT)
        super().__init__(f"{source}: the server answered with {status}{name}", hint)
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


def check_size(size: int, limit: int, what: str = "the document") -> None:
    """Checks the size of a file in bytes.

    Raises:
        FetchError: it is larger than the limit.
    """
    if size > limit:
        hint = "check the document; if it is right, raise `max_bytes` in [upstream]"
        raise FetchError(f"{what} is larger than the limit of {limit} bytes", hint)
