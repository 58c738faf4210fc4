# Changes of servers. May import ir and the other modules of compare.
"""Compares the servers of the client and of single methods, and the variables in their URLs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clientloom.diagnostics import NOWHERE, Span
from clientloom.ir import Api, Operation, Server, ServerVariable
from clientloom.review.changes import Change, Level
from clientloom.review.variance.describe import values_in_words
from clientloom.review.variance.finding import Finding, report

NONE = Server(url="")


def server_changes(name: str, old: Api, new: Api) -> Iterator[Change]:
    """Compares the servers of the client `name`."""
    before, after = _default_of(old.servers), _default_of(new.servers)
    was, now = _arguments(old), _arguments(new)
    lost, gained = sorted(was.keys() - now.keys()), sorted(now.keys() - was.keys())
    moved = ""
    if _fill_defaults(before) != _fill_defaults(after):
        moved = f"talks to {_address(after)} by default instead of {_address(before)}"
    if lost and gained:
        text = f"takes {_in_words(gained)} instead of {_in_words(lost)}"
        text = f"{text}, and {moved}" if moved else text
        finding = Finding(Level.BREAKING, "server-variable-removed", text, was[lost[0]].example)
        yield _server_change(name, finding, after.span, before.span)
    else:
        if moved:
            finding = Finding(Level.RISKY, "server-changed", moved)
            yield _server_change(name, finding, after.span, before.span, known=bool(after.url))
        for argument in lost:
            text, example = f"lost the argument `{argument}`", was[argument].example
            finding = Finding(Level.BREAKING, "server-variable-removed", text, example)
            yield _server_change(name, finding, was[argument].span)
        for argument in gained:
            text = f"gained the argument `{argument}`"
            finding = Finding(Level.SAFE, "server-variable-added", text)
            yield _server_change(name, finding, now[argument].span)
    yield from _environment_changes(name, old, new)
    yield from _variable_changes(name, old, new)


def _in_words(arguments: list[str]) -> str:
    return " and ".join(f"`{argument}`" for argument in arguments)


def _variable_changes(name: str, old: Api, new: Api) -> Iterator[Change]:
    """Compares the choices of the variables that both versions have."""
    was, now = _variables(old), _variables(new)
    for argument in sorted(was.keys() & now.keys()):
        (before, old_span), (after, span) = was[argument], now[argument]
        for finding in _choice_findings(before, after):
            yield _server_change(name, finding, span, old_span)


def _environment_changes(name: str, old: Api, new: Api) -> Iterator[Change]:
    """Compares the named servers, which callers choose with the argument `environment`, if both versions have some."""
    before, after = _named(old), _named(new)
    if not (before and after):
        return
    span = _default_of(new.servers).span
    if removed := before.keys() - after.keys():
        text = f"argument `environment` no longer accepts {values_in_words(frozenset(removed))}"
        example = f"environment={min(removed)!r}"
        yield _server_change(
            name, Finding(Level.BREAKING, "server-variable-narrower", text, example), span
        )
    if added := after.keys() - before.keys():
        text = f"argument `environment` accepts {values_in_words(frozenset(added))}"
        yield _server_change(name, Finding(Level.SAFE, "server-variable-wider", text), span)
    for each in sorted(before.keys() & after.keys() - {_default_of(new.servers).name}):
        if _fill_defaults(before[each]) != _fill_defaults(after[each]):
            was, now = _address(before[each]), _address(after[each])
            text = f"with `environment={each!r}` talks to {now} instead of {was}"
            finding = Finding(Level.RISKY, "server-changed", text)
            yield _server_change(name, finding, after[each].span, before[each].span)


def _server_change(
    name: str, finding: Finding, span: Span, was: Span = NOWHERE, *, known: bool = True
) -> Change:
    """Returns a finding about servers as a change; `known` says that the document has a server."""
    pointer, breaks = "/servers" if known else "", f"{name}({finding.value})"
    return report(finding, name, pointer=pointer, span=span, was=was, breaks=breaks)


def own_server_findings(old: Served, new: Served) -> Iterator[Finding]:
    """Reports a method whose server changes independently of the client's."""
    if old.own == new.own or old.url == new.url:
        return
    text = f"talks to {_own_address(new)} instead of {_own_address(old)}"
    yield Finding(Level.RISKY, "server-changed", text)


@dataclass(frozen=True, slots=True)
class Served:
    """An operation and its API."""

    api: Api
    operation: Operation

    @property
    def own(self) -> str:
        """The URL of its own server, "" if it has none."""
        return _fill_defaults(_default_of(self.operation.servers))

    @property
    def url(self) -> str:
        """The complete URL that it calls by default."""
        base = self.own or _fill_defaults(_default_of(self.api.servers))
        return base.rstrip("/") + self.operation.path


def _choice_findings(old: ServerVariable, new: ServerVariable) -> Iterator[Finding]:
    """Compares the choices of a variable; without choices, any value is valid."""
    before, after = frozenset[object](old.choices), frozenset[object](new.choices)
    start = f"argument `{new.name}`"
    if after and not before:
        text = f"{start} accepts only {values_in_words(after)}"
        yield Finding(Level.BREAKING, "server-variable-narrower", text, f"{new.name}=...")
    elif removed := before - after if after else frozenset[object]():
        text = f"{start} no longer accepts {values_in_words(removed)}"
        example = f"{new.name}={min(map(repr, removed))}"
        yield Finding(Level.BREAKING, "server-variable-narrower", text, example)
    if before and not after:
        yield Finding(Level.SAFE, "server-variable-wider", f"{start} accepts any text")
    elif added := after - before if before else frozenset[object]():
        text = f"{start} accepts {values_in_words(added)}"
        yield Finding(Level.SAFE, "server-variable-wider", text)


def _default_of(servers: tuple[Server, ...]) -> Server:
    return servers[0] if servers else NONE


def _fill_defaults(server: Server) -> str:
    """Returns the URL with the defaults of its variables."""
    url = server.url
    for variable in server.variables:
        url = url.replace(f"{{{variable.wire_name}}}", variable.default)
    return url


def _address(server: Server) -> str:
    """Describes a server with the defaults of its variables."""
    if not server.url:
        return "no server"
    defaults = [f"{v.wire_name}={v.default}" for v in server.variables if v.default]
    return f"{server.url} ({', '.join(defaults)})" if defaults else server.url


def _own_address(served: Served) -> str:
    return _address(_default_of(served.operation.servers)) if served.own else "the client's server"


def _variables(api: Api) -> dict[str, tuple[ServerVariable, Span]]:
    """Returns the variables by argument, as declared by the first server that has them."""
    return {
        variable.name: (variable, server.span)
        for server in reversed(api.servers)
        for variable in server.variables
    }


def _named(api: Api) -> dict[str, Server]:
    """Returns the servers that callers choose with the argument `environment`."""
    return {server.name: server for server in api.servers if api.environments}


@dataclass(frozen=True, slots=True)
class _Argument:
    """An argument of the client that chooses a server: how it is written in a call, and where it is declared."""

    example: str
    span: Span


def _arguments(api: Api) -> dict[str, _Argument]:
    """Returns the arguments that choose a server: the variables of URLs, and the environment."""
    found = {name: _Argument(f"{name}=...", span) for name, (_, span) in _variables(api).items()}
    if named := _named(api):
        found["environment"] = _Argument(
            f"environment={min(named)!r}", _default_of(api.servers).span
        )
    return found
