# What the parameters of all operations are to the client. May import config, ir and the other modules of this room.
"""`SharedParameters`: which parameters are credentials, and which are arguments of the client."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from clientloom import ir
from clientloom.config.checks import CLIENT_ARGUMENTS
from clientloom.normalize.naming.registry import Names
from clientloom.normalize.operations.selection import Site
from clientloom.normalize.operations.shared.client_parameters import (
    ClientParameters,
    find_client_parameters,
)
from clientloom.normalize.operations.shared.key_parameters import (
    CredentialParameters,
    further_schemes,
)
from clientloom.normalize.operations.shared.parameter_counts import count_parameters
from clientloom.normalize.reader_context import ReaderContext


@dataclass(frozen=True, slots=True)
class SharedParameters:
    """The parameters that belong to the client; `schemes` are those that parameters alone describe."""

    schemes: tuple[ir.SecurityScheme, ...]
    credentials: CredentialParameters
    client: ClientParameters

    @property
    def arguments(self) -> frozenset[str]:
        """The names of the arguments of the client."""
        return frozenset(each.argument for each in self.client.by_key.values())

    def client_parameters(
        self, operations: Iterable[ir.Operation]
    ) -> tuple[ir.ClientParameter, ...]:
        """Returns the arguments of the client, sorted, with the types that the operations have."""
        types = {p.client_argument: p.type for o in operations for p in o.parameters}
        found = (
            replace(each, type=types.get(each.argument, each.type))
            for each in self.client.by_key.values()
        )
        return tuple(sorted(found, key=lambda each: each.argument))

    def split(
        self,
        parameters: tuple[ir.Parameter, ...],
        requirements: tuple[ir.Requirement, ...],
        site: Site,
        names: Names,
    ) -> tuple[tuple[ir.Parameter, ...], tuple[ir.Requirement, ...]]:
        """Returns the parameters of an operation without credentials, and its requirements with them."""
        known = site.symbol in names.lock.operations
        kept, needed = self.credentials.split(parameters, requirements, names, known=known)
        return self.client.mark(kept), needed

    def used_schemes(self, operations: Iterable[ir.Operation]) -> tuple[ir.SecurityScheme, ...]:
        """Returns the further schemes that an operation requires."""
        named = {
            id_
            for o in operations
            for requirement in o.requirements
            for id_, _ in requirement.schemes
        }
        return tuple(scheme for scheme in self.schemes if scheme.id in named)


def find_shared_parameters(
    sites: tuple[Site, ...], schemes: tuple[ir.SecurityScheme, ...], context: ReaderContext
) -> SharedParameters:
    """Finds the parameters of the selected operations that belong to the client."""
    parameters = count_parameters(sites)
    further = further_schemes(schemes, parameters, len(sites), context.config)
    credentials = CredentialParameters.of(schemes, further, context.config)
    arguments = {
        secret.argument for scheme in (*schemes, *further) for secret in ir.secrets_of(scheme)
    }
    taken = frozenset({*arguments, *context.config.header_arguments, *CLIENT_ARGUMENTS})
    client = find_client_parameters(parameters, len(sites), credentials.keys, taken, context)
    return SharedParameters(further, credentials, client)
