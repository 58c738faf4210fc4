# `errors.py`: the exceptions of a package, with typed bodies where the document declares them.
# May import ir and this room.
"""Views of the error classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from clientloom.ir import Api, Primitive, PrimitiveKind, TypeRef
from clientloom.render.context import Context, imports_view
from clientloom.render.docstrings import docstring
from clientloom.render.literals import quoted
from clientloom.render.spelling import Speller
from clientloom.render.statuses import RUNTIME, base_class, error_class
from clientloom.render.views import ErrorsModule, ErrorView

_BASE = "APIStatusError"
_MOST = 6
"""Bodies of more types than these are left to the caller: nobody reads such a union."""

_TREE = (
    "APIConnectionError",
    "APIError",
    "APIResponseError",
    "APIStatusError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ClientClosedError",
    "ConfigurationError",
    "ConflictError",
    "DeadlineExceededError",
    "EnvelopeError",
    "InvalidRequestError",
    "MissingCredentialError",
    "MissingFieldError",
    "NotFoundError",
    "PaginationError",
    "PermissionDeniedError",
    "PreconditionFailedError",
    "RateLimitError",
    "ResponseValidationError",
    "ServerError",
    "UnprocessableEntityError",
)
"""Every exception of the runtime."""


def errors_module(context: Context) -> ErrorsModule:
    """The view of `errors.py`."""
    declared = declared_bodies(context.api)
    statuses = {status: error_class(status) for status in sorted(declared)}
    speller = context.speller(statuses.values(), root=".")
    parents_first = sorted(statuses, key=lambda status: (status != "5XX", status))
    classes = tuple(
        _class(s, declared[s], speller, server_error="5XX" in declared) for s in parents_first
    )
    own = {view.name for view in classes}
    for name in _TREE:
        if name not in own:
            speller.ours(name, runtime=True)
    speller.standard("collections.abc", "Mapping")
    if any(view.value != "self._body" for view in classes):
        speller.standard("typing", "cast", runtime=True)
    return ErrorsModule(
        imports=imports_view(speller),
        classes=classes,
        statuses=tuple((quoted(status), name) for status, name in statuses.items()),
        exports=tuple(sorted({*_TREE, *own})),
    )


def declared_bodies(api: Api) -> Mapping[str, tuple[TypeRef, ...]]:
    """What the body of a status may be, over all operations.

    A status may have the types that operations declare for it, and those of ranges and of `default`, which hold
    for operations without a word about it (OpenAPI 3.1, 4.8.16 Responses Object). Only statuses that have a
    class of their own are told; "5XX" has the types of every status from 500.
    """
    exact: dict[str, dict[TypeRef, None]] = {}
    for operation in api.operations:
        for error in operation.errors:
            if error.type is not None:
                exact.setdefault(error.status.upper(), {})[error.type] = None
    default = exact.pop("DEFAULT", {})
    ranges = {key: {**exact.pop(key, {}), **default} for key in ("4XX", "5XX")}
    for status in RUNTIME:
        if ranges[f"{status[0]}XX"]:
            exact.setdefault(status, {})
    bodies = {s: {**types, **ranges.get(f"{s[0]}XX", {})} for s, types in exact.items()}
    server = [types for status, types in bodies.items() if status.startswith("5")]
    if server:
        bodies["5XX"] = {type_: None for types in server for type_ in types}
    return {
        status: tuple(types) for status, types in bodies.items() if error_class(status) != _BASE
    }


def _class(
    status: str, types: Iterable[TypeRef], speller: Speller, *, server_error: bool
) -> ErrorView:
    name = error_class(status)
    if name in RUNTIME.values():
        base = speller.ours(name, runtime=True)
    elif server_error and status.startswith("5"):
        base = error_class("5XX")
    else:
        base = speller.ours(base_class(status), runtime=True)
    body = _body(tuple(types), speller)
    meaning = "Any status from 500 to 599." if status == "5XX" else f"Status {status}."
    is_open = body == speller.builtin("object")
    return ErrorView(
        name=name,
        base=base,
        docstring=docstring([meaning], 4),
        body=body,
        value="self._body" if is_open else f"cast({quoted(body)}, self._body)",
    )


def _body(types: tuple[TypeRef, ...], speller: Speller) -> str:
    if len(types) > _MOST:
        return speller.builtin("object")
    return speller.results([*types, Primitive(PrimitiveKind.NULL)])
