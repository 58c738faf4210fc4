# Warnings about deprecated operations, from headers of responses. Loaded with the first such response.
"""`warn_deprecated`: one warning for each method (RFC 9745, Deprecation; RFC 8594, Sunset)."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from datetime import UTC, datetime
from inspect import currentframe
from typing import TYPE_CHECKING, Final, cast

from ..core.basics import PACKAGE, UNSET
from ..core.messages import printable
from ..core.operations import Request
from ..wire.header_grammar import http_date

if TYPE_CHECKING:
    from ..core.http import httpx

_WARNED: Final[set[tuple[str, str]]] = set()


def warn_deprecated(label: str, headers: httpx.Headers, package: str) -> None:
    """Warn that the server deprecates an operation, once in the process.

    Args:
        label: the method, as its callers write it.
        headers: those of the response.
        package: that of the client.
    """
    if (package, label) in _WARNED:
        return
    _WARNED.add((package, label))
    parts = [f"the server deprecates {label}"]
    if since := _moment(headers.get("deprecation", "")):
        parts.append(f"since {since:%Y-%m-%d}")
    if end := http_date(headers.get("sunset", "")):
        parts.append(f"and ends it on {end:%Y-%m-%d}")
    _warn(" ".join(parts), package)


def warn_arguments(request: Request[object], package: str) -> None:
    """Warn of the arguments of a call that the API deprecates."""
    for place, names in request.operation.deprecated_arguments.items():
        values: object = getattr(request, place)
        given = cast("Mapping[str, object]", values if isinstance(values, Mapping) else {})
        for key, name in names.items():
            if given.get(key, UNSET) is not UNSET:
                _warn(f"{request.operation.label}: the argument {name!r} is deprecated", package)


def _warn(text: str, package: str) -> None:
    level = _caller((package, PACKAGE))
    warnings.warn(printable(text), DeprecationWarning, stacklevel=level)


def _moment(value: str) -> datetime | None:
    """The date of a `Deprecation` header, a Structured Field such as `@1688169599` (RFC 9745, 2.1)."""
    try:
        return datetime.fromtimestamp(int(value.strip().removeprefix("@")), UTC)
    except (ValueError, OverflowError, OSError):
        return http_date(value)


def _caller(packages: tuple[str, ...]) -> int:
    """How many calls above `_warn` the code of the user stands; `@deprecated` has a frame of its own."""
    own = tuple(
        f"{package}." for package in (*packages, "typing_extensions", "warnings", "_py_warnings")
    )
    frame, level = currentframe(), 0
    while frame is not None and f"{frame.f_globals.get('__name__', '')}.".startswith(own):
        frame, level = frame.f_back, level + 1
    return level
