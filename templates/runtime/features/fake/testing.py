# The in-memory fake behind each package's testing.py. Imports httpx; opens no socket.
"""`Fake`, its `Stub`s and recorded requests."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar, cast
from urllib.parse import unquote

import anyio
import anyio.lowlevel

from ...clients.plain import (
    # <async_client>
    PlainAsyncClient,
    # </async_client>
    PlainClient,
)
from ...core.basics import Clock
from ...core.errors import STATUS_CLASSES, APIStatusError, Unpicklable
from ...core.http import httpx
from ...core.operations import Operation
from .answers import JSON, cut, encode, success

T = TypeVar("T")
Body = Mapping[str, object] | Sequence[Mapping[str, object]]
"""A response as plain JSON values."""

_NOBODY: Final[tuple[None, Mapping[str, str]]] = (None, {})


class UnstubbedCallError(AssertionError):
    """The code under test called an operation without a stubbed response."""


class FakeClock(Clock):
    """A clock that advances only by sleeping, so that retries take no time. `sleeps` are the seconds slept."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0
        self.sleeps: list[float] = []

    def monotonic(self) -> float:
        """Returns a start value plus the seconds slept so far."""
        return self.now

    def time(self) -> float:
        """Returns the same as `monotonic`."""
        return self.now

    def random(self) -> float:
        """Returns 1: the maximum delay."""
        return 1.0

    def sleep(self, seconds: float) -> None:
        """Advances the clock without waiting."""
        self.sleeps.append(seconds)
        self.now += seconds

    # <async_client>
    async def sleep_async(self, seconds: float) -> None:
        """Advances the clock without waiting, and lets other tasks run."""
        self.sleep(seconds)
        await anyio.lowlevel.checkpoint()

    # </async_client>


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """A request as it would have been sent. `operation` is "" if no operation matches."""

    operation: str
    method: str
    path: str
    path_params: Mapping[str, str]
    query: Mapping[str, str | list[str]]
    headers: httpx.Headers
    content: bytes

    def json(self) -> object:
        """The body as JSON values.

        Raises:
            ValueError: it is not JSON.
        """
        return cast("object", json.loads(self.content))


Answer = Callable[[RecordedRequest], object]


