# Whether a request carries a credential that its operation needs. Written apart from the client's runtime, to check
# it. May import the views of this room.
"""Holds a request against `security` (OpenAPI 3.1, 4.8.30)."""

from __future__ import annotations

from clientloom.document.pointer import escape
from clientloom.verify.document_views import View
from clientloom.verify.judging.received import Received, form_pairs


def credential_problem(view: View, pointer: str, received: Received) -> str:
    """Returns "" where one of the alternatives of `security` is met, or where there is none, else what is missing."""
    listed = view.operation(pointer).get("security", view.root.get("security"))
    alternatives = [a for a in listed if isinstance(a, dict)] if isinstance(listed, list) else []
    if any(all(_is_met(view, name, received) for name in names) for names in alternatives):
        return ""
    wanted = " or ".join(" and ".join(names) for names in alternatives)
    return f"no credential was sent for {wanted}" if alternatives else ""


def _is_met(view: View, name: str, received: Received) -> bool:
    """Whether a request has the credential of a scheme; one that no first request shows is taken to be there."""
    scheme = view.resolve(view.node(f"/components/securitySchemes/{escape(name)}"))
    match scheme:
        case {"type": "apiKey", "in": "header", "name": str(wire_name)}:
            return bool(received.header(wire_name))
        case {"type": "apiKey", "in": "query", "name": str(wire_name)}:
            return wire_name in dict(form_pairs(received.query))
        case {"type": "apiKey", "in": "cookie", "name": str(wire_name)}:
            return wire_name in dict(received.cookies)
        case {"type": "http", "scheme": str(word)}:
            return word.lower() == "digest" or _begins(received, word)
        case {"type": "oauth2" | "openIdConnect"}:
            return _begins(received, "bearer")
        case _:
            return True


def _begins(received: Received, word: str) -> bool:
    """Whether `Authorization` names a scheme; its case does not matter (RFC 9110, 11.1)."""
    named = received.header("authorization").partition(" ")[0]
    return named.lower() == word.lower()
