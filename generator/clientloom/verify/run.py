# The whole verification: plan, call in a subprocess, judge. May import ir, document and scratch; has
# side effects in a temporary folder only.
"""`verify` checks a package in a folder against its document."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clientloom.diagnostics import quote
from clientloom.document.document import Json
from clientloom.ir import Api, OAuth2ClientCredentials, secrets_of
from clientloom.scratch import scratch_folder
from clientloom.verify.document_views import Side, view
from clientloom.verify.judging.equality import difference, exact_difference
from clientloom.verify.judging.judge import Judge
from clientloom.verify.judging.received import Received
from clientloom.verify.judging.same_request import request_difference
from clientloom.verify.judging.wire import problems
from clientloom.verify.planning.argument_trips import (
    ArgumentTrip,
    arguments_to_pass,
    make_argument_trips,
)
from clientloom.verify.planning.plan import BASE_URL, Call, Plan, Planner
from clientloom.verify.planning.python_values import ArgumentTypes
from clientloom.verify.planning.trips import make_trips
from clientloom.verify.report import OperationReport, Verification
from clientloom.verify.unchecked_patterns import UncheckedPatterns

_NOTHING: Mapping[str, str] = {}
_MAX_REPORTED = 5
"""The number of problems that are reported for one operation."""


ArgumentTrips = Sequence[Sequence[ArgumentTrip]]
"""The trips of each call."""


def _ignore(_pointer: str) -> None:
    pass


@dataclass(slots=True)
class _OperationResult:
    problems: dict[str, None] = field(default_factory=dict)
    unchecked: dict[str, None] = field(default_factory=dict)
    calls: int = 0


def verify(
    api: Api,
    document: Mapping[str, Json],
    source: Path,
    *,
    skipped: Mapping[str, str] = _NOTHING,
    progress: Callable[[str], None] = _ignore,
) -> Verification:
    """Calls every operation of the package below `source` (its src folder), sync and async.

    Args:
        api: the API as it was read from the document.
        document: the OpenAPI 3.1 tree.
        source: the folder from which the package is imported.
        skipped: operations that are left unchecked, by their pointers, and why.
        progress: called with the pointer of each operation that comes up.
    """
    requests, responses = view(document, Side.REQUEST), view(document, Side.RESPONSE)
    plan = Planner(api, requests, responses, skipped, progress).plan()
    trips_of = _plan_argument_trips(api, plan)
    patterns = UncheckedPatterns(requests)
    judge = _ResultCollector(api, plan, trips_of, Judge(requests), patterns)
    with scratch_folder() as folder:
        file = Path(folder, "plan.json")
        file.write_text(json.dumps(_plan_json(api, plan, trips_of, source)), "utf-8", newline="\n")
        for line in _outcomes(file, judge):
            if "call" in line:
                progress(plan.calls[line["call"]].operation.pointer)
            judge.add(line)
    return judge.verification()


def _plan_json(api: Api, plan: Plan, trips_of: ArgumentTrips, source: Path) -> Mapping[str, Json]:
    import base64

    names, typing = api.package, ArgumentTypes.of(api)
    return {
        "source": str(source),
        "package": names.import_name,
        "http": names.http,
        "client": names.client,
        "async_client": names.async_client,
        "modules": sorted(_modules(source, names.import_name)),
        "settings": {
            "base_url": BASE_URL,
            "max_retries": 0,
            **_credentials(api),
            **plan.client_values,
        },
        "calls": [
            {
                "accessor": call.operation.accessor_of(call.method),
                "arguments": arguments_to_pass(call, typing),
                "answer": {
                    "status": call.answer.status,
                    "media_type": call.answer.media_type,
                    "content": base64.b64encode(call.answer.content).decode(),
                    "kind": call.answer.kind,
                },
                "trips": [{"what": t.what, "value": t.value} for t in make_trips(call.answer)],
                "argument_trips": [
                    {"arguments": t.arguments, "types": t.types} for t in trips_of[index]
                ],
            }
            for index, call in enumerate(plan.calls)
        ],
    }


def _plan_argument_trips(api: Api, plan: Plan) -> ArgumentTrips:
    """Plans the trips of each method's first call; others differ in the answer or in optional arguments."""
    typing, seen = ArgumentTypes.of(api), set[tuple[str, str]]()
    found: list[Sequence[ArgumentTrip]] = []
    for call in plan.calls:
        key = (call.operation.pointer, call.method)
        first = key not in seen and call.answer.kind != "error"
        seen |= {key} if first else set()
        found.append([*make_argument_trips(call, typing)] if first else [])
    return found


def _modules(source: Path, package: str) -> Iterator[str]:
    for path in (source / package).rglob("*.py"):
        parts = path.relative_to(source).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _credentials(api: Api) -> Mapping[str, str]:
    """Returns credentials that need no token endpoint."""
    return {
        secret.argument: "test"
        for scheme in api.security_schemes
        for secret in (
            (scheme.token,) if isinstance(scheme, OAuth2ClientCredentials) else secrets_of(scheme)
        )
    }


