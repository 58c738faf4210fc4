# Spans and metrics of OpenTelemetry, by the semantic conventions of HTTP clients. Needs opentelemetry-api, which
# it imports when an `OpenTelemetry` is made.
"""`OpenTelemetry`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import urlsplit

from ..core.errors import ConfigurationError
from ..exchange.attempts import Attempt

if TYPE_CHECKING:
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import Span, TracerProvider

_SCOPE: Final = (__package__ or __name__).partition("._runtime")[0]
_PORTS: Final = {"http": 80, "https": 443}
_METHODS: Final = frozenset(
    {"CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"}
)
"""The methods that the conventions know; others are `_OTHER` in attributes."""
_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)
"""The limits in seconds that the conventions give: those of OpenTelemetry itself are made for milliseconds."""


class OpenTelemetry:
    """Makes a span of each attempt, measures its duration, and sends the trace context with the request.

    Args:
        tracer_provider: makes the spans; None means the global provider.
        meter_provider: records `http.client.request.duration`; None means the global provider.

    Raises:
        ConfigurationError: the package opentelemetry-api is not installed.
    """

    def __init__(
        self,
        *,
        tracer_provider: TracerProvider | None = None,
        meter_provider: MeterProvider | None = None,
    ) -> None:
        try:
            from opentelemetry import metrics, trace
        except ImportError as error:
            raise ConfigurationError(
                "tracing needs opentelemetry-api: install this package with the extra [otel]"
            ) from error
        self._tracer = trace.get_tracer(_SCOPE, tracer_provider=tracer_provider)
        meter = metrics.get_meter(_SCOPE, meter_provider=meter_provider)
        self._seconds = meter.create_histogram(
            "http.client.request.duration",
            unit="s",
            description="Duration of HTTP client requests.",
            explicit_bucket_boundaries_advisory=_BUCKETS,
        )

    def begin(self, attempt: Attempt, headers: Mapping[str, str], /) -> Callable[[Attempt], None]:
        """Begins the span of an attempt; see `Tracing.begin`."""
        from opentelemetry import propagate
        from opentelemetry.trace import SpanKind, set_span_in_context

        shared = _common_attributes(attempt)
        template = attempt.path if attempt.accessor else ""  # `client.request` has just this path
        url = {"url.full": attempt.url, **({"url.template": template} if template else {})}
        resent = {"http.request.resend_count": attempt.number - 1} if attempt.number > 1 else {}
        known = attempt.method in _METHODS
        original = {} if known else {"http.request.method_original": attempt.method}
        span = self._tracer.start_span(
            f"{attempt.method if known else 'HTTP'} {template}".strip(),
            kind=SpanKind.CLIENT,
            attributes={**shared, **url, **resent, **original},
        )
        propagate.inject(cast("dict[str, str]", headers), context=set_span_in_context(span))

        def end(ended: Attempt) -> None:
            result = _result(ended)
            self._seconds.record(ended.seconds, {**shared, **result})
            _end(span, ended, result)

        return end


def _common_attributes(attempt: Attempt) -> dict[str, str | int]:
    """Returns the attributes that spans and metrics have in common."""
    url = urlsplit(attempt.url)
    return {
        "http.request.method": attempt.method if attempt.method in _METHODS else "_OTHER",
        "server.address": url.hostname or "",
        "server.port": url.port or _PORTS.get(url.scheme, 0),
        "url.scheme": url.scheme,
    }


def _result(ended: Attempt) -> dict[str, str | int]:
    if ended.status is None:
        error = ended.error
        kind = type(error)
        return {"error.type": f"{kind.__module__}.{kind.__qualname__}" if error else ended.outcome}
    found: dict[str, str | int] = {"http.response.status_code": ended.status}
    return {**found, "error.type": str(ended.status)} if ended.status >= 400 else found


def _end(span: Span, ended: Attempt, result: Mapping[str, str | int]) -> None:
    from opentelemetry.trace import StatusCode

    for name, value in result.items():
        span.set_attribute(name, value)
    if ended.outcome != "success":
        span.set_status(StatusCode.ERROR)
    span.end()
