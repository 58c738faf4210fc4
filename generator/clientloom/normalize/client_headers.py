# Headers that are not arguments of methods: constants of every request, and arguments of the client.
# May import ir and config.
"""Constant headers, and header parameters that the client or its credentials provide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from clientloom import ir
from clientloom.config.settings import VendorConfig

_IDEMPOTENCY = frozenset({"idempotency-key", "x-idempotency-key", "idempotency_key"})


def sent_by_client(
    config: VendorConfig, schemes: Iterable[ir.SecurityScheme]
) -> frozenset[tuple[ir.Location, str]]:
    """Returns the parameters that the client sends by itself, by location and name: they are not arguments."""
    headers = {*config.headers, *(h.header for h in config.header_arguments.values())}
    keys = {
        (s.location, _fold_case(s.location, s.wire_name))
        for s in schemes
        if isinstance(s, ir.ApiKey)
    }
    return frozenset({*((ir.Location.HEADER, header.lower()) for header in headers), *keys})


def _fold_case(location: ir.Location, name: str) -> str:
    """Lowers the names of headers, which are case-insensitive (RFC 9110, 5.1); other names are not."""
    return name.lower() if location is ir.Location.HEADER else name


def without_client_parameters(
    parameters: tuple[ir.Parameter, ...], elsewhere: frozenset[tuple[ir.Location, str]]
) -> tuple[ir.Parameter, ...]:
    """Returns the parameters that the client does not send by itself."""
    return tuple(
        p for p in parameters if (p.location, _fold_case(p.location, p.wire_name)) not in elsewhere
    )


def idempotency_header(parameters: Iterable[ir.Parameter]) -> str | None:
    """Returns the header for an idempotency key, None if the operation declares none."""
    for parameter in parameters:
        if parameter.location is ir.Location.HEADER and parameter.wire_name.lower() in _IDEMPOTENCY:
            return parameter.wire_name
    return None


def common_headers(operations: tuple[ir.Operation, ...]) -> tuple[tuple[str, str], ...]:
    """Returns the constant headers that every operation sends with the same value, sorted."""
    common: dict[str, tuple[str, str]] | None = None
    for operation in operations:
        own = {p.wire_name.lower(): (p.wire_name, p.constant_text) for p in _constants(operation)}
        if common is None:
            common = own
        same = (name for name, pair in common.items() if name in own and own[name][1] == pair[1])
        common = {name: min(common[name], own[name]) for name in same}
    return tuple(sorted((common or {}).values()))


def _constants(operation: ir.Operation) -> tuple[ir.Parameter, ...]:
    return tuple(
        p
        for p in operation.parameters
        if p.location is ir.Location.HEADER and p.constant is not None
    )


def header_declarations(operations: tuple[ir.Operation, ...]) -> tuple[ir.HeaderDeclaration, ...]:
    """Returns the first declaration of each constant header, sorted by its lower-case name."""
    found: dict[str, ir.HeaderDeclaration] = {}
    for parameter in (p for operation in operations for p in _constants(operation)):
        name = parameter.wire_name.lower()
        found.setdefault(name, ir.HeaderDeclaration(name, parameter.declared_at, parameter.span))
    return tuple(found[name] for name in sorted(found))


def without_headers(operation: ir.Operation, names: frozenset[str]) -> ir.Operation:
    """Returns the operation without the constant headers `names`, in lower case."""
    kept = tuple(
        p
        for p in operation.parameters
        if p.location is not ir.Location.HEADER
        or p.constant is None
        or p.wire_name.lower() not in names
    )
    return replace(operation, parameters=kept) if kept != operation.parameters else operation


def all_headers(
    common: tuple[tuple[str, str], ...], settings: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Returns the constant headers of the API; those of client.toml take precedence."""
    given = {name.lower() for name in settings}
    kept = {(name, value) for name, value in common if name.lower() not in given}
    return tuple(sorted(kept | set(settings.items())))


def read_client_headers(config: VendorConfig) -> tuple[ir.ClientHeader, ...]:
    """Returns the headers that are arguments of the client, sorted."""
    return tuple(
        ir.ClientHeader(argument=argument, header=settings.header, env=settings.env)
        for argument, settings in sorted(config.header_arguments.items())
    )
