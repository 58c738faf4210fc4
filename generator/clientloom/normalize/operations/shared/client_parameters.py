# Parameters that become arguments of the client. May import config, ir and the readers of parameters.
"""Arguments of the client: by client.toml, or by rule where a default makes it safe; else a hint proposes the line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import cast

from clientloom.config.checks import CLIENT_ARGUMENTS
from clientloom.config.settings import ClientArgumentConfig
from clientloom.diagnostics import InputError
from clientloom.ir import ClientParameter, Location, Parameter, Primitive, TypeRef
from clientloom.normalize.naming.registry import argument_name
from clientloom.normalize.naming.words import is_credential
from clientloom.normalize.operations.parameters import compact
from clientloom.normalize.operations.shared.parameter_counts import (
    ParameterKey,
    SharedParameter,
    is_remembered,
    key_of,
    remember,
)
from clientloom.normalize.reader_context import ReaderContext
from clientloom.normalize.schemas.details import fits
from clientloom.normalize.schemas.scalars import STRING

_LEAST = 10
_FEW_KEYS = 3
"""Fewer operations that all want a credential than that may want it for what they do."""
_NEARLY_ALL = 0.9
_MOST = 0.75
_OF_ONE_CALL = ("request_id", "date", "timestamp", "nonce", "idempotency_key")
"""How the names of parameters end whose value is another one for each call."""
_SCALARS = frozenset({"string", "boolean"})
"""Types of what a client sets once; a number is more often a limit or an offset of one list."""


@dataclass(frozen=True, slots=True)
class ClientParameters:
    """The parameters that the client sends for its methods, by key."""

    by_key: Mapping[ParameterKey, ClientParameter]

    def mark(self, parameters: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
        """Returns the parameters of an operation; those of the client have the name of its argument."""
        if not self.by_key:
            return parameters
        return tuple(
            p
            if (held := self.by_key.get(key_of(p.location, p.wire_name))) is None
            else replace(p, name=held.argument, client_argument=held.argument, constant=None)
            for p in parameters
        )


def find_client_parameters(
    parameters: Mapping[ParameterKey, SharedParameter],
    operations: int,
    credentials: Mapping[ParameterKey, object],
    taken: frozenset[str],
    context: ReaderContext,
) -> ClientParameters:
    """Returns the parameters that are arguments of the client, and notes which others could be.

    Args:
        parameters: all parameters of the document.
        operations: how many operations there are.
        credentials: the keys of parameters that carry a credential.
        taken: the names of other arguments of the client.
        context: the document and its settings.
    """
    found = dict(_read_settings(parameters, context))
    headers = {h.header.lower() for h in context.config.header_arguments.values()}
    headers |= {name.lower() for name in context.config.headers}
    names = {*taken, *(each.argument for each in found.values())}
    for key, parameter in parameters.items():
        sent = key in found or key in credentials
        if sent or (parameter.location is Location.HEADER and key[1] in headers):
            continue
        argument = argument_name(parameter.wire_name)
        if argument in names or argument.endswith(_OF_ONE_CALL):
            continue
        if not _is_shared(parameter, operations):
            continue
        if _is_safe(parameter, operations) and not _is_locked(parameter, context):
            found[key] = _read(parameter, argument, ClientArgumentConfig(parameter=""), context)
            names.add(argument)
        else:
            _propose(parameter, argument, operations, context)
    remember({key: each.argument for key, each in found.items()}, context.names)
    return ClientParameters(found)


def _read_settings(
    parameters: Mapping[ParameterKey, SharedParameter], context: ReaderContext
) -> Iterator[tuple[ParameterKey, ClientParameter]]:
    met: dict[ParameterKey, str] = {}
    for argument, given in sorted(context.config.client_arguments.items()):
        key = key_of(Location(given.location), given.parameter)
        parameter = parameters.get(key)
        other = met.setdefault(key, argument)
        if parameter is None or other != argument:
            missing = f"no operation has the {given.location} parameter {given.parameter!r}"
            context.notes.setting(
                "unused-client-argument",
                context.config.locate(("client_arguments", argument)),
                missing if parameter is None else f"{other!r} sends {given.parameter!r} already",
                "correct `parameter` and `location`, or remove the table",
            )
        elif not given.secret:
            yield key, _read(parameter, argument, given, context)


def _is_shared(parameter: SharedParameter, operations: int) -> bool:
    """Whether most operations have the parameter, with one meaning, and none has a reason to choose it anew."""
    schema = parameter.uses[0].schema
    values = schema.mapping.get("enum")
    fixed = "const" in schema or (isinstance(values, list) and len(values) == 1)
    is_key = is_credential(parameter.wire_name)
    is_default_header = parameter.location is Location.HEADER and "default" in schema and not is_key
    return (
        len(parameter.uses) >= max(_FEW_KEYS if is_key else _LEAST, operations * _MOST)
        and schema.text("type") in _SCALARS
        and not (parameter.place.flag("required") and (fixed or is_default_header))
        and parameter.is_uniform
    )


def _is_safe(parameter: SharedParameter, operations: int) -> bool:
    """Whether the parameter has a default that serves everybody, and belongs to reading and writing methods alike."""
    return (
        "default" in parameter.uses[0].schema
        and not is_credential(parameter.wire_name)
        and parameter.location in (Location.QUERY, Location.HEADER)
        and len(parameter.uses) >= operations * _NEARLY_ALL
        and len(parameter.methods) > 1
    )


def _is_locked(parameter: SharedParameter, context: ReaderContext) -> bool:
    """Whether an earlier version of the package has the parameter as an argument of methods."""
    if is_remembered(parameter.key, context.names):
        return False
    return any(use.site.symbol in context.names.lock.operations for use in parameter.uses)


def _read(
    parameter: SharedParameter, argument: str, given: ClientArgumentConfig, context: ReaderContext
) -> ClientParameter:
    use = parameter.uses[0]
    type_ = context.schemas.type_at(use.schema.pointer) if use.schema.node is not None else STRING
    required = use.place.flag("required") or parameter.location is Location.PATH
    declared = use.schema.mapping.get("default")
    default = compact(declared) if declared is not None else ""
    if given.default:
        default, required = _given_default(given.default, type_, argument, context), True
    return ClientParameter(
        argument=argument,
        wire_name=parameter.wire_name,
        location=parameter.location,
        type=type_,
        default_json=default,
        required=required,
        env=given.env,
        doc=use.place.text("description").strip(),
    )


def _given_default(text: str, type_: TypeRef, argument: str, context: ReaderContext) -> str:
    """Returns a default of client.toml as JSON: a text, or what it says in JSON where the parameter takes no texts."""
    resolved = context.schemas.resolve(type_)
    for value in (text, _parse(text)):
        if fits(value, resolved):
            return compact(value)
    if isinstance(resolved, Primitive):
        span = context.config.locate(("client_arguments", argument, "default"))
        message = f"{text!r} is no value of the parameter, whose type is {resolved.kind}"
        raise InputError.at(span, "bad-value", message, f"write one of type {resolved.kind}")
    return compact(text)


def _parse(text: str) -> object:
    try:
        return cast("object", json.loads(text))
    except ValueError:
        return None


def _propose(
    parameter: SharedParameter, argument: str, operations: int, context: ReaderContext
) -> None:
    """Notes the line of client.toml that makes the parameter an argument of the client."""
    while argument in CLIENT_ARGUMENTS:
        argument = f"{argument}_"
    line = f'parameter = "{parameter.wire_name}", location = "{parameter.location}"'
    if is_credential(parameter.wire_name) and parameter.location is not Location.PATH:
        line += ", secret = true"
    version = str((context.root / "info").mapping.get("version", ""))
    if argument == "api_version" and version:
        line += f", default = {json.dumps(version)}"
    context.notes.note(
        "shared-parameter",
        parameter.place.pointer,
        f"{len(parameter.uses)} of {operations} operations have the {parameter.location} parameter "
        f"{parameter.wire_name!r}",
        f"to pass it to the client once, write `client_arguments.{argument} = {{{line}}}` in client.toml",
    )
