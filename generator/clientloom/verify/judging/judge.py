# What openapi-core says about a request. May import ir and the views of this room; takes openapi-core.
"""Checks a request with openapi-core, which reads the document independently of clientloom."""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from jsonschema_path import SchemaPath
from openapi_core import V31RequestValidator
from openapi_core.datatypes import RequestParameters
from openapi_core.deserializing.media_types.datatypes import MediaTypeDeserializersDict
from openapi_core.validation.request.exceptions import (
    MissingRequiredParameter,
    MissingRequiredRequestBody,
    ParameterValidationError,
)
from werkzeug.datastructures import Headers, ImmutableMultiDict

from clientloom.document.document import Json
from clientloom.document.grammar.tables import METHODS_31
from clientloom.ir import BodyKind, Operation
from clientloom.verify.document_views import View, without_patterns
from clientloom.verify.judging.received import Received, form_pairs
from clientloom.verify.judging.schema_judge import body_problem, parameter_problem
from clientloom.verify.judging.security_judge import credential_problem
from clientloom.verify.judging.wire import form_parts, path_values, template
from clientloom.verify.media_objects import essence
from clientloom.verify.planning.plan import BASE_URL, Call, parameter_schema


@dataclass(frozen=True, slots=True)
class Verdict:
    """`wrong` lists contradictions to the document, `unsure` what the library cannot decide, with its message."""

    wrong: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


_IGNORED = frozenset({"accept", "content-type", "authorization"})
"""OpenAPI 3.1, 4.8.12.2: header parameters of these names are ignored."""


class _Request:
    """Adapts a request to the protocol of openapi-core."""

    def __init__(self, call: Call, received: Received, values: Mapping[str, str]) -> None:
        url = urlsplit(BASE_URL)
        self.host_url = f"{url.scheme}://{url.netloc}"
        self.path = url.path + template(call.operation)
        self.method = _known_method(received.method)
        self.body = (
            received.content if received.content or received.header("content-type") else None
        )
        self.content_type = received.header("content-type")
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(form_pairs(received.query)),
            header=Headers(list(received.headers)),
            cookie=ImmutableMultiDict(received.cookies),
            path=dict(values),
        )


