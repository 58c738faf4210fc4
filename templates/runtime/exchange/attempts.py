# What hooks learn of each attempt. Imports light modules; it is loaded with the first call that has such a hook.
"""`Attempt`, and `Watch`, which reports it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from ..core.logs import safe_url
from .effects import Flow, Invoke

if TYPE_CHECKING:
    from ..core.basics import Clock
    from ..core.http import httpx
    from ..core.operations import Operation

R = TypeVar("R")

Outcome = Literal["success", "error", "failure", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt of a call, after it has ended.

    Attributes:
        operation: the operationId, or the method and path.
        accessor: the method of the client, such as `indexes.describe`; "" for `client.request`.
        method: the HTTP method.
        path: the path of the operation, with its parameters in braces.
        url: the URL without credentials.
        number: 1 for the first attempt.
        seconds: how long it took, with the body unless it is streamed.
        outcome: "success"; "error" for a status of failure; "failure" without a response; "cancelled", which only
            tracing learns.
        status: the status of the response, None without one.
        error: the exception without a response, None with one.
        retry_in: the seconds until the next attempt, None if this is the last one.
        retry_reason: why there is a next attempt, "" if there is none.
    """

    operation: str
    accessor: str
    method: str
    path: str
    url: str
    number: int
    seconds: float
    outcome: Outcome
    status: int | None
    error: Exception | None
    retry_in: float | None
    retry_reason: str


class Tracing(Protocol):
    """Follows attempts from their beginning, as a tracer does."""

    def begin(self, attempt: Attempt, headers: Mapping[str, str], /) -> Callable[[Attempt], None]:
        """Called before an attempt, which has no outcome yet; returns what is called with the ended one.

        `headers` are those of the request, to which it can add its own.
        """
        ...


def _describe(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".removesuffix(": ")


AttemptHook = Callable[[Attempt], Awaitable[None] | None]


class Watch:
    """Reports one attempt."""

    def __init__(
        self,
        operation: Operation[object],
        request: httpx.Request,
        known: frozenset[str],
        clock: Clock,
        number: int,
        hook: AttemptHook | None,
    ) -> None:
        self._operation = operation
        self._request = request
        self._known = known
        self._clock = clock
        self._number = number
        self._started = clock.monotonic()
        self._hook = hook
        # <Tracing>
        self._end: Callable[[Attempt], None] | None = None
        # </Tracing>

    # <Tracing>
    def trace(self, tracing: Tracing) -> None:
        """Lets a tracer follow the attempt, which begins now."""
        self._end = tracing.begin(self._attempt("success", None, None), self._request.headers)

    # </Tracing>

    def run(self, flow: Flow[R]) -> Flow[R]:
        """Carries out the attempt; an exception that ends the whole call is reported here."""
        try:
            return (yield from flow)
        except Exception as error:
            yield from self.report(error)
            raise
        # <Tracing>
        except GeneratorExit:
            if self._end is not None:
                self._end(self._attempt("cancelled", None, None))
            raise
        # </Tracing>

    def report(
        self, outcome: httpx.Response | Exception, retry_in: float | None = None, reason: str = ""
    ) -> Flow[None]:
        """Reports how the attempt ended."""
        if isinstance(outcome, Exception):
            ended = self._attempt("failure", None, outcome, retry_in, reason or _describe(outcome))
        else:
            status = outcome.status_code
            kind: Outcome = "success" if status < 400 else "error"
            ended = self._attempt(kind, status, None, retry_in, reason or f"status {status}")
        # <Tracing>
        if self._end is not None:
            self._end(ended)
        # </Tracing>
        if self._hook is not None:
            yield Invoke(partial(self._hook, ended))

    def _attempt(
        self,
        outcome: Outcome,
        status: int | None,
        error: Exception | None,
        retry_in: float | None = None,
        reason: str = "",
    ) -> Attempt:
        operation, request = self._operation, self._request
        return Attempt(
            operation=operation.id,
            accessor=operation.name,
            method=request.method,
            path=operation.path,
            url=safe_url(request.url, self._known),
            number=self._number,
            seconds=self._clock.monotonic() - self._started,
            outcome=outcome,
            status=status,
            error=error,
            retry_in=retry_in,
            retry_reason=reason if retry_in is not None else "",
        )
