# Which parameters how many operations declare. May import document and ir.
"""`count_parameters`: the parameters of all operations, counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from clientloom.ir import Location
from clientloom.normalize.naming.registry import Names
from clientloom.normalize.nodes import Place
from clientloom.normalize.operations.parameters import NOT_PARAMETERS, schema_of
from clientloom.normalize.operations.selection import Site

ParameterKey = tuple[Location, str]
"""Location and wire name; the names of headers in lower case (RFC 9110, 5.1)."""

_KIND = "client-parameter"
"""The kind of entries in the lock that say what is the client's."""
_WORDS = frozenset({"description", "example", "examples", "title"})
_LOCATIONS = {
    location.value: location
    for location in (Location.PATH, Location.QUERY, Location.HEADER, Location.COOKIE)
}


@dataclass(frozen=True, slots=True)
class Use:
    """One operation's declaration of a parameter."""

    site: Site
    place: Place

    @property
    def schema(self) -> Place:
        """The schema of the value."""
        return schema_of(self.place)[1].target()


@dataclass(frozen=True, slots=True)
class SharedParameter:
    """A parameter with all its declarations, at least one."""

    key: ParameterKey
    uses: tuple[Use, ...]

    @property
    def location(self) -> Location:
        """Where it travels."""
        return self.key[0]

    @property
    def place(self) -> Place:
        """The first declaration."""
        return self.uses[0].place

    @property
    def wire_name(self) -> str:
        """Its name as the first declaration writes it."""
        return self.place.text("name")

    @property
    def methods(self) -> frozenset[str]:
        """The HTTP methods of its operations."""
        return frozenset(use.site.method for use in self.uses)

    @property
    def is_uniform(self) -> bool:
        """Whether all declarations have the same schema, but for what it says to people."""
        first = self.uses[0].schema
        rules = _rules(first)
        return all(
            use.schema.node is first.node or _rules(use.schema) == rules for use in self.uses
        )


def _rules(schema: Place) -> dict[str, object]:
    return {key: value for key, value in schema.mapping.items() if key not in _WORDS}


def key_of(location: Location, name: str) -> ParameterKey:
    """Returns the key of a parameter."""
    return location, name.lower() if location is Location.HEADER else name


def is_remembered(key: ParameterKey, names: Names) -> bool:
    """Whether an earlier version of the package gave the parameter to the client."""
    return names.lock.get(_KIND, "", ":".join(key)) is not None


def remember(arguments: Mapping[ParameterKey, str], names: Names) -> None:
    """Remembers which arguments or schemes of the client stand for parameters."""
    names.record({(_KIND, "", ":".join(key)): name for key, name in arguments.items()})


def count_parameters(sites: Iterable[Site]) -> Mapping[ParameterKey, SharedParameter]:
    """Returns every parameter with its declarations, in the order of the operations."""
    found: dict[ParameterKey, list[Use]] = {}
    for site in sites:
        for key, place in _collect_parameters(site):
            found.setdefault(key, []).append(Use(site, place))
    return {key: SharedParameter(key, tuple(uses)) for key, uses in found.items()}


def _collect_parameters(site: Site) -> Iterator[tuple[ParameterKey, Place]]:
    """Yields the parameters of an operation; its own replace those of its path item."""
    places: dict[ParameterKey, Place] = {}
    for level in (site.item / "parameters", site.place / "parameters"):
        for place in level.items():
            location, name = _LOCATIONS.get(place.text("in")), place.text("name")
            ignored = location is Location.HEADER and name.lower() in NOT_PARAMETERS
            if location is not None and name and not ignored:
                places[key_of(location, name)] = place
    yield from places.items()
