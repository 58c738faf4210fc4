# Changes of arguments. May import ir and the other modules of compare.
"""Compares signatures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from clientloom.review.changes import BODY, Change, Direction, Level
from clientloom.review.compare.arguments import Argument, arguments
from clientloom.review.compare.method import Method, change
from clientloom.review.variance.finding import Finding, deprecation_findings
from clientloom.review.variance.relation import Types
from clientloom.review.variance.value_changes import (
    Value,
    join_absence,
    presence_findings,
    value_findings,
)

Arguments = Mapping[str, Argument]
BODY_NEEDS = ("became-required", "became-optional")


@dataclass(frozen=True, slots=True)
class Signatures:
    """The arguments of a method before and after, and which of them correspond."""

    old: Arguments
    new: Arguments
    same: tuple[tuple[Argument, Argument], ...]
    """Pairs of corresponding arguments, which may have different names."""

    @classmethod
    def of(cls, old: Method, new: Method) -> Signatures:
        """Matches arguments by name, else by wire name, else by position in the path."""
        before, after = arguments(old.operation), arguments(new.operation)
        places = old.route == new.route
        same = [
            (argument, after.get(name) or _successor(argument, before, after, by_place=places))
            for name, argument in before.items()
        ]
        return cls(before, after, tuple((a, b) for a, b in same if b is not None))

    @property
    def removed(self) -> list[Argument]:
        """The arguments that were removed."""
        kept = {old.name for old, _ in self.same}
        return [argument for name, argument in self.old.items() if name not in kept]

    @property
    def added(self) -> list[Argument]:
        """The arguments that were added."""
        known = {new.name for _, new in self.same}
        return [argument for name, argument in self.new.items() if name not in known]


def _successor(
    argument: Argument, before: Arguments, after: Arguments, *, by_place: bool
) -> Argument | None:
    """Returns the new argument that replaces one whose name is gone."""
    new = [a for name, a in after.items() if name not in before]
    if by_place and argument.positional:
        place = _positional(before).index(argument)
        found = _positional(after)[place]
        return found if found in new else None
    return next((a for a in new if _same_wire(a, argument)), None)


def _positional(signature: Arguments) -> list[Argument]:
    """Returns the path parameters, in order."""
    return [argument for argument in signature.values() if argument.positional]


def _same_wire(one: Argument, other: Argument) -> bool:
    return (one.place, one.wire_name) == (other.place, other.wire_name) and bool(one.wire_name)


def argument_changes(types: Types, old: Method, new: Method) -> Iterator[Change]:
    """Compares the arguments of a method."""
    both = Signatures.of(old, new)
    removed, added = both.removed, both.added
    if reshaped := _body_change(old, new, both):
        yield reshaped
        removed = [a for a in removed if not a.in_body]
        added = [a for a in added if not a.in_body]
    elif (
        _body_media_type(old)
        and _body_media_type(new)
        and _body_media_type(old) != _body_media_type(new)
    ):
        text = f"sends its body as {_body_media_type(new)} instead of {_body_media_type(old)}"
        finding = Finding(Level.SAFE, "body-media-changed", text)
        yield change(new, finding, old=old, direction=Direction.REQUEST)
    joined = _body_need_change(old, new, both)
    if joined:
        yield joined
    for several in (_path_change, _body_removed, _body_added):
        if found := several(old, new, removed, added):
            yield found.change
            removed = [a for a in removed if a not in found.arguments]
            added = [a for a in added if a not in found.arguments]
    for argument in removed:
        yield _argument_removed(old, new, argument)
    for argument in added:
        yield _argument_added(old, new, argument)
    for before, after in both.same:
        edits = _argument_edits(types, old, new, before, after)
        told = BODY_NEEDS if joined and _follow_body(before, after) else ()
        yield from (edit for edit in edits if edit.code not in told)
    yield from _order_changes(old, new, both)


def _body_change(old: Method, new: Method, both: Signatures) -> Change | None:
    """Reports a body that changed from keywords to one argument, or the reverse."""
    removed = [a for a in both.removed if a.in_body]
    added = [a for a in both.added if a.in_body]
    if not (removed and added) or _is_whole_body(removed) is _is_whole_body(added):
        return None
    text = f"takes its body as {_list_names(added)} instead of {_list_names(removed)}"
    given = ", ".join(f"{a.name}=..." for a in removed if a.required or len(removed) == 1)
    found = change(
        new,
        Finding(Level.BREAKING, "body-reshaped", text),
        old=old,
        direction=Direction.REQUEST,
        breaks=f"client.{old.accessor}({given or '...'})",
    )
    return _about(found, *removed, *added)


def _about(found: Change, *changed: Argument) -> Change:
    """Returns a change of these arguments."""
    body = [BODY] if any(argument.in_body for argument in changed) else []
    return replace(found, about=(*dict.fromkeys(argument.name for argument in changed), *body))


@dataclass(frozen=True, slots=True)
class _Together:
    """One change of several arguments."""

    change: Change
    arguments: list[Argument]

    @classmethod
    def of(
        cls, old: Method, new: Method, finding: Finding, given: list[Argument], breaks: str
    ) -> _Together:
        """Returns a finding about arguments of a method."""
        breaks = f"client.{old.accessor}({breaks})"
        found = change(new, finding, old=old, direction=Direction.REQUEST, breaks=breaks)
        return cls(_about(found, *given), given)


def _path_change(
    old: Method, new: Method, removed: list[Argument], added: list[Argument]
) -> _Together | None:
    """Reports path parameters in place of others as one change."""
    was, now = ([a for a in group if a.positional] for group in (removed, added))
    if not (was and now):
        return None
    text = f"takes the arguments {_list_names(now)} instead of {_list_names(was)}"
    finding = Finding(Level.BREAKING, "argument-removed", text, part="path")
    return _Together.of(old, new, finding, [*was, *now], f"{was[0].name}=...")


def _body_removed(
    old: Method, new: Method, removed: list[Argument], _: list[Argument]
) -> _Together | None:
    """Reports the keywords of a body that is gone as one change."""
    lost = [a for a in removed if a.in_body]
    if new.operation.body or len(lost) < 2:
        return None
    text = f"lost its body, the keywords {_list_names(lost)}"
    finding = Finding(Level.BREAKING, "argument-removed", text, part="body")
    return _Together.of(old, new, finding, lost, f"{lost[0].name}=...")


def _body_added(
    old: Method, new: Method, _: list[Argument], added: list[Argument]
) -> _Together | None:
    """Reports the keywords of a new body as one change."""
    gained = [a for a in added if a.in_body]
    if old.operation.body or len(gained) < 2:
        return None
    worst = max(gained, key=lambda argument: _added_finding(argument).level)
    required = [a for a in gained if a.required]
    more = f"; {_list_names(required)} must be given" if required else ""
    text = f"gained a body, the keywords {_list_names(gained)}{more}"
    finding = replace(_added_finding(worst), text=text, part="body")
    return _Together.of(old, new, finding, gained, "...")


def _follow_body(before: Argument, after: Argument) -> bool:
    """Whether an argument must be given, or need no longer be, only since that became true of the body."""
    forth, back = before.demanded and after.required, before.required and after.demanded
    return forth or back


def _body_need_change(old: Method, new: Method, both: Signatures) -> Change | None:
    """Reports several keywords that follow the body as one change."""
    changed = [after for before, after in both.same if _follow_body(before, after)]
    if len(changed) < 2:
        return None
    text = f"keywords {_list_names(changed)} are {'now' if changed[0].required else 'no longer'} required"
    finding = (
        Finding(Level.BREAKING, "became-required", text, part="body")
        if changed[0].required
        else Finding(Level.SAFE, "became-optional", text, part="body")
    )
    breaks = f"client.{old.accessor}()"
    found = change(new, finding, old=old, direction=Direction.REQUEST, breaks=breaks)
    return _about(found, *changed)


def _body_media_type(method: Method) -> str:
    """Returns the media type of a method's body, "" if it has none."""
    body = method.operation.body
    return body.media_type if body else ""


