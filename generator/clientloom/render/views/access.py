# Security, servers and parameters of the client as arguments of the runtime's classes. May import ir and python.
"""`security`, `servers` and `client_parameters`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clientloom.ir import Location, Operation, Required, Requirement, Server
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
    if not scopes:
        return quote(name)
    return (
        f"{printer.runtime_name('Scoped', runtime=True)}({quote(name)}, {python_literal(scopes)})"
    )


def servers(entries: Iterable[Server], printer: AnnotationPrinter) -> str:
    """Returns servers with their variables as an expression for the runtime."""
    return f"({''.join(f'{_server(server, printer)}, ' for server in entries)})"


def _server(server: Server, printer: AnnotationPrinter) -> str:
    name = printer.runtime_name("Server", runtime=True)
    named = f", name={quote(server.name)}" if server.name else ""
    if not server.variables:
        return f"{name}({quote(server.url)}{named})"
    variable = printer.runtime_name("ServerVariable", runtime=True)
    variables = "".join(
        f"{variable}({quote(v.wire_name)}, default={quote(v.default)}"
        + (f", choices={python_literal(v.choices)}" if v.choices else "")
        + "), "
        for v in server.variables
    )
    return f"{name}({quote(server.url)}, variables=({variables}){named})"


def client_parameters(operation: Operation, printer: AnnotationPrinter) -> Iterator[str]:
    """Yields the parameters whose values the client has."""
    for p in operation.parameters:
        if p.client_argument:
            name = printer.runtime_name("ClientParameter", runtime=True)
            given = (PLACES[p.location], p.wire_name, p.client_argument)
            optional = "" if isinstance(p.presence, Required) else ", required=False"
            yield f"{name}({', '.join(map(quote, given))}{optional})"
