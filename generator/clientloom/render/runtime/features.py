# Which features of the runtime a package has. May import ir and this folder.
"""`FEATURES`: what in an API asks for parts of the runtime that other packages lack."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial

from clientloom import ir
from clientloom.render.runtime.api_facts import (
    ApiFacts,
    bodies_of,
    has_pages,
    sends_uploads,
    streams_downloads,
)

BINARY_RESPONSES = ("BinaryResponse", "AsyncBinaryResponse")
"""What methods with streamed downloads return, in both flavors."""


_Asked = Callable[[ApiFacts], bool]


@dataclass(frozen=True, slots=True)
class Feature:
    """A part of the runtime that only some packages have.

    Where `asked_by` is true, a package has the regions `# <name>` of the runtime, and exports `names`. A region can
    also have the name of something that the package's modules import, or of a setting that they give to an operation or
    a request. Which modules and definitions a package has is not listed: it follows from these imports.
    """

    name: str
    asked_by: _Asked
    names: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    """Types of its values that a package has even if it only sends them: what a response has is read as them."""


def _returns(*kinds: type[ir.Result]) -> _Asked:
    return lambda facts: any(isinstance(result, kinds) for result in facts.results)


def _has(*kinds: ir.PrimitiveKind) -> _Asked:
    return lambda facts: any(ir.Primitive(kind) in facts.types for kind in kinds)


def _contains(kind: type[ir.TypeRef]) -> _Asked:
    return lambda facts: any(isinstance(type_, kind) for type_ in facts.types)


def _at(location: ir.Location) -> _Asked:
    return lambda facts: any(parameter.location is location for parameter in facts.parameters)


def _uses_styles(*styles: ir.Style) -> _Asked:
    return lambda facts: not facts.styles.isdisjoint(styles)


def _calls_anything(facts: ApiFacts) -> bool:
    """Whether the client can call endpoints that the API does not describe."""
    return "other_endpoints" in facts.api.optional


def _sends(*kinds: ir.BodyKind) -> _Asked:
    return lambda f: _calls_anything(f) or any(body.kind in kinds for body in bodies_of(f.api))


def _follows_links(facts: ApiFacts) -> bool:
    schemes = facts.api.security_schemes
    fetches_tokens = any(isinstance(scheme, ir.OAuth2ClientCredentials) for scheme in schemes)
    return has_pages(facts.api) or fetches_tokens or _calls_anything(facts)


_UNCHECKED = (
    ir.BytesResult,
    ir.TextResult,
    ir.EventStreamResult,
    ir.JsonLinesResult,
    ir.UndeclaredResult,
)
"""Results that may seem whole where a compressed body ends too early; JSON does not."""

_TEXTS = (
    *(
        ir.PrimitiveKind.DATETIME,
        ir.PrimitiveKind.TIME,
        ir.PrimitiveKind.DURATION,
        ir.PrimitiveKind.UUID,
    ),
    *(ir.PrimitiveKind.DECIMAL, ir.PrimitiveKind.DECIMAL_NUMBER, ir.PrimitiveKind.BASE64),
)
"""The types whose values keep the text that they were read from."""

_OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "connections": (),
    "deadlines": (),
    "deprecation_headers": (),
    "hooks": ("Attempt",),
    "other_endpoints": (),
    "rate_limit": ("RateLimit",),
    "streamed_responses": (),
    "validation": (),
}
"""The optional parts of a client, and what packages export with them."""


def _has_optional(name: str, facts: ApiFacts) -> bool:
    return name in facts.api.optional


FEATURES = (
    # What its methods do.
    Feature("pages", lambda facts: has_pages(facts.api), ("Page", "AsyncPage", "AsyncPager")),
    Feature("listings", lambda f: any(o.listing for o in f.api.operations), ("AsyncListing",)),
    Feature(
        "streams", _returns(ir.EventStreamResult, ir.JsonLinesResult), ("Stream", "AsyncStream")
    ),
    Feature("uploads", lambda facts: sends_uploads(facts.api), ("File",)),
    Feature("downloads", _returns(ir.BytesResult)),
    Feature("binary_responses", lambda facts: streams_downloads(facts.api), BINARY_RESPONSES),
    Feature("links", _follows_links),
    Feature("forms", _sends(ir.BodyKind.FORM, ir.BodyKind.MULTIPART)),
    Feature("texts", _sends(ir.BodyKind.TEXT)),
    Feature("raw_bodies", _sends(ir.BodyKind.BYTES)),
    Feature("compression", _returns(*_UNCHECKED)),
    Feature("response_headers", lambda facts: facts.has_headers),
    # Who may call it.
    Feature("bare_credentials", lambda facts: facts.has_bare_credentials),
    Feature("alternatives", lambda facts: facts.has_alternatives),
    # The types of its values.
    Feature("any_values", lambda f: ir.Anything() in f.types or _calls_anything(f)),
    Feature("number_lists", lambda facts: facts.has_number_lists),
    Feature("maps", lambda facts: facts.has_maps),
    Feature("aliases", lambda facts: any(f.name != f.wire_name for f in facts.fields)),
    Feature("constants", lambda facts: any(len(each.values) == 1 for each in facts.literals)),
    Feature(
        "literals", lambda f: any(not isinstance(v, str) for o in f.literals for v in o.values)
    ),
    Feature("enum_classes", lambda facts: facts.has_enum_classes),
    Feature("unions", _contains(ir.UnionOf), ("UnknownVariant", "narrow")),
    Feature("tuples", _contains(ir.TupleOf)),
    Feature("dates", _has(ir.PrimitiveKind.DATE)),
    Feature("datetimes", _has(ir.PrimitiveKind.DATETIME)),
    Feature("times", _has(ir.PrimitiveKind.TIME)),
    Feature("durations", _has(ir.PrimitiveKind.DURATION)),
    Feature("uuids", _has(ir.PrimitiveKind.UUID)),
    Feature("decimals", _has(ir.PrimitiveKind.DECIMAL, ir.PrimitiveKind.DECIMAL_NUMBER)),
    Feature("formats", _has(*_TEXTS)),
    Feature("encoded_bytes", _has(ir.PrimitiveKind.BASE64), types=("Base64",)),
    Feature("exact_numbers", _has(ir.PrimitiveKind.DECIMAL_NUMBER), types=("DecimalNumber",)),
    # How its parameters travel.
    Feature("paths", _at(ir.Location.PATH)),
    Feature("structures", lambda f: f.has_structures or _calls_anything(f)),
    Feature("headers", lambda f: _at(ir.Location.HEADER)(f) or _calls_anything(f)),
    Feature("cookies", _at(ir.Location.COOKIE)),
    Feature("labels", _uses_styles(ir.Style.LABEL, ir.Style.MATRIX)),
    Feature("delimited", _uses_styles(ir.Style.SPACE_DELIMITED, ir.Style.PIPE_DELIMITED)),
    Feature("deep_objects", _uses_styles(ir.Style.DEEP_OBJECT)),
    Feature("reserved", lambda facts: any(p.allow_reserved for p in facts.parameters)),
    Feature("separators", lambda facts: facts.has_separators),
    # Where it is.
    Feature("environments", lambda facts: bool(facts.api.environments)),
    Feature("several_servers", lambda f: len(f.api.servers) > 1 and not f.api.environments),
    Feature("variables", lambda facts: facts.has_variables),
    # What packages offer beside it.
    Feature("testing", lambda facts: facts.api.testing),
    Feature("async_client", lambda facts: bool(facts.api.package.async_client)),
    *(Feature(name, partial(_has_optional, name), names) for name, names in _OPTIONAL.items()),
)
"""The features of the runtime."""

ALWAYS = (*("UNSET", "Drift", "RawResponse", "RetryPolicy", "Timeout", "Unset"),)
"""The names of the runtime that every package exports."""


def features_of(api: ir.Api) -> frozenset[str]:
    """Returns the features that an API asks for."""
    facts = ApiFacts(api)
    return frozenset(feature.name for feature in FEATURES if feature.asked_by(facts))


def runtime_exports(features: Collection[str]) -> tuple[str, ...]:
    """Returns the names of the runtime that a package with these features exports."""
    added = (name for feature in FEATURES if feature.name in features for name in feature.names)
    skipped = () if "async_client" in features else ("Async",)
    return tuple(name for name in (*ALWAYS, *added) if not name.startswith(skipped))


def types_of(features: Collection[str]) -> frozenset[str]:
    """Returns the types of the runtime that a package with these features has."""
    return frozenset(t for feature in FEATURES if feature.name in features for t in feature.types)
