# Logging, with credentials hidden. Imports the standard library only; httpx for type checking.
"""Logs one debug record per attempt and per outcome, with credentials redacted."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from .http import httpx

_HIDDEN: Final = "[redacted]"
_SENSITIVE: Final = re.compile(
    r"auth|token|secret|passw|cookie|session|credential|signature|api[-_]?key|(^|[-_])(key|sig)$",
    re.IGNORECASE,
)
_QUERY_VALUE: Final = re.compile(r"([?&]([^=&\s]+)=)([^&\s#>\"]*)")
_HEADER_PAIR: Final = re.compile(
    r"""(\(b['"]([^'"\\\s]+)['"], b)(['"])((?:[^'"\\]|\\.|(?!\3)['"])*)\3"""
)
"""A header as the libraries below httpx print it: `(b'name', b'value'`."""
_HTTP: Final = ("httpx", "httpx2")
_BELOW: Final = (
    *(
        f"{library}.{part}"
        for library in ("httpcore", "httpcore2")
        for part in ("connection", "http11", "http2", "proxy", "socks")
    ),
    *("hpack.hpack", "hpack.table"),
)
"""The loggers of the libraries below httpx that print headers."""
_PLAIN: Final = frozenset({"idempotency-key", "www-authenticate"})


def is_sensitive(name: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether a header or query parameter contains, or may contain, a credential."""
    name = name.lower()
    return name in known or (name not in _PLAIN and _SENSITIVE.search(name) is not None)


def safe_headers(headers: Mapping[str, str], known: frozenset[str]) -> dict[str, str]:
    """Returns the headers with sensitive values hidden, also in URLs."""

    def hide(found: re.Match[str]) -> str:
        return found[1] + (_HIDDEN if is_sensitive(found[2], known) else found[3])

    return {
        name: _HIDDEN if is_sensitive(name, known) else _QUERY_VALUE.sub(hide, value)
        for name, value in headers.items()
    }


def safe_url(url: httpx.URL, known: frozenset[str]) -> str:
    """Returns the URL with sensitive query values and user information hidden."""
    shown = url.copy_with(userinfo=None)
    for name in set(url.params.keys()):
        if is_sensitive(name, known):
            shown = shown.copy_set_param(name, _HIDDEN)
    return str(shown)


class _SafeAddresses(logging.Filter):
    """A filter for httpx's own records, which contain complete URLs."""

    def __init__(self, known: frozenset[str]) -> None:
        super().__init__()
        self._known = known

    def filter(self, record: logging.LogRecord) -> bool:
        """Hides credentials and keeps every record; a URL stays one for the filters of other packages."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                type(one)(safe_url(one, self._known)) if hasattr(one, "copy_set_param") else one
                for one in cast("tuple[httpx.URL, ...]", record.args)
            )
        return True


class _SafeHeaders(logging.Filter):
    """A filter for the records of httpcore and hpack, which contain headers as pairs of bytes."""

    def __init__(self, known: frozenset[str]) -> None:
        super().__init__()
        self._known = known

    def filter(self, record: logging.LogRecord) -> bool:
        """Hides credentials and keeps every record."""
        text = record.getMessage()
        record.msg, record.args = _HEADER_PAIR.sub(self._hide, text), None
        return True

    def _hide(self, found: re.Match[str]) -> str:
        start, name, quote, value = found.groups()
        shown = safe_headers({name: value}, self._known)[name]
        return f"{start}{quote}{shown}{quote}"


@cache
def guard_logs(known: frozenset[str]) -> None:
    """Hides headers and query parameters with these names, and cookies, in the logs of httpx and below it."""
    for guard, loggers in ((_SafeAddresses(known), _HTTP), (_SafeHeaders(known), _BELOW)):
        for name in loggers:
            logging.getLogger(name).addFilter(guard)


def log_request(
    logger: logging.Logger, request: httpx.Request, known: frozenset[str], *, bodies: bool
) -> None:
    """Logs a request; its body only with `log_bodies` and if it is in memory."""
    if logger.isEnabledFor(logging.DEBUG):
        headers = safe_headers(request.headers, known)
        logger.debug("%s %s %s", request.method, safe_url(request.url, known), headers)
        if bodies and hasattr(request, "_content"):
            logger.debug("request body: %s", request.content.decode("utf-8", "replace"))


def log_outcome(
    logger: logging.Logger,
    outcome: httpx.Response | Exception,
    request: httpx.Request,
    known: frozenset[str],
) -> None:
    """Logs the status and the headers of a response, or the failure."""
    if not logger.isEnabledFor(logging.DEBUG):
        return
    address = safe_url(request.url, known)
    if isinstance(outcome, Exception):
        logger.debug("%s %s failed: %s", request.method, address, type(outcome).__name__)
    else:
        headers = safe_headers(outcome.headers, known)
        logger.debug("%s %s -> %d %s", request.method, address, outcome.status_code, headers)


def log_retry(logger: logging.Logger, operation: str, attempt: int, delay: float) -> None:
    """Logs a retry."""
    logger.debug("%s: retry %d in %.3f s", operation, attempt, delay)


def log_body(logger: logging.Logger, response: httpx.Response, *, bodies: bool) -> None:
    """Logs the body of a response, only with `log_bodies`."""
    if bodies and logger.isEnabledFor(logging.DEBUG):
        logger.debug("response body: %s", response.text)
