# Schemas that need a class, waiting to be defined; and the bound on those that only `allOf` brings into being.
# May import facets/.
"""`Hoisted`: the queue of named schemas."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from clientloom.normalize.facets.collect import SchemaParts, Tree

MAX_MERGED = 200
"""So many classes are made of schemas that only `allOf` brings together: there may be one for each set of schemas."""


class Hoisted:
    """Remembers what each site is made of, and which of them are not defined yet."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._nodes: dict[str, SchemaParts] = {}
        self._queue: deque[str] = deque()
        self._merged = 0

    def add(self, node: SchemaParts, site: str) -> str | None:
        """The site whose class a node has: this one, or one around it that is made of the same schemas.

        None where too many classes were made of schemas that stand nowhere together.
        """
        if site in self._nodes:
            return site
        if len(node) > 1 and self._tree.at(site) is None:
            if around := self._same_around(node, site):
                return around
            self._merged += 1
            if self._merged > MAX_MERGED:
                return None
        self._nodes[site] = node
        self._queue.append(site)
        return site

    def _same_around(self, node: SchemaParts, site: str) -> str:
        """The site around this one that the same schemas make, "" where there is none: it holds itself."""
        while site:
            site = site.rpartition("/")[0]
            if self._nodes.get(site) == node:
                return site
        return ""

    def take(self) -> Iterator[tuple[str, SchemaParts]]:
        """Each site that waits, and those that are added meanwhile."""
        while self._queue:
            site = self._queue.popleft()
            yield site, self._nodes[site]
