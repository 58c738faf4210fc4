# `errors.py`: the exceptions of a package, with typed bodies if the document declares them.
# May import ir and this room.
"""Views of the error classes."""

from __future__ import annotations

from collections.abc import Iterable

from clientloom.ir import TypeRef
from clientloom.python.annotations import AnnotationPrinter
from clientloom.python.docstrings import docstring
from clientloom.python.literals import quote
from clientloom.python.statuses import (
    ENVELOPE,
    RUNTIME,
    base_class,
    declared_bodies,
    envelope_bodies,
    error_class,
)
from clientloom.render.runtime.api_facts import has_pages
from clientloom.render.view_context import ViewContext, imports_view
from clientloom.render.view_types import ErrorsModule, ErrorView

_MOST = 6
"""Bodies with more types than this have no type: such a union does not help."""

_TREE = (
    "APIConnectionError",
    "APIError",
    "APIResponseError",
    "APIStatusError",
    "APITimeoutError",
    "ArgumentError",
    "AuthenticationError",
    "BadRequestError",
    "ClientClosedError",
    "ConfigurationError",
    "ConflictError",
    "InvalidRequestError",
    "MissingCredentialError",
    "MissingFieldError",
    "NotFoundError",
    "PermissionDeniedError",
    "PreconditionFailedError",
    "RateLimitError",
    "ResponseTooLargeError",
    "ResponseValidationError",
    "ServerError",
    "UnprocessableEntityError",
)
"""The exceptions of the runtime that every package has."""

_DEADLINES = ("DeadlineExceededError",)
_ENVELOPE = ("EnvelopeError",)
_PAGES = ("PaginationError",)
_UNIONS = ("UnexpectedVariantError",)
_WAITING = ("WaitFailedError", "WaitTimeoutError")
_VERIFICATION = "WebhookVerificationError"


def errors_module(context: ViewContext) -> ErrorsModule:
    """The view of `errors.py`."""
    declared = declared_bodies(context.api)
    envelopes = envelope_bodies(context.api)
    statuses = {status: error_class(status) for status in sorted(declared)}
    if envelopes:
        statuses[ENVELOPE] = "EnvelopeError"
    printer = context.printer(statuses.values(), root=".")
    printer.imports.add("collections.abc", "Mapping", runtime=False)
    parents_first = sorted(declared, key=lambda status: (status != "5XX", status))
    classes = tuple(
        _class(s, declared[s], printer, server_error="5XX" in declared) for s in parents_first
    )
    if envelopes:
        classes = (*classes, _envelope_error(envelopes, printer))
    own = {view.name for view in classes}
    paged = has_pages(context.api)
    waiting = _WAITING if context.polled else ()
    narrows = "unions" in context.features
    has_deadlines = "deadlines" in context.features
    optional = (*(_PAGES if paged else ()), *(_UNIONS if narrows else ()))
    optional += _DEADLINES if has_deadlines else ()
    runtime = (*_TREE, *(_ENVELOPE if envelopes else ()), *optional, *waiting)
    printer.imports.add("._runtime", *(name for name in runtime if name not in own))
    verifies = bool(context.api.webhooks)
    if verifies:
        printer.imports.add("._runtime", _VERIFICATION)
        own |= {_VERIFICATION}
    return ErrorsModule(
        imports=imports_view(printer),
        classes=classes,
        statuses=tuple((quote(status), name) for status, name in statuses.items()),
        exports=tuple(sorted({*runtime, *own})),
        waits=bool(context.polled),
        verifies=verifies,
        paged=paged,
        enveloped=bool(envelopes),
        narrows=narrows,
    )


def _class(
    status: str, types: Iterable[TypeRef], printer: AnnotationPrinter, *, server_error: bool
) -> ErrorView:
    name = error_class(status)
    if name in RUNTIME.values():
        base = printer.runtime_name(name, runtime=True)
    elif server_error and status.startswith("5"):
        base = error_class("5XX")
    else:
        base = printer.runtime_name(base_class(status), runtime=True)
    meaning = "Any status from 500 to 599." if status == "5XX" else f"Status {status}."
    return _view(name, base, meaning, tuple(types), printer)


def _envelope_error(types: tuple[TypeRef, ...], printer: AnnotationPrinter) -> ErrorView:
    name = "EnvelopeError"
    meaning = "The status reports success, but the envelope in the body reports failure."
    return _view(name, printer.runtime_name(name, runtime=True), meaning, types, printer)


def _view(
    name: str, base: str, meaning: str, types: tuple[TypeRef, ...], printer: AnnotationPrinter
) -> ErrorView:
    body, value = printer.builtin("object"), "self._body"
    if len(types) <= _MOST and (declared := printer.results(types)) != body:
        body = f"{declared} | {printer.runtime_name('UndeclaredBody')}"
        value = f"{printer.standard('typing', 'cast', runtime=True)}({quote(body)}, self._body)"
    return ErrorView(
        name=name,
        base=base,
        docstring=docstring([meaning], 4),
        body=body,
        value=value,
    )