def _outcomes(plan: Path, judge: _ResultCollector) -> Iterator[Mapping[str, Json]]:
    """Yields the caller's report line by line while it works."""
    paths = filter(None, (str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH")))
    environment = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join(paths),
    }
    with (
        (plan.with_name("errors")).open("w+", encoding="utf-8", newline="\n") as errors,
        subprocess.Popen(  # noqa: S603 (our own script, by this interpreter)
            [sys.executable, "-m", "clientloom.verify.caller", str(plan)],
            stdin=subprocess.PIPE,  # its end says that this process has gone
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment,
            text=True,
            encoding="utf-8",
        ) as process,
    ):
        for line in process.stdout or ():
            try:
                yield json.loads(line)
            except ValueError:
                judge.add_problem(f"the package printed: {line.strip()[:200]}")
        if process.wait():
            errors.seek(0)
            last = errors.read().strip().splitlines()[-1:]
            judge.add_problem(f"the calls ended early: {''.join(last)[:500]}")


@dataclass(slots=True)
class _ResultCollector:
    """Collects the verdicts on the caller's lines; `trips` are those of each call."""

    api: Api
    plan: Plan
    trips: ArgumentTrips
    judge: Judge
    patterns: UncheckedPatterns
    _package_problems: dict[str, None] = field(default_factory=dict)
    _found: defaultdict[str, _OperationResult] = field(
        default_factory=lambda: defaultdict(_OperationResult)
    )
    _requests: dict[int, Json] = field(default_factory=dict)

    def add_problem(self, what: str) -> None:
        """Adds a problem of the package as a whole."""
        self._package_problems[what] = None

    def add(self, line: Mapping[str, Json]) -> None:
        """Adds a line of the caller."""
        if "module" in line:
            self.add_problem(f"{line['module']} cannot be imported: {line['error']}")
            return
        if "argument_trip" in line:
            self._add_argument_trip(self.plan.calls[line["of"]], line)
            return
        if "trip" in line:
            self._add_trip(self.plan.calls[line["trip"]], line)
            return
        call = self.plan.calls[line["call"]]
        found = self._found[call.operation.pointer]
        found.calls += 1
        for problem in self._problems(call, line):
            found.problems[f"{line['flavor']} {call.method}: {problem}"] = None

    def _add_trip(self, call: Call, line: Mapping[str, Json]) -> None:
        """Checks that a value that was read and sent back did not change."""
        problem = line["error"] or exact_difference(line["expected"], line["sent"])
        if problem:
            after = f", after {line['what']}" if line["what"] else ""
            text = f"{line['flavor']} {call.method}: given back{after}: {problem}"
            self._found[call.operation.pointer].problems[text] = None

    def _add_argument_trip(self, call: Call, line: Mapping[str, Json]) -> None:
        """Checks that arguments that were read from a response are sent as plain JSON is."""
        trip = self.trips[line["of"]][line["argument_trip"]]
        found = self._found[call.operation.pointer].problems
        after = f", after {trip.what}" if trip.what else ""
        head = f"{line['flavor']} {call.method}: arguments that a response delivered{after}"
        if line["error"]:
            found[f"{head}: {line['error']}"] = None
            return
        plain, read = Received.of(line["plain"]), Received.of(line["read"])
        if problem := request_difference(plain, read, call.operation.idempotency_header):
            found[f"{head}: {problem[:600]}"] = None
        elif trip.call is not None:
            texts = problems(self.api, trip.call, plain)
            found.update(dict.fromkeys(f"{head}: {text[:600]}" for text in texts))

    def _problems(self, call: Call, line: Mapping[str, Json]) -> Iterator[str]:
        if line["error"]:
            yield line["error"]
        requests = line["requests"]
        if requests:
            yield from self._wire(call, line, requests[0])
        elif not line["error"]:
            yield "no request was made"
        yield from (f"drift: {event}" for event in line["drift"])
        if not line["error"]:
            changed = difference(call.answer.value, line["value"])
            if changed:
                yield f"of the response ({call.answer.status}), {changed}"

    def _wire(self, call: Call, line: Mapping[str, Json], request: Json) -> Iterator[str]:
        if line["flavor"] == "sync":
            self._requests[line["call"]] = request
        elif self._requests.get(line["call"]) == request:
            return
        received = Received.of(request)
        yield from problems(self.api, call, received)
        verdict = self.judge.verdict(call, received)
        yield from verdict.wrong
        self._found[call.operation.pointer].unchecked.update(dict.fromkeys(verdict.unsure))

    def verification(self) -> Verification:
        """Returns all findings."""
        findings = []
        for o in self.api.operations:
            found = self._found[o.pointer]
            patterns = (
                f"pattern {quote(p)} needs more than linear time"
                for p in self.patterns.of(o.pointer)
            )
            gaps = (*self.plan.gaps.get(o.id, ()), *patterns)
            if not found.calls and not gaps and not self._package_problems:
                found.problems["no call was made"] = None
            findings.append(
                OperationReport(
                    operation=o.id,
                    pointer=o.pointer,
                    accessor=o.accessor,
                    calls=found.calls,
                    problems=list(found.problems)[:_MAX_REPORTED],
                    unchecked=[*gaps, *found.unchecked][:_MAX_REPORTED],
                )
            )
        return Verification(
            package=self.api.package.import_name,
            findings=findings,
            problems=list(self._package_problems),
        )
