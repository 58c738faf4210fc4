# Limits that protect against hostile and broken files. Imports nothing.
"""The limits of reading a document."""

from __future__ import annotations

MAX_BYTES = 200 * 1024 * 1024
"""The size limit of a file."""

MAX_DEPTH = 200
"""The limit of nesting, because later stages recurse. The deepest real document known has 50 levels."""

MAX_ALIASED_NODES = 2_000_000
"""The limit of nodes that the aliases of one YAML file expand to, together."""

MAX_REMOTE_BYTES = 50 * 1024 * 1024
"""The size limit of a response."""

REMOTE_TIMEOUT = 30.0
"""Seconds that a server may be silent."""

REMOTE_SECONDS = 120.0
"""Seconds for one URL, redirects included. A slow trickle of bytes never reaches `REMOTE_TIMEOUT`."""

ALL_REMOTE_SECONDS = 300.0
"""Seconds for all URLs of a document together."""

MAX_REDIRECTS = 5
"""The limit of redirects; the address of each is checked."""

MAX_FILES = 20_000
"""The limit of files of a document."""

MAX_INLINED_NODES = 2_000_000
"""The limit of nodes that are copied because their place has no section in `components`."""
