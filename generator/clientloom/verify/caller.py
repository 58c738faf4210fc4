# Runs in a process of its own: imports the generated package and carries out the calls of a plan. Imports the
# standard library, httpx, pydantic, caller_values and the package.
"""`python -m clientloom.verify.caller PLAN` writes the outcome of each call as a line of JSON."""

from __future__ import annotations

import asyncio
import base64
import importlib
import inspect
import json
import os
import sys
import threading
import warnings
from collections.abc import Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from pydantic import BaseModel, ConfigDict, create_model

from clientloom.verify.caller_values import dump, kind_of, read, without_read_only

if TYPE_CHECKING:
    import httpx


def main(plan_file: str) -> None:
    """Imports all modules of the package, then makes every call in both flavors."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    plan = json.loads(Path(plan_file).read_text("utf-8"))
    sys.path.insert(0, plan["source"])
    warnings.simplefilter("ignore")
    for name in plan["modules"]:
        problem = _import(name)
        if problem:
            emit({"module": name, "error": problem})
    package = importlib.import_module(plan["package"])
    http = importlib.import_module(plan["http"])
    for flavor, name in (("sync", plan["client"]), ("async", plan["async_client"])):
        if name:
            session = Session(package, name, plan["settings"], http, flavor)
            asyncio.run(session.run_all(plan["calls"]))


def _end_with_parent() -> None:
    """Waits for the end of the input, which is that of the process that started this one."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


def _import(name: str) -> str:
    try:
        importlib.import_module(name)
    except Exception as error:  # noqa: BLE001 (whatever generated code may do wrong)
        return f"{type(error).__name__}: {error}"[:500]
    return ""


def emit(outcome: Mapping[str, object]) -> None:
    """Writes one outcome at once: the other process reads while this one works."""
    sys.stdout.write(json.dumps(outcome) + "\n")
    sys.stdout.flush()


class _Recorder:
    """Answers the call at hand and keeps the requests that it made.

    `http` is the package's HTTP library.
    """

    def __init__(self, http: ModuleType) -> None:
        self.http = http
        self.requests: list[Mapping[str, object]] = []
        self.drift: list[object] = []
        self.call: Mapping[str, Any] = {}

    def begin(self, call: Mapping[str, Any]) -> None:
        self.call, self.requests, self.drift = call, [], []

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(
            {
                "method": request.method,
                "url": str(request.url),
                "headers": [
                    [k.decode("latin-1"), v.decode("latin-1")] for k, v in request.headers.raw
                ],
                "content": base64.b64encode(request.content).decode(),
            }
        )
        answer = self.call["answer"]
        headers = {"content-type": answer["media_type"]} if answer["media_type"] else {}
        body = base64.b64decode(answer["content"])
        response: httpx.Response = self.http.Response(
            answer["status"], headers=headers, content=body
        )
        return response

    def outcome(self, index: int, flavor: str, value: Any, error: str) -> dict[str, object]:
        return {
            "call": index,
            "flavor": flavor,
            "requests": self.requests,
            "drift": [str(item)[:300] for item in self.drift],
            "value": value,
            "error": error,
        }


