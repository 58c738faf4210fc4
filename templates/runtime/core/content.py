# The content of requests. Imports the standard library and `operations`.
"""`Body`, and the type of what encodes it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from .operations import Operation


class Stream(Protocol):
    """Content that is sent in pieces. `length` is None if unknown; it may be `repeatable`."""

    length: int | None

    @property
    def repeatable(self) -> bool:
        """Whether the content can be sent again."""
        ...

    def __iter__(self) -> Iterator[bytes]: ...

    def __aiter__(self) -> AsyncIterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class Body:
    """The content of a request, and its content type ("" for no body)."""

    content: (
        bytes
        # <uploads>
        | Stream
        # </uploads>
    )
    content_type: str

    # <uploads>
    @property
    def repeatable(self) -> bool:
        """Whether the body can be sent again."""
        return isinstance(self.content, bytes) or self.content.repeatable

    # </uploads>


NO_BODY: Final = Body(b"", "")

Encoder = tuple[Callable[[Operation[object], object, Mapping[str, object], str], Body], str, bool]
"""The encoder of a kind of body, its default content type, and whether it has members."""
