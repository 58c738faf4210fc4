# Which exception class stands for a status. Imports nothing of ours.
"""Names of error classes by HTTP status (RFC 9110, 15.5 and 15.6; RFC 6585)."""

from __future__ import annotations

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
"""The classes that the runtime raises by itself."""

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


def error_class(status: str) -> str:
    """The class that a declared status raises, e.g. "404" -> NotFoundError, "520" -> Status520Error."""
    key = status.upper()
    if key in RUNTIME:
        return RUNTIME[key]
    if key in _FURTHER:
        return _FURTHER[key]
    return f"Status{key}Error" if key.isdigit() else "APIStatusError"


def base_class(status: str) -> str:
    """The runtime's class that a further class derives from."""
    return "ServerError" if status.startswith("5") else "APIStatusError"
