# Which features of the runtime a package has. May import ir.
"""`FEATURES`: the modules of each, and what in an API asks for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from clientloom.ir import (
    Api,
    Body,
    BodyKind,
    EventStreamResult,
    JsonLinesResult,
    Operation,
    Pagination,
    Primitive,
    PrimitiveKind,
    Result,
    TextResult,
    Variant,
)


@dataclass(frozen=True, slots=True)
class Feature:
    """A part of the runtime that only some packages have.

    Where `asked_by` is true, a package has the regions `# <name>` of the runtime, and exports `names`. A region can also
    have the name of something that the package's modules import. Which modules and definitions a package has is not
    listed: it follows from these imports.
    """

    name: str
    asked_by: Callable[[Api], bool]
    names: tuple[str, ...] = ()


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


def sends_xml(api: Api) -> bool:
    """Whether an operation sends a model as XML."""
    return any(body.kind is BodyKind.XML for body in _bodies(api))


def _texts_as_values(api: Api) -> bool:
    string = Primitive(PrimitiveKind.STRING)
    texts = any(isinstance(r, TextResult) and r.type != string for r in _results(api))
    return texts or any(webhook.form for webhook in api.webhooks)


FEATURES = (
    Feature(
        "pages",
        lambda api: any(o.pagination for o in api.operations),
        ("Page", "AsyncPage", "AsyncPager"),
    ),
    Feature("listings", lambda api: any(o.listing for o in api.operations), ("AsyncListing",)),
    Feature("streams", _streams, ("Stream", "AsyncStream")),
    Feature("uploads", sends_uploads, ("File",)),
)
"""The features of the runtime."""

ALWAYS = (
    "UNSET",
    "Attempt",
    "Drift",
    "RateLimit",
    "RawResponse",
    "RetryPolicy",
    "Timeout",
    "UnknownVariant",
    "Unset",
    "narrow",
)
"""The names of the runtime that every package exports."""


def features_of(api: Api) -> frozenset[str]:
    """Returns the features that an API asks for."""
    return frozenset(feature.name for feature in FEATURES if feature.asked_by(api))


def runtime_exports(features: Collection[str]) -> tuple[str, ...]:
    """Returns the names of the runtime that a package with these features exports."""
    added = (name for feature in FEATURES if feature.name in features for name in feature.names)
    return (*ALWAYS, *added)
