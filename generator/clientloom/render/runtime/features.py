# Which features of the runtime a package has. May import ir.
"""`FEATURES`: the modules of each, and what in an API asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clientloom.ir import (
    Api,
    Body,
    BodyKind,
    CursorPages,
    EventStreamResult,
    JsonLinesResult,
    LinkPages,
    NumberPages,
    OAuth2ClientCredentials,
    OffsetPages,
    Operation,
    Pagination,
    Primitive,
    PrimitiveKind,
    Result,
    TextResult,
    Variant,
)

FOLDER = "features"
"""The folder of the runtime whose modules a package has only if its API asks for them."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A part of the runtime that only some packages have.

    `modules` of the runtime's folder of features are copied, with all that they import, where `asked_by` is true.
    """

    modules: tuple[str, ...]
    asked_by: Callable[[Api], bool]


def _always(_: Api) -> bool:
    return True


def _pages(*styles: type[Pagination]) -> Callable[[Api], bool]:
    return lambda api: any(isinstance(o.pagination, styles) for o in api.operations)


def _methods(api: Api) -> Iterator[Operation | Variant]:
    for operation in api.operations:
        yield operation
        yield from operation.variants


def _results(api: Api) -> Iterator[Result]:
    for method in _methods(api):
        yield method.result
        yield from (response.result for response in method.responses)


def _bodies(api: Api) -> Iterator[Body]:
    return (method.body for method in _methods(api) if method.body is not None)


def _streams(api: Api) -> bool:
    return any(isinstance(r, EventStreamResult | JsonLinesResult) for r in _results(api))


def sends_uploads(api: Api) -> bool:
    """Whether an operation sends files, or content in pieces."""
    kinds = {BodyKind.MULTIPART, BodyKind.JSON_LINES, BodyKind.BYTES}
    return any(body.kind in kinds for body in _bodies(api))


def _texts_as_values(api: Api) -> bool:
    string = Primitive(PrimitiveKind.STRING)
    texts = any(isinstance(r, TextResult) and r.type != string for r in _results(api))
    return texts or any(webhook.form for webhook in api.webhooks)


FEATURES = (
    Feature(("pagination.resources", "pagination.cursors"), _pages(CursorPages)),
    Feature(("pagination.resources", "pagination.counts"), _pages(OffsetPages, NumberPages)),
    Feature(("pagination.resources", "pagination.links"), _pages(LinkPages)),
    Feature(("listings",), lambda api: any(o.listing for o in api.operations)),
    Feature(("streaming.resources",), _streams),
    Feature(("uploads.encoders",), sends_uploads),
    Feature(("text_values",), _texts_as_values),
    Feature(("waiters.resources",), lambda api: any(o.waiters for o in api.operations)),
    Feature(
        ("oauth.tokens",),
        lambda api: any(isinstance(s, OAuth2ClientCredentials) for s in api.security_schemes),
    ),
    Feature(("webhooks.events", "webhooks.fake"), lambda api: bool(api.webhooks)),
    Feature(("webhooks.signatures",), lambda api: api.webhook_rules.signature is not None),
    Feature(("env_settings",), lambda api: bool(api.env_settings)),
    Feature(("telemetry",), lambda api: "otel" in api.extras),
    Feature(("fake.testing", "validation.entry"), _always),
)
"""The features of the runtime. A module may be in several: a package has it if it has one of them."""
