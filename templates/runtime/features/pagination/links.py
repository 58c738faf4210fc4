# Imports light modules of the runtime.
"""`LinkPages`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urljoin

from ...wire.header_grammar import link
from .pagination import AttributePath, Following, Pages, PageState, follow

if TYPE_CHECKING:
    from ...core.http import httpx

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
        if self.next is None:
            found: object = link(state.response.headers.get_list("link"), "next")
        else:
            found = follow(state.value, self.next)
        if not found:
            return None
        url = _joined(state.response, str(found))
        return replace(state.request, url=url, linked=True, query={}), url


def _joined(response: httpx.Response, link: str) -> str:
    """Returns the URL of a link, which may be relative. An invalid URL is reported when its page is requested."""
    try:
        return urljoin(str(response.url), link)
    except ValueError:
        return link
