# Reads one operation of the document. May import document, ir, config.
"""Reads operations (OpenAPI 3.1, 4.8.10 Operation Object) one by one: a failure degrades only that operation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from clientloom import ir
from clientloom.config.settings import OperationConfig
from clientloom.diagnostics import InputError
from clientloom.normalize.client_headers import (
    idempotency_header,
    sent_by_client,
    without_client_parameters,
)
from clientloom.normalize.nodes import Place
from clientloom.normalize.operation_names.english import sentence_of
from clientloom.normalize.operations.arguments import (
    argument_names,
    body_names,
    given_names,
    name_body,
    name_parameters,
)
from clientloom.normalize.operations.downloads import choose_downloads
from clientloom.normalize.operations.ids import Identity
from clientloom.normalize.operations.media.bodies import fix_stream_member, read_bodies
from clientloom.normalize.operations.parameters import path_parameters, read_parameters
from clientloom.normalize.operations.resources import settings_key, settings_of
from clientloom.normalize.operations.responses import (
    Success,
    open_envelope,
    read_errors,
    read_successes,
)
from clientloom.normalize.operations.security import read_requirements
from clientloom.normalize.operations.selection import Site
from clientloom.normalize.operations.servers import read_own_servers
from clientloom.normalize.operations.shared.shared_parameters import SharedParameters
from clientloom.normalize.reader_context import Owner, ReaderContext

_IDENTIFIER = re.compile(r"\w*(?:[a-z][A-Z]|_)\w*(?:\(\))?", re.ASCII)
_RETRY = {
    "GET": ir.RetryClass.SAFE,
    "HEAD": ir.RetryClass.SAFE,
    "OPTIONS": ir.RetryClass.SAFE,
    "QUERY": ir.RetryClass.SAFE,
    "TRACE": ir.RetryClass.SAFE,
    "PUT": ir.RetryClass.IDEMPOTENT,
    "DELETE": ir.RetryClass.IDEMPOTENT,
}
"""Safe and idempotent methods (RFC 9110, 9.2.1 and 9.2.2)."""


@dataclass(frozen=True, slots=True)
class ApiContext:
    """What all operations of a document share."""

    context: ReaderContext
    schemes: Mapping[str, ir.SecurityScheme]
    declared_schemes: Place
    requirements: tuple[ir.Requirement, ...]
    shared: SharedParameters

    @classmethod
    def of(
        cls,
        context: ReaderContext,
        schemes: tuple[ir.SecurityScheme, ...],
        shared: SharedParameters,
    ) -> ApiContext:
        """Reads what the operations of a document share."""
        root, declared = context.root, context.root / "components" / "securitySchemes"
        known = {scheme.id: scheme for scheme in schemes}
        requirements = read_requirements(root, known, declared, context.notes)
        return cls(context, known, declared, requirements, shared)

    def sent_by_client(
        self, requirements: tuple[ir.Requirement, ...]
    ) -> frozenset[tuple[ir.Location, str]]:
        """Returns the parameters that the client sends by itself: its headers, and the required API keys."""
        needed = {id_ for requirement in requirements for id_, _ in requirement.schemes}
        schemes = (self.schemes[id_] for id_ in needed if id_ in self.schemes)
        return sent_by_client(self.context.config, schemes)


def read_operation(site: Site, identity: Identity, api_context: ApiContext) -> ir.Operation:
    """Reads the operation at a site; a part that cannot be read degrades to the loosest type that can be called."""
    context, place = api_context.context, site.place
    owner = Owner(identity.id, site.symbol, identity.resource, identity.method)
    settings = settings_of(site, context.config)
    requirements = _read_own_requirements(place, api_context)
    read = _read_parameters(site, owner, context)
    read, requirements = api_context.shared.split(read, requirements, site, context.names)
    kept = without_client_parameters(read, api_context.sent_by_client(requirements))
    bodies = context.read_or_loose(
        place, "unreadable-body", lambda: read_bodies(place, owner, context), _loosest_body
    )
    is_new = site.symbol not in context.names.lock.operations
    reserved = body_names(body for _, body in bodies) if is_new else frozenset()
    given = given_names(kept, site, context)
    parameters = name_parameters(kept, site.symbol, given, reserved, context.names)
    key_header = settings.idempotency_header or _key_header(site, parameters)
    parameters = _without_header(parameters, key_header)
    successes = choose_downloads(_read_successes(site, owner, context), site, settings, context)
    body, variants = _combine(bodies, successes)
    named = _name_arguments(body, variants, parameters, site, context)
    return ir.Operation(
        id=identity.id,
        name=identity.method,
        resource=identity.resource,
        method=site.method,
        path=site.path,
        pointer=site.pointer,
        span=context.span(place),
        summary=_summary(place, identity),
        doc=place.text("description").strip(),
        parameters=parameters,
        body=named[0],
        responses=successes[0].responses,
        result=successes[0].result,
        errors=context.read_or_loose(
            place,
            "unreadable-errors",
            lambda: _read_errors(place, successes[0], owner, context),
            lambda: (),
        ),
        requirements=requirements,
        retry=retry_class(site, settings, key_header, context),
        idempotency_header=key_header or None,
        servers=read_own_servers(site, context.notes),
        variants=named[1],
        deprecated=place.flag("deprecated"),
        docs_url=(place / "externalDocs").text("url").strip(),
    )


def _summary(place: Place, identity: Identity) -> str:
    """Returns what the document says of the operation, else what its name says; an id in its place says nothing."""
    said, doc = place.text("summary").strip(), place.text("description").strip()
    if doc or (said and not _IDENTIFIER.fullmatch(said)):
        return said
    return sentence_of(identity.method, identity.resource)


def _loosest_body() -> tuple[tuple[str, ir.Body | None], ...]:
    body = ir.Body(
        kind=ir.BodyKind.JSON, media_types=("application/json",), type=ir.Anything(), required=False
    )
    return (("", body),)


def _loosest_successes() -> tuple[Success, ...]:
    result = ir.JsonResult(media_type="application/json", type=ir.Anything())
    return (Success("", (ir.Response(status="2XX", result=result, doc=""),), result),)


def _read_successes(site: Site, owner: Owner, context: ReaderContext) -> tuple[Success, ...]:
    def read() -> tuple[Success, ...]:
        successes = read_successes(site.place, site.method, owner, context)
        envelope = context.config.envelope
        return (
            tuple(open_envelope(o, envelope, context) for o in successes) if envelope else successes
        )

    return context.read_or_loose(site.place, "unreadable-responses", read, _loosest_successes)


def _read_errors(
    place: Place, success: Success, owner: Owner, context: ReaderContext
) -> tuple[ir.ErrorResponse, ...]:
    """Reads the declared failures; a 404 is an answer of a method that says whether something exists."""
    answered = ("404",) if isinstance(success.result, ir.ExistsResult) else ()
    return tuple(e for e in read_errors(place, owner, context) if e.status not in answered)


def _read_parameters(site: Site, owner: Owner, context: ReaderContext) -> tuple[ir.Parameter, ...]:
    def read() -> tuple[ir.Parameter, ...]:
        return read_parameters(site, owner, context)

    return context.read_or_loose(
        site.place, "unreadable-parameters", read, lambda: path_parameters(site, context)
    )


def _key_header(site: Site, parameters: tuple[ir.Parameter, ...]) -> str:
    if _RETRY.get(site.method) is ir.RetryClass.SAFE:
        return ""
    return idempotency_header(parameters) or ""


def _without_header(parameters: tuple[ir.Parameter, ...], name: str) -> tuple[ir.Parameter, ...]:
    return tuple(
        p
        for p in parameters
        if p.location is not ir.Location.HEADER or p.wire_name.lower() != name.lower()
    )


def retry_class(
    site: Site, settings: OperationConfig, key_header: str, context: ReaderContext
) -> ir.RetryClass:
    """Returns when the operation may be retried: by its settings, else by what it declares, a key, or its method.

    Raises InputError for a class that does not exist, and for `keyed` without a header for the key.
    """
    name = site.operation_id or site.key
    span = context.config.locate(("operations", settings_key(site, context.config), "retry"))
    if settings.retry == ir.RetryClass.KEYED and not key_header:
        message = f"operation {name!r} has no header for the key that `keyed` needs"
        hint = 'name it, as in `idempotency_header = "Idempotency-Key"`'
        raise InputError.at(span, "bad-value", message, hint)
    if settings.retry in ir.RetryClass.__members__.values():
        return ir.RetryClass(settings.retry)
    if settings.retry:
        message = f"operation {name!r} has no retry class {settings.retry!r}"
        hint = f"use one of {', '.join(sorted(ir.RetryClass))}"
        raise InputError.at(span, "unknown-retry-class", message, hint)
    if _declares_no_retries(site.place):
        return ir.RetryClass.NEVER
    if key_header:
        return ir.RetryClass.KEYED
    return _RETRY.get(site.method, ir.RetryClass.NEVER)


def _declares_no_retries(operation: Place) -> bool:
    """Whether a vendor declares for an SDK (Fern, Speakeasy) that the operation is not retried."""
    strategy = (operation / "x-speakeasy-retries").text("strategy")
    return (operation / "x-fern-retries").flag("disabled") or strategy == "none"


def _read_own_requirements(place: Place, api_context: ApiContext) -> tuple[ir.Requirement, ...]:
    """Reads the operation's own requirements; an empty list removes those of the document (4.8.10.1)."""
    if "security" not in place:
        return api_context.requirements
    schemes, declared = api_context.schemes, api_context.declared_schemes
    return read_requirements(place, schemes, declared, api_context.context.notes)


