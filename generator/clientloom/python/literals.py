# JSON values as Python source. Only this module turns a value of the document into code. Imports the standard
# library only.
"""Python literals that are safe for any content: spec text is untrusted."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]
"""A JSON value."""


def python_literal(value: Value) -> str:
    """The source of an expression that evaluates to `value`.

    `repr` escapes quotes, backslashes, line ends, control and bidirectional characters and lone surrogates, so
    the text cannot leave its literal. Tuples stay tuples and lists lists; mappings keep their order.

    Raises:
        TypeError: The value is nothing that JSON can hold.
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
    """A string literal in double quotes, whatever the text holds."""
    inner = repr(
        "'" + text
    )  # a single quote inside makes repr choose double quotes, unless there are both
    if inner[0] == '"':
        return '"' + inner[2:]
    return '"' + inner[3:-1].replace("\\'", "'").replace('"', '\\"') + '"'
