# Every exception of the client. Imports the standard library only (httpx for type checking).
"""The exceptions.

APIError
+- ConfigurationError            the client or a call is set up wrongly; nothing was sent
|  +- MissingCredentialError
|  +- ClientClosedError
|  +- InvalidRequestError        also a ValueError: an argument cannot be sent
+- APIConnectionError            no complete response arrived
|  +- APITimeoutError
|     +- DeadlineExceededError
+- PaginationError               a list does not end
+- MissingFieldError             also an AttributeError: a response lacks a required field
+- APIResponseError              a response arrived; it has status_code, headers, content ...
   +- ResponseValidationError    it is not what the document says
   +- EnvelopeError              a success status around a failure
   +- APIStatusError
      +- BadRequestError 400, AuthenticationError 401, PermissionDeniedError 403, NotFoundError 404,
         ConflictError 409, PreconditionFailedError 412, UnprocessableEntityError 422,
         RateLimitError 429, ServerError 5XX
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    import httpx

_EXCERPT: Final = 300
_LONGEST: Final = 2000
_PRIVATE_HEADERS: Final = frozenset({"set-cookie", "set-cookie2", "authorization", "cookie"})
REQUEST_ID_HEADERS: Final = ("x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid")


class APIError(Exception):
    """The base of every exception of this client."""

    @property
    def message(self) -> str:
        """What went wrong, in one line."""
        return str(self.args[0]) if self.args else ""


class ConfigurationError(APIError):
    """The client or the call is set up wrongly; nothing was sent."""


class MissingCredentialError(ConfigurationError):
    """The operation needs a credential that was not given."""


class ClientClosedError(ConfigurationError):
    """The client was used after it was closed."""


class InvalidRequestError(ConfigurationError, ValueError):
    """An argument cannot be sent; nothing was sent."""


class APIConnectionError(APIError):
    """No complete response arrived: refused, reset, cut off, or not HTTP."""


class APITimeoutError(APIConnectionError):
    """A phase of the call took longer than its timeout."""


class DeadlineExceededError(APITimeoutError):
    """The call and its retries took longer than the deadline."""


class PaginationError(APIError):
    """A list was followed up to its page limit, or leads where it should not."""


class MissingFieldError(APIError, AttributeError):
    """A required field is read that the response did not contain."""


class APIResponseError(APIError):
    """A response arrived and it is not a success.

    Attributes hold what the server said; the request's headers and query are not kept, so that neither
    `repr` nor a pickle can show a credential.
    """

    def __init__(
        self,
        message: str,
        *,
        response: httpx.Response,
        body: object = None,
        operation: str = "",
        content: bytes | None = None,
    ) -> None:
        super().__init__(message)
        self.response: httpx.Response | None = response
        """The response as httpx has it; None in an unpickled error."""
        self.status_code: int = response.status_code
        self.headers: httpx.Headers = response.headers
        self.content: bytes = response.content if content is None else content
        self.method: str = response.request.method
        self.url: str = str(response.request.url.copy_with(query=None, userinfo=None))
        self.operation: str = operation
        self._body = body

    @property
    def body(self) -> object:
        """The decoded body, or None when it is not of the declared shape."""
        return self._body

    @property
    def request_id(self) -> str | None:
        """The server's name for this request, to quote to the vendor."""
        return request_id(self.headers)

    def json(self) -> object:
        """The body as JSON values.

        Raises:
            ValueError: it is not JSON.
        """
        return cast("object", json.loads(self.content))

    def __str__(self) -> str:
        tail = f" (request id {self.request_id})" if self.request_id else ""
        return f"{self.status_code} {self.method} {self.url}: {self.message}{tail}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __reduce__(
        self,
    ) -> tuple[
        Callable[[type[APIResponseError], str], APIResponseError], tuple[object, ...], object
    ]:
        state = dict(self.__dict__)
        state["response"] = None
        state["headers"] = [
            (name, value)
            for name, value in self.headers.multi_items()
            if name.lower() not in _PRIVATE_HEADERS
        ]
        return _blank, (type(self), self.message), state

    def __setstate__(self, state: dict[str, object] | None) -> None:
        import httpx

        self.__dict__.update(state or {})
        self.headers = httpx.Headers(cast("list[tuple[str, str]]", (state or {}).get("headers")))


def _blank(kind: type[APIResponseError], message: str) -> APIResponseError:
    error = kind.__new__(kind, message)
    error.args = (message,)
    return error


class ResponseValidationError(APIResponseError):
    """A successful response is not what the document says; `content` holds it."""


class EnvelopeError(APIResponseError):
    """The status says success and the envelope of the body says failure."""


class APIStatusError(APIResponseError):
    """The server answered with an error status."""


class BadRequestError(APIStatusError):
    """The server answered with status 400."""


class AuthenticationError(APIStatusError):
    """401: the credential is missing, wrong or no longer valid."""


class PermissionDeniedError(APIStatusError):
    """The server answered with status 403."""


class NotFoundError(APIStatusError):
    """The server answered with status 404."""


class ConflictError(APIStatusError):
    """The server answered with status 409."""


class PreconditionFailedError(APIStatusError):
    """The server answered with status 412."""


class UnprocessableEntityError(APIStatusError):
    """The server answered with status 422."""


class RateLimitError(APIStatusError):
    """429: too many requests."""


class ServerError(APIStatusError):
    """Any status from 500 to 599."""


STATUS_CLASSES: Final[Mapping[str, type[APIStatusError]]] = {
    "400": BadRequestError,
    "401": AuthenticationError,
    "403": PermissionDeniedError,
    "404": NotFoundError,
    "409": ConflictError,
    "412": PreconditionFailedError,
    "422": UnprocessableEntityError,
    "429": RateLimitError,
    "5XX": ServerError,
}


def status_class(
    status: int, overrides: Mapping[str, type[APIStatusError]]
) -> type[APIStatusError]:
    """The exception for a status: the package's own, the exact status before its range."""
    for key in (str(status), f"{status // 100}XX"):
        found = overrides.get(key) or STATUS_CLASSES.get(key)
        if found:
            return found
    return overrides.get("default", APIStatusError)


def request_id(headers: Mapping[str, str]) -> str | None:
    """The request id among the headers, under any of its usual names."""
    return next((headers[name] for name in REQUEST_ID_HEADERS if name in headers), None)


def describe(content: bytes, reason: str) -> str:
    """The vendor's message in an error body; else an excerpt of the body; else the reason phrase."""
    try:
        value: object = json.loads(content)
    except (ValueError, RecursionError):
        return excerpt(content) or reason or "no body"
    return next(_messages(value), "")[:_LONGEST] or excerpt(content) or reason


def excerpt(content: bytes) -> str:
    """The beginning of a body, as one line of text."""
    text = " ".join(content[: _EXCERPT * 4].decode("utf-8", "replace").split())
    return text if len(text) <= _EXCERPT else text[:_EXCERPT] + "..."


def _messages(value: object, depth: int = 0) -> Iterator[str]:
    """Texts at the places where vendors put them, the most specific first."""
    if depth > 4:
        return
    match value:
        case str() if value.strip() and depth:
            yield value
        case dict():
            members = cast("dict[str, object]", value)
            names = ("message", "error_description", "detail", "error", "errors", "title", "msg")
            for name in names:
                yield from _messages(members.get(name), depth + 1)
        case list():
            items = cast("list[object]", value)
            found = [
                text for item in items for text in [next(_messages(item, depth + 1), "")] if text
            ]
            if found:
                yield "; ".join(found)
        case _:
            return
