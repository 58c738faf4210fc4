# Settings of decoding, and reports of deviations. Imports `errors`; httpx for type checking.
"""`Reading`: the settings of one call's decoders; `Drift`: their report."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from .basics import PACKAGE
from .errors import APIStatusError, ResponseTooLargeError, ResponseValidationError
from .messages import printable

if TYPE_CHECKING:
    from .http import httpx

_SHOWN: Final = 5
_LOGGER: Final = logging.getLogger(PACKAGE)
_INDEX: Final = re.compile(r"\[\d+\]")
_MOST_KINDS: Final = 1000
"""So many kinds of deviations are remembered; a server can invent any number of paths."""


@dataclass(frozen=True, slots=True)
class FieldDrift:
    """One deviation: the path in the body, e.g. `data[3].status`, and the problem."""

    path: str
    problem: str


@dataclass(frozen=True, slots=True)
class Drift:
    """A response that deviates from the API description but was decoded."""

    operation: str
    fields: tuple[FieldDrift, ...]
    response: httpx.Response

    def __str__(self) -> str:
        shown = "; ".join(f"{field.path}: {field.problem}" for field in self.fields[:_SHOWN])
        more = len(self.fields) - _SHOWN
        return printable(f"{self.operation}: {shown}") + (f" and {more} more" if more > 0 else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRules:
    """How a client decodes responses.

    `max_bytes` is the largest body in memory. `error_classes`, `request_id_header` and `logger` come from the API
    description. `seen` holds the kinds of deviations that were logged.
    """

    strict: bool = False
    on_drift: Callable[[Drift], None] | None = None
    max_bytes: int | None = None
    # <streamed_responses>
    max_line: int | None = None
    # </streamed_responses>
    request_id_header: str = ""
    error_classes: Callable[[], Mapping[str, type[APIStatusError]]] = dict
    logger: logging.Logger = _LOGGER
    seen: set[tuple[str, ...]] = field(
        default_factory=set[tuple[str, ...]], compare=False, repr=False
    )

    def level_of(self, drift: Drift) -> int:
        """Returns the level at which a deviation is logged: a kind that was logged before is no warning again."""
        kind = (drift.operation, *sorted({_INDEX.sub("[]", f.path) for f in drift.fields}))
        if kind in self.seen or len(self.seen) >= _MOST_KINDS:
            return logging.DEBUG
        self.seen.add(kind)
        return logging.WARNING


@dataclass(slots=True)
class Reading:
    """How the responses of one call are decoded. `subject` is what messages call a payload that is no response."""

    operation: str
    rules: ReadingRules = ReadingRules()
    subject: str = ""

    def report(self, fields: tuple[FieldDrift, ...], response: httpx.Response) -> None:
        """Logs the deviations, if there are any, and calls the hook."""
        if not fields:
            return
        drift = Drift(self.operation, fields, response)
        level = self.rules.level_of(drift)
        self.rules.logger.log(level, "response deviates from the API description: %s", drift)
        if self.rules.on_drift is not None:
            self.rules.on_drift(drift)

    def invalid(
        self, problem: str, response: httpx.Response, content: bytes | None = None
    ) -> ResponseValidationError:
        """Returns the error for a response that cannot be decoded, or does not match with `strict`."""
        kind = response.headers.get("content-type", "no content type")
        subject = self.subject or f"the response ({kind})"
        message = f"{subject} is not what {self.operation} declares: {problem}"
        return ResponseValidationError(
            message,
            response=response,
            operation=self.operation,
            content=content,
            request_id_header=self.rules.request_id_header,
        )

    def too_large(self, what: str, limit: int, response: httpx.Response) -> ResponseTooLargeError:
        """Returns the error for a response that needs too much memory."""
        return ResponseTooLargeError(
            f"{what} is larger than {limit} bytes",
            response=response,
            operation=self.operation,
            content=b"",
            request_id_header=self.rules.request_id_header,
        )
