# Lists that look paged, where the response does not show how. May import config, ir and this room.
"""`note_unsure`: a note with the line of client.toml, where detection would have to guess."""

from __future__ import annotations

from clientloom.config.settings import VendorConfig
from clientloom.ir import Field, Operation, Parameter
from clientloom.ir.lookup import Lookup
from clientloom.normalize.notes import Notes
from clientloom.normalize.operations.resources import settings_key
from clientloom.normalize.operations.selection import Site
from clientloom.normalize.pagination.detect import is_search, paging_members
from clientloom.normalize.pagination.page_shape import find_list, page_type
from clientloom.normalize.pagination.paging_names import (
    CURSOR_PARAMETERS,
    OFFSETS,
    PAGES,
    WEAK_CURSORS,
)

_STYLES = (
    ("page", PAGES),
    ("offset", OFFSETS - {"start", "startfrom"}),
    ("cursor", frozenset(CURSOR_PARAMETERS) - WEAK_CURSORS - {"until", "after", "continue"}),
)


def note_unsure(
    operation: Operation, site: Site, lookup: Lookup, config: VendorConfig, notes: Notes
) -> None:
    """Notes a list with a parameter that selects a page, if nothing in the response or in client.toml confirms it."""
    key = settings_key(site, config)
    own = config.operations[key].pagination if key in config.operations else None
    if own is not None or (config.pagination and config.pagination.style == "none"):
        return
    if operation.pagination is not None:
        return
    if operation.method == "POST" and not is_search(operation):
        return
    page = page_type(operation.result)
    found = _paging_parameter(operation)
    if found is None or page is None or find_list(page, lookup) is None:
        return
    style, parameter = found
    setting = f'pagination = {{style = "{style}", parameter = "{parameter.wire_name}"}}'
    line = f'[operations."{site.operation_id or site.key}"] {setting}'
    more = ", with `cursor` for the member that has the next one" if style == "cursor" else ""
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
