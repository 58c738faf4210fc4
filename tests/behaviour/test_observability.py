# What can be observed of calls: attempts by a hook, spans and metrics of OpenTelemetry, logs without credentials.
from __future__ import annotations

import asyncio
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from support.bad_server import BadServer, Reply, json_reply
from support.case_client import Caller, case_package

ITEM = {"id": "1"}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("observability", tmp_path_factory.mktemp("observed")) as imported:
        yield imported


@pytest.fixture
def clock(package: Any) -> Any:
    from observability.testing import FakeClock  # type: ignore[import-not-found]

    return FakeClock()


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(
    request: pytest.FixtureRequest,
    package: Any,
    server: BadServer,
    runner: asyncio.Runner,
    clock: Any,
) -> Caller:
    server.handler = lambda _: json_reply(ITEM)
    options = {"clock": clock, "max_retries": 2, "sesame": "s3cret"}
    return Caller(package, "Observability", server.url, request.param, runner, options)


def test_a_hook_learns_of_each_attempt(call: Caller, server: BadServer, clock: Any) -> None:
    seen: list[Any] = []
    call.options["on_attempt"] = seen.append
    server.queue(Reply(503, headers={"retry-after": "3"}), Reply(reset=True))
    assert call("items.get", "1").id == "1"
    assert [(one.operation, one.accessor, one.path) for one in seen] == [
        ("getItem", "items.get", "/items/{id}")
    ] * 3
    assert [one.number for one in seen] == [1, 2, 3]
    assert [one.outcome for one in seen] == ["error", "failure", "success"]
    assert [one.status for one in seen] == [503, None, 200]
    assert [one.retry_in for one in seen] == [3.0, clock.sleeps[1], None]
    assert seen[0].retry_reason == "status 503"
    assert seen[1].retry_reason.startswith(type(seen[1].error).__name__)
    assert (seen[2].retry_reason, seen[2].error) == ("", None)
    assert {"s3cret" in one.url for one in seen} == {False}
    assert {one.url.partition("?")[0] for one in seen} == {f"{server.url}/items/1"}


def test_a_hook_learns_of_the_last_failure(call: Caller, server: BadServer, package: Any) -> None:
    seen: list[Any] = []
    call.options["on_attempt"] = seen.append
    server.handler = lambda _: Reply(404)
    with pytest.raises(package.NotFoundError):
        call("items.get", "1")
    ((outcome, status, retry_in, reason),) = [
        (one.outcome, one.status, one.retry_in, one.retry_reason) for one in seen
    ]
    assert (outcome, status, retry_in, reason) == ("error", 404, None, "")


def test_seconds_include_the_body(call: Caller, server: BadServer) -> None:
    del call.options["clock"]
    seen: list[Any] = []
    call.options["on_attempt"] = seen.append
    server.handler = lambda _: Reply(
        200, headers={"content-type": "application/json"}, chunks=[b'{"id":', b'"1"}'], pause=0.05
    )
    call("items.get", "1")
    assert 0.05 <= seen[0].seconds < 10


def test_an_asynchronous_hook_is_awaited(
    package: Any, server: BadServer, runner: asyncio.Runner
) -> None:
    seen: list[str] = []
    server.handler = lambda _: json_reply(ITEM)

    async def note(attempt: Any) -> None:
        await asyncio.sleep(0)
        seen.append(attempt.outcome)

    async def get() -> None:
        url = server.url
        async with package.AsyncObservability(base_url=url, sesame="k", on_attempt=note) as client:
            await client.items.get("1")

    runner.run(get())
    assert seen == ["success"]


class Telemetry:
    """Providers in memory."""

    def __init__(self) -> None:
        self.exporter = InMemorySpanExporter()
        self.tracers = TracerProvider()
        self.tracers.add_span_processor(SimpleSpanProcessor(self.exporter))
        self.reader = InMemoryMetricReader()
        self.meters = MeterProvider([self.reader])

    def tracing(self) -> Any:
        from observability.otel import OpenTelemetry  # type: ignore[import-not-found]

        return OpenTelemetry(tracer_provider=self.tracers, meter_provider=self.meters)

    @property
    def points(self) -> dict[Any, int]:
        """How often each status was measured."""
        data = self.reader.get_metrics_data()
        assert data is not None
        (metric,) = data.resource_metrics[0].scope_metrics[0].metrics
        assert (metric.name, metric.unit) == ("http.client.request.duration", "s")
        points: Any = metric.data.data_points
        assert {(p.explicit_bounds[0], p.explicit_bounds[-1]) for p in points} == {(0.005, 10)}
        return {point.attributes.get("http.response.status_code"): point.count for point in points}