def _is_whole_body(body: list[Argument]) -> bool:
    return not body[0].wire_name


def _list_names(body: list[Argument]) -> str:
    return ", ".join(f"`{argument.name}`" for argument in body)


def _argument_removed(old: Method, new: Method, argument: Argument) -> Change:
    text = f"lost the {argument.kind} `{argument.name}`"
    finding = Finding(Level.BREAKING, "argument-removed", text)
    breaks = f"client.{old.accessor}({argument.name}=...)"
    return replace(
        _about(change(new, finding, direction=Direction.REQUEST, breaks=breaks), argument),
        pointer=argument.declared_at or old.operation.pointer,
        span=argument.span,
        part="" if argument.declared_at else argument.name,
    )


def _argument_added(old: Method, new: Method, argument: Argument) -> Change:
    breaks = f"client.{old.accessor}(...)  # without {argument.name}"
    found = change(new, _added_finding(argument), direction=Direction.REQUEST, breaks=breaks)
    return _locate(_about(found, argument), argument)


def _added_finding(argument: Argument) -> Finding:
    """Returns the finding about a new argument; a member that every body needs breaks every call with a body."""
    name = f"{argument.kind} `{argument.name}`"
    if argument.required:
        return Finding(Level.BREAKING, "required-argument-added", f"gained the required {name}")
    if argument.demanded:
        text = f"gained the {name}, which a body must have"
        return Finding(Level.BREAKING, "demanded-argument-added", text)
    return Finding(Level.SAFE, "optional-argument-added", f"gained the optional {name}")


