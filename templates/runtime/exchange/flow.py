# One call: attempts, redirects, retries, errors; a generator of effects for both clients.
# Imports httpx for its exceptions, so it is loaded with the first call.
"""`exchange`: from a prepared call to a response that is not an error."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Final, cast

from ..core import logs
from ..core.errors import APIError, AuthenticationError
from ..core.http import httpx
from ..results.failures import status_error
from ..results.limits import hold
from .auth_headers import AuthHeaders
from .calls import Call
from .effects import Close, Flow, Read, Send, Sleep
from .network import DeadlineStream, bind, connection_error
from .redirects import prepare_redirect, same_origin
from .retry import Failure

_INSTANT: Final = 0.002
_UNSENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_FINAL: Final = (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.DecodingError)
_SENT_ONCE: Final = (
    "not repeated, because an iterator or a stream as the body can be sent only once"
)
_NONE: Final[Mapping[str, str]] = {}


def exchange(call: Call) -> Flow[httpx.Response]:
    """Attempts a call until it succeeds or may not be retried.

    Raises:
        APIConnectionError: no response arrived.
        APIStatusError: the server responded with an error; the class depends on the status.
        MissingCredentialError: nothing was sent.
    """
    attempt = 0
    # <OAuth2ClientCredentials>
    renewed = False
    # </OAuth2ClientCredentials>
    while True:
        # <deadlines>
        if call.deadline is not None:
            call.deadline.check()
        # </deadlines>
        # <rate_limit>
        yield from _await_turn(call)
        # </rate_limit>
        added = yield from _authenticate(call)
        request = call.build(added)
        flow = _attempt(call, request, added)
        # <hooks>
        watch = call.watch(request, attempt)
        if watch is not None:
            flow = watch.run(flow)
        # </hooks>
        outcome = yield from flow
        is_done = _is_success(outcome, call)
        delay = None if is_done else _delay(call, attempt, outcome)
        # <OAuth2ClientCredentials>
        refused = not is_done and not renewed and _refuse(added, outcome)
        if refused:
            delay, renewed = 0.0, True
        # </OAuth2ClientCredentials>
        # <uploads>
        is_spent = delay is not None and not call.body.repeatable
        delay = None if is_spent else delay
        # </uploads>
        # <hooks>
        if watch is not None:
            reason = ""
            # <OAuth2ClientCredentials>
            reason = "the token was refused" if refused else ""
            # </OAuth2ClientCredentials>
            yield from watch.report(outcome, delay, reason)
        # </hooks>
        if is_done:
            return cast("httpx.Response", outcome)
        # <uploads>
        if is_spent:
            raise _spent(call, outcome)
        # </uploads>
        if delay is None:
            raise _error(call, outcome)
        # <OAuth2ClientCredentials>
        if refused:
            continue
        # </OAuth2ClientCredentials>
        attempt += 1
        logs.log_retry(call.logger, call.operation.label, attempt, delay)
        yield Sleep(delay)


def _await_turn(call: Call) -> Flow[None]:
    """Waits until the rate limit lets an attempt begin."""
    limit, longest = call.core.settings.rate_limit, inf
    if limit is None:
        return
    # <deadlines>
    if call.deadline is not None:
        longest = call.deadline.remaining()
    # </deadlines>
    delay = limit.reserve(call.core.settings.clock.monotonic(), longest)
    # <deadlines>
    if call.deadline is not None and delay > longest:
        raise call.deadline.exceeded_error()
    # </deadlines>
    if delay > 0:
        yield Sleep(delay)


def _authenticate(call: Call) -> Flow[AuthHeaders]:
    headers = {**call.headers, **call.extra} if call.extra else call.headers
    security = call.operation.security
    # <links>
    security = security if call.trusted else ()
    # </links>
    return call.core.authenticator.authenticate(
        security,
        call.operation.label,
        headers,
        # <OAuth2ClientCredentials>
        call.renewal,
        # </OAuth2ClientCredentials>
    )


def _is_success(outcome: httpx.Response | Exception, call: Call) -> bool:
    if not isinstance(outcome, httpx.Response):
        return False
    return outcome.status_code < 300 or _answers(call, outcome)


def _answers(call: Call, response: httpx.Response) -> bool:
    """Whether the operation declares the redirect, or the 404 to a HEAD, as its response."""
    return response.status_code < 500 and call.operation.answers(response.status_code)


def _refuse(added: AuthHeaders, outcome: httpx.Response | Exception) -> bool:
    """Removes the tokens after a 401; returns False if there was none to renew."""
    if not isinstance(outcome, httpx.Response) or outcome.status_code != 401:
        return False
    sent = outcome.request.headers.get("authorization", "").removeprefix("Bearer ")
    for source in added.tokens:
        source.refuse(sent)
    return bool(added.tokens)


def _attempt(
    call: Call, request: httpx.Request, added: AuthHeaders
) -> Flow[httpx.Response | Exception]:
    """Sends the request once and follows redirects."""
    known, hops = call.core.authenticator.names, 0
    # <DigestAuth>
    auth = added.auth
    # </DigestAuth>
    while True:
        logs.log_request(call.logger, request, known, bodies=call.log_bodies)
        send = Send(request)
        # <DigestAuth>
        send = Send(request, auth)
        # </DigestAuth>
        outcome = cast("httpx.Response | Exception", (yield send))
        logs.log_outcome(call.logger, outcome, request, known)
        if isinstance(outcome, Exception):
            return outcome
        # <deadlines>
        # The next call on the connection may have a deadline.
        bind(outcome.extensions.get("network_stream"))
        # </deadlines>
        following = outcome.next_request
        if following is None or _answers(call, outcome) or not call.core.http.follow_redirects:
            return (yield from _finish(call, outcome))
        # <OAuth2ClientCredentials>
        if call.confidential and not same_origin(following.url, request.url):
            raise (yield from _redirect_error(call, outcome))
        # </OAuth2ClientCredentials>
        # <DigestAuth>
        if not same_origin(following.url, request.url):
            auth = None
        # </DigestAuth>
        yield Close(outcome)
        if hops == call.core.http.max_redirects:
            return httpx.TooManyRedirects("redirected too often", request=request)
        # <uploads>
        if not call.body.repeatable and following.method == request.method:
            return httpx.RequestError(f"redirected; {_SENT_ONCE}", request=request)
        # </uploads>
        request = prepare_redirect(following, request, known)
        hops += 1


def _redirect_error(call: Call, response: httpx.Response) -> Flow[APIError]:
    """Returns the error for a redirect that would send a credential to another origin."""
    read = yield from _finish(call, response)
    if isinstance(read, Exception):
        return _error(call, read)
    return AuthenticationError(
        "the token endpoint redirects to another origin, where the secret of the client may not go",
        response=read,
        operation=call.operation.label,
    )


def _finish(call: Call, response: httpx.Response) -> Flow[httpx.Response | Exception]:
    # <compression>
    if "content-encoding" in response.headers:
        from ..results.compression import decompress_wholly

        decompress_wholly(response)
    # </compression>
    # <streamed_responses or streams or binary_responses>
    unread = call.stream and (response.status_code < 300 or _answers(call, response))
    # </streamed_responses or streams or binary_responses>
    # <streams>
    kind = response.headers.get("content-type", "")
    misread = call.json_is_wrong and kind.startswith(("application/json", "text/html"))
    unread = unread and not misread
    # </streams>
    # <streamed_responses or streams or binary_responses>
    if unread:
        # <deadlines>
        if call.deadline is not None:
            call.deadline.lift()
        # </deadlines>
        return response
    # </streamed_responses or streams or binary_responses>
    try:
        hold(response, call.reading)
    except APIError:
        yield Close(response)
        raise
    # <deadlines>
    if call.deadline is not None:
        response.stream = DeadlineStream(response.stream, call.deadline)
    # </deadlines>
    failure = cast("Exception | None", (yield Read(response)))
    if failure is not None:
        return failure
    logs.log_body(call.logger, response, bodies=call.log_bodies)
    # <streams>
    if misread and response.status_code < 300:
        raise call.reading.invalid("it is not a stream of events", response)
    # </streams>
    return response


def _delay(call: Call, attempt: int, outcome: httpx.Response | Exception) -> float | None:
    """Returns the seconds until the next attempt, None to give up."""
    if attempt >= call.max_retries:
        return None
    if isinstance(outcome, httpx.Response):
        kind: int | Failure = outcome.status_code
        headers: Mapping[str, str] = outcome.headers
    elif isinstance(outcome, httpx.TransportError) and not isinstance(outcome, _FINAL):
        kind = Failure.UNSENT if isinstance(outcome, _UNSENT) else Failure.CUT
        headers = _NONE
    else:
        return None
    delay = call.policy.next_delay(attempt, kind, headers, call.retry, call.core.settings.clock)
    # <deadlines>
    if delay is not None and call.deadline is not None and delay >= call.deadline.remaining():
        return None
    # </deadlines>
    return delay


def _spent(call: Call, outcome: httpx.Response | Exception) -> APIError:
    """Returns the error of an attempt that would be repeated if its body were not consumed, with this reason."""
    error = _error(call, outcome)
    error.args = (f"{error.args[0]}; {_SENT_ONCE}", *error.args[1:])
    return error


def _error(call: Call, outcome: httpx.Response | Exception) -> APIError:
    if isinstance(outcome, httpx.Response):
        return status_error(call.operation, outcome, call.reading)
    if isinstance(outcome, APIError):
        return outcome
    # <deadlines>
    late = isinstance(outcome, httpx.TimeoutException) and call.deadline is not None
    if late and call.deadline is not None and call.deadline.remaining() < _INSTANT:
        error: APIError = call.deadline.exceeded_error()
        error.__cause__ = outcome
        return error
    # </deadlines>
    return connection_error(cast("httpx.RequestError", outcome), call.operation.label)
