# The names that vendors give to what pages a list, without case and separators. Imports the standard library only.
"""Names of parameters and members about pages, squeezed: `next_page-Token` and `nextPageToken` are equal."""

from __future__ import annotations

import re

CURSOR_PARAMETERS = (
    "cursor",
    "nextcursor",
    "pagecursor",
    "startcursor",
    "pagetoken",
    "paginationtoken",
    "nexttoken",
    "nextpagetoken",
    "continuationtoken",
    "continuation",
    "continuefrom",
    "continue",
    "skiptoken",
    "marker",
    "bookmark",
    "scrollid",
    "startingafter",
    "after",
    "afterid",
    "exclusivestartkey",
    "nextkey",
    "lastkey",
    "until",
    "maxid",
    "nextpage",
    "pageid",
    "token",
    "position",
    "start",
    "page",
    "offset",
)
"""Names of cursor parameters, the clearest first; for those in `WEAK_CURSORS` the response has to say more."""

WEAK_CURSORS = frozenset({"page", "offset", "token", "position", "start", "maxid", "pageid"})
"""Names that mean other things too: they count only with a member that is named as the next one."""

AMBIGUOUS_CURSORS = frozenset({"token", "position", "start"})
"""Of those, the ones that are no cursors beside another parameter that selects a page."""

PLAIN_CURSORS = frozenset(
    {
        "next",
        "nextcursor",
        "nextpagecursor",
        "nextpagetoken",
        "nextpageid",
        "nexttoken",
        "nextmarker",
        "nextpage",
        "nextid",
        "nextkey",
        "nextcontinuationtoken",
        "endcursor",
        "continuationtoken",
        "lastevaluatedkey",
        "scrollid",
    }
)
_CONTAINER = re.compile(
    r"(?:list|response|page|pages|paging|pagination|result|cursor)?"
    r"(?:meta|metadata|info|data)|(?:paging|pagination|pager)(?:results?|details|summary)?|cursors?|page|next|nextpage|searchcriteria"
)
LINK_HOLDERS = frozenset({"links", "pagelinks", "link", "hal"})
LINKS = frozenset(
    {
        "nextlink",
        "nexturl",
        "nexturi",
        "nexthref",
        "nextpageurl",
        "nextpageuri",
        "nextpagelink",
        "nextpagehref",
        "odatanextlink",
    }
)
HAS_MORE = frozenset(
    {"hasmore", "hasnext", "hasnextpage", "hasmoreitems", "hasmoreresults", "more", "istruncated"}
)
TOTALS = frozenset(
    {
        "total",
        "totalcount",
        "totalresults",
        "totalitems",
        "totalrecords",
        "totalrecordcount",
        "totalsize",
        "totalelements",
        "totalhits",
        "totalrows",
        "totalrowcount",
        "totalentries",
        "itemstotal",
        "recordstotal",
        "numfound",
    }
)
TOTAL_PAGES = frozenset(
    {"totalpages", "pagestotal", "pagecount", "numpages", "noofpages", "maxpages", "pages"}
)
OFFSETS = frozenset({"offset", "skip", "startat", "startindex", "start", "startfrom", "pageoffset"})
WEAK_OFFSETS = frozenset({"start", "startfrom"})
"""Offsets whose names are those of times too: they count only beside the size of a page."""

LIMITS = frozenset(
    {"limit", "count", "maxresults", "size", "top", "take", "pagesize", "perpage", "rows", "max"}
)
PAGES = frozenset({"page", "pagenumber", "pageno", "pagenum", "pageindex", "currentpage"})
PAGE_ECHOES = PAGES | {"thispage"}
SIZES = frozenset({"perpage", "pagesize", "limit", "size", "count", "itemsperpage", "hitsperpage"})
AFTER_ITEM = frozenset({"after", "startingafter", "afterid", "cursor", "continuefrom"})
PAGING = frozenset({*CURSOR_PARAMETERS, *OFFSETS, *LIMITS, *PAGES, *SIZES})
"""Every name of a parameter that is about pages."""


def squeeze(name: str) -> str:
    """Returns a name without case and separators."""
    return re.sub(r"[^0-9a-z]", "", name.lower())


def is_container(name: str) -> bool:
    """Whether a member with this squeezed name holds what is said about a page: `list_metadata`, `pagination`."""
    return _CONTAINER.fullmatch(name) is not None


SEARCHES = frozenset({"search", "query", "list", "find", "filter", "lookup"})
"""Words of POST requests that read, whose pages may be counted."""
