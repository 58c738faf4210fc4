# The exception class of each status, and the types of its body. May import ir.
"""Names of error classes by HTTP status (RFC 9110, 15.5 and 15.6; RFC 6585)."""

from __future__ import annotations

from collections.abc import Mapping

from clientloom.ir import Api, EnvelopeResult, TypeRef

RUNTIME: dict[str, str] = {
    "400": "BadRequestError",
    "401": "AuthenticationError",
    "403": "PermissionDeniedError",
    "404": "NotFoundError",
    "409": "ConflictError",
    "412": "PreconditionFailedError",
    "422": "UnprocessableEntityError",
    "429": "RateLimitError",
    "5XX": "ServerError",
}
"""The classes that the runtime defines."""

_FURTHER = {
    "402": "PaymentRequiredError",
    "405": "MethodNotAllowedError",
    "406": "NotAcceptableError",
    "408": "RequestTimeoutError",
    "410": "GoneError",
    "411": "LengthRequiredError",
    "413": "ContentTooLargeError",
    "414": "URITooLongError",
    "415": "UnsupportedMediaTypeError",
    "416": "RangeNotSatisfiableError",
    "417": "ExpectationFailedError",
    "418": "TeapotError",
    "421": "MisdirectedRequestError",
    "423": "LockedError",
    "424": "FailedDependencyError",
    "425": "TooEarlyError",
    "428": "PreconditionRequiredError",
    "431": "HeadersTooLargeError",
    "451": "UnavailableForLegalReasonsError",
    "500": "InternalServerError",
    "501": "NotImplementedStatusError",
    "502": "BadGatewayError",
    "503": "ServiceUnavailableError",
    "504": "GatewayTimeoutError",
    "507": "InsufficientStorageError",
}


_BASE = "APIStatusError"


def error_class(status: str) -> str:
    """Returns the exception class of a status, e.g. "404" -> NotFoundError, "520" -> Status520Error."""
    key = status.upper()
    if key in RUNTIME:
        return RUNTIME[key]
    if key in _FURTHER:
        return _FURTHER[key]
    return f"Status{key}Error" if key.isdigit() else _BASE


def applies_to(status: str, name: str) -> bool:
    """Whether a declared status, a range or `default` describes the bodies of an exception class."""
    key = status.upper()
    if key == "DEFAULT" or error_class(key) == name:
        return True
    known = (number for number, found in {**RUNTIME, **_FURTHER}.items() if found == name)
    return any(key[:1] == number[0] and "XX" in key + number for number in known)


def base_class(status: str) -> str:
    """Returns the runtime's base class of a generated exception."""
    return "ServerError" if status.startswith("5") else _BASE


ENVELOPE = "envelope"
"""Stands for the status of a failure in an envelope with a successful status."""


def envelope_bodies(api: Api) -> tuple[TypeRef, ...]:
    """Returns the types of all envelopes that can report failure."""
    responses = (
        *(r for operation in api.operations for r in operation.responses),
        *(r for o in api.operations for variant in o.variants for r in variant.responses),
    )
    found = [
        response.result.envelope
        for response in responses
        if isinstance(response.result, EnvelopeResult) and response.result.success
    ]
    return tuple(dict.fromkeys(found))


def declared_bodies(api: Api) -> Mapping[str, tuple[TypeRef, ...]]:
    """Returns the types that the body of a status can have, over all operations.

    These are the types that operations declare for the status, and those of ranges and of `default`, which apply to
    undeclared statuses (OpenAPI 3.1, 4.8.16 Responses Object). Statuses without an exception class of their own are
    left out; "5XX" has the types of every status from 500 on.
    """
    exact: dict[str, dict[TypeRef, None]] = {}
    for operation in api.operations:
        for error in operation.errors:
            for type_ in error.types:
                exact.setdefault(error.status.upper(), {})[type_] = None
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
