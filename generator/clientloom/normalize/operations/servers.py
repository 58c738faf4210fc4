# The servers of a document, a path or an operation. May import document, ir, config.
"""Servers as base URLs with variables (OpenAPI 3.1, 4.8.5 Server Object)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urljoin

from clientloom.config.settings import VendorConfig
from clientloom.diagnostics.escape import without_secrets
from clientloom.ir import Server, ServerVariable
from clientloom.normalize.naming.registry import argument_name
from clientloom.normalize.nodes import Place
from clientloom.normalize.notes import Notes
from clientloom.normalize.operations.selection import Site
from clientloom.python.identifiers import free_name

_NAMES = ("name", "x-speakeasy-server-id", "x-fern-server-name")
"""The keys of a server's name (OpenAPI 3.2, 4.6 Server Object; before it, extensions)."""
_VARIABLE = re.compile(r"\{([^{}]*)\}")
_ABSOLUTE = re.compile(r"https?://[^/]", re.IGNORECASE)


def configured_servers(config: VendorConfig) -> tuple[Server, ...]:
    """Returns the servers that client.toml gives in place of the document's, () if it gives none."""
    if config.base_url:
        return (Server(url=config.base_url),)
    return tuple(Server(url=url, name=name) for name, url in config.environments.items())


def read_servers(place: Place, notes: Notes, config: VendorConfig) -> tuple[Server, ...]:
    """Reads the servers of the document that have an absolute URL.

    A relative URL is relative to the URL of the document, which may be a copy on another host: it is left out with a
    note.
    """
    found = _read_all(place, notes)
    absolute = tuple(filter(_is_absolute, found))
    if configured_servers(config):
        return absolute
    for server in found:
        if not _is_absolute(server):
            effect = " and is left out" if absolute else ", so the client requires a base_url"
            notes.note(
                "relative-server",
                place.pointer,
                f"the server {server.url!r} is relative to the address of the document{effect}",
                f"set base_url in client.toml{_propose_url(config.upstream.url, server.url)}",
            )
    if not found:
        notes.note(
            "no-server",
            "",
            "the document has no server, so the client requires a base_url",
            "set base_url in client.toml",
        )
    return absolute


def _propose_url(document: str, server: str) -> str:
    """Returns the URL that a relative one means if the API is where its document is fetched from."""
    return f", such as {urljoin(without_secrets(document), server)!r}" if document else ""


def read_own_servers(site: Site, notes: Notes) -> tuple[Server, ...]:
    """Reads the servers of an operation, else of its path; a relative one is joined to the client's base URL."""
    own = _read_all(site.place / "servers", notes) or _read_all(site.item / "servers", notes)
    return tuple(server for server in own if server.url.strip("/"))


def _read_all(place: Place, notes: Notes) -> tuple[Server, ...]:
    return tuple(dict.fromkeys(_read_server(item, notes) for item in place.items()))


def _read_server(place: Place, notes: Notes) -> Server:
    url = place.text("url").strip()
    return Server(
        url=f"https:{url}" if url.startswith("//") else url,
        variables=tuple(_read_variables(place, url, notes)),
        name=next(filter(None, (place.text(key).strip() for key in _NAMES)), ""),
        doc=place.text("description").strip(),
        span=notes.span(place.pointer),
    )


def _is_absolute(server: Server) -> bool:
    """Whether the URL has a host; a variable without a default counts as text."""
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
    """Returns a default or choice as text; an unquoted port in YAML is a number."""
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
    """Returns the servers that all operations have in common, () if they differ."""
    distinct = set(own)
    return next(iter(distinct)) if len(distinct) == 1 else ()


def with_names(servers: tuple[Server, ...], taken: frozenset[str]) -> tuple[Server, ...]:
    """Renames server variables that have the name of another client argument."""
    return tuple(
        replace(server, variables=tuple(_rename_variable(v, taken) for v in server.variables))
        for server in servers
    )


def _rename_variable(variable: ServerVariable, taken: frozenset[str]) -> ServerVariable:
    return replace(variable, name=free_name(variable.name, taken, pattern="server_{}"))
