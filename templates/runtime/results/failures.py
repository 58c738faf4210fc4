# Failed responses -> exceptions with decoded bodies. Imports light modules.
"""`status_error`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..core.drift import Reading
from ..core.errors import APIError, APIStatusError, status_class
from ..core.messages import describe
from ..core.operations import Operation
from .texts import decode_undeclared, text_encoding

if TYPE_CHECKING:
    from ..core.http import httpx


def status_error(
    operation: Operation[object], response: httpx.Response, reading: Reading
) -> APIStatusError:
    """Returns the exception for an error status."""
    kind = status_class(response.status_code, reading.rules.error_classes())
    reason = response.reason_phrase
    if location := response.headers.get("location"):
        reason = f"{reason or 'a redirect'} to {location}, which is not followed".strip()
    return kind(
        describe(response.content, reason, text_encoding(response)),
        response=response,
        body=error_body(operation, response, reading),
        operation=operation.label,
        request_id_header=reading.rules.request_id_header,
    )


def error_body(operation: Operation[object], response: httpx.Response, reading: Reading) -> object:
    """Decodes the body as declared, even if it deviates; else without a type; None if it is empty."""
    if not response.content:
        return None
    decoder = operation.error_for(response.status_code)
    if decoder is not None:
        lenient = Reading(operation.label, replace(reading.rules, strict=False))
        try:
            return decoder.decode(response, lenient)
        except APIError:
            pass  # it is something else, such as an error page of a gateway
    return decode_undeclared(response)
