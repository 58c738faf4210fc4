# JSON values as Python source. No other module converts values of the document to code. Imports the standard
# library only.
"""Python literals that are safe for any content: the document is untrusted."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]
"""A JSON value."""


def python_literal(value: Value) -> str:
    """Returns the source of an expression that evaluates to `value`.

    `repr` escapes quotes, backslashes, line ends, control and bidirectional characters and lone surrogates, so
    the text cannot end its literal. Tuples stay tuples, lists stay lists; mappings keep their order.

    Raises:
        TypeError: The value is not JSON.
    """
    match value:
        case str():
            return quote(value)
        case None | bool() | int():
            return repr(value)
        case float():
            return repr(value) if math.isfinite(value) else f'float("{value}")'
        case tuple():
            inner = ", ".join(map(python_literal, value))
            return f"({inner},)" if len(value) == 1 else f"({inner})"
        case Sequence():
            return f"[{', '.join(map(python_literal, value))}]"
        case Mapping():
            pairs = (
                f"{python_literal(key)}: {python_literal(item)}" for key, item in value.items()
            )
            return f"{{{', '.join(pairs)}}}"
        case _:
            raise TypeError(f"no literal for {type(value).__name__}")


def quote(text: str) -> str:
    """Returns a string literal in double quotes for any text."""
    inner = repr("'" + text)  # the single quote makes repr use double quotes, unless it finds both
    if inner[0] == '"':
        return '"' + inner[2:]
    return '"' + inner[3:-1].replace("\\'", "'").replace('"', '\\"') + '"'
