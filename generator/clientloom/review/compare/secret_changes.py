# Changes of credentials: arguments, environment variables, transport. May import ir and changes.
"""Compares credentials: client arguments, environment variables, and where a secret is sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never
from urllib.parse import urlsplit

from clientloom import ir
from clientloom.diagnostics import NOWHERE, Span
from clientloom.review.changes import Change, Level


@dataclass(frozen=True, slots=True)
class Given:
    """A credential or another value that the client sends: its environment variable, the declarations of its
    schemes, how it is sent, and what is sent without it, as JSON.
    """

    env: str
    pointer: str = ""
    span: Span = NOWHERE
    schemes: tuple[ir.SecurityScheme, ...] = ()
    ways: tuple[str, ...] = ()
    default: str = ""


def credential_changes(name: str, old: ir.Api, new: ir.Api) -> Iterator[Change]:
    """Compares the credentials of the client `name`."""
    before, after = _values_by_argument(old), _values_by_argument(new)
    for argument in sorted(before.keys() - after.keys()):
        yield _report_lost(name, argument, before[argument])
    for argument in sorted(after.keys() - before.keys()):
        text = f"gained the argument `{argument}`"
        base = _at(name, after[argument], text)
        yield replace(base, code="credential-added")
    kept = sorted(before.keys() & after.keys())
    for argument in kept:
        yield from _changed_values(name, argument, before[argument], after[argument])
    yield from _find_moves(
        name, [(argument, before[argument], after[argument]) for argument in kept]
    )


def _find_moves(name: str, secrets: list[tuple[str, Given, Given]]) -> Iterator[Change]:
    """Reports secrets that are sent in another way; secrets of one scheme are one change."""
    together: defaultdict[tuple[tuple[str, ...], ...], list[str]] = defaultdict(list)
    states: dict[tuple[tuple[str, ...], ...], tuple[Given, Given]] = {}
    for argument, was, now in secrets:
        if was.ways and now.ways and set(was.ways) != set(now.ways):
            together[was.ways, now.ways].append(f"`{argument}`")
            states[was.ways, now.ways] = (was, now)
    for ways, arguments in together.items():
        yield _report_move(name, " and ".join(arguments), *states[ways])


def _values_by_argument(api: ir.Api) -> dict[str, Given]:
    """Returns the credentials and the other values by client argument."""
    found: dict[str, Given] = {}
    for scheme in api.security_schemes:
        pointer = f"/components/securitySchemes/{scheme.id}"
        for secret in ir.secrets_of(scheme):
            known = found.get(secret.argument, Given(secret.env, pointer, scheme.span))
            ways = dict.fromkeys((*known.ways, _way_of(scheme, secret)))
            schemes = (*known.schemes, scheme)
            found[secret.argument] = replace(known, schemes=schemes, ways=tuple(ways))
    for header in api.client_headers:
        found[header.argument] = Given(header.env, ways=(f"in the header `{header.header}`",))
    for each in api.client_parameters:
        way = f"in the {each.location} `{each.wire_name}`"
        default = each.default_json if each.sends_default else ""
        found[each.argument] = Given(each.env, ways=(way,), default=default)
    return found


def _at(name: str, secret: Given, text: str) -> Change:
    """Returns a safe change at the declaration of a secret's scheme."""
    return Change(
        level=Level.SAFE,
        code="credential-moved",
        subject=name,
        text=text,
        pointer=secret.pointer,
        span=secret.span,
    )


def _report_lost(name: str, argument: str, secret: Given) -> Change:
    return replace(
        _at(name, secret, f"lost the argument `{argument}`"),
        level=Level.BREAKING,
        code="credential-removed",
        breaks=f"{name}({argument}=...)",
    )


def _changed_values(name: str, argument: str, was: Given, now: Given) -> Iterator[Change]:
    """Compares where a value comes from that the caller does not give."""
    if was.env != now.env:
        yield _read_elsewhere(name, argument, was, now)
    if was.default != now.default:
        before, after = was.default or "none", now.default or "none"
        text = f"argument `{argument}` now has the default {after} (before: {before})"
        base = replace(_at(name, now, text), was=was.span, code="default-changed")
        yield replace(base, level=Level.RISKY)


def setting_changes(name: str, old: ir.Api, new: ir.Api) -> Iterator[Change]:
    """Compares the environment variables of settings of the client `name`, such as the time limit."""
    before, after = dict(old.env_settings), dict(new.env_settings)
    for argument in sorted(before.keys() | after.keys()):
        was, now = before.get(argument, ""), after.get(argument, "")
        if was != now:
            yield _read_elsewhere(name, argument, Given(was), Given(now))


def _read_elsewhere(name: str, argument: str, was: Given, now: Given) -> Change:
    """Reports another environment variable of an argument; a first one breaks nothing."""
    if not was.env:
        text = f"reads `{argument}` from {now.env} where it is not given"
        return replace(_at(name, now, text), code="credential-env", was=was.span)
    text = f"reads `{argument}` from {now.env} instead of {was.env}"
    if not now.env:
        text = f"no longer reads `{argument}` from {was.env}"
    return replace(
        _at(name, now, text),
        level=Level.BREAKING,
        code="credential-env",
        was=was.span,
        breaks=f"{name}()  # with {was.env} in the environment",
    )


def _report_move(name: str, arguments: str, was: Given, now: Given) -> Change:
    """Reports a secret that is sent in another way: a URL is visible in logs, a new token server receives it."""
    text = f"now sends {arguments} {' or '.join(now.ways)} (before: {' or '.join(was.ways)})"
    level = Level.RISKY if _exposures(now) - _exposures(was) else Level.SAFE
    return replace(_at(name, now, text), level=level, was=was.span)


def _way_of(scheme: ir.SecurityScheme, secret: ir.Credential) -> str:
    """Describes how a secret of a scheme is sent."""
    match scheme:
        case ir.ApiKey(wire_name=wire_name, location=location):
            return f"in the {location} `{wire_name}`"
        case ir.BasicAuth(digest=digest):
            return f"by HTTP {'Digest' if digest else 'Basic'}"
        case ir.BearerAuth(prefix=prefix):
            return f"as `Authorization: {prefix}`"
        case ir.OAuth2ClientCredentials(token_url=url, token=token):
            return "as `Authorization: Bearer`" if secret == token else f"to `{url}`"
        case _:
            assert_never(scheme)


def _exposures(secret: Given) -> set[str]:
    """Returns who besides the API's server may see a secret: readers of URLs, token servers."""
    found: set[str] = set()
    for scheme in secret.schemes:
        if isinstance(scheme, ir.ApiKey) and scheme.location is ir.Location.QUERY:
            found.add("URL")
        if isinstance(scheme, ir.OAuth2ClientCredentials):
            found.add(urlsplit(scheme.token_url).netloc)
    return found