def _combine(
    bodies: tuple[tuple[str, ir.Body | None], ...], successes: tuple[Success, ...]
) -> tuple[ir.Body | None, tuple[ir.Variant, ...]]:
    """Returns the operation's own body, and a variant for each further body or way to succeed, named by its suffix.

    Where a suffix is that of a body and of a success, a variant for each comes first and one for both last.
    A boolean `stream` in the body chooses between a complete and a streamed response: each method fixes its value.
    """
    (_, body), first = bodies[0], successes[0]
    streams = any(o.suffix == "stream" for o in successes[1:])
    switched = body if streams and _has_switch(body) else None
    variants = [
        ir.Variant(
            name=success.suffix,
            body=fix_stream_member(switched, value=success.suffix == "stream")
            if switched
            else body,
            responses=success.responses,
            result=success.result,
        )
        for success in successes[1:]
    ]
    asked_for = {variant.name: variant for variant in variants}
    for suffix, other in bodies[1:]:
        same = asked_for.get(suffix)
        name = suffix if same is None else f"{suffix}_body"
        variants.append(
            ir.Variant(name=name, body=other, responses=first.responses, result=first.result)
        )
        if same is not None:
            variants.append(replace(same, name=f"{suffix}_both", body=other))
    own = fix_stream_member(switched, value=False) if switched else body
    return own, tuple(sorted(variants, key=lambda v: v.name))


