# Names by which vendors call the parameters and members of pages, squeezed. Data; may import ir.
"""The names that detection looks for."""

from __future__ import annotations

from clientloom.ir import PrimitiveKind

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
    "continue",
    "marker",
    "bookmark",
    "startingafter",
    "after",
    "afterid",
    "exclusivestartkey",
    "until",
    "page",
    "offset",
    "start",
)
"""Names of cursor parameters, squeezed; the last three count only with a cursor of the same name."""

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
        "nextcontinuationtoken",
        "endcursor",
        "continuationtoken",
        "lastevaluatedkey",
    }
)
CONTAINERS = frozenset(
    {
        "pagination",
        "paging",
        "pageinfo",
        "pagingmetadata",
        "pagemetadata",
        "paginationmetadata",
        "meta",
        "metadata",
        "responsemetadata",
        "cursor",
        "cursors",
        "nextpage",
        "next",
        "page",
        "resultinfo",
    }
)
LINK_CONTAINERS = frozenset({"links", "pagelinks", *CONTAINERS})
LINKS = frozenset(
    {"nextlink", "nexturl", "nextpageurl", "nextpagelink", "nexturi", "odatanextlink"}
)
HAS_MORE = frozenset(
    {"hasmore", "hasnext", "hasnextpage", "hasmoreitems", "hasmoreresults", "more", "istruncated"}
)
TOTALS = frozenset(
    {"total", "totalcount", "totalresults", "totalitems", "totalrecords", "totalsize"}
)
TOTAL_PAGES = frozenset({"totalpages", "pagecount", "numpages", "pages"})
OFFSETS = frozenset({"offset", "skip", "start", "startat", "startindex"})
LIMITS = frozenset({"limit", "count", "maxresults", "size", "top", "take", "pagesize", "perpage"})
PAGES = frozenset({"page", "pagenumber", "pageno", "pagenum"})
PAGE_ECHOES = PAGES | {"currentpage", "pageindex", "thispage"}
SIZES = frozenset({"perpage", "pagesize", "limit", "size", "count"})
TOKEN_KINDS = frozenset(
    {PrimitiveKind.STRING, PrimitiveKind.INTEGER, PrimitiveKind.NUMBER, PrimitiveKind.UUID}
)
COUNTS = frozenset({PrimitiveKind.INTEGER, PrimitiveKind.NUMBER})
PAGING = frozenset({*CURSOR_PARAMETERS, *OFFSETS, *LIMITS, *PAGES, *SIZES})
AFTER_ITEM = frozenset({"after", "startingafter", "afterid", "cursor"})
