# Hand-written code beside the generated resources. May import diagnostics.
"""Classes in a hand-written `resources/_custom.py`, which replace generated ones in the clients."""

from __future__ import annotations

import ast

from clientloom.diagnostics import InputError, Span

CUSTOM_NAME = "_custom.py"
"""The file in `resources/` that belongs to the user."""


def custom_classes(source: str, file: str) -> frozenset[str]:
    """Returns the names of the top-level classes in `source`; messages call it `file`.

    Raises:
        InputError: The module is not valid Python.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        lines = source.splitlines()
        span = Span.within(file, lines, error.lineno or 0, error.offset or 0)
        message = f"this is not valid Python: {error.msg}"
        hint = "correct it; clientloom reads which resource classes it extends"
        raise InputError.at(span, "custom-syntax", message, hint) from error
    return frozenset(node.name for node in tree.body if isinstance(node, ast.ClassDef))