def test_each_attempt_is_a_span_and_a_measurement(call: Caller, server: BadServer) -> None:
    telemetry = Telemetry()
    call.options["tracing"] = telemetry.tracing()
    server.queue(Reply(503), Reply(reset=True))
    with telemetry.tracers.get_tracer("test").start_as_current_span("job") as parent:
        call("items.get", "1")
    *spans, job = telemetry.exporter.get_finished_spans()
    assert job.name == "job"
    assert [span.name for span in spans] == ["GET /items/{id}"] * 3
    assert {span.kind for span in spans} == {SpanKind.CLIENT}
    if not call.asynchronous:  # the runner has a context of its own
        assert {s.context.trace_id for s in spans} == {parent.get_span_context().trace_id}
    first, second, third = [dict(span.attributes or {}) for span in spans]
    assert first == {
        "http.request.method": "GET",
        "server.address": "127.0.0.1",
        "server.port": server.port,
        "url.scheme": "http",
        "url.full": f"{server.url}/items/1?sesame=%5Bredacted%5D",
        "url.template": "/items/{id}",
        "http.response.status_code": 503,
        "error.type": "503",
    }
    assert second["http.request.resend_count"] == 1
    assert str(second["error.type"]).startswith(("httpx.", "httpx2."))
    assert (third["http.request.resend_count"], third["http.response.status_code"]) == (2, 200)
    assert "error.type" not in third
    codes = [span.status.status_code for span in spans]
    assert codes == [StatusCode.ERROR, StatusCode.ERROR, StatusCode.UNSET]
    sent = [asked.headers["traceparent"].split("-")[2] for asked in server.asked]
    assert sent == [f"{span.context.span_id:016x}" for span in spans]
    assert telemetry.points == {503: 1, None: 1, 200: 1}


def test_a_method_that_the_conventions_do_not_know(call: Caller) -> None:
    telemetry = Telemetry()
    call.options["tracing"] = telemetry.tracing()
    call("request", "PURGE", "/items/1")
    (span,) = telemetry.exporter.get_finished_spans()
    found = dict(span.attributes or {})
    assert (span.name, found["http.request.method"]) == ("HTTP", "_OTHER")
    assert found["http.request.method_original"] == "PURGE"


def test_a_cancelled_attempt_ends_its_span(
    package: Any, server: BadServer, runner: asyncio.Runner
) -> None:
    telemetry = Telemetry()
    server.handler = lambda _: Reply(200, delay=30)

    async def get() -> None:
        tracing = telemetry.tracing()
        async with package.AsyncObservability(
            base_url=server.url, sesame="k", tracing=tracing
        ) as client:
            await asyncio.wait_for(client.items.get("1"), 0.2)

    with pytest.raises(TimeoutError):
        runner.run(get())
    (span,) = telemetry.exporter.get_finished_spans()
    assert (span.attributes or {})["error.type"] == "cancelled"


def test_without_opentelemetry_the_error_names_the_extra(
    package: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    with pytest.raises(package.ConfigurationError, match=r"\[otel\]"):
        Telemetry.tracing(Telemetry())
    project = (Path(package.__file__).parents[2] / "pyproject.toml").read_text("utf-8")
    assert '[project.optional-dependencies]\notel = ["opentelemetry-api' in project


def test_a_client_without_tracing_loads_no_opentelemetry(package: Any, server: BadServer) -> None:
    server.handler = lambda _: json_reply(ITEM)
    code = f"""
import sys, observability
observability.Observability(base_url={server.url!r}, sesame="k").items.get("1")
print([name for name in sys.modules if "opentelemetry" in name or name.endswith(".attempts")])
"""
    source = str(Path(package.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": source}, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_logs_below_the_client_show_no_credential(
    call: Caller, server: BadServer, caplog: pytest.LogCaptureFixture
) -> None:
    from observability._runtime.core.logs import guard_logs  # type: ignore[import-not-found]

    guard_logs(frozenset({"another-package"}))
    caplog.set_level(logging.DEBUG)
    headers: Any = {
        "set-cookie": "sid=c00kie; Path=/",
        "x-auth-token": "t0k'en",
        "x-next": "https://a.example/?sesame=s3cret",
        "x-plain": "shown",
    }
    server.handler = lambda _: json_reply(ITEM, **headers)
    call("items.get", "1")
    (line,) = [
        r.getMessage() for r in caplog.records if "receive_response_headers.complete" in r.msg
    ]
    assert "(b'x-plain', b'shown')" in line.lower()
    assert not re.search(r"c00kie|t0k|s3cret", caplog.text)
    assert "[redacted]" in line


def test_logs_of_http_2_show_no_credential(call: Caller, caplog: pytest.LogCaptureFixture) -> None:
    call("items.get", "1")
    caplog.set_level(logging.DEBUG)
    pair = (b"authorization", b"Bearer s3cret")
    hpack = logging.getLogger("hpack.hpack")
    hpack.debug("Adding %s to the header table, sensitive:%s, huffman:%s", pair, False, True)
    assert "Adding (b'authorization', b'[redacted]') to the header table" in caplog.text
