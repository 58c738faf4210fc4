# Which features of the runtime a package has. May import ir.
"""`FEATURES`: what in an API asks for parts of the runtime that other packages lack."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from clientloom.ir import (
    AliasSchema,
    Anything,
    Api,
    Body,
    BodyKind,
    BytesResult,
    EventStreamResult,
    Field,
    JsonLinesResult,
    ListOf,
    LiteralOf,
    Location,
    MapOf,
    OAuth2ClientCredentials,
    ObjectSchema,
    Operation,
    Parameter,
    Part,
    Primitive,
    PrimitiveKind,
    Result,
    Style,
    TextResult,
    TupleOf,
    TypeRef,
    UndeclaredResult,
    UnionOf,
    Variant,
)
from clientloom.ir.lookup import Lookup
from clientloom.ir.walk import received_types, schema_types, sent_types, types_in


def _methods(api: Api) -> Iterator[Operation | Variant]:
    for operation in api.operations:
        yield operation
        yield from operation.variants


def _bodies(api: Api) -> Iterator[Body]:
    return (method.body for method in _methods(api) if method.body is not None)


def has_pages(api: Api) -> bool:
    """Whether a list comes in pages."""
    return any(operation.pagination for operation in api.operations)


def sends_uploads(api: Api) -> bool:
    """Whether an operation sends files, or content in pieces."""
    kinds = {BodyKind.MULTIPART, BodyKind.JSON_LINES, BodyKind.BYTES}
    return any(body.kind in kinds for body in _bodies(api))


def streams_downloads(api: Api) -> bool:
    """Whether a method returns a download that its caller reads."""
    results = (method.result for method in _methods(api))
    return any(isinstance(result, BytesResult) and result.streamed for result in results)


def sends_xml(api: Api) -> bool:
    """Whether an operation sends a model as XML."""
    return any(body.kind is BodyKind.XML for body in _bodies(api))


BINARY_RESPONSES = ("BinaryResponse", "AsyncBinaryResponse")
"""What methods with streamed downloads return, in both flavors."""


@dataclass(frozen=True)
class _Facts:
    """What features look at: each part of an API once."""

    api: Api

    @cached_property
    def types(self) -> frozenset[TypeRef]:
        api = self.api
        roots = [type_ for schema in api.schemas for type_ in schema_types(schema)]
        for operation in api.operations:
            roots += (*sent_types(operation), *received_types(operation))
        roots += (webhook.payload for webhook in api.webhooks)
        roots += (parameter.type for parameter in api.client_parameters)
        return frozenset(inner for root in roots for inner in types_in(root))

    @cached_property
    def results(self) -> tuple[Result, ...]:
        methods = tuple(_methods(self.api))
        return (*(m.result for m in methods), *(r.result for m in methods for r in m.responses))

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        return tuple(p for operation in self.api.operations for p in operation.parameters)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return tuple(p for b in _bodies(self.api) for p in (*(b.parts or ()), *b.known_parts))

    @cached_property
    def styles(self) -> frozenset[Style | None]:
        declared: tuple[Parameter | Part, ...] = (*self.parameters, *self.parts)
        return frozenset(each.style for each in declared)

    @property
    def has_headers(self) -> bool:
        responses = any(r.headers for method in _methods(self.api) for r in method.responses)
        return responses or any(e.headers for o in self.api.operations for e in o.errors)

    @property
    def has_alternatives(self) -> bool:
        """Whether an operation has another choice of credentials than one scheme or none."""
        several = (o.requirements for o in self.api.operations if o.requirements)
        return any(len(found) > 1 or len(found[0].schemes) != 1 for found in several)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        objects = (each for each in self.api.schemas if isinstance(each, ObjectSchema))
        return tuple(field for each in objects for field in each.fields)

    @cached_property
    def literals(self) -> tuple[LiteralOf, ...]:
        return tuple(type_ for type_ in self.types if isinstance(type_, LiteralOf))

    @property
    def has_maps(self) -> bool:
        objects = (each for each in self.api.schemas if isinstance(each, ObjectSchema))
        return _contains(MapOf)(self) or any(each.extra is not None for each in objects)

    @property
    def has_enum_classes(self) -> bool:
        return any(isinstance(s, AliasSchema) and s.is_enum_class for s in self.api.schemas)

    @property
    def has_number_lists(self) -> bool:
        lookup = Lookup.of(self.api)
        items = (type_.item for type_ in self.types if isinstance(type_, ListOf))
        return any(lookup.kind(item) is PrimitiveKind.NUMBER for item in items)

    @property
    def has_structures(self) -> bool:
        """Whether a parameter or a part may be more than one text."""
        lookup = Lookup.of(self.api)
        types = (*(p.type for p in self.parameters), *(part.field.type for part in self.parts))
        special = any(p.allow_reserved or p.content or p.separators for p in self.parameters)
        return special or any(
            not isinstance(lookup.resolve_aliases(kind), Primitive | LiteralOf)
            for type_ in (*types, *(p.type for p in self.api.client_parameters))
            for kind in lookup.alternatives(type_)
        )

    @property
    def has_separators(self) -> bool:
        parts = any(part.separators for part in self.parts)
        return parts or any(parameter.separators for parameter in self.parameters)

    @property
    def has_variables(self) -> bool:
        api = self.api
        servers = (*api.servers, *(server for o in api.operations for server in o.servers))
        return any(server.variables for server in servers)


_Asked = Callable[[_Facts], bool]


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


def _returns(*kinds: type[Result]) -> _Asked:
    return lambda facts: any(isinstance(result, kinds) for result in facts.results)


def _has(*kinds: PrimitiveKind) -> _Asked:
    return lambda facts: any(Primitive(kind) in facts.types for kind in kinds)


def _contains(kind: type[TypeRef]) -> _Asked:
    return lambda facts: any(isinstance(type_, kind) for type_ in facts.types)


def _at(location: Location) -> _Asked:
    return lambda facts: any(parameter.location is location for parameter in facts.parameters)


def _uses_styles(*styles: Style) -> _Asked:
    return lambda facts: not facts.styles.isdisjoint(styles)


def _calls_anything(facts: _Facts) -> bool:
    """Whether the client can call endpoints that the API does not describe."""
    return "other_endpoints" in facts.api.optional


def _sends(*kinds: BodyKind) -> _Asked:
    return lambda f: _calls_anything(f) or any(body.kind in kinds for body in _bodies(f.api))


def _follows_links(facts: _Facts) -> bool:
    schemes = facts.api.security_schemes
    fetches_tokens = any(isinstance(scheme, OAuth2ClientCredentials) for scheme in schemes)
    return has_pages(facts.api) or fetches_tokens or _calls_anything(facts)


_UNCHECKED = (BytesResult, TextResult, EventStreamResult, JsonLinesResult, UndeclaredResult)
"""Results that may seem whole where a compressed body ends too early; JSON does not."""

_TEXTS = (
    *(PrimitiveKind.DATETIME, PrimitiveKind.TIME, PrimitiveKind.DURATION, PrimitiveKind.UUID),
    *(PrimitiveKind.DECIMAL, PrimitiveKind.DECIMAL_NUMBER, PrimitiveKind.BASE64),
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


def _has_optional(name: str, facts: _Facts) -> bool:
    return name in facts.api.optional


FEATURES = (
    # What its methods do.
    Feature("pages", lambda facts: has_pages(facts.api), ("Page", "AsyncPage", "AsyncPager")),
    Feature("listings", lambda f: any(o.listing for o in f.api.operations), ("AsyncListing",)),
    Feature("streams", _returns(EventStreamResult, JsonLinesResult), ("Stream", "AsyncStream")),
    Feature("uploads", lambda facts: sends_uploads(facts.api), ("File",)),
    Feature("downloads", _returns(BytesResult)),
    Feature("binary_responses", lambda facts: streams_downloads(facts.api), BINARY_RESPONSES),
    Feature("links", _follows_links),
    Feature("forms", _sends(BodyKind.FORM, BodyKind.MULTIPART)),
    Feature("texts", _sends(BodyKind.TEXT)),
    Feature("raw_bodies", _sends(BodyKind.BYTES)),
    Feature("compression", _returns(*_UNCHECKED)),
    Feature("response_headers", lambda facts: facts.has_headers),
    # Who may call it.
    Feature("alternatives", lambda facts: facts.has_alternatives),
    # The types of its values.
    Feature("any_values", lambda f: Anything() in f.types or _calls_anything(f)),
    Feature("number_lists", lambda facts: facts.has_number_lists),
    Feature("maps", lambda facts: facts.has_maps),
    Feature("aliases", lambda facts: any(f.name != f.wire_name for f in facts.fields)),
    Feature("constants", lambda facts: any(len(each.values) == 1 for each in facts.literals)),
    Feature(
        "literals", lambda f: any(not isinstance(v, str) for o in f.literals for v in o.values)
    ),
    Feature("enum_classes", lambda facts: facts.has_enum_classes),
    Feature("unions", _contains(UnionOf), ("UnknownVariant", "narrow")),
    Feature("tuples", _contains(TupleOf)),
    Feature("dates", _has(PrimitiveKind.DATE)),
    Feature("datetimes", _has(PrimitiveKind.DATETIME)),
    Feature("times", _has(PrimitiveKind.TIME)),
    Feature("durations", _has(PrimitiveKind.DURATION)),
    Feature("uuids", _has(PrimitiveKind.UUID)),
    Feature("decimals", _has(PrimitiveKind.DECIMAL, PrimitiveKind.DECIMAL_NUMBER)),
    Feature("formats", _has(*_TEXTS)),
    Feature("encoded_bytes", _has(PrimitiveKind.BASE64), types=("Base64",)),
    Feature("exact_numbers", _has(PrimitiveKind.DECIMAL_NUMBER), types=("DecimalNumber",)),
    # How its parameters travel.
    Feature("paths", _at(Location.PATH)),
    Feature("structures", lambda f: f.has_structures or _calls_anything(f)),
    Feature("headers", lambda f: _at(Location.HEADER)(f) or _calls_anything(f)),
    Feature("cookies", _at(Location.COOKIE)),
    Feature("labels", _uses_styles(Style.LABEL, Style.MATRIX)),
    Feature("delimited", _uses_styles(Style.SPACE_DELIMITED, Style.PIPE_DELIMITED)),
    Feature("deep_objects", _uses_styles(Style.DEEP_OBJECT)),
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


def features_of(api: Api) -> frozenset[str]:
    """Returns the features that an API asks for."""
    facts = _Facts(api)
    return frozenset(feature.name for feature in FEATURES if feature.asked_by(facts))


def runtime_exports(features: Collection[str]) -> tuple[str, ...]:
    """Returns the names of the runtime that a package with these features exports."""
    added = (name for feature in FEATURES if feature.name in features for name in feature.names)
    skipped = () if "async_client" in features else ("Async",)
    return tuple(name for name in (*ALWAYS, *added) if not name.startswith(skipped))


def types_of(features: Collection[str]) -> frozenset[str]:
    """Returns the types of the runtime that a package with these features has."""
    return frozenset(t for feature in FEATURES if feature.name in features for t in feature.types)
