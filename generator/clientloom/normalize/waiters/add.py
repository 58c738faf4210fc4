# Every operation gets its waiters. May import config, ir and what stands before it in normalize.
"""`add_waiters`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clientloom.config.settings import VendorConfig
from clientloom.diagnostics import InputError
from clientloom.ir import Operation, Waiter
from clientloom.ir.lookup import Lookup
from clientloom.normalize.notes import Notes
from clientloom.normalize.operations.resources import child_names, settings_key
from clientloom.normalize.operations.selection import Site
from clientloom.normalize.waiters.extension import POLLING, Polling, read_polling
from clientloom.normalize.waiters.from_settings import WaiterReader


@dataclass(frozen=True, slots=True)
class WaiterContext:
    """What waiters are read with: settings, types, and where to report."""

    config: VendorConfig
    lookup: Lookup
    notes: Notes


def add_waiters(
    operations: Sequence[Operation], sites: Sequence[Site], context: WaiterContext
) -> tuple[Operation, ...]:
    """The operations with their waiters.

    Raises:
        InputError: a waiter of client.toml does not fit its operation, or has the name of another method.
    """
    keys = [settings_key(site, context.config) for site in sites]
    by_key = {
        name: operation
        for site, operation in zip(sites, operations, strict=True)
        for name in (site.key, site.operation_id)
        if name
    }
    found = tuple(
        replace(operation, waiters=(*own, *_read_declared(operation, site, own, by_key, context)))
        for key, site, operation in zip(keys, sites, operations, strict=True)
        for own in [tuple(_read_configured(operation, key, by_key, context))]
    )
    _check_names(found, keys, context.config)
    return found


def _read_configured(
    operation: Operation, key: str, by_key: Mapping[str, Operation], context: WaiterContext
) -> Iterator[Waiter]:
    settings = context.config.operations.get(key)
    for method, given in settings.waiters.items() if settings else ():
        table = ("operations", key, "waiters", method)
        yield WaiterReader(operation, table, given, context.config, context.lookup, by_key).read()


def _read_declared(
    operation: Operation,
    site: Site,
    own: Sequence[Waiter],
    by_key: Mapping[str, Operation],
    context: WaiterContext,
) -> Iterator[Waiter]:
    """The waiters of the extension, but for those that client.toml has under the same name."""
    taken = {operation.name, *(waiter.name for waiter in own)}
    for polling in read_polling(site.place):
        problem = polling.problem
        if polling.method in taken and not problem:
            continue
        if not problem:
            try:
                yield _read(polling, operation, by_key, context)
            except InputError as error:
                problem = error.diagnostics[0].message
        if problem:
            context.notes.warn(
                "unsupported-polling",
                polling.place.pointer,
                f"{POLLING} {polling.method!r} becomes no method: {problem}",
                f'describe it in client.toml: [operations."{operation.id}".waiters.{polling.method}]',
            )


def _read(
    polling: Polling,
    operation: Operation,
    by_key: Mapping[str, Operation],
    context: WaiterContext,
) -> Waiter:
    table = ("waiters", polling.method)
    return WaiterReader(
        operation, table, polling.settings, context.config, context.lookup, by_key
    ).read()


def _check_names(
    operations: Sequence[Operation], keys: Sequence[str], config: VendorConfig
) -> None:
    """Raises InputError where a waiter would hide another method."""
    resources = {operation.id: operation.resource for operation in operations}
    names = Counter(
        (resource, name)
        for operation in operations
        for resource, name in _names(operation, resources)
    )
    holders = child_names(resources.values())
    names.update((holder, name) for holder, children in holders.items() for name in children)
    for operation, key in zip(operations, keys, strict=True):
        for waiter in operation.waiters:
            created = [(resources[c.operation], c.name) for c in waiter.creations]
            for resource, name in [(operation.resource, waiter.name), *created]:
                if names[resource, name] > 1:
                    span = config.locate(("operations", key, "waiters", waiter.name))
                    accessor = f"{resource}.{name}".lstrip(".")
                    message = f"{accessor} is the accessor of two methods, or of a resource"
                    raise InputError.at(
                        span, "duplicate-accessor", message, "give the waiter another name"
                    )


def _names(operation: Operation, resources: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield operation.resource, operation.name
    for variant in operation.variants:
        yield operation.resource, variant.name
    for waiter in operation.waiters:
        yield operation.resource, waiter.name
        for creation in waiter.creations:
            yield resources[creation.operation], creation.name
