# Every exception of the client. Imports `messages` only; httpx for type checking.
"""The exceptions, which all derive from `APIError`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, cast

from .messages import printable, request_id

if TYPE_CHECKING:
    from typing import Self

    from .http import httpx

_PRIVATE_HEADERS: Final = frozenset({"set-cookie", "set-cookie2", "authorization", "cookie"})


JsonValue = str | float | bool | list[object] | dict[str, object] | None
"""A JSON value whose type the document does not declare."""

UndeclaredBody = JsonValue | bytes
"""A body that the document does not describe: its JSON values, its text or its bytes; None if empty."""


class APIError(Exception):
    """The base of every exception of this client."""

    @property
    def message(self) -> str:
        """What went wrong, in one line that is safe to print."""
        return printable(str(self.args[0])) if self.args else ""

    def __str__(self) -> str:
        return self.message


class ConfigurationError(APIError):
    """The client or the call is configured wrongly; nothing was sent."""


class Unpicklable:
    """Says why its objects are not pickled or copied, instead of what Python could not pickle in them."""

    _unpicklable = ""

    def __reduce__(self) -> str:
        raise ConfigurationError(self._unpicklable)


class MissingCredentialError(ConfigurationError):
    """The operation needs a credential that was not given."""


class ClientClosedError(ConfigurationError):
    """The client was used after it was closed."""


class InvalidRequestError(ConfigurationError, ValueError):
    """An argument cannot be sent; nothing was sent."""


class ArgumentError(InvalidRequestError, TypeError):
    """The call has an unknown argument or lacks a required one; nothing was sent."""


class APIConnectionError(APIError):
    """No complete response arrived: refused, reset, cut off, or not HTTP. `method` and `url` identify the request."""

    operation: str = ""
    method: str = ""
    url: str = ""
    """The URL without its query, which may contain a credential."""

    @classmethod
    def of(cls, problem: str, operation: str, method: str, url: str) -> Self:
        """Returns the error for a request."""
        where = f"{method} {url}".strip()
        error = cls(": ".join(filter(None, (operation, where, problem))))
        error.operation, error.method, error.url = operation, method, url
        return error


class APITimeoutError(APIConnectionError):
    """A phase of the call took longer than its timeout."""


class DeadlineExceededError(APITimeoutError):
    """The call and its retries took longer than the deadline."""


class UnexpectedVariantError(APIError, TypeError):
    """A value of an answer has another type than `narrow` expects; `value` is the value."""

    value: object = None

    @classmethod
    def of(cls, value: object, kinds: tuple[type[object], ...]) -> Self:
        """The error of a value that has none of the types."""
        expected = " or ".join(kind.__name__ for kind in kinds)
        error = cls(f"the value is {type(value).__name__}, not {expected}")
        error.value = value
        return error


class PaginationError(APIError):
    """A list reached its page limit, or its next page is not allowed."""


class MissingFieldError(APIError, AttributeError):
    """The code reads a required field that the response does not contain."""


class APIResponseError(APIError):
    """A response arrived that is not a success.

    The attributes describe the response. The request's headers and query are not kept, so that neither `repr` nor a
    pickle contains a credential.
    """

    def __init__(
        self,
        message: str,
        *,
        response: httpx.Response,
        body: object = None,
        operation: str = "",
        content: bytes | None = None,
        request_id_header: str = "",
    ) -> None:
        super().__init__(message)
        self.response: httpx.Response | None = response
        """The httpx response; None in an unpickled error."""
        self.status_code: int = response.status_code
        self.headers: httpx.Headers = response.headers
        self.content: bytes = response.content if content is None else content
        self.method: str = response.request.method
        self.url: str = str(response.request.url.copy_with(query=None, userinfo=None))
        self.operation: str = operation
        self._body = body
        self._request_id_header = request_id_header

    @property
    def body(self) -> object:
        """The decoded body: as declared in the document, else its JSON values, its text or its bytes; None if empty."""
        return self._body

    @property
    def request_id(self) -> str | None:
        """The server's id of this request, for questions to the vendor."""
        return request_id(self.headers, self._request_id_header)

    def json(self) -> object:
        """The body as JSON values.

        Raises:
            ResponseValidationError: it is not JSON.
        """
        try:
            return cast("object", json.loads(self.content))
        except (ValueError, RecursionError) as error:
            invalid = _blank(ResponseValidationError, "the body is not JSON")
            invalid.__dict__.update(self.__dict__)
            raise invalid from error

    def __str__(self) -> str:
        tail = f" (request id {printable(self.request_id)})" if self.request_id else ""
        where = f"{self.status_code} {self.method} {self.url}: " if self.url else ""
        return f"{where}{self.message}{tail}"

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
        from .http import httpx

        self.__dict__.update(state or {})
        self.headers = httpx.Headers(cast("list[tuple[str, str]]", (state or {}).get("headers")))


def _blank(kind: type[APIResponseError], message: str) -> APIResponseError:
    error = kind.__new__(kind, message)
    error.args = (message,)
    return error


class ResponseValidationError(APIResponseError, ValueError):
    """A successful response does not match the document; `content` is its body."""


class ResponseTooLargeError(APIResponseError):
    """A body, or a line of a stream, is larger than the memory limit; `content` is empty."""


class APIStatusError(APIResponseError):
    """The server reported a failure."""


class EnvelopeError(APIStatusError):
    """The status reports success, but the envelope in the body reports failure."""


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
    """Returns the exception class of a status: the package's own, else that of the status, else that of its range."""
    for key in (str(status), f"{status // 100}XX"):
        found = overrides.get(key) or STATUS_CLASSES.get(key)
        if found:
            return found
    return overrides.get("default", APIStatusError)
