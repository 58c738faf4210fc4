# Schemas that need a class, waiting to be defined; and the bound on those that only `allOf` brings into being.
# May import facets/.
"""`HoistQueue`: the queue of named schemas."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from clientloom.normalize.facets.collect import SchemaParts, Tree

MAX_MERGED = 200
"""So many classes are made of schemas that only `allOf` brings together: there may be one for each set of schemas."""


class HoistQueue:
    """Remembers what each site is made of, and which of them are not defined yet."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._nodes: dict[str, SchemaParts] = {}
        self._queue: deque[str] = deque()
        self._merged = 0

    def add(self, parts: SchemaParts, site: str) -> str | None:
        """The site whose class a node has: this one, or one around it that is made of the same schemas.

        None where too many classes were made of schemas that stand nowhere together.
        """
        if site in self._nodes:
            return site
        if len(parts) > 1 and self._tree.at(site) is None:
            if around := self._enclosing_site(parts, site):
                return around
            self._merged += 1
            if self._merged > MAX_MERGED:
                return None
        self._nodes[site] = parts
        self._queue.append(site)
        return site

    def _enclosing_site(self, parts: SchemaParts, site: str) -> str:
        """The site around this one that the same schemas make, "" where there is none: it holds itself."""
        while site:
            site = site.rpartition("/")[0]
            if self._nodes.get(site) == parts:
                return site
        return ""

    def pop_all(self) -> Iterator[tuple[str, SchemaParts]]:
        """Each site that waits, and those that are added meanwhile."""
        while self._queue:
            site = self._queue.popleft()
            yield site, self._nodes[site]
