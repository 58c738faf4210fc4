# The Python names of an operation's arguments. May import document, diagnostics and ir.
"""Names of arguments: first the path parameters, then the other parameters, then the fields of each body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from clientloom import ir
from clientloom.diagnostics import InputError, Span
from clientloom.normalize.naming.declared_names import declared_text
from clientloom.normalize.naming.registry import Names, Wanted, argument_name
from clientloom.normalize.nodes import Place
from clientloom.normalize.operations.media.bodies import with_names
from clientloom.normalize.operations.resources import settings_key, settings_of
from clientloom.normalize.operations.selection import Site
from clientloom.normalize.reader_context import ReaderContext
from clientloom.python.identifiers import free_name


@dataclass(frozen=True, slots=True)
class GivenNames:
    """Names of arguments by wire name, and the places of those that client.toml gives."""

    names: Mapping[str, str]
    settings: Mapping[str, Span]


def given_names(
    members: Iterable[ir.Parameter | ir.Field], site: Site, context: ReaderContext
) -> GivenNames:
    """Returns the names of arguments in client.toml, and those that the vendor declares.

    Raises InputError for a name that every method has.
    """
    config, given = context.config, settings_of(site, context.config).arguments
    wire_names = {member.wire_name for member in members}
    table = ("operations", settings_key(site, config), "arguments")
    spans = {wire: config.locate((*table, wire)) for wire in given if wire in wire_names}
    for wire, span in spans.items():
        if config.file and argument_name(given[wire]) != given[wire]:
            message = f"every method has an argument {given[wire]!r} already"
            raise InputError.at(span, "bad-value", message, f"write {argument_name(given[wire])!r}")
    if not config.names.declared:
        return GivenNames(given, spans)
    names = {member.wire_name: _declared_argument(member, context.root) for member in members}
    declared = {w: argument_name(name) for w, name in names.items() if name}
    return GivenNames({**declared, **given}, spans)


def _declared_argument(member: ir.Parameter | ir.Field, root: Place) -> str:
    place = root.at(f"#{member.declared_at}")
    if place is None:
        return ""
    if isinstance(member, ir.Field):
        return declared_text("property", place.node)
    return declared_text("argument", place.node) or declared_text("typed", (place / "schema").node)


def name_parameters(
    parameters: tuple[ir.Parameter, ...],
    scope: str,
    given: GivenNames,
    reserved: Collection[str],
    names: Names,
) -> tuple[ir.Parameter, ...]:
    """Returns the parameters with distinct names; path parameters choose first.

    Args:
        parameters: those of one operation.
        scope: its key in the lock.
        given: the names that the document and client.toml give.
        reserved: the names of the body's fields: what the caller writes most keeps its clean name.
        names: the registry.
    """
    resolved: dict[str, str] = {}
    for in_path in (True, False):
        group = [p for p in parameters if (p.location is ir.Location.PATH) is in_path]
        before = RenamedParameters.of(parameters, names.lock.scope("argument", scope))
        wanted = [_wanted_parameter(p, given, reserved, before) for p in group if p.is_argument]
        taken = frozenset(resolved.values())
        resolved |= names.resolve("argument", scope, wanted, taken=taken) if wanted else {}
    return tuple(replace(p, name=resolved.get(_key(p), p.name)) for p in parameters)


def _key(parameter: ir.Parameter) -> str:
    return f"{parameter.location}:{parameter.wire_name}"


@dataclass(frozen=True, slots=True)
class RenamedParameters:
    """Locked names whose parameters are gone: the vendor may have changed their spelling, or moved them."""

    names: frozenset[tuple[str, str, str]]
    """Location, name in the document and name in the package."""

    @classmethod
    def of(cls, parameters: Iterable[ir.Parameter], locked: Mapping[str, str]) -> RenamedParameters:
        """Returns the locked names whose parameters are gone."""
        present = {_key(parameter) for parameter in parameters}
        gone = (
            (*key.partition(":")[::2], name) for key, name in locked.items() if key not in present
        )
        return cls(frozenset(gone))

    def includes(self, location: str, wire_name: str, name: str) -> bool:
        """Whether a parameter of this name is gone: from its location, or under its wire name from another one."""
        return any(
            name == known and (location == was or wire_name == text)
            for was, text, known in self.names
        )


def _wanted_parameter(
    parameter: ir.Parameter,
    given: GivenNames,
    reserved: Collection[str],
    before: RenamedParameters,
) -> Wanted:
    wire_name, location = parameter.wire_name, parameter.location
    plain = _candidates(wire_name, given, argument_name(f"{wire_name}_{location}"))
    if plain[0] in reserved and wire_name not in given.names:
        plain = (*plain[1:], plain[0])
    inherits = before.includes(str(location), wire_name, plain[0])
    return Wanted(
        key=_key(parameter),
        candidates=plain,
        text=wire_name,
        inherits=inherits,
        setting=given.settings.get(wire_name),
    )


def _candidates(wire_name: str, given: GivenNames, *fuller: str) -> tuple[str, ...]:
    chosen = (given.names[wire_name],) if wire_name in given.names else ()
    return tuple(dict.fromkeys((*chosen, argument_name(wire_name), *fuller)))


def name_body(
    body: ir.Body,
    scope: str,
    taken: Collection[str],
    given: GivenNames,
    names: Names,
) -> ir.Body:
    """Returns the body with names that differ from each other and from `taken`, those of the parameters."""
    fields = body.fields
    if not fields:
        return replace(body, argument=free_name(body.argument, taken, pattern="request_{}"))
    counts = Counter(argument_name(f.wire_name) for f in fields)
    before = RenamedParameters.of((), names.lock.scope("argument", scope))
    wanted = (
        _wanted_field(f.wire_name, given, before, is_alone=counts[argument_name(f.wire_name)] == 1)
        for f in fields
    )
    resolved = names.resolve("argument", scope, wanted, taken=taken)
    return with_names(body, {f.wire_name: resolved[f"body:{f.wire_name}"] for f in fields})


def _wanted_field(
    wire_name: str, given: GivenNames, before: RenamedParameters, *, is_alone: bool
) -> Wanted:
    """What a field wants to be called; one of two fields that are spelled alike is called as in their model."""
    fuller = (argument_name(f"{wire_name}_body"),) if is_alone else ()
    candidates = _candidates(wire_name, given, *fuller)
    return Wanted(
        key=f"body:{wire_name}",
        candidates=candidates,
        text=wire_name,
        inherits=before.includes("body", wire_name, candidates[0]),
        setting=given.settings.get(wire_name),
    )


def body_names(bodies: Iterable[ir.Body | None]) -> frozenset[str]:
    """Returns the names that the arguments of bodies would have if nothing else had them."""
    found: set[str] = set()
    for body in bodies:
        if body is not None:
            found |= {argument_name(f.wire_name) for f in body.fields} or {body.argument}
    return frozenset(found)


def argument_names(parameters: Iterable[ir.Parameter]) -> frozenset[str]:
    """Returns the names of the parameters that are arguments."""
    return frozenset(p.name for p in parameters if p.is_argument)
