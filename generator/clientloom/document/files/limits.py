# The bounds within which a document is read: what a hostile or broken file may cost. Imports nothing.
"""Limits on what is read."""

from __future__ import annotations

MAX_BYTES = 200 * 1024 * 1024
"""The largest file that is read."""

MAX_DEPTH = 200
"""The deepest nesting that is read; the deepest real document known nests 50 levels. Later stages recurse."""

MAX_ALIASED_NODES = 2_000_000
"""How many nodes the aliases of one YAML file may expand to, together."""

MAX_REMOTE_BYTES = 50 * 1024 * 1024
"""The largest answer that is taken from a URL."""

REMOTE_TIMEOUT = 30.0
"""How long the server of a URL may be silent."""

REMOTE_SECONDS = 120.0
"""How long one URL may take as a whole, redirects included: a byte now and then is never silent for long."""

ALL_REMOTE_SECONDS = 300.0
"""How long all the URLs of a document may take together."""

MAX_REDIRECTS = 5
"""How many redirects are followed, each checked as the first address was."""

MAX_FILES = 20_000
"""How many files one document may be made of."""

MAX_INLINED_NODES = 2_000_000
"""How many nodes references in places without a component section may be copied to, together."""