def _has_switch(body: ir.Body | None) -> bool:
    if body is None or body.kind is not ir.BodyKind.JSON:
        return False
    return any(f.wire_name == "stream" and _is_boolean(f.type) for f in body.fields)


def _is_boolean(type_: ir.TypeRef) -> bool:
    return ir.without_null(type_) == ir.Primitive(ir.PrimitiveKind.BOOLEAN)


def _name_arguments(
    body: ir.Body | None,
    variants: tuple[ir.Variant, ...],
    parameters: tuple[ir.Parameter, ...],
    site: Site,
    context: ReaderContext,
) -> tuple[ir.Body | None, tuple[ir.Variant, ...]]:
    """Names the arguments of bodies; they differ from the parameters. Each method is a separate scope.

    A name in client.toml is that of the parameter where the body has a field of the same name on the wire.
    """
    taken = argument_names(parameters)
    wire_names = {p.wire_name for p in parameters if p.is_argument}

    def apply_names(other: ir.Body | None, scope: str) -> ir.Body | None:
        given = given_names(_fields(other), site, context)
        own = {wire: span for wire, span in given.settings.items() if wire not in wire_names}
        given = replace(given, settings=own)
        return other and name_body(other, scope, taken, given, context.names)

    return apply_names(body, site.symbol), tuple(
        replace(variant, body=apply_names(variant.body, _scope(site, variant, body)))
        for variant in variants
    )


def _scope(site: Site, variant: ir.Variant, body: ir.Body | None) -> str:
    """Returns the scope of a variant; one with the fields of the operation's own body shares its names."""
    same = _fields(variant.body) == _fields(body)
    return site.symbol if same else f"{site.symbol}#{variant.name}"


def _fields(body: ir.Body | None) -> tuple[ir.Field, ...]:
    return body.fields if body else ()
