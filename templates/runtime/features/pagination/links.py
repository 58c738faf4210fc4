# Imports light modules of the runtime.
"""`LinkPages`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from ...wire.header_grammar import link
from .pagination import AttributePath, Following, Pages, PageState, Stuck, follow, follow_link

P = TypeVar("P")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class LinkPages(Pages[P, T]):
    """The next URL is at `next` in the body, or in the `Link` header (RFC 8288) if `next` is None."""

    next: AttributePath | None

    def present(self, state: PageState[P, T]) -> str:
        """See `Pages.present`."""
        return str(state.response.url)

    def following(self, state: PageState[P, T]) -> Following[P]:
        """See `Pages.following`."""
        links = state.response.headers.get_list("link")
        found = link(links, "next") if self.next is None else follow(state.value, self.next)
        if isinstance(found, str) and found and not set(found) & set("/?"):
            return Stuck(f"{found!r} leads to the next page and is no link")
        return follow_link(state, str(found)) if found else None
