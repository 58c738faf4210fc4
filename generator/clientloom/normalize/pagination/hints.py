# Lists that look paged, where the response does not show how. May import config, ir and this room.
"""`note_unsure`: a note with the line of client.toml, where detection would have to guess."""

from __future__ import annotations

from clientloom.config.settings import VendorConfig
from clientloom.ir import Field, Operation, Parameter
from clientloom.ir.lookup import Lookup
from clientloom.normalize.notes import Notes
from clientloom.normalize.operations.resources import settings_key
from clientloom.normalize.operations.selection import Site
from clientloom.normalize.pagination.declared_pages import is_declared_whole
from clientloom.normalize.pagination.detect import (
    is_search,
    item_id,
    paging_members,
    shows_next,
)
from clientloom.normalize.pagination.page_shape import PageView, find_list, page_type
from clientloom.normalize.pagination.paging_names import (
    AFTER_ITEM,
    CURSOR_PARAMETERS,
    OFFSETS,
    PAGES,
    WEAK_CURSORS,
    squeeze,
)

_STYLES = (
    ("page", PAGES),
    ("offset", OFFSETS - {"start", "startfrom"}),
    ("cursor", frozenset(CURSOR_PARAMETERS) - WEAK_CURSORS - {"until", "after", "continue"}),
    ("cursor", frozenset({"maxid"})),
)
_AFTER_ITEM = AFTER_ITEM | {"maxid"}


def note_unsure(
    operation: Operation, site: Site, lookup: Lookup, config: VendorConfig, notes: Notes
) -> None:
    """Notes a list with a parameter that selects a page, if nothing in the response or in client.toml confirms it."""
    key = settings_key(site, config)
    own = config.operations[key].pagination if key in config.operations else None
    if own is not None or (config.pagination and config.pagination.style == "none"):
        return
    page = page_type(operation.result)
    if (
        operation.pagination
        or page is None
        or not _may_page(operation)
        or is_declared_whole(site.place)
    ):
        return
    view = find_list(page, lookup, operation.path)
    if view is None:
        return
    if found := _paging_parameter(operation):
        _note_parameter(*found, view, site, lookup, notes)
    elif shows_next(view, operation, lookup):
        notes.note(
            "unsure-pagination",
            site.place.pointer,
            "the response says where the list goes on, but no parameter selects a page",
            "add the parameter with an overlay; until then the method returns the first page",
        )


def _may_page(operation: Operation) -> bool:
    return operation.method != "POST" or is_search(operation)


def _note_parameter(
    style: str,
    parameter: Parameter | Field,
    view: PageView,
    site: Site,
    lookup: Lookup,
    notes: Notes,
) -> None:
    item = item_id(view, lookup) if squeeze(parameter.wire_name) in _AFTER_ITEM else None
    last = f', item_cursor = "{item}"' if item else ""
    setting = f'pagination = {{style = "{style}", parameter = "{parameter.wire_name}"{last}}}'
    line = f'[operations."{site.operation_id or site.key}"] {setting}'
    needs_more = style == "cursor" and not item
    more = ", with `cursor` for the member that has the next one" if needs_more else ""
    notes.note(
        "unsure-pagination",
        site.place.pointer,
        f"{parameter.wire_name!r} looks like it selects a page, but the response does not show where the list goes on",
        f'write {line} in client.toml{more}, or style = "none" if the list is whole',
    )


def _paging_parameter(operation: Operation) -> tuple[str, Parameter | Field] | None:
    members = paging_members(operation)
    for style, names in _STYLES:
        for name, member in members.items():
            if name in names and not (isinstance(member, Parameter) and member.constant):
                return style, member
    return None
