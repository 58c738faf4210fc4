# The operations of a document, and the selection of client.toml. May import document, config and diagnostics.
"""Finds the operations of a document in canonical order, and selects by `include` and `exclude` of client.toml."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from clientloom.config.globs import path_pattern
from clientloom.config.settings import Selector, VendorConfig
from clientloom.diagnostics import Diagnostic, InputError, Span, nearest
from clientloom.document.grammar.tables import METHODS
from clientloom.document.pointer import escape
from clientloom.normalize.naming.declared_names import left_out
from clientloom.normalize.nodes import Place
from clientloom.normalize.notes import Notes

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""A method is a token (RFC 9110, 9.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The position of an operation: `pointer` identifies it by path and method, `place` is where it is written.

    They differ if a path item is a reference; two paths may share one place. `symbol` is the key of the
    operation in the symbol lock, "" until it is known.
    """

    path: str
    method: str
    pointer: str
    place: Place
    item: Place
    symbol: str = ""

    @property
    def operation_id(self) -> str:
        """The operationId, "" if there is none."""
        return self.place.text("operationId").strip()

    @property
    def key(self) -> str:
        """The name of the operation in client.toml if it has no operationId."""
        return f"{self.method} {self.path}"


def find_operations(root: Mapping[str, object]) -> tuple[Site, ...]:
    """Returns every operation of `paths`, sorted by path and method."""
    paths = Place(root, root, "") / "paths"
    found = (site for path in paths.mapping for site in _of_path(paths, str(path)))
    return tuple(sorted(found, key=lambda site: (site.path, site.method)))


def with_symbols(sites: Iterable[Site], keys: Mapping[str, str]) -> tuple[Site, ...]:
    """Returns the sites with their keys in the symbol lock; `keys` are by pointer."""
    return tuple(replace(site, symbol=keys[site.pointer]) for site in sites)


def _of_path(paths: Place, path: str) -> Iterator[Site]:
    if path.startswith("x-"):
        return
    written = paths.raw(path)
    for item in _layers(written):
        yield from _of_item(item, written, path)


def _layers(written: Place) -> tuple[Place, ...]:
    """Returns a path item and the one that its `$ref` leads to; members beside a `$ref` take precedence."""
    if "$ref" not in written:
        return (written,)
    return (written, written.target())


def _of_item(item: Place, written: Place, path: str) -> Iterator[Site]:
    beside = item is not written
    for key, method, place in _methods(item):
        if beside and key in written:
            continue
        pointer = f"/paths/{escape(path)}/{escape(key)}"
        yield Site(path=path, method=method, pointer=pointer, place=place, item=item)


def _methods(item: Place) -> Iterator[tuple[str, str, Place]]:
    for key in METHODS:
        if isinstance(item.mapping.get(key), Mapping):
            yield key, key.upper(), item / key
    for name, place in (item / "additionalOperations").members():
        if (
            _TOKEN.fullmatch(name)
            and name.lower() not in METHODS
            and isinstance(place.node, Mapping)
        ):
            yield name, name, place


def select(sites: tuple[Site, ...], config: VendorConfig) -> tuple[Site, ...]:
    """Returns the operations that `include` names (all if it is empty) without those that `exclude` names.

    Raises InputError for a selector that matches no operation, most often because the vendor renamed something.
    """
    _check_selectors("include", config.include, sites, config)
    _check_selectors("exclude", config.exclude, sites, config)
    return tuple(
        site
        for site in sites
        if (not config.include or _any_matches(config.include, site))
        and not _any_matches(config.exclude, site)
    )


def note_left_out(sites: Iterable[Site], config: VendorConfig, notes: Notes) -> None:
    """Notes the operations that the vendor leaves out of its own clients: they stay, and a line takes them out."""
    for site in sites if config.names.declared else ():
        if extension := left_out(site.place.mapping):
            name = site.operation_id or site.key
            notes.note(
                "left-out-by-vendor",
                site.place.pointer,
                f"the vendor leaves {name!r} out of its own clients ({extension}); this client has it",
                f"to leave it out as well, write operation = {json.dumps(name)} under [[exclude]] in client.toml",
            )


def _any_matches(selectors: Iterable[Selector], site: Site) -> bool:
    return any(_matches(selector, site) for selector in selectors)


def _matches(selector: Selector, site: Site) -> bool:
    return (
        (not selector.tag or selector.tag in site.place.texts("tags"))
        and (not selector.path or path_pattern(selector.path).fullmatch(site.path) is not None)
        and (not selector.method or selector.method.upper() == site.method.upper())
        and (not selector.operation or _is_called(selector.operation, site))
    )


def _is_called(name: str, site: Site) -> bool:
    method, _, path = name.partition(" ")
    return name == site.operation_id or f"{method.upper()} {path}" == site.key


def _check_selectors(
    kind: str, selectors: tuple[Selector, ...], sites: tuple[Site, ...], config: VendorConfig
) -> None:
    unmatched = [
        (index, selector)
        for index, selector in enumerate(selectors)
        if not any(_matches(selector, site) for site in sites)
    ]
    if unmatched:
        raise InputError(
            _report_unmatched(kind, selector, sites, config.locate((kind, index)))
            for index, selector in unmatched
        )


def _report_unmatched(
    kind: str, selector: Selector, sites: tuple[Site, ...], span: Span
) -> Diagnostic:
    given = ", ".join(f"{key} = {value!r}" for key, value in _given_fields(selector))
    message = f"[[{kind}]] with {given or 'no key'} matches no operation of the document"
    hint = _nearest(selector, sites) or "correct or remove it"
    return Diagnostic.error(span, "selector-matches-nothing", message, hint)


def _given_fields(selector: Selector) -> Iterator[tuple[str, str]]:
    for key in ("tag", "path", "method", "operation"):
        value: str = getattr(selector, key)
        if value:
            yield key, value


_KNOWN: dict[str, Callable[[Site], tuple[str, ...]]] = {
    "tag": lambda site: site.place.texts("tags"),
    "path": lambda site: (site.path,),
    "method": lambda site: (site.method,),
    "operation": lambda site: (site.operation_id or site.key,),
}


def _nearest(selector: Selector, sites: tuple[Site, ...]) -> str:
    for key, value in _given_fields(selector):
        near = nearest(value, {name for site in sites for name in _KNOWN[key](site)})
        if near and near != value:
            return f"did you mean {key} = {near!r}?"
    return ""
