# Security, servers and parameters of the client as arguments of the runtime's classes; where the API is, as arguments
# of the client. May import ir, python and this room.
"""`security`, `servers` and `client_parameters`; `ClientArgument`, `server_arguments` and `from_environment`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from clientloom.ir import Api, Location, Operation, Required, Requirement, Server
from clientloom.python.annotations import AnnotationPrinter
from clientloom.python.literals import python_literal, quote

TEXTS_FROM_ENVIRONMENT = ("base_url", "environment")
"""Arguments of `[env]` that are texts, of which None means that they are not given; the others are numbers."""

_PLACES = {
    Location.PATH: "path",
    Location.QUERY: "query",
    Location.HEADER: "headers",
    Location.COOKIE: "cookies",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientArgument:
    """One keyword argument of the client."""

    name: str
    annotation: str
    default: str
    doc: str


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
            given = (_PLACES[p.location], p.wire_name, p.client_argument)
            optional = "" if isinstance(p.presence, Required) else ", required=False"
            yield f"{name}({', '.join(map(quote, given))}{optional})"


def server_arguments(api: Api, printer: AnnotationPrinter) -> Iterator[ClientArgument]:
    """Yields the arguments that say where the API is."""
    text, whole = printer.builtin("str"), printer.builtin("int")
    yield ClientArgument(
        name="base_url",
        annotation=f"{text} | None",
        default="None",
        doc="The URL of the API, instead of the vendor's server.",
    )
    if names := api.environments:
        literal = ", ".join(map(python_literal, names))
        yield ClientArgument(
            name="environment",
            annotation=f"{printer.standard('typing', 'Literal')}[{literal}] | None",
            default="None",
            doc=f"The environment of the API, `{names[0]}` if not given; `base_url` takes precedence.",
        )
    elif len(api.servers) > 1:
        yield ClientArgument(
            name="server",
            annotation=whole,
            default="0",
            doc=f"The index of the documented server: 0 to {len(api.servers) - 1}.",
        )


def from_environment(
    argument: ClientArgument, variable: str, printer: AnnotationPrinter
) -> ClientArgument:
    """Returns an argument that is read from an environment variable where it is not given."""
    doc = f"{argument.doc} Read from `{variable}` if not given."
    if argument.name in TEXTS_FROM_ENVIRONMENT or argument.name == "timeout":
        return replace(argument, doc=doc)
    return replace(
        argument,
        annotation=f"{argument.annotation} | {printer.runtime_name('Unset')}",
        default=printer.runtime_name("UNSET", runtime=True),
        doc=doc,
    )
