# Which calls to make: arguments and answers, both from the schemas of the document. May import ir and document.
"""Turns an `Api` and its document into calls for a subprocess."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from clientloom.document.document import Json
from clientloom.ir import Api, Body, Operation, Parameter, Required, Response, Result
from clientloom.verify.document_views import View
from clientloom.verify.instances.leaves import NoValueError
from clientloom.verify.instances.values import Style
from clientloom.verify.planning.answers import (
    Answer,
    make_answer,
    make_empty_answer,
    make_failure,
)
from clientloom.verify.planning.python_values import ArgumentTypes
from clientloom.verify.planning.request_bodies import PlannedBody, plan_body
from clientloom.verify.planning.sample_values import Samples

BASE_URL = "https://server.example/base"
_NOT_EMPTY: Json = {"minLength": 1, "minItems": 1, "minProperties": 1}
"""An empty parameter is no parameter (OpenAPI 3.1, 4.8.12.4, the column "empty")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a method, made twice: sync and async.

    `arguments` may hold tagged values (see python_values.py). `parameters` are the JSON values by "location:wire
    name", `body` what is sent, `answer` what the server says to it.
    """

    operation: Operation
    method: str
    arguments: Mapping[str, Json]
    parameters: Mapping[str, Json]
    body: PlannedBody | None
    answer: Answer
    by_python_names: bool = False
    """Whether the keys of dicts are given by their Python names; else by those on the wire."""

    @property
    def described_body(self) -> Body | None:
        """The body of the method that is called, as the API describes it."""
        o = self.operation
        return {o.name: o.body, **{v.name: v.body for v in o.variants}}[self.method]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Returns the calls of all operations. `gaps` says what could not be planned, by operation id."""

    calls: Sequence[Call]
    gaps: Mapping[str, Sequence[str]]
    client_values: Mapping[str, Json]


def _ignore(_pointer: str) -> None:
    pass


@dataclass(slots=True)
class Planner:
    """Plans the calls of one API."""

    api: Api
    requests: View
    responses: View
    skipped: Mapping[str, str] = field(default_factory=dict)
    """Operations that are left out, by their pointers, and why."""
    progress: Callable[[str], None] = _ignore
    """Called with the pointer of each operation before it is planned."""
    gaps: dict[str, list[str]] = field(default_factory=dict)
    client_values: dict[str, Json] = field(default_factory=dict)
    """The values of parameters that are arguments of the client, by argument."""

    def plan(self) -> Plan:
        """Returns the calls of all operations."""
        calls = [call for operation in self.api.operations for call in self._calls(operation)]
        return Plan(calls=calls, gaps=self.gaps, client_values=self.client_values)

    def _calls(self, o: Operation) -> Iterator[Call]:
        self.progress(o.pointer)
        if o.pointer in self.skipped:
            self._gap(o, self.skipped[o.pointer])
            return
        ways: list[tuple[str, Body | None, Sequence[Response], Result]] = [
            (o.name, o.body, o.responses, o.result),
            *((v.name, v.body, v.responses, v.result) for v in o.variants),
        ]
        for name, body, responses, result in ways:
            for style, answer in self._answers(o, responses, result):
                try:
                    yield self._call(o, name, body, style, answer)
                except NoValueError as error:
                    self._gap(o, f"no valid arguments could be made: {error}")

    def _answers(
        self, o: Operation, responses: Sequence[Response], result: Result
    ) -> Iterator[tuple[Style, Answer]]:
        types = ArgumentTypes.of(self.api)
        styles = (Style(full=True, last=False), Style(full=False, last=True))
        if not responses:
            yield from ((style, make_empty_answer(result)) for style in styles)
        for style in styles:
            samples = Samples(self.responses, types, style)
            for response in responses:
                try:
                    yield style, make_answer(samples, o, response)
                except NoValueError as error:
                    self._gap(o, f"response {response.status}: {error}")
        try:
            found = make_failure(Samples(self.responses, types, Style()), o)
        except NoValueError as error:
            self._gap(o, f"an error response: {error}")
        else:
            if found:
                yield styles[0], found

    def _gap(self, o: Operation, why: str) -> None:
        known = self.gaps.setdefault(o.id, [])
        if why not in known:
            known.append(why)

    def _call(
        self, o: Operation, name: str, body: Body | None, style: Style, answer: Answer
    ) -> Call:
        samples = Samples(self.requests, ArgumentTypes.of(self.api), style)
        every = samples.full().without_nulls()
        arguments: dict[str, Json] = {}
        parameters: dict[str, Json] = {}
        for p in o.parameters:
            held = bool(p.client_argument)
            if p.constant is not None or not (
                held or style.full or isinstance(p.presence, Required)
            ):
                continue
            schema = {"allOf": [parameter_schema(self.requests, o, p), _NOT_EMPTY]}
            value = every.make(schema)
            if held:
                value = self.client_values.setdefault(p.client_argument, value)
            else:
                arguments[p.name] = samples.types.argument(value, p.type)
            parameters[f"{p.location}:{p.wire_name}"] = value
        sent = None
        if body is not None:
            sent = plan_body(samples, o, body)
            if sent is not None:
                arguments.update(sent.arguments)
        return Call(
            operation=o,
            method=name,
            arguments=arguments,
            parameters=parameters,
            body=sent,
            answer=answer,
            by_python_names=style.full,
        )


def parameter_schema(view: View, o: Operation, p: Parameter) -> Json:
    """Returns the schema of a parameter in the document, or {}."""
    node = parameter_node(view, o, p)
    if "content" in node:
        found: Json = next(iter(node["content"].values()), {})
        return found.get("schema", {}) if isinstance(found, dict) else {}
    return node.get("schema", {"type": "string"})


def parameter_node(view: View, o: Operation, p: Parameter) -> dict[str, Json]:
    """Returns the Parameter Object of the operation, else of its path."""
    for holder in (
        view.operation(o.pointer),
        view.resolve(view.node(o.pointer.rpartition("/")[0])),
    ):
        listed = holder.get("parameters") if isinstance(holder, dict) else None
        for item in listed or ():
            node = view.resolve(item)
            if isinstance(node, dict) and _is_same(node, p):
                return node
    return {}


def _is_same(node: Mapping[str, Json], p: Parameter) -> bool:
    name, wanted = str(node.get("name")), p.wire_name
    if p.location == "header":
        name, wanted = name.lower(), wanted.lower()
    return node.get("in") == p.location and name == wanted
