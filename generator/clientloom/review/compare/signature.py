# Arguments of methods that were added, removed or changed. May import ir and the other modules of compare.
"""Changes of signatures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from clientloom.review.changes import Change, Direction, Level
from clientloom.review.compare.arguments import Argument, arguments
from clientloom.review.compare.method import Method, change
from clientloom.review.variance.finding import Finding
from clientloom.review.variance.relation import Types
from clientloom.review.variance.value_changes import Value, presence_findings, value_findings

Arguments = Mapping[str, Argument]


@dataclass(frozen=True, slots=True)
class Signatures:
    """The arguments of a method before and after, and how they belong together."""

    old: Arguments
    new: Arguments
    same: tuple[tuple[Argument, Argument], ...]
    """An argument and what became of it, which may have another name."""

    @classmethod
    def of(cls, old: Method, new: Method) -> Signatures:
        """Arguments belong together that have one name, are the same on the wire, or the same place of a path."""
        before, after = arguments(old.operation), arguments(new.operation)
        places = old.route == new.route
        same = [
            (argument, after.get(name) or successor(argument, before, after, by_place=places))
            for name, argument in before.items()
        ]
        return cls(before, after, tuple((a, b) for a, b in same if b is not None))

    @property
    def gone(self) -> list[Argument]:
        """What nothing has become of."""
        kept = {old.name for old, _ in self.same}
        return [argument for name, argument in self.old.items() if name not in kept]

    @property
    def came(self) -> list[Argument]:
        """What is new."""
        known = {new.name for _, new in self.same}
        return [argument for name, argument in self.new.items() if name not in known]


def successor(
    argument: Argument, before: Arguments, after: Arguments, *, by_place: bool
) -> Argument | None:
    """The new argument that takes the place of one whose name is gone."""
    new = [a for name, a in after.items() if name not in before]
    if by_place and argument.positional:
        place = positional(before).index(argument)
        found = positional(after)[place]
        return found if found in new else None
    return next((a for a in new if same_wire(a, argument)), None)


def positional(signature: Arguments) -> list[Argument]:
    """The path parameters, in their order."""
    return [argument for argument in signature.values() if argument.positional]


def same_wire(one: Argument, other: Argument) -> bool:
    """Is it the same value on the wire?"""
    return (one.place, one.wire_name) == (other.place, other.wire_name) and bool(one.wire_name)


def argument_changes(types: Types, old: Method, new: Method) -> Iterator[Change]:
    """Arguments that came, went or changed."""
    both = Signatures.of(old, new)
    gone, came = both.gone, both.came
    if reshaped := body_change(old, new, both):
        yield reshaped
        gone = [a for a in gone if not a.in_body]
        came = [a for a in came if not a.in_body]
    elif media(old) and media(new) and media(old) != media(new):
        text = f"sends its body as {media(new)} in place of {media(old)}"
        finding = Finding(Level.SAFE, "body-media-changed", text)
        yield change(new, finding, old=old, direction=Direction.REQUEST)
    for argument in gone:
        yield argument_gone(old, new, argument)
    for argument in came:
        yield argument_came(old, new, argument)
    for before, after in both.same:
        yield from argument_edits(types, old, new, before, after)
    yield from order_changes(old, new, both)


def body_change(old: Method, new: Method, both: Signatures) -> Change | None:
    """A body whose members were keywords and that is now given as a whole, or the reverse."""
    gone = [a for a in both.gone if a.in_body]
    came = [a for a in both.came if a.in_body]
    if not (gone and came) or whole(gone) is whole(came):
        return None
    text = f"takes its body as {list_names(came)} in place of {list_names(gone)}"
    given = ", ".join(f"{a.name}=..." for a in gone if a.required or len(gone) == 1)
    return change(
        new,
        Finding(Level.BREAKING, "body-reshaped", text),
        old=old,
        direction=Direction.REQUEST,
        breaks=f"client.{old.accessor}({given or '...'})",
    )


def media(method: Method) -> str:
    """The media type of the body that a method sends, "" where it sends none."""
    body = method.operation.body
    return body.media_type if body else ""


def whole(body: list[Argument]) -> bool:
    """Is the body one argument?"""
    return not body[0].wire_name


def list_names(body: list[Argument]) -> str:
    """The names of arguments."""
    return ", ".join(f"`{argument.name}`" for argument in body)


def argument_gone(old: Method, new: Method, argument: Argument) -> Change:
    """A keyword that the method no longer takes."""
    return replace(
        change(
            new,
            Finding(
                Level.BREAKING, "argument-removed", f"lost the {argument.kind} `{argument.name}`"
            ),
            direction=Direction.REQUEST,
            breaks=f"client.{old.accessor}({argument.name}=...)",
        ),
        pointer=argument.home or old.operation.pointer,
        span=argument.span,
    )


def argument_came(old: Method, new: Method, argument: Argument) -> Change:
    """A keyword that the method now takes."""
    return locate(
        change(
            new,
            came_finding(argument),
            direction=Direction.REQUEST,
            breaks=f"client.{old.accessor}(...)  # without {argument.name}",
        ),
        argument,
    )


def came_finding(argument: Argument) -> Finding:
    """A new argument; a member that no body may lack breaks every call that sends one."""
    name = f"{argument.kind} `{argument.name}`"
    if argument.required:
        return Finding(Level.BREAKING, "required-argument-added", f"gained the required {name}")
    if argument.demanded:
        text = f"gained the {name}, which a body must have"
        return Finding(Level.BREAKING, "demanded-argument-added", text)
    return Finding(Level.SAFE, "optional-argument-added", f"gained the optional {name}")


def argument_edits(
    types: Types, old: Method, new: Method, before: Argument, after: Argument
) -> Iterator[Change]:
    """Changes of an argument that stays."""
    way = Direction.REQUEST
    was, now = Value(before.type, before.limits), Value(after.type, after.limits)
    findings = [
        *presence_findings(before.presence, after.presence, way),
        *demand_findings(before, after),
        *wire_findings(before, after),
        *value_findings(types, was, now, way),
    ]
    if after.deprecated and not before.deprecated:
        findings.append(Finding(Level.SAFE, "deprecated", "is now deprecated"))
    if before.name != after.name:
        text = f"is now called `{after.name}`"
        findings.insert(0, Finding(Level.BREAKING, "argument-renamed", text))
    for finding in findings:
        told = replace(finding, text=f"{before.kind} `{before.name}` {finding.text}")
        breaks = broken_call(old, before, finding)
        found = locate(change(new, told, direction=way, breaks=breaks), after)
        yield replace(found, was=before.span)


def demand_findings(before: Argument, after: Argument) -> Iterator[Finding]:
    """A member that every body must have from now on, where the body itself may be left out."""
    if after.demanded and not (before.demanded or before.required):
        yield Finding(Level.BREAKING, "became-demanded", "must now be in every body")
    if before.demanded and not (after.demanded or after.required):
        yield Finding(Level.SAFE, "became-optional", "is no longer required")


def wire_findings(before: Argument, after: Argument) -> Iterator[Finding]:
    """A value that travels elsewhere or is written otherwise: the client's business and not the caller's."""
    if before.place != after.place and not (before.positional or after.positional):
        text = f"travels in the {after.place} in place of the {before.place}"
        yield Finding(Level.SAFE, "argument-moved", text)
    elif before.spelling != after.spelling and before.spelling and after.spelling:
        text = f"is written as {after.spelling} in place of {before.spelling}"
        yield Finding(Level.SAFE, "argument-written", text)


def locate(found: Change, argument: Argument) -> Change:
    """A change that leads to the argument."""
    return replace(found, pointer=argument.home or found.pointer, span=argument.span)


def broken_call(old: Method, argument: Argument, finding: Finding) -> str:
    """A call that a finding about an argument breaks."""
    if finding.code in {"became-required", "became-demanded"}:
        return f"client.{old.accessor}(...)  # without {argument.name}"
    return f"client.{old.accessor}({argument.name}={finding.value})"


def order_changes(old: Method, new: Method, both: Signatures) -> Iterator[Change]:
    """Path parameters may be given by position, so their order is part of the signature."""
    became = {before.name: after for before, after in both.same}
    was = [became[a.name].name for a in positional(both.old) if a.name in became]
    kept = set(was)
    now = [a.name for a in positional(both.new) if a.name in kept]
    was = [name for name in was if name in now]
    if was != now:
        text = f"takes its path parameters in the order {', '.join(now)}"
        yield change(new, Finding(Level.BREAKING, "argument-order", text), old=old)
