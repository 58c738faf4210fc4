# The settings of client.toml, or those that a document declares, for the pages of an operation. May import ir, config
# and this room.
"""`SettingsReader`: checks the settings against the parameters and the answer of an operation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clientloom import ir
from clientloom.config.checks import STYLES
from clientloom.config.settings import PaginationConfig, VendorConfig
from clientloom.diagnostics import InputError, suggest_value
from clientloom.ir.lookup import Lookup
from clientloom.normalize.pagination.counted import first_page, largest_page
from clientloom.normalize.pagination.detect import last_item_cursor
from clientloom.normalize.pagination.page_shape import (
    PageView,
    find_list,
    next_of_links,
    page_type,
)


@dataclass(frozen=True, slots=True)
class SettingsReader:
    """Reads the settings of an operation and checks them."""

    operation: ir.Operation
    given: PaginationConfig
    lookup: Lookup
    config: VendorConfig
    table: tuple[str, ...]
    """The path of the settings in the file."""

    def read(self) -> ir.Pagination:
        """Returns the pagination.

        Raises:
            InputError: the settings name a parameter or member that the operation does not have.
        """
        given = self.given
        view = self._view()
        has_more = self._path(view, given.has_more, "has_more")
        total = self._path(view, given.total, "total")
        match given.style:
            case "cursor":
                return self._cursor(view, has_more)
            case "offset":
                return ir.OffsetPages(
                    items=view.items,
                    item=view.item,
                    offset=self._parameter(given.parameter, "parameter"),
                    limit=self._optional(given.limit, "limit"),
                    total=total,
                    has_more=has_more,
                    largest=largest_page(self._member(given.limit)),
                    echo=self._path(view, given.echo, "echo"),
                )
            case "page":
                return ir.NumberPages(
                    items=view.items,
                    item=view.item,
                    page=self._parameter(given.parameter, "parameter"),
                    per_page=self._optional(given.limit, "limit"),
                    total_pages=self._path(view, given.total_pages, "total_pages"),
                    total=total,
                    has_more=has_more,
                    start=self._start(),
                    largest=largest_page(self._member(given.limit)),
                    echo=self._path(view, given.echo, "echo"),
                )
            case "link":
                return ir.LinkPages(items=view.items, item=view.item, next=self._next_link(view))
            case _:
                raise self._mismatch("style", given.style, STYLES)

    def _cursor(self, view: PageView, has_more: tuple[str, ...] | None) -> ir.CursorPages:
        given = self.given
        cursor = self._path(view, given.cursor or given.next, "cursor")
        item_cursor = self._item_cursor(view) or last_item_cursor(view, cursor, self.lookup)
        if cursor is None and item_cursor is None:
            raise self._mismatch("cursor", "", self._known_fields(view.page))
        return ir.CursorPages(
            items=view.items,
            item=view.item,
            parameter=self._parameter(given.parameter, "parameter"),
            cursor=cursor,
            has_more=has_more,
            item_cursor=item_cursor,
        )

    def _item_cursor(self, view: PageView) -> str | None:
        if not self.given.item_cursor:
            return None
        found = self.lookup.find_dotted(view.item, self.given.item_cursor)
        if found is None:
            raise self._mismatch(
                "item_cursor", self.given.item_cursor, self._known_fields(view.item)
            )
        return found.field.name

    def _view(self) -> PageView:
        """Returns the page with the list that the settings name, else with its most likely list."""
        page = page_type(self.operation.result)
        if page is None:
            raise self._mismatch("style", self.given.style, ("none",))
        if not self.given.items:
            view = find_list(page, self.lookup, self.operation.path)
            if view is None:
                raise self._mismatch("items", "", self._known_fields(page))
            return view
        found = self.lookup.find_dotted(page, self.given.items)
        item = self.lookup.item(found.field.type) if found else None
        if found is None or item is None:
            raise self._mismatch("items", self.given.items, self._known_fields(page))
        return PageView(page, found.attributes, item, (), ())

    def _path(self, view: PageView, path: str, key: str) -> tuple[str, ...] | None:
        if not path:
            return None
        found = self.lookup.find_dotted(view.page, path)
        if found is None:
            raise self._mismatch(key, path, self._known_fields(view.page))
        return found.attributes

    def _next_link(self, view: PageView) -> tuple[str, ...] | None:
        """Returns the path of the next page's URL; of a list of links, that of the relation "next"."""
        path = self._path(view, self.given.next, "next")
        found = self.lookup.find_dotted(view.page, self.given.next) if path else None
        return (next_of_links(found, self.lookup) if found else None) or path

    def _known_fields(self, type_: ir.TypeRef) -> tuple[str, ...]:
        return tuple(sorted(self.lookup.wire_paths(type_)))

    def _optional(self, name: str, key: str) -> str | None:
        return self._parameter(name, key) if name else None

    def _parameter(self, name: str, key: str) -> str:
        known = dict(self._parameters())
        if name not in known:
            raise self._mismatch(key, name, tuple(sorted(known)))
        return known[name]

    def _parameters(self) -> Iterator[tuple[str, str]]:
        """Yields the wire names of parameters and members, with their keys; parameters replace members of that name."""
        for place, member in self._members():
            yield member.wire_name, f"{place}:{member.wire_name}"

    def _members(self) -> Iterator[tuple[str, ir.Parameter | ir.Field]]:
        body = self.operation.body
        if body is not None and body.kind is ir.BodyKind.JSON:
            for field in body.fields:
                yield "json", field
        for parameter in self.operation.parameters:
            if parameter.location in (ir.Location.QUERY, ir.Location.HEADER):
                yield parameter.location, parameter

    def _member(self, name: str) -> ir.Parameter | ir.Field | None:
        return {member.wire_name: member for _, member in self._members()}.get(name)

    def _start(self) -> int:
        parameter = self._member(self.given.parameter)
        return first_page(parameter) if parameter else 1

    def _mismatch(self, key: str, value: str, known: tuple[str, ...]) -> InputError:
        what = f"{key} = {value!r} does not exist there" if value else f"{key} is missing"
        span = self.config.locate((*self.table, key))
        message = f"pagination of operation {self.operation.id!r}: {what}"
        return InputError.at(span, "pagination-mismatch", message, suggest_value(value, known))
