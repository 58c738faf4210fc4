# Pagination by client.toml, else declared or detected in the document. May import document, ir, config.
"""Adds pagination to operations: settings are checked against the schemas, the document never fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from clientloom.config.checks import DETECTED
from clientloom.config.settings import PaginationConfig, VendorConfig
from clientloom.diagnostics import InputError
from clientloom.ir import NoContent, Operation, Pagination
from clientloom.ir.lookup import Lookup, Member
from clientloom.normalize.nodes import Place
from clientloom.normalize.notes import Notes
from clientloom.normalize.operations.resources import settings_key
from clientloom.normalize.operations.selection import Site
from clientloom.normalize.pagination.declared_pages import DeclaredPages, declared_pages
from clientloom.normalize.pagination.detect import detect
from clientloom.normalize.pagination.page_settings import SettingsReader
from clientloom.normalize.pagination.page_shape import page_type

NOT_PAGED = "it is no list"
"""Why settings of the whole API do not fit most operations."""
_ADDRESS_WORD = re.compile(r"\b(?:URL|URI|link|href|hyperlink)\b", re.IGNORECASE)
_PAGE_WORD = re.compile(r"\b(?:next|first|prev|previous)\b", re.IGNORECASE)
_ADDRESSES = frozenset({"uri", "url", "uri-reference", "uri-template", "iri", "iri-reference"})


@dataclass(frozen=True, slots=True)
class PaginationContext:
    """What the pagination of an operation depends on beside it."""

    root: Place
    lookup: Lookup
    config: VendorConfig
    notes: Notes


def add_pagination(operation: Operation, site: Site, context: PaginationContext) -> Operation:
    """Returns the operation with its pagination.

    Settings of the whole API apply to every operation that they fit, before what the document declares for an SDK.

    Raises:
        InputError: the settings of the operation name a parameter or member that it does not have.
    """
    found = _find_pagination(operation, site, context)
    return replace(operation, pagination=found) if found else operation


def _find_pagination(
    operation: Operation, site: Site, context: PaginationContext
) -> Pagination | None:
    config, lookup = context.config, context.lookup
    key = settings_key(site, config)
    own = config.operations[key].pagination if key in config.operations else None
    if own is not None and own.style != DETECTED:
        table = ("operations", key, "pagination")
        return _read_settings(operation, own, lookup, config, table)
    common = own or config.pagination
    is_detected = common is not None and common.style == DETECTED
    if common is not None and not is_detected and _common_applies(operation, common, context):
        return _read_settings(operation, common, lookup, config, ("pagination",))
    declared = None if is_detected else declared_pages(site.place)
    if declared is not None and _declaration_fits(operation, declared, context):
        return _read_settings(operation, declared.settings, lookup, config, ())
    return _detect(operation, context) if _has_one_result(operation) else None


def _common_applies(
    operation: Operation, common: PaginationConfig, context: PaginationContext
) -> bool:
    return common.style == "none" or not find_misfit(operation, context.lookup, context.config)


def _detect(operation: Operation, context: PaginationContext) -> Pagination | None:
    return detect(
        operation,
        context.lookup,
        lambda member: is_address(member, context.root),
        lambda member: _links_pages(member, context.root),
    )


def _read_settings(
    operation: Operation,
    given: PaginationConfig,
    lookup: Lookup,
    config: VendorConfig,
    table: tuple[str, ...],
) -> Pagination | None:
    if given.style == "none":
        return None
    return SettingsReader(operation, given, lookup, config, table).read()


def _declaration_fits(
    operation: Operation, declared: DeclaredPages, context: PaginationContext
) -> bool:
    """Whether the pages that the document declares fit the operation; warns if they do not."""
    fault = declared.fault or _find_fault(operation, declared.settings, context)
    if fault:
        context.notes.warn(
            "declared-pagination",
            declared.pointer,
            f"{declared.key} is ignored: {fault}",
            "correct it with an overlay, or write `pagination` of the operation in client.toml",
        )
    return not fault


def _find_fault(
    operation: Operation, settings: PaginationConfig, context: PaginationContext
) -> str:
    if settings.style == "none":
        return ""
    if not _has_one_result(operation):
        return "the operation has several kinds of answers"
    if settings.style == "link" and operation.method not in ("GET", "QUERY"):
        return f"a {operation.method} request does not follow links"
    try:
        _read_settings(operation, settings, context.lookup, context.config, ())
    except InputError as error:
        return error.diagnostics[0].message
    return ""


def _has_one_result(operation: Operation) -> bool:
    """Whether all successes with content have the same one: a 204 is a page without items."""
    results = {one.result for one in operation.responses if one.status[0] != "3"}
    return len({result for result in results if not isinstance(result, NoContent)}) == 1


def find_misfit(operation: Operation, lookup: Lookup, config: VendorConfig) -> str:
    """Returns why the settings of the whole API do not fit an operation, "" if they do."""
    common = config.pagination
    if (
        common is None
        or operation.method not in ("GET", "QUERY")
        or not _has_one_result(operation)
        or page_type(operation.result) is None
    ):
        return NOT_PAGED
    try:
        SettingsReader(operation, common, lookup, config, ("pagination",)).read()
    except InputError as error:
        return error.diagnostics[0].message
    return ""


def is_address(member: Member, root: Place) -> bool:
    """Whether the document declares a member as a URL: by its format, its description or its example."""
    owner = root.at(f"#{member.owner}")
    return owner is not None and any(
        prop.text("format") in _ADDRESSES or _says_address(prop)
        for prop in _declarations(owner.target(), member.field.wire_name, 0)
    )


def _links_pages(member: Member, root: Place) -> bool:
    """Whether the schema of a list of links speaks of pages: an example with `rel: next`, a description."""
    owner = root.at(f"#{member.owner}")
    return owner is not None and any(
        _PAGE_WORD.search(str(place.node))
        for prop in _declarations(owner.target(), member.field.wire_name, 0)
        for place in (prop, prop.target(), (prop.target() / "items").target())
    )


def _says_address(prop: Place) -> bool:
    examples = [prop.mapping.get("example"), *(prop / "examples").mapping.values()]
    shown = [text for text in examples if isinstance(text, str)]
    if shown:
        return all(text.startswith(("http://", "https://", "/")) for text in shown)
    said = prop.text("description")
    return prop.text("type") == "string" and _ADDRESS_WORD.search(said) is not None


def _declarations(schema: Place, name: str, depth: int) -> Iterator[Place]:
    prop = schema / "properties" / name
    yield prop
    for part in (prop / "anyOf").items():
        yield part
    if depth < 8:
        for part in (schema / "allOf").items():
            yield from _declarations(part, name, depth + 1)