class Judge:
    """Checks requests. Keeps a small document for each operation, since the library searches all paths."""

    def __init__(self, view: View) -> None:
        # It warns of schemas that it tries and that do not fit; nobody has to see that.
        logging.getLogger("openapi_core").addHandler(logging.NullHandler())
        self._exact = view
        self._view = without_patterns(view)
        self._judges: dict[tuple[str, bool], V31RequestValidator] = {}

    def verdict(self, call: Call, received: Received) -> Verdict:
        """Returns what openapi-core finds in the recorded request of a call."""
        values = path_values(call, received)
        if values is None:
            return Verdict(unsure=("the path is none that openapi-core can look up",))
        request = _Request(call, received, values)
        try:
            errors = self._errors(call.operation, request, body=True)
        except Exception as undecoded:  # noqa: BLE001 (the library raises all kinds of errors at unusual documents)
            try:
                errors = [undecoded, *self._errors(call.operation, request, body=False)]
            except Exception as error:  # noqa: BLE001 (the same)
                text = f"openapi-core: {type(error).__name__}: {_words(error)}"
                return Verdict(unsure=(text[:200],))
        missing = credential_problem(self._exact, call.operation.pointer, received)
        wrong, unsure = [*filter(None, [missing])], list[str]()
        for found in errors:
            text = f"openapi-core: {_words(found)[:300]}"
            if self._is_certain(found, call, received):
                wrong.append(text)
            elif problem := self._second_opinion(found, call, received, values):
                unsure.append(f"{text}; jsonschema-rs: {problem[:200]}")
        return Verdict(tuple(wrong), tuple(unsure))

    def _errors(self, o: Operation, request: _Request, *, body: bool) -> list[Exception]:
        """Returns what the library finds; it skips a body that the library cannot decode."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(self._judge(o, body=body).iter_errors(cast("Json", request)))

    def _second_opinion(
        self, error: Exception, call: Call, received: Received, values: Mapping[str, str]
    ) -> str:
        """Returns what JSON Schema finds where the library cannot decide; "" for nothing."""
        if isinstance(error, ParameterValidationError):
            return self._parameter_opinion(error, call, received, values)
        if _is_compared(call):
            return ""
        try:
            return body_problem(
                self._exact, self._exact.operation(call.operation.pointer), received
            )
        except (ValueError, UnicodeDecodeError) as unreadable:
            return f"the body cannot be read: {unreadable}"

    def _parameter_opinion(
        self,
        error: ParameterValidationError,
        call: Call,
        received: Received,
        path: Mapping[str, str],
    ) -> str:
        found = {
            "path": list(path.items()),
            "query": form_pairs(received.query),
            "header": received.headers,
            "cookie": received.cookies,
        }
        name = error.name.lower() if error.location == "header" else error.name
        given = [(key, text) for key, text in found.get(error.location, ())]
        parameters = call.operation.parameters
        known = next(
            (p for p in parameters if (p.location, p.wire_name) == (error.location, error.name)),
            None,
        )
        if known is None:
            return "the client does not know it"
        if f"{error.location}:{error.name}" not in call.parameters or known.separators:
            return ""  # it was not given, or wire.py compares it
        schema = parameter_schema(self._exact, call.operation, known)
        return parameter_problem(self._exact, schema, name, given)

    def _is_certain(self, error: Exception, call: Call, received: Received) -> bool:
        """Whether a finding is certain: something is missing. wire.py compares the rest.

        Where that found the planned value, which the schema accepts, the library could only not decode it.
        """
        if isinstance(error, MissingRequiredParameter):
            return f"{error.location}:{error.name}" not in call.parameters
        # A form without a field is an empty body, which the library takes for none.
        return isinstance(error, MissingRequiredRequestBody) and not received.header("content-type")

    def _judge(self, o: Operation, *, body: bool) -> V31RequestValidator:
        key = (o.pointer, body)
        if key not in self._judges:
            self._judges[key] = V31RequestValidator(
                SchemaPath.from_dict(self._small(o, body=body)),
                extra_media_type_deserializers=_json_types(self._view, o),
            )
        return self._judges[key]

    def _small(self, o: Operation, *, body: bool) -> dict[str, Json]:
        root = self._view.root
        item = self._view.resolve(self._view.node(o.pointer.rpartition("/")[0]))
        operation = dict(self._view.operation(o.pointer))
        operation.pop("servers", None)
        operation["security"] = []  # where it misses one, the library says nothing of the rest
        if not body:
            operation.pop("requestBody", None)
        operation["parameters"] = list(self._parameters(operation, item, template(o)))
        found = {k: v for k, v in root.items() if k not in {"paths", "servers", "webhooks"}}
        entry = {_known_method(o.method): operation}
        return {
            **found,
            "openapi": "3.1.0",
            "servers": [{"url": BASE_URL}],
            "paths": {template(o): entry},
        }

    def _parameters(self, operation: Json, item: Json, path: str) -> Iterator[Json]:
        """Yields the parameters of path and operation without null, which no parameter can be."""
        seen = set()
        for listed in (operation.get("parameters"), item.get("parameters")):
            for entry in listed or ():
                p = self._view.resolve(entry)
                if not isinstance(p, dict) or (p.get("name"), p.get("in")) in seen:
                    continue
                seen.add((p.get("name"), p.get("in")))
                name = str(p.get("name"))
                if p.get("in") == "querystring":
                    continue  # OpenAPI 3.2, which the library does not know
                if p.get("in") == "header" and name.lower() in _IGNORED:
                    continue
                if p.get("in") == "path" and f"{{{name}}}" not in path:
                    continue  # a mistake of the author: there is no place for the value
                schema = self._view.resolve(p.get("schema"))
                yield {**p, "schema": _without_null(schema)} if isinstance(schema, dict) else p


def _words(error: Exception) -> str:
    """Returns the message of an error on one line; some of the library fail to say what they are."""
    try:
        return " ".join(str(error).split())
    except ValueError:
        return type(error).__name__


def _is_compared(call: Call) -> bool:
    """Whether only wire.py can read the body: XML, or a form with the separators of Swagger 2.0."""
    sent = call.body
    parts = form_parts(call).values()
    return sent is not None and (
        sent.kind is BodyKind.XML or any(part.separators for part in parts)
    )


def _json_types(view: View, o: Operation) -> MediaTypeDeserializersDict:
    """Returns the media types of the body that are or may be JSON (RFC 6839, 3.1); the library knows few of them."""
    body = view.resolve(view.operation(o.pointer).get("requestBody"))
    content = body.get("content") if isinstance(body, dict) else None
    names = [name for name in content or () if "*" in name or essence(name).endswith("json")]
    return {essence(name): _json_or_bytes for name in names}


def _json_or_bytes(content: bytes) -> Json:
    try:
        return json.loads(content)
    except ValueError:
        return content


def _known_method(method: str) -> str:
    """Returns a method under which the library finds the operation; it knows only those of OpenAPI 3.1."""
    return method.lower() if method.lower() in METHODS_31 else "post"


def _without_null(schema: dict[str, Json]) -> dict[str, Json]:
    types = schema.get("type")
    if isinstance(types, list):
        left = [name for name in types if name != "null"]
        schema = {**schema, "type": left[0] if len(left) == 1 else left}
    branches = schema.get("anyOf")
    if isinstance(branches, list):
        left = [b for b in branches if b != {"type": "null"}]
        alone = len(left) == 1 and isinstance(left[0], dict) and "type" in left[0]
        rest = {k: v for k, v in schema.items() if k != "anyOf"}
        schema = {**rest, **left[0]} if alone else {**rest, "anyOf": left}
    return schema
