# The accessors of all operations together: conflicts between resources and methods, and between settings.
# May import config, symbols, diagnostics and this room's resources.
"""`place_all`: an accessor for each operation such that no resource hides a method."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from clientloom.config.settings import VendorConfig
from clientloom.diagnostics import Diagnostic, InputError, Span
from clientloom.normalize.naming.bulk import BulkNames
from clientloom.normalize.naming.registry import group_of
from clientloom.normalize.operations.resources import (
    Accessor,
    Grouping,
    accessor_span,
    group_at,
    settings_of,
)
from clientloom.normalize.operations.selection import Site
from clientloom.python.identifiers import free_name
from clientloom.symbols import SymbolLock

Group = tuple[str, ...]
_ANOTHER = "give one of them another method"


def place_all(sites: tuple[Site, ...], grouping: Grouping, lock: SymbolLock) -> dict[str, Accessor]:
    """Returns the accessor of each operation, by pointer.

    A new resource whose parent has a method of its name, by client.toml or from an earlier run, gets an underscore.
    A new method with the name of a resource gets another name.
    """
    accessors = {site.pointer: grouping.accessor(site) for site in sites}
    methods = _methods(accessors.values(), lock)
    known = {group for scope in _scopes(lock) for group in _prefixes(scope)}
    known |= {
        group
        for site in sites
        if grouping.is_configured(site)
        for group in _prefixes(accessors[site.pointer].group)
    }
    return {
        pointer: replace(accessor, group=_beside(accessor.group, methods, known))
        for pointer, accessor in accessors.items()
    }


def rename_resources(
    accessors: Mapping[str, Accessor],
    methods: Mapping[str, str],
    sites: tuple[Site, ...],
    grouping: Grouping,
    bulk: BulkNames,
) -> dict[str, Accessor]:
    """Returns the accessors with the resources that the patterns of client.toml give, by pointer.

    `methods` are the names of the methods, by pointer.
    """
    by_group: defaultdict[Group, set[str]] = defaultdict(set)
    for pointer, accessor in accessors.items():
        by_group[accessor.group].add(methods[pointer])
    fixed = {
        group
        for site in sites
        if grouping.is_configured(site)
        for group in _prefixes(accessors[site.pointer].group)
    }
    groups = {accessor.group for accessor in accessors.values()}
    renamed = bulk.apply_to_groups(groups, by_group, fixed, lambda g: group_of(*g) == g)
    return {p: replace(a, group=renamed[a.group]) for p, a in accessors.items()}


def _methods(accessors: Iterable[Accessor], lock: SymbolLock) -> dict[Group, set[str]]:
    """Returns the current and former names of methods, by group."""
    found: defaultdict[Group, set[str]] = defaultdict(set)
    for accessor in accessors:
        if accessor.method:
            found[accessor.group].add(accessor.method)
    for scope in _scopes(lock):
        found[scope] |= lock.names_in("method", ".".join(scope))
    return dict(found)


def _scopes(lock: SymbolLock) -> frozenset[Group]:
    return frozenset(group_at(scope) for kind, scope, _ in lock.entries if kind == "method")


def _prefixes(group: Group) -> Iterator[Group]:
    """Yields the groups above a group, and the group itself."""
    return (group[:depth] for depth in range(1, len(group) + 1))


def _beside(
    group: Group, methods: Mapping[Group, Collection[str]], known: Collection[Group]
) -> Group:
    found: Group = ()
    for name in group:
        taken = methods.get(found, ())
        found += (name if (*found, name) in known else free_name(name, taken),)
    return found


def check_places(
    accessors: Mapping[str, Accessor],
    sites: tuple[Site, ...],
    grouping: Grouping,
    lock: SymbolLock,
) -> None:
    """Raises InputError if client.toml gives two things the same accessor."""
    holders: dict[Group, Site] = {}
    for site in sites:
        for group in _prefixes(accessors[site.pointer].group):
            if group not in holders or grouping.is_configured(site):
                holders[group] = site
    owners: dict[Group, Site] = {}
    for site in sites:
        accessor = accessors[site.pointer]
        before = lock.get("method", accessor.resource, site.symbol)
        called = (*accessor.group, accessor.method or before or "")
        if called in holders:
            raise InputError(_report_hidden(called, site, holders[called], grouping))
        owner = owners.setdefault(called, site) if accessor.method else site
        if owner is not site:
            raise InputError(_report_taken(called, owner, site, grouping.config))


def _report_taken(called: Group, owner: Site, site: Site, config: VendorConfig) -> Diagnostic:
    message = f"{_name(site)} and {_name(owner)} both have the accessor '{'.'.join(called)}'"
    return Diagnostic.error(accessor_span(site, config), "duplicate-accessor", message, _ANOTHER)


def _report_hidden(called: Group, site: Site, holder: Site, grouping: Grouping) -> Diagnostic:
    path, config = ".".join(called), grouping.config
    message = f"'{path}' is the method of {_name(site)} and a resource, which has {_name(holder)}"
    if settings_of(site, config).accessor:
        span, hint = accessor_span(site, config), "give the operation another method"
    else:
        span, hint = _group_span(holder, grouping), "give the resource another name"
    return Diagnostic.error(span, "duplicate-accessor", message, hint)


def _name(site: Site) -> str:
    return repr(site.operation_id or site.key)


def _group_span(site: Site, grouping: Grouping) -> Span:
    """Returns the position of the setting for an operation's resource."""
    if settings_of(site, grouping.config).accessor:
        return accessor_span(site, grouping.config)
    return grouping.config.locate(("resources", grouping.label(site)))
