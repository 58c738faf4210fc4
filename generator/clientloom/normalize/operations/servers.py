# Where requests go: the servers of the document, a path or an operation. May import document, ir, config.
"""Servers as base URLs with variables (OpenAPI 3.1, 4.8.5 Server Object)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from clientloom.ir import Server, ServerVariable
from clientloom.normalize.naming.registry import argument_name
from clientloom.normalize.nodes import Place
from clientloom.normalize.notes import Notes
from clientloom.normalize.operations.selection import Site
from clientloom.python.identifiers import free_name

_VARIABLE = re.compile(r"\{([^{}]*)\}")
_ABSOLUTE = re.compile(r"https?://[^/]", re.IGNORECASE)


def read_servers(place: Place, notes: Notes) -> tuple[Server, ...]:
    """The servers of the document that a request can go to.

    A relative address stands for a path below the address of the document itself, which a generated client
    cannot know: it is left out with a diagnostic.
    """
    found = _read_all(place, notes)
    for server in found:
        if not _is_absolute(server):
            notes.note(
                "relative-server",
                place.pointer,
                f"the server {server.url!r} is relative to an address that the document does not tell",
                "set base_url in client.toml",
            )
    return tuple(filter(_is_absolute, found))


def read_own_servers(site: Site, notes: Notes) -> tuple[Server, ...]:
    """The servers of an operation, else of its path; a relative one is joined to the base URL of the client."""
    own = _read_all(site.place / "servers", notes) or _read_all(site.item / "servers", notes)
    return tuple(server for server in own if server.url.strip("/"))


def _read_all(place: Place, notes: Notes) -> tuple[Server, ...]:
    return tuple(dict.fromkeys(_read_server(item, notes) for item in place.items()))


def _read_server(place: Place, notes: Notes) -> Server:
    url = place.text("url").strip()
    return Server(
        url=f"https:{url}" if url.startswith("//") else url,
        variables=tuple(_read_variables(place, url, notes)),
        doc=place.text("description").strip(),
        span=notes.span(place.pointer),
    )


def _is_absolute(server: Server) -> bool:
    """Whether the address names a host; a variable without default counts as some text."""
    values = {v.wire_name: v.default or "x" for v in server.variables}
    url = _VARIABLE.sub(lambda match: values[match[1]], server.url)
    return _ABSOLUTE.match(url) is not None


def _read_variables(place: Place, url: str, notes: Notes) -> Iterator[ServerVariable]:
    declared = place / "variables"
    for wire_name in dict.fromkeys(_VARIABLE.findall(url)):
        variable = declared / wire_name
        if "default" not in variable:
            notes.warn(
                "server-variable-without-default",
                (variable if wire_name in declared else place).pointer,
                f"the server variable {wire_name!r} has no default",
                "give it one in an overlay, or set base_url in client.toml",
            )
        yield ServerVariable(
            name=argument_name(wire_name),
            wire_name=wire_name,
            default=_scalar_text(variable.mapping.get("default")),
            choices=_choices(variable),
            doc=variable.text("description").strip(),
        )


def _choices(variable: Place) -> tuple[str, ...]:
    values = variable.mapping.get("enum")
    return tuple(map(_scalar_text, values)) if isinstance(values, list) else ()


def _scalar_text(value: object) -> str:
    """A default or choice as text; YAML makes a number of an unquoted port."""
    match value:
        case str():
            return value
        case bool():
            return str(value).lower()
        case int() | float():
            return str(value)
        case _:
            return ""


def shared_servers(own: Iterable[tuple[Server, ...]]) -> tuple[Server, ...]:
    """The servers that every operation names alike, () where they differ."""
    distinct = set(own)
    return next(iter(distinct)) if len(distinct) == 1 else ()


def with_names(servers: tuple[Server, ...], taken: frozenset[str]) -> tuple[Server, ...]:
    """The servers with variables named so that none is called like another argument of the client."""
    return tuple(
        replace(server, variables=tuple(_rename_variable(v, taken) for v in server.variables))
        for server in servers
    )


def _rename_variable(variable: ServerVariable, taken: frozenset[str]) -> ServerVariable:
    return replace(variable, name=free_name(variable.name, taken, pattern="server_{}"))
