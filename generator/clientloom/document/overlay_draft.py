# The overlay that corrects references to nothing, as a draft. May import diagnostics and pointers.
"""`overlay_draft`: an action for each place where a document refers to nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from clientloom.diagnostics import Diagnostic
from clientloom.document.pointer import split

_MOST = 20
_LISTS = frozenset({"parameters", "allOf", "anyOf", "oneOf", "prefixItems"})
"""The lists of OpenAPI whose items can be references."""
_HEAD = ("overlay: 1.0.0", 'info: {title: What the vendor forgot, version: "1"}', "actions:")


def overlay_draft(findings: Sequence[Diagnostic]) -> str:
    """Returns an Overlay 1.0 document with an action for each finding, in the order of the document.

    It is valid as it is, and leaves each place as loose as it was; whoever writes the overlay says what is there.
    """
    actions = [line for finding in findings[:_MOST] for line in _action(finding)]
    more = len(findings) - _MOST
    rest = [f"  # ... and {more} more"] if more > 0 else []
    return "\n".join([*_HEAD, *actions, *rest]) + "\n"


def _action(finding: Diagnostic) -> Iterator[str]:
    tokens = split(finding.pointer)[:-1]
    yield f"  # line {finding.span.line}: {' '.join(finding.message.split())}"
    yield f"  - target: {json.dumps(_json_path(tokens))}"
    yield "    update: {description: to be written}"


def _json_path(tokens: Sequence[str]) -> str:
    """Returns a pointer as JSONPath (RFC 9535)."""
    holders = ("", *tokens)
    return "$" + "".join(map(_segment, holders, tokens))


def _segment(holder: str, token: str) -> str:
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", token):
        return f".{token}"
    if holder in _LISTS and token.isascii() and token.isdigit():
        return f"[{token}]"
    quoted = token.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{quoted}']"
