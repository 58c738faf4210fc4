# What in an API asks for parts of the runtime. May import ir.
"""`ApiFacts`: each part of an API once, and questions about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from clientloom import ir
from clientloom.ir.lookup import Lookup
from clientloom.ir.walk import received_types, schema_types, sent_types, types_in


def methods_of(api: ir.Api) -> Iterator[ir.Operation | ir.Variant]:
    """Yields the operations and their variants."""
    for operation in api.operations:
        yield operation
        yield from operation.variants


def bodies_of(api: ir.Api) -> Iterator[ir.Body]:
    """Yields the bodies of requests."""
    return (method.body for method in methods_of(api) if method.body is not None)


def has_pages(api: ir.Api) -> bool:
    """Whether a list comes in pages."""
    return any(operation.pagination for operation in api.operations)


def sends_uploads(api: ir.Api) -> bool:
    """Whether an operation sends files, or content in pieces."""
    kinds = {ir.BodyKind.MULTIPART, ir.BodyKind.JSON_LINES, ir.BodyKind.BYTES}
    return any(body.kind in kinds for body in bodies_of(api))


def streams_downloads(api: ir.Api) -> bool:
    """Whether a method returns a download that its caller reads."""
    results = (method.result for method in methods_of(api))
    return any(isinstance(result, ir.BytesResult) and result.streamed for result in results)


def sends_xml(api: ir.Api) -> bool:
    """Whether an operation sends a model as XML."""
    return any(body.kind is ir.BodyKind.XML for body in bodies_of(api))


@dataclass(frozen=True)
class ApiFacts:
    """What features look at: each part of an API once."""

    api: ir.Api

    @cached_property
    def types(self) -> frozenset[ir.TypeRef]:
        """Every type in it, and each in those."""
        api = self.api
        roots = [type_ for schema in api.schemas for type_ in schema_types(schema)]
        for operation in api.operations:
            roots += (*sent_types(operation), *received_types(operation))
        roots += (webhook.payload for webhook in api.webhooks)
        roots += (parameter.type for parameter in api.client_parameters)
        return frozenset(inner for root in roots for inner in types_in(root))

    @cached_property
    def results(self) -> tuple[ir.Result, ...]:
        """What its methods return."""
        methods = tuple(methods_of(self.api))
        return (*(m.result for m in methods), *(r.result for m in methods for r in m.responses))

    @cached_property
    def parameters(self) -> tuple[ir.Parameter, ...]:
        """The parameters of all operations."""
        return tuple(p for operation in self.api.operations for p in operation.parameters)

    @cached_property
    def parts(self) -> tuple[ir.Part, ...]:
        """The parts of bodies, also of those that an argument takes as a whole."""
        return tuple(p for b in bodies_of(self.api) for p in (*(b.parts or ()), *b.known_parts))

    @cached_property
    def styles(self) -> frozenset[ir.Style | None]:
        """The styles of parameters and parts."""
        declared: tuple[ir.Parameter | ir.Part, ...] = (*self.parameters, *self.parts)
        return frozenset(each.style for each in declared)

    @property
    def has_headers(self) -> bool:
        """Whether it documents headers of responses."""
        responses = any(r.headers for method in methods_of(self.api) for r in method.responses)
        return responses or any(e.headers for o in self.api.operations for e in o.errors)

    @property
    def has_alternatives(self) -> bool:
        """Whether an operation has another choice of credentials than one scheme or none."""
        several = (o.requirements for o in self.api.operations if o.requirements)
        return any(len(found) > 1 or len(found[0].schemes) != 1 for found in several)

    @cached_property
    def fields(self) -> tuple[ir.Field, ...]:
        """The fields of all objects."""
        objects = (each for each in self.api.schemas if isinstance(each, ir.ObjectSchema))
        return tuple(field for each in objects for field in each.fields)

    @cached_property
    def literals(self) -> tuple[ir.LiteralOf, ...]:
        """The lists of known values."""
        return tuple(type_ for type_ in self.types if isinstance(type_, ir.LiteralOf))

    @property
    def has_maps(self) -> bool:
        """Whether an object has keys of any name."""
        objects = (each for each in self.api.schemas if isinstance(each, ir.ObjectSchema))
        is_there = any(isinstance(type_, ir.MapOf) for type_ in self.types)
        return is_there or any(each.extra is not None for each in objects)

    @property
    def has_enum_classes(self) -> bool:
        """Whether enums are classes."""
        return any(isinstance(s, ir.AliasSchema) and s.is_enum_class for s in self.api.schemas)

    @property
    def has_bare_credentials(self) -> bool:
        """Whether a header has a credential as it is, and not encoded as HTTP Basic does."""
        return not all(isinstance(each, ir.BasicAuth) for each in self.api.security_schemes)

    @property
    def has_number_lists(self) -> bool:
        """Whether there are lists of numbers, such as vectors."""
        lookup = Lookup.of(self.api)
        items = (type_.item for type_ in self.types if isinstance(type_, ir.ListOf))
        return any(lookup.kind(item) is ir.PrimitiveKind.NUMBER for item in items)

    @property
    def has_structures(self) -> bool:
        """Whether a parameter or a part may be more than one text."""
        lookup = Lookup.of(self.api)
        types = (*(p.type for p in self.parameters), *(part.field.type for part in self.parts))
        special = any(p.allow_reserved or p.content or p.separators for p in self.parameters)
        return special or any(
            not isinstance(lookup.resolve_aliases(kind), ir.Primitive | ir.LiteralOf)
            for type_ in (*types, *(p.type for p in self.api.client_parameters))
            for kind in lookup.alternatives(type_)
        )

    @property
    def has_separators(self) -> bool:
        """Whether lists are joined in a way that OpenAPI 3 has no style for."""
        parts = any(part.separators for part in self.parts)
        return parts or any(parameter.separators for parameter in self.parameters)

    @property
    def has_variables(self) -> bool:
        """Whether a server has variables."""
        api = self.api
        servers = (*api.servers, *(server for o in api.operations for server in o.servers))
        return any(server.variables for server in servers)
