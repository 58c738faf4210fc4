# The pages that a vendor declares for an SDK, in the extensions of an operation. May import config, and the places
# of normalize.
"""`declared_pages`: x-speakeasy-pagination, x-fern-pagination and x-ms-pageable, as settings of client.toml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clientloom.config.settings import PaginationConfig
from clientloom.normalize.nodes import Place
from clientloom.normalize.pagination.paging_names import PAGES, squeeze

_FERN, _SPEAKEASY, _PAGEABLE = "x-fern-pagination", "x-speakeasy-pagination", "x-ms-pageable"
_WHOLE = PaginationConfig(style="none")
_STEP = re.compile(r"""\.([^.\[\]]+)|\[(?:'([^']+)'|"([^"]+)")\]""")
_LAST = re.compile(r"\[(?:-1|-1:|\(@\.length\s*-\s*1\))\]")
"""The last item of a list, as the dialects of JSONPath write it."""


@dataclass(frozen=True, slots=True)
class DeclaredPages:
    """What an extension says: its settings, in which the style "none" is a list of one page, or why it says nothing."""

    key: str
    pointer: str
    settings: PaginationConfig
    fault: str = ""


class _UnreadableError(Exception):
    """A declaration in a form that its tool does not describe."""


def declared_pages(operation: Place) -> DeclaredPages | None:
    """Returns what the first of the extensions of an operation declares, None if it has none."""
    for key, read in _READERS.items():
        place = operation / key
        if key not in operation or place.node is False:
            continue
        try:
            return DeclaredPages(key, operation.raw(key).pointer, read(place))
        except _UnreadableError as error:
            return DeclaredPages(key, operation.raw(key).pointer, _WHOLE, str(error))
    return None


def is_declared_whole(operation: Place) -> bool:
    """Whether an extension says that the list of an operation has one page."""
    declared = declared_pages(operation)
    return declared is not None and not declared.fault and declared.settings.style == "none"


def _read_fern(place: Place) -> PaginationConfig:
    """Reads Fern's extension; `true` refers to that of the document."""
    if place.node is True:
        place = Place(place.root, place.root, "") / _FERN
    items, more = _fern_path(place, "results"), _fern_path(place, "has-next-page")
    if "cursor" in place:
        cursor, parameter = _fern_path(place, "next_cursor"), _fern_parameter(place, "cursor")
        return PaginationConfig(
            style="cursor", items=items, cursor=cursor, parameter=parameter, has_more=more
        )
    if "offset" in place:
        parameter, limit = _fern_parameter(place, "offset"), _fern_parameter(place, "step")
        return PaginationConfig(
            style="offset" if limit and squeeze(parameter) not in PAGES else "page",
            items=items,
            parameter=parameter,
            limit=limit,
            has_more=more,
        )
    for key in ("next_uri", "next_path"):
        if key in place:
            return PaginationConfig(style="link", items=items, next=_fern_path(place, key))
    raise _UnreadableError("it names no `cursor`, `offset`, `next_uri` or `next_path`")


def _fern_path(place: Place, key: str) -> str:
    return _after(place.text(key), "$response")


def _fern_parameter(place: Place, key: str) -> str:
    return _after(place.text(key), "$request")


def _after(text: str, start: str) -> str:
    """Returns the path behind `$request` or `$response`, which Fern also accepts without them."""
    return text.removeprefix(start).removeprefix(".")


def _read_speakeasy(place: Place) -> PaginationConfig:
    inputs = {item.text("type"): item.text("name") for item in (place / "inputs").items()}
    outputs = place / "outputs"
    items = _json_path(outputs.text("results"))
    match place.text("type"):
        case "offsetLimit":
            style = "page" if "page" in inputs else "offset"
            return PaginationConfig(
                style=style,
                items=items,
                parameter=inputs.get(style, ""),
                limit=inputs.get("limit", ""),
                total_pages=_json_path(outputs.text("numPages")),
            )
        case "cursor":
            return _read_cursor(inputs.get("cursor", ""), items, outputs.text("nextCursor"))
        case "url":
            following = _json_path(outputs.text("nextUrl"))
            return PaginationConfig(style="link", items=items, next=following)
        case other:
            raise _UnreadableError(f"its type {other!r} is not `offsetLimit`, `cursor` or `url`")


def _read_cursor(parameter: str, items: str, cursor: str) -> PaginationConfig:
    """Reads a cursor; one behind the last item of the list is a member of the item."""
    listed, *behind = _LAST.split(cursor)
    if not behind:
        path = _json_path(cursor)
        return PaginationConfig(style="cursor", items=items, parameter=parameter, cursor=path)
    return PaginationConfig(
        style="cursor",
        items=items or _json_path(listed),
        parameter=parameter,
        item_cursor=_json_path(f"${behind[0]}"),
    )


def _json_path(text: str) -> str:
    """Returns a JSONPath of member names as a dotted path; "" is the body itself."""
    path = text.removesuffix("[*]").removeprefix("$")
    names = tuple(_names(path)) if path else ()
    return ".".join(names)


def _names(path: str) -> Iterator[str]:
    position = 0
    while position < len(path):
        step = _STEP.match(path, position)
        if step is None:
            raise _UnreadableError(f"{path!r} is no path of member names")
        yield step[1] or step[2] or step[3]
        position = step.end()


def _read_pageable(place: Place) -> PaginationConfig:
    """Reads AutoRest's extension: without the name of a link the list is whole, whatever it looks like."""
    if place.mapping.get("nextLinkName") is None:
        return _WHOLE
    following = place.text("nextLinkName")
    if not following:
        raise _UnreadableError("`nextLinkName` is no name")
    return PaginationConfig(style="link", items=place.text("itemName") or "value", next=following)


_READERS: dict[str, Callable[[Place], PaginationConfig]] = {
    _SPEAKEASY: _read_speakeasy,
    _FERN: _read_fern,
    _PAGEABLE: _read_pageable,
}
