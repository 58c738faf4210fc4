# Imports light modules of the runtime.
"""`CursorPages`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeVar

from ...core.operations import Request
from ...data.encoding import Wire, encode_json
from .pagination import (
    AttributePath,
    Following,
    Pages,
    PageState,
    Stuck,
    follow,
    follow_link,
    with_parameter,
)

P = TypeVar("P")
T = TypeVar("T")
_ADDRESSES: Final = ("https://", "http://")


@dataclass(frozen=True, kw_only=True)
class CursorPages(Pages[P, T]):
    """`parameter` ("query:after") takes the value at `cursor`, else `item_cursor` of the last item."""

    parameter: str
    cursor: AttributePath | None = None
    has_more: AttributePath | None = None
    item_cursor: str | None = None

    @property
    def page_parameter(self) -> str:
        """See `Pages.turns`."""
        return self.parameter

    def following(self, state: PageState[P, T]) -> Following[P]:
        """See `Pages.following`."""
        more = self._more(state)
        if more is not None and not more:
            return None
        cursor = follow(state.value, self.cursor) if self.cursor is not None else None
        if _is_nothing(cursor) and self.item_cursor is not None and (more or self.cursor is None):
            cursor = follow(state.items[-1], (self.item_cursor,)) if state.items else None
        if not _is_nothing(cursor):
            if self.parameter.startswith("query:") and str(cursor).startswith(_ADDRESSES):
                return follow_link(state, str(cursor))  # the document takes a link for a cursor
            cursor = _encode_cursor(cursor, state.request, self.parameter)
            return with_parameter(state.request, self.parameter, cursor), str(cursor)
        return Stuck("the page says that more follows and has no cursor") if more else None

    def says_more(self, state: PageState[P, T], /) -> bool:
        """See `Pages.says_more`."""
        return bool(self._more(state))

    def _more(self, state: PageState[P, T]) -> object:
        return follow(state.value, self.has_more) if self.has_more is not None else None


def _is_nothing(cursor: object) -> bool:
    """Whether a cursor means the end of the list; some vendors send 0, false or an empty object."""
    return not (cursor.__wire__() if isinstance(cursor, Wire) else cursor)


def _encode_cursor(cursor: object, request: Request[P], place: str) -> object:
    """Returns the cursor for the parameter: an object outside a body is JSON, unless the document has a style."""
    if isinstance(cursor, str | int | float) or place.startswith("json:"):
        return cursor
    # <styles>
    if place in request.operation.styles:
        return cursor
    # </styles>
    # <content>
    if place in request.operation.content:
        return cursor
    # </content>
    return encode_json(cursor).decode()
