# The queue of schemas that need a class, and the limit for those that exist only through `allOf`.
# May import ir, facets/ and naming/.
"""`HoistQueue`: the queue of named schemas."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from clientloom.ir import LiteralOf, TypeRef
from clientloom.normalize.facets.collect import SchemaParts, Tree
from clientloom.normalize.facets.merged import MergedSchema
from clientloom.normalize.naming.declared_names import declared_text

MAX_MERGED = 200
"""The maximum number of classes for combinations of schemas by `allOf`, which can be exponentially many."""


MANY_VALUES = 20
"""An inline enum with more values than this gets a name."""


def is_named_enum(literal: TypeRef | None, merged: MergedSchema, *, honour_declared: bool) -> bool:
    """Whether an inline type is an enum that gets a name: it has many values, or an extension names it."""
    if not isinstance(literal, LiteralOf):
        return False
    if len(literal.values) > MANY_VALUES:
        return True
    several = len(literal.values) > 1 and not literal.closed
    return several and honour_declared and bool(declared_text("class", merged.facets[-1].schema))


class HoistQueue:
    """Remembers the parts of each site, and which sites are not defined yet."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._nodes: dict[str, SchemaParts] = {}
        self._queue: deque[str] = deque()
        self._merged = 0

    def add(self, parts: SchemaParts, site: str) -> str | None:
        """Queues a site, and returns the site whose class it has: itself, or one around it with the same parts.

        None if there are too many classes for combinations by `allOf`.
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
        """Returns the site around this one with the same parts, a recursive schema, or "" if there is none."""
        while site:
            site = site.rpartition("/")[0]
            if self._nodes.get(site) == parts:
                return site
        return ""

    def pop_all(self) -> Iterator[tuple[str, SchemaParts]]:
        """Yields each queued site with its parts, including those that are queued meanwhile."""
        while self._queue:
            site = self._queue.popleft()
            yield site, self._nodes[site]