class Session:
    """Calls one client, whose requests a recorder answers. What the async client returns is awaited."""

    def __init__(
        self,
        package: Any,
        client: str,
        settings: Mapping[str, Any],
        http: ModuleType,
        flavor: str,
    ) -> None:
        self.package = package
        self.flavor = flavor
        self.recorder = _Recorder(http)
        transport = http.MockTransport(self.recorder.answer)
        self._delivered: dict[str, type[BaseModel]] = {}
        make = getattr(package, client)
        # A package without `testing` has no checks of arguments.
        has_checks = "validate_requests" in inspect.signature(make).parameters
        checks = {"validate_requests": True} if has_checks else {}
        http_client = http.AsyncClient if flavor == "async" else http.Client
        self.client = make(
            **settings,
            http_client=http_client(transport=transport),
            strict_responses=True,
            on_drift=self.recorder.drift.append,
            **checks,
        )
        self.tolerant = self.client.with_options(
            strict_responses=False, **dict.fromkeys(checks, False)
        )

    def _begin_trip(self, call: Mapping[str, Any], value: Any) -> Any:
        """The method of a client that reads tolerantly, and is answered with the value."""
        content = base64.b64encode(json.dumps(value).encode()).decode()
        self.recorder.begin({**call, "answer": {**call["answer"], "content": content}})
        client = self.client.with_options(strict_responses=False)
        return attrgetter(call["accessor"])(client)

    def _accept(self) -> None:
        """What is given back is answered with nothing."""
        call = self.recorder.call
        nothing = {"status": 204, "media_type": "", "content": ""}
        self.recorder.begin({**call, "answer": {**call["answer"], **nothing}})

    def _deliver(self, call: Mapping[str, Any], trip: Mapping[str, Any]) -> type[BaseModel]:
        """Has the next response hold the arguments of a trip; the type as which it is read."""
        kinds = trip["types"]
        values = {f"a{i}": trip["arguments"][name] for i, name in enumerate(kinds)}
        content = base64.b64encode(json.dumps(values).encode()).decode()
        answer = {"status": 200, "media_type": "application/json", "content": content}
        self.recorder.begin({**call, "answer": {**call["answer"], **answer}})
        key = json.dumps(kinds)
        if key not in self._delivered:
            fields = {
                f"a{i}": (kind_of(self.package, k), ...) for i, k in enumerate(kinds.values())
            }
            config = ConfigDict(defer_build=True)
            made = create_model("Delivered", __config__=config, **cast("Any", fields))
            self._delivered[key] = made
        return self._delivered[key]

    def _as_read(self, trip: Mapping[str, Any], found: Any) -> Mapping[str, Any]:
        """The arguments of a trip as they were read."""
        given = {name: getattr(found, f"a{i}") for i, name in enumerate(trip["types"])}
        return {**read(trip["arguments"]), **given}

    def _plain_method(self, call: Mapping[str, Any]) -> Any:
        """The method of a client that neither checks arguments nor refuses deviations."""
        self.recorder.begin(call)
        return attrgetter(call["accessor"])(self.tolerant)

    def _report_argument_trip(
        self, index: int, number: int, problem: Exception | None, plain: Any, as_read: Any
    ) -> None:
        """Reports what went out for plain JSON, and for what was read."""
        text = _in_words(problem) if problem else ""
        found = {"flavor": self.flavor, "error": text, "plain": plain, "read": as_read}
        emit({"argument_trip": number, "of": index, **found})

    def _compare_trip(self, found: Any, value: Any) -> Mapping[str, Any]:
        """What should have gone out for what was read, and what did."""
        content = base64.b64decode(cast("str", self.recorder.requests[-1]["content"]))
        return {"expected": without_read_only(found, value), "sent": json.loads(content)}

    def _report_trip(
        self, index: int, trip: Mapping[str, Any], back: Mapping[str, Any] | Exception
    ) -> None:
        """Reports a trip."""
        found = {"error": _in_words(back)} if isinstance(back, Exception) else back
        nothing = {"expected": None, "sent": None, "error": ""}
        emit({"trip": index, "flavor": self.flavor, "what": trip["what"], **nothing, **found})

    def _explain_failure(self, error: BaseException) -> tuple[Any, str]:
        """The body of an exception where the call was to fail, else what went wrong."""
        status = getattr(error, "status_code", None)
        answer = self.recorder.call["answer"]
        if answer["kind"] == "error" and status == answer["status"]:
            return dump(getattr(error, "body", None)), ""
        return None, _in_words(error)

    async def run_all(self, calls: Sequence[Mapping[str, Any]]) -> None:
        """Makes the calls and reports each."""
        for index, call in enumerate(calls):
            self.recorder.begin(call)
            value, error = None, ""
            try:
                value = await self._value(call)
            except Exception as problem:  # noqa: BLE001 (reported, whatever it is)
                value, error = self._explain_failure(problem)
            emit(self.recorder.outcome(index, self.flavor, value, error))
            for trip in call["trips"]:
                try:
                    self._report_trip(index, trip, await self._round_trip(call, trip["value"]))
                except Exception as problem:  # noqa: BLE001 (reported, whatever it is)
                    self._report_trip(index, trip, problem)
            for number, trip in enumerate(call["argument_trips"]):
                try:
                    plain = await self._request_of(call, read(trip["arguments"]))
                    kind = self._deliver(call, trip)
                    found = (await self._exchange(self.tolerant, "GET", "/there")).parse_as(kind)
                    again = await self._request_of(call, self._as_read(trip, found))
                    self._report_argument_trip(index, number, None, plain, again)
                except Exception as problem:  # noqa: BLE001 (reported, whatever it is)
                    self._report_argument_trip(index, number, problem, None, None)

    async def _request_of(self, call: Mapping[str, Any], arguments: Mapping[str, Any]) -> Any:
        found = await _wait_for(self._plain_method(call)(**arguments))
        if not self.recorder.requests:  # the async client sends for the first item
            async for _ in found:
                break
        return self.recorder.requests[0]

    async def _exchange(self, client: Any, method: str, path: str, **content: Any) -> Any:
        """The raw response of an endpoint that the API does not describe."""
        transport = client._transport  # noqa: SLF001 (no public call)
        runtime = importlib.import_module(f"{self.package.__name__}._runtime")
        operation = runtime.Operation(
            id=path, method=method, path=path, retry=runtime.Retry.NEVER, success={}
        )
        call = transport.prepare(runtime.Request(operation, **content))
        response = await _wait_for(transport.exchange(call))
        return runtime.RawResponse(response, print, call.reading)

    async def _round_trip(self, call: Mapping[str, Any], value: Any) -> Mapping[str, Any]:
        found = await _wait_for(self._begin_trip(call, value)(**read(call["arguments"])))
        whole = found.body if hasattr(found, "get_next_page") else found
        self._accept()
        await self._exchange(self.client, "POST", "/back", body=whole)
        return self._compare_trip(whole, value)

    async def _value(self, call: Mapping[str, Any]) -> Any:
        found = await _wait_for(
            attrgetter(call["accessor"])(self.client)(**read(call["arguments"]))
        )
        match call["answer"]["kind"]:
            case "stream":
                items = [item async for item in found] if hasattr(found, "__aiter__") else found
                return [dump(item) for item in items]
            case "download":
                return dump(await _wait_for(found.read()))
            case _:
                return dump(found.body if hasattr(found, "get_next_page") else found)


def _in_words(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:600]


async def _wait_for(found: Any) -> Any:
    """Returns what a method of either client answers."""
    return await found if inspect.isawaitable(found) else found


if __name__ == "__main__":
    main(sys.argv[1])
