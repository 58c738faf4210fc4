# Security, servers and parameters of the client as arguments of the runtime's classes. May import ir and python.
"""`security`, `servers` and `client_parameters`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clientloom.ir import Location, Operation, Required, Requirement, Server, ServerVariable
from clientloom.python.annotations import AnnotationPrinter
from clientloom.python.literals import python_literal, quote

PLACES = {
    Location.PATH: "path",
    Location.QUERY: "query",
    Location.HEADER: "headers",
    Location.COOKIE: "cookies",
}
"""What the runtime calls the places of parameters."""


def security(requirements: Iterable[Requirement], printer: AnnotationPrinter) -> str:
    """Returns security requirements as an expression for the runtime."""
    return _tuple(
        _tuple(_scheme(name, scopes, printer) for name, scopes in each.schemes)
        for each in requirements
    )


def _tuple(expressions: Iterable[str]) -> str:
    """Returns a tuple display, with a comma after a single member."""
    members = tuple(expressions)
    return f"({', '.join(members)}{',' if len(members) == 1 else ''})"


def _scheme(name: str, scopes: tuple[str, ...], printer: AnnotationPrinter) -> str:
    return printer.call("Scoped", quote(name), python_literal(scopes)) if scopes else quote(name)


def servers(entries: Iterable[Server], printer: AnnotationPrinter) -> str:
    """Returns servers with their variables as an expression for the runtime."""
    return f"({''.join(f'{_server(server, printer)}, ' for server in entries)})"


def _server(server: Server, printer: AnnotationPrinter) -> str:
    variables = "".join(f"{_variable(variable, printer)}, " for variable in server.variables)
    return printer.call(
        "Server",
        quote(server.url),
        variables=f"({variables})" if variables else "",
        name=quote(server.name) if server.name else "",
    )


def _variable(variable: ServerVariable, printer: AnnotationPrinter) -> str:
    choices = python_literal(variable.choices) if variable.choices else ""
    name, default = quote(variable.wire_name), quote(variable.default)
    return printer.call("ServerVariable", name, default=default, choices=choices)


def client_parameters(operation: Operation, printer: AnnotationPrinter) -> Iterator[str]:
    """Yields the parameters whose values the client has."""
    for p in operation.parameters:
        if p.client_argument:
            given = map(quote, (PLACES[p.location], p.wire_name, p.client_argument))
            required = "" if isinstance(p.presence, Required) else "False"
            yield printer.call("ClientParameter", *given, required=required)