class Stub(Unpicklable, Generic[T]):
    """The responses of one operation. Faults come first; then the responses in order, the last one repeatedly."""

    _unpicklable = "a fake cannot be pickled or copied; make one for each process and test"

    def __init__(self, operation: Operation[T], accessor: str, clock: FakeClock) -> None:
        self.operation: Final = operation
        self.accessor: Final = accessor
        self.requests: list[RecordedRequest] = []
        """The requests to this operation."""
        self._clock = clock
        self._faults: deque[Callable[[httpx.Request, httpx.Response], httpx.Response]] = deque()
        self._answers: deque[Answer] = deque()

    @property
    def called(self) -> bool:
        """Whether the operation was called."""
        return bool(self.requests)

    @property
    def is_stubbed(self) -> bool:
        """Whether there is a response."""
        return bool(self._answers or self._faults)

    def returns(self, value: T | Body) -> Stub[T]:
        """Returns this model, or plain JSON values, from every call.

        Raises:
            TypeError: the operation does not return such values.
        """
        return self.returns_each(value)

    def returns_each(self, *values: T | Body) -> Stub[T]:
        """Returns one value per call, e.g. the pages of a list.

        Raises:
            TypeError: the operation does not return such values.
        """
        self._answers = deque([_always(self._checked(value)) for value in values])
        return self

    # <streams>
    def streams(self, items: Iterable[T | Mapping[str, object]]) -> Stub[T]:
        """Returns a stream of these items.

        Raises:
            TypeError: it is one item, or the operation returns no stream.
        """
        if isinstance(items, str | bytes | Mapping) or hasattr(items, "model_dump"):
            kind = type(cast("object", items)).__name__
            raise TypeError(f"{self.accessor}: streams() takes a list of items, not one {kind}")
        if not any(hasattr(each, "encode_item") for each in self.operation.success.values()):
            raise TypeError(f"{self.accessor} returns no stream; use returns()")
        return self.returns_each(cast("T", list(items)))

    # </streams>
    def calls(self, function: Callable[[RecordedRequest], object]) -> Stub[T]:
        """Calls a function with the request; it returns a model, JSON values, a response or an exception."""
        self._answers = deque([lambda recorded: self._checked(function(recorded))])
        return self

    def raises(self, error: Exception | type[Exception]) -> Stub[T]:
        """Raises this exception; a class such as `NotFoundError` means its status without a body."""
        if isinstance(error, type) and issubclass(error, APIStatusError):
            return self.responds(_status_of(error), json={})
        raised = error(f"{self.accessor} fails in this fake") if isinstance(error, type) else error
        return self.calls(lambda _: raised)

    def responds(
        self,
        status: int,
        *,
        json: object = None,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Stub[T]:
        """Responds with this status and body."""
        body = content if json is None else encode(json)
        fields = {**(JSON if json is not None else {}), **(headers or {})}
        return self.calls(lambda _: httpx.Response(status, content=body, headers=fields))

    def rate_limited(self, times: int = 1, *, retry_after: float = 1) -> Stub[T]:
        """Responds first with 429 and `Retry-After`."""
        fields = {"retry-after": f"{retry_after:g}", **JSON}
        return self._fault(
            times, lambda _request, _answer: httpx.Response(429, headers=fields, content=b"{}")
        )

    def cuts_body(self, times: int = 1) -> Stub[T]:
        """Breaks the connection first, in the middle of the body."""
        return self._fault(times, lambda _, answer: cut(answer))

    def delays(self, seconds: float, times: int = 1) -> Stub[T]:
        """Simulates a delay first, which may exceed the caller's timeout. No real time passes."""
        return self._fault(times, lambda request, answer: self._late(request, answer, seconds))

    def _checked(self, value: object) -> object:
        from .stub_checks import check_answer

        check_answer(self.operation, value, self.accessor)
        return value

    def _fault(
        self, times: int, fault: Callable[[httpx.Request, httpx.Response], httpx.Response]
    ) -> Stub[T]:
        self._faults.extend([fault] * times)
        return self

    def _late(
        self, request: httpx.Request, answer: httpx.Response, seconds: float
    ) -> httpx.Response:
        # Not by `request.extensions`, whose type is partially unknown before httpx 0.28.
        limits = cast("Mapping[str, Mapping[str, float | None]]", vars(request)["extensions"])
        limit = limits.get("timeout", {}).get("read")
        self._clock.now += seconds if limit is None else min(seconds, limit)
        if limit is not None and seconds > limit:
            raise httpx.ReadTimeout("the fake took too long", request=request)
        return answer

    def answer(self, request: httpx.Request, recorded: RecordedRequest) -> httpx.Response:
        """Returns the response to a request; the fake's transport calls it."""
        self.requests.append(recorded)
        response = self._response(recorded)
        return self._faults.popleft()(request, response) if self._faults else response

    def _response(self, recorded: RecordedRequest) -> httpx.Response:
        if not self._answers:
            return httpx.Response(500)
        answer = self._answers.popleft() if len(self._answers) > 1 else self._answers[0]
        value = answer(recorded)
        if isinstance(value, Exception):
            raise value
        return value if isinstance(value, httpx.Response) else success(self.operation, value)


class Fake(Unpicklable):
    """An API in memory. `clock` advances only by sleeping; `requests` are all recorded requests.

    Args:
        name: the class of the fake, for messages.
    """

    _unpicklable = "a fake cannot be pickled or copied; make one for each process and test"

    def __init__(self, name: str) -> None:
        self.clock = FakeClock()
        self.requests: list[RecordedRequest] = []
        self._name = name
        self._stubs: list[tuple[re.Pattern[str], Stub[object]]] = []

    def stub(self, operation: Operation[T], accessor: str) -> Stub[T]:
        """Returns the stub of an operation, which is the attribute `accessor` of the generated fake."""
        stub = Stub(operation, accessor, self.clock)
        self._stubs.append((_pattern(operation), cast("Stub[object]", stub)))
        return stub

    def http_client(self) -> httpx.Client:
        """Returns an httpx client for this fake."""
        transport = _Transport(self.answer)
        return PlainClient(transport=transport, trust_env=False, follow_redirects=True)

    # <async_client>
    def async_http_client(self) -> httpx.AsyncClient:
        """Returns an asynchronous httpx client for this fake."""
        transport = _Transport(self.answer)
        return PlainAsyncClient(transport=transport, trust_env=False, follow_redirects=True)

    # </async_client>
    def answer(self, request: httpx.Request) -> httpx.Response:
        """Returns the response to a request whose body is read.

        Raises:
            UnstubbedCallError: it has no stub.
        """
        path = request.url.raw_path.decode().partition("?")[0]
        found = self._find(request, path)
        recorded = _record(request, path, *(found or _NOBODY))
        self.requests.append(recorded)
        if found is not None and found[0].is_stubbed:
            return found[0].answer(request, recorded)
        call = f"{request.method} {path}"
        if found is None:
            raise UnstubbedCallError(f"{call} is no operation of {self._name}")
        raise UnstubbedCallError(
            f"{call} was called and has no answer; write fake.{found[0].accessor}.returns(...) "
            f"on your {self._name} before the call"
        )

    def _find(
        self, request: httpx.Request, path: str
    ) -> tuple[Stub[object], Mapping[str, str]] | None:
        """Finds the operation: by method and path, then by `Accept`; plain segments before parameters."""
        accept = request.headers.get("accept")
        found = [
            (match, stub)
            for pattern, stub in self._stubs
            if stub.operation.method == request.method and (match := pattern.fullmatch(path))
        ]
        if not found:
            return None
        match, stub = min(
            found,
            key=lambda pair: (len(pair[0].groups()), pair[1].operation.accepts != accept),
        )
        names = stub.operation.template[1::2]
        return stub, {n: unquote(text) for n, text in zip(names, match.groups(), strict=True)}


class _Transport(
    httpx.BaseTransport,
    # <async_client>
    httpx.AsyncBaseTransport,
    # </async_client>
):
    """A transport around one function."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self._answer = answer

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        return self._answer(request)

    # <async_client>
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        return self._answer(request)

    # </async_client>


def _always(value: object) -> Answer:
    return lambda _: value


def _pattern(operation: Operation[object]) -> re.Pattern[str]:
    parts = [
        "([^/]*)" if index % 2 else re.escape(text) for index, text in enumerate(operation.template)
    ]
    return re.compile("(?:/.*)?" + "".join(parts))


def _record(
    request: httpx.Request, path: str, stub: Stub[object] | None, params: Mapping[str, str]
) -> RecordedRequest:
    query: dict[str, str | list[str]] = {}
    for name in request.url.params:
        values = request.url.params.get_list(name)
        query[name] = values[0] if len(values) == 1 else values
    operation = stub.operation.id if stub is not None else ""
    return RecordedRequest(
        operation, request.method, path, params, query, request.headers, request.content
    )


def _status_of(error: type[APIStatusError]) -> int:
    found = [key for key, known in STATUS_CLASSES.items() if issubclass(error, known)]
    return int(found[0].replace("XX", "00")) if found else 418
