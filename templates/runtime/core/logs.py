# Logging, with credentials hidden. Imports the standard library only; httpx for type checking.
"""Logs one debug record per attempt and per outcome, with credentials redacted."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .http import httpx

_HIDDEN: Final = "[redacted]"
_SENSITIVE: Final = re.compile(
    r"auth|token|secret|passw|cookie|session|credential|signature|api[-_]?key|(^|[-_])(key|sig)$",
    re.IGNORECASE,
)
_QUERY_VALUE: Final = re.compile(r"([?&]([^=&\s]+)=)([^&\s#>\"]*)")
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
        """Hides credentials and keeps every record."""
        from .http import httpx

        if isinstance(record.args, tuple):
            record.args = tuple(
                safe_url(one, self._known) if isinstance(one, httpx.URL) else one
                for one in record.args
            )
        return True


@cache
def guard_addresses(known: frozenset[str]) -> None:
    """Hides query parameters with these names in httpx's own log."""
    logging.getLogger("httpx").addFilter(_SafeAddresses(known))


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
