# The patterns of client.toml. Imports nothing of ours.
"""`path_pattern`: which paths a `path` of [[include]], [[exclude]] or [[lint.ignore]] means."""

from __future__ import annotations

import re
from functools import cache

_WORDS = {"**": ".*", "*": "[^/]*", "?": "[^/]"}


@cache
def path_pattern(pattern: str) -> re.Pattern[str]:
    """`**` stands for anything, `*` for anything within a segment, `?` for one character of a segment."""
    parts = re.split(r"(\*\*|\*|\?)", pattern)
    return re.compile("".join(_WORDS.get(part, re.escape(part)) for part in parts), re.DOTALL)