def _argument_edits(
    types: Types, old: Method, new: Method, before: Argument, after: Argument
) -> Iterator[Change]:
    way = Direction.REQUEST
    was, now = Value(before.type, before.limits), Value(after.type, after.limits)
    findings = join_absence(
        (
            *presence_findings(before.presence, after.presence, way),
            *_demand_findings(before, after),
            *_wire_findings(before, after),
            *value_findings(types, was, now, way),
        )
    )
    if after.demanded or before.demanded:  # who gives a body knows of no default
        findings = [f for f in findings if f.code != "default-changed"]
    findings.extend(deprecation_findings(was=before.deprecated, now=after.deprecated))
    if before.name != after.name:
        text = f"is now called `{after.name}`"
        findings.insert(0, Finding(Level.BREAKING, "argument-renamed", text))
    for finding in findings:
        detailed = replace(finding, text=f"{before.kind} `{before.name}` {finding.text}")
        breaks = _broken_call(old, before, finding)
        found = _locate(change(new, detailed, direction=way, breaks=breaks), after)
        yield _about(replace(found, was=before.span), before, after)


def _demand_findings(before: Argument, after: Argument) -> Iterator[Finding]:
    """Compares whether every body needs a member, if the body itself is optional."""
    if after.demanded and not (before.demanded or before.required):
        yield Finding(Level.BREAKING, "became-demanded", "must now be in every body")
    if before.demanded and not (after.demanded or after.required):
        yield Finding(Level.SAFE, "became-optional", "is no longer required")


def _wire_findings(before: Argument, after: Argument) -> Iterator[Finding]:
    """Compares location and serialization, which the client handles for the caller."""
    if before.place != after.place and not (before.positional or after.positional):
        text = f"is sent in the {after.place} instead of the {before.place}"
        yield Finding(Level.SAFE, "argument-moved", text)
    elif (
        before.serialization != after.serialization and before.serialization and after.serialization
    ):
        text = f"is written as {after.serialization} instead of {before.serialization}"
        yield Finding(Level.SAFE, "argument-written", text)


def _locate(found: Change, argument: Argument) -> Change:
    """Returns the change with the position of the argument."""
    part = found.part if argument.declared_at else f"{argument.name} {found.part}"
    return replace(
        found, pointer=argument.declared_at or found.pointer, span=argument.span, part=part
    )


def _broken_call(old: Method, argument: Argument, finding: Finding) -> str:
    if finding.code in {"became-required", "became-demanded"}:
        return f"client.{old.accessor}(...)  # without {argument.name}"
    return f"client.{old.accessor}({argument.name}={finding.value})"


def _order_changes(old: Method, new: Method, both: Signatures) -> Iterator[Change]:
    """Compares the order of path parameters, which may be given by position."""
    became = {before.name: after for before, after in both.same}
    was = [became[a.name].name for a in _positional(both.old) if a.name in became]
    kept = set(was)
    now = [a.name for a in _positional(both.new) if a.name in kept]
    was = [name for name in was if name in now]
    if was != now:
        text = f"takes its path parameters in the order {', '.join(now)}"
        yield change(new, Finding(Level.BREAKING, "argument-order", text), old=old)
