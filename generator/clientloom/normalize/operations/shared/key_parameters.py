# Parameters that repeat a credential. May import config and ir.
"""A credential is an argument of the client, and never one of a method too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clientloom import ir
from clientloom.config.settings import VendorConfig
from clientloom.normalize.naming.registry import Names, argument_name
from clientloom.normalize.operations.shared.parameter_counts import (
    ParameterKey,
    SharedParameter,
    is_remembered,
    key_of,
    remember,
)

TOKENS = frozenset({"token", "access_token", "oauth_token", "auth_token", "bearer_token"})
"""Names of parameters that carry the token of OAuth2 (RFC 6750, 2.3 has `access_token`)."""
_HALF = 0.5
_FEW = 3


def further_schemes(
    schemes: tuple[ir.SecurityScheme, ...],
    parameters: Mapping[ParameterKey, SharedParameter],
    operations: int,
    config: VendorConfig,
) -> tuple[ir.SecurityScheme, ...]:
    """Returns the schemes that parameters stand for: those of client.toml, and tokens that a scheme describes too."""
    own = [
        ir.ApiKey(
            id=argument,
            wire_name=given.parameter,
            location=ir.Location(given.location),
            key=ir.Credential(argument, given.env),
        )
        for argument, given in sorted(config.client_arguments.items())
        if given.secret
    ]
    return (*own, *_repeated_tokens((*schemes, *own), parameters, operations))


def _repeated_tokens(
    schemes: tuple[ir.SecurityScheme, ...],
    parameters: Mapping[ParameterKey, SharedParameter],
    operations: int,
) -> Iterable[ir.ApiKey]:
    """Yields a key for each place in which most operations want the token of a scheme once more."""
    tokens = [s.token for s in schemes if isinstance(s, ir.BearerAuth | ir.OAuth2ClientCredentials)]
    known = {key_of(s.location, s.wire_name) for s in schemes if isinstance(s, ir.ApiKey)}
    for name in sorted(TOKENS) if tokens else ():
        found = [
            p
            for p in parameters.values()
            if argument_name(p.wire_name) == name
            and p.location in (ir.Location.QUERY, ir.Location.HEADER, ir.Location.COOKIE)
        ]
        uses = sum(len(p.uses) for p in found)
        wanted = any(use.place.flag("required") for p in found for use in p.uses)
        if uses < max(_FEW, operations * _HALF) or (wanted and len(set(tokens)) > 1):
            continue
        for parameter in found:
            if parameter.key not in known:
                location = parameter.location
                id_ = f"{parameter.wire_name} in {location}"
                yield ir.ApiKey(
                    id=id_, wire_name=parameter.wire_name, location=location, key=tokens[0]
                )


@dataclass(frozen=True, slots=True)
class CredentialParameters:
    """The parameters that a scheme of the client sends, by key."""

    keys: Mapping[ParameterKey, ir.ApiKey]
    declared: frozenset[str]
    """Ids of the schemes of the document and of client.toml; the others repeat one of these."""

    @classmethod
    def of(
        cls,
        schemes: Iterable[ir.SecurityScheme],
        further: Iterable[ir.SecurityScheme],
        config: VendorConfig,
    ) -> CredentialParameters:
        """Returns those of the schemes of the document and of the further ones."""
        own = [s for s in schemes if isinstance(s, ir.ApiKey)]
        added = [s for s in further if isinstance(s, ir.ApiKey)]
        keys = {key_of(s.location, s.wire_name): s for s in (*added, *own)}
        return cls(keys, frozenset({*(s.id for s in own), *config.client_arguments}))

    def split(
        self,
        parameters: tuple[ir.Parameter, ...],
        requirements: tuple[ir.Requirement, ...],
        names: Names,
        *,
        known: bool,
    ) -> tuple[tuple[ir.Parameter, ...], tuple[ir.Requirement, ...]]:
        """Returns the parameters that remain arguments, and what an operation requires instead of the others.

        Args:
            parameters: those of one operation.
            requirements: what the document says that it requires.
            names: remembers what became a credential.
            known: whether an earlier version has the operation. What was its argument stays, unless it requires the
                scheme.
        """
        named = frozenset(id_ for each in requirements for id_, _ in each.schemes)
        found = {
            _key(p): (p, scheme.id)
            for p in parameters
            if (scheme := self.keys.get(_key(p))) is not None
            and (scheme.id in named or not known or is_remembered(_key(p), names))
        }
        remember({key: id_ for key, (_, id_) in found.items()}, names)
        if not found:
            return parameters, requirements
        kept = tuple(p for p in parameters if _key(p) not in found)
        needed = frozenset(id_ for p, id_ in found.values() if isinstance(p.presence, ir.Required))
        optional = sorted({id_ for _, id_ in found.values()} - needed)
        if needed:
            return kept, _with_all(requirements, needed, named)
        if not requirements:
            return kept, (*map(_alone, optional), ir.Requirement(schemes=()))
        further = (id_ for id_ in optional if id_ not in named and id_ in self.declared)
        return kept, (*requirements, *map(_alone, further))


def _alone(id_: str) -> ir.Requirement:
    return ir.Requirement(schemes=((id_, ()),))


def _with_all(
    requirements: tuple[ir.Requirement, ...], needed: frozenset[str], named: frozenset[str]
) -> tuple[ir.Requirement, ...]:
    """Returns the alternatives with the schemes that required parameters stand for.

    Each needs those that no alternative has. Alternatives that are required parameters, one by one, are needed
    together.
    """
    if not requirements:
        return (ir.Requirement(schemes=tuple((id_, ()) for id_ in sorted(needed))),)
    return tuple(dict.fromkeys(_extend(each, needed, named) for each in requirements))


def _extend(
    requirement: ir.Requirement, needed: frozenset[str], named: frozenset[str]
) -> ir.Requirement:
    own = {id_ for id_, _ in requirement.schemes}
    added = needed if own <= needed else needed - named
    schemes = {*requirement.schemes, *((id_, ()) for id_ in added - own)}
    return ir.Requirement(schemes=tuple(sorted(schemes)))


def _key(parameter: ir.Parameter) -> ParameterKey:
    return key_of(parameter.location, parameter.wire_name)
