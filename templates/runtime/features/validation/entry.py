# Imports nothing before it is needed.
"""`check_calls`."""

from __future__ import annotations


def check_calls(resource: object) -> None:
    """Adds a check of its arguments to each method of a resource: `validate_requests` of the client."""
    from .validation import validate_methods

    validate_methods(resource)
