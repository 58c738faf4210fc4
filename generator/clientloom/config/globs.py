# Patterns in client.toml. Imports the standard library only.
"""`path_pattern`, for the key `path` of [[include]], [[exclude]] and [[lint.ignore]]."""

from __future__ import annotations

import re
from functools import cache

_WORDS = {"**": ".*", "*": "[^/]*", "?": "[^/]"}


@cache
def path_pattern(pattern: str) -> re.Pattern[str]:
    """Compiles a pattern for URL paths.

    `**` matches anything, `*` anything within a segment, `?` one character of a segment.
    """
    parts = re.split(r"(\*\*|\*|\?)", pattern)
    return re.compile("".join(_WORDS.get(part, re.escape(part)) for part in parts), re.DOTALL)
