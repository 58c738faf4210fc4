# Responses for callers who need more than the decoded value. Imports light modules; httpx for type checking.
"""Raw responses, what they share with streamed ones, and the casts that turn a resource into its raw view."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from enum import Enum
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar, cast, overload

from ..core.drift import Reading
from ..core.errors import Unpicklable
from ..core.messages import request_id
from ..wire.header_grammar import split_header
from .decoders import Json
from .texts import text_of

if TYPE_CHECKING:
    from ..core.http import httpx

R = TypeVar("R")
M = TypeVar("M")
P = ParamSpec("P")


class View(Enum):
    """What a resource's methods return."""

    PARSED = "parsed"
    RAW = "raw"
    # <streamed_responses>
    STREAMED = "streamed"
    # </streamed_responses>


class BaseResponse(Unpicklable, Generic[R]):
    """The common part of raw and streamed responses."""

    _unpicklable = (
        "a response cannot be pickled or copied: it needs its client; pickle what parse() returns"
    )

    def __init__(
        self,
        http_response: httpx.Response,
        parse: Callable[[httpx.Response], R],
        reading: Reading,
        # <streams or binary_responses>
        *,
        streams: bool = False,
        # </streams or binary_responses>
    ) -> None:
        self.http_response = http_response
        """The httpx response."""
        self._parse = parse
        self._reading = reading
        # <streams or binary_responses>
        self._streams = streams
        # </streams or binary_responses>

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status_code}>"

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.http_response.status_code

    @property
    def headers(self) -> httpx.Headers:
        """The headers; names are case-insensitive."""
        return self.http_response.headers

    # <response_headers>
    @overload
    def header(self, name: str) -> str | None: ...

    @overload
    def header(self, name: str, kind: type[M]) -> M | None: ...

    def header(self, name: str, kind: type[object] = str) -> object:
        """Returns a header as text, or as a type such as `int`, `datetime` or `list[str]`; None if it is absent.

        api.md lists the documented headers with their types.

        Raises:
            ResponseValidationError: the header does not match the type.
        """
        values = self.headers.get_list(name)
        if not values:
            return None
        from ..data.tolerant import adapter

        reader = adapter(kind)
        try:
            if kind is not str and values[0][:1] in ("{", "["):
                return reader.validate_json(", ".join(values))
            return reader.validate_python(split_header(name, values, kind))
        except ValueError as error:
            problem = f"the header {name!r} is not of the type {getattr(kind, '__name__', kind)}"
            raise self._reading.invalid(problem, self.http_response) from error

    # </response_headers>
    @property
    def request_id(self) -> str | None:
        """The server's id of this request."""
        return request_id(self.headers, self._reading.rules.request_id_header)


class RawResponse(BaseResponse[R]):
    """A complete response."""

    @property
    def content(self) -> bytes:
        """The body."""
        return self.http_response.content

    @property
    def text(self) -> str:
        """The body as text.

        Raises:
            ResponseValidationError: its charset is unknown, and it is not UTF-8.
        """
        try:
            return text_of(self.http_response)
        except ValueError as error:
            problem = "its charset is unknown, and it is not UTF-8"
            raise self._reading.invalid(problem, self.http_response) from error

    def json(self) -> object:
        """Returns the body as JSON values.

        Raises:
            ResponseValidationError: it is not JSON.
        """
        try:
            return cast("object", json.loads(self.content))
        except (ValueError, RecursionError) as error:
            raise self._reading.invalid("it is not JSON", self.http_response) from error

    def parse(self) -> R:
        """Returns the result of the method.

        Raises:
            ResponseValidationError: the body does not match the document.
        """
        return self._parse(self.http_response)

    def parse_as(self, kind: type[M]) -> M:
        """Returns the JSON body as a model or another type of your own.

        Raises:
            ResponseValidationError: the body is not JSON, or, with `strict_responses`, not of the type.
        """
        return Json[M](lambda: kind).decode(self.http_response, self._reading)


def raw(method: Callable[P, R]) -> Callable[P, RawResponse[R]]:
    """Casts a method to its type in the raw view of its resource."""
    return cast("Callable[P, RawResponse[R]]", method)


def async_raw(method: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[RawResponse[R]]]:
    """Casts an asynchronous method; see `raw`."""
    return cast("Callable[P, Awaitable[RawResponse[R]]]", method)
