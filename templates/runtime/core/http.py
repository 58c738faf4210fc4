# The library that sends requests: the only module that imports it. Loaded with the first call.
"""The HTTP library under its own name, and `BELOW`."""

from __future__ import annotations

from typing import Final

import httpx
from httpx import Timeout

__all__ = ["BELOW", "Timeout", "httpx"]

BELOW: Final = frozenset(
    {"anyio", "h11", "h2", "hpack", "httpcore", "httpcore2", "httpx", "socksio", "ssl", "trio"}
)
"""The packages whose exceptions can end a request."""
