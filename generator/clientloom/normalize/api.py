# The steps of normalizing, in order. May import document, ir, config, diagnostics, symbols.
"""`normalize`: a document and the user's settings become an `Api`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from clientloom import ir
from clientloom.config.checks import CLIENT_ARGUMENTS
from clientloom.config.client_names import free_client_name
from clientloom.config.settings import PackageConfig, VendorConfig
from clientloom.diagnostics import Report
from clientloom.document.document import Document
from clientloom.ir.lookup import Lookup
from clientloom.normalize.client_headers import (
    all_headers,
    common_headers,
    header_declarations,
    read_client_headers,
    without_headers,
)
from clientloom.normalize.degraded import with_degraded
from clientloom.normalize.name_hints import note_shared_words
from clientloom.normalize.naming.bulk import BulkNames, BulkRename
from clientloom.normalize.naming.enum_members import name_members
from clientloom.normalize.naming.registry import Names, class_name
from clientloom.normalize.nodes import Place
from clientloom.normalize.notes import Notes
from clientloom.normalize.operations.ids import (
    Identity,
    assign_lock_keys,
    resolve_identities,
    resolve_ids,
)
from clientloom.normalize.operations.media.xml_roots import keep_used_forms
from clientloom.normalize.operations.operation import ApiContext, read_operation
from clientloom.normalize.operations.placement import check_places, place_all, rename_resources
from clientloom.normalize.operations.resource_classes import read_resources
from clientloom.normalize.operations.resources import (
    Accessor,
    Grouping,
    check_settings,
    child_names,
    resolve_methods,
    resolve_variants,
)
from clientloom.normalize.operations.security import credential_arguments, read_schemes
from clientloom.normalize.operations.selection import (
    Site,
    find_operations,
    note_left_out,
    select,
)
from clientloom.normalize.operations.servers import (
    configured_servers,
    read_servers,
    shared_servers,
    with_names,
)
from clientloom.normalize.operations.shared.shared_parameters import (
    SharedParameters,
    find_shared_parameters,
)
from clientloom.normalize.optional_parts import with_optional_parts
from clientloom.normalize.pagination.configure import PaginationContext, add_pagination
from clientloom.normalize.pagination.hints import note_unsure
from clientloom.normalize.pagination.listing import add_listing, with_items
from clientloom.normalize.reachability import entry_types
from clientloom.normalize.reader_context import ReaderContext
from clientloom.normalize.repeats.share import Parts, share
from clientloom.normalize.schemas.reader import SchemaReader
from clientloom.normalize.schemas.unions.growth import bound_aliases
from clientloom.normalize.unused_settings import note_unused_settings
from clientloom.normalize.waiters.add import WaiterContext, add_waiters
from clientloom.normalize.webhooks.event_names import with_events
from clientloom.normalize.webhooks.payloads import read_webhooks
from clientloom.symbols import SymbolLock


@dataclass(frozen=True, slots=True)
class Normalized:
    """An API, the findings about its document, and the names to keep."""

    api: ir.Api
    report: Report
    symbols: SymbolLock
    renames: tuple[BulkRename, ...] = ()
    """What the patterns of client.toml renamed, and what they could not."""


def normalize(document: Document, config: VendorConfig, symbols: SymbolLock) -> Normalized:
    """Reads every selected operation of a document and everything that these refer to.

    Args:
        document: as `load_document` returns it.
        config: the user's settings.
        symbols: the names of earlier runs, which are kept.

    Raises:
        InputError: a setting names something that the document does not have.
    """
    notes = Notes(document)
    names = Names(symbols, notes, BulkNames(config.names))
    schemas = SchemaReader(document, config, names, notes)
    root = Place(document.root, document.root, "")
    context = ReaderContext(document, config, schemas, names, notes, root)
    everything = assign_lock_keys(find_operations(document.root), names, notes)
    grouping = Grouping.of(everything, context.root / "tags", config, names)
    check_settings(everything, config, grouping, _declared_schemes(context).mapping)
    sites = select(everything, config)
    note_left_out(sites, config, notes)
    api = _read(sites, grouping, context)
    note_unused_settings(api, sites, context)
    _warn_if_empty(api, len(everything), context)
    note_shared_words(api, notes)
    report = notes.report()
    api = with_optional_parts(api, config)
    api = with_degraded(api, {site.pointer: site.place.pointer for site in sites}, report)
    return Normalized(api, report, names.symbols(), names.bulk.renames)


def _warn_if_empty(api: ir.Api, declared: int, context: ReaderContext) -> None:
    """Warns of a client that can do nothing."""
    if api.operations or api.webhooks:
        return
    message, hint = "the document has no operations", "check that this is the whole document"
    if declared:
        message = f"client.toml selects none of the {declared} operations of the document"
        hint = "correct [[include]] or [[exclude]]"
    place = "/paths" if "paths" in context.root else ""
    context.notes.warn("no-operations", place, f"{message}, so the client has no methods", hint)


def _read(sites: tuple[Site, ...], grouping: Grouping, context: ReaderContext) -> ir.Api:
    package = package_names(context.config.package)
    declared = read_schemes(
        _declared_schemes(context), context.config, context.names, context.notes
    )
    shared = find_shared_parameters(sites, declared, context)
    accessors = place_all(sites, grouping, context.names.lock)
    check_places(accessors, sites, grouping, context.names.lock)
    methods = resolve_methods(accessors, sites, grouping, context.names)
    placed = rename_resources(accessors, methods, sites, grouping, context.names.bulk)
    ids = resolve_ids(sites, context.names, context.notes)
    identities = resolve_identities(ids, placed, methods)
    operations = _read_operations(sites, accessors, identities, declared, shared, context)
    schemes = (*declared, *shared.used_schemes(operations))
    _note_unused(operations, schemes, context)
    webhooks = read_webhooks(sites, context)
    common = common_headers(operations)
    servers, operations = _read_servers(operations, schemes, shared, context)
    info, clients = context.root / "info", (package.client, package.async_client)
    parts, schemas = _share(operations, webhooks, context)
    operations, lookup = parts.operations, Lookup(parts.schemas)
    rules, webhooks = with_events(parts.webhooks, lookup, package.import_name, context)
    return ir.Api(
        package=package,
        title=info.text("title").strip(),
        version=str(info.mapping.get("version", "")),
        doc=info.text("description").strip(),
        docs_url=(context.root / "externalDocs").text("url").strip(),
        servers=servers,
        security_schemes=schemes,
        constant_headers=all_headers(common, context.config.headers),
        schemas=tuple(bound_aliases(with_items(schemas, operations, lookup), context.notes)),
        resources=read_resources(placed, sites, grouping, context.root / "tags", clients),
        operations=_without_common(operations, common),
        webhooks=webhooks,
        operations_in=len(sites),
        client_headers=read_client_headers(context.config),
        client_parameters=shared.client_parameters(operations),
        header_declarations=header_declarations(operations),
        request_id_header=context.config.request_id_header,
        env_settings=tuple(sorted(context.config.env.items())),
        webhook_rules=rules,
        extras=context.config.package.extras,
        testing=context.config.package.testing,
    )


def _share(
    operations: tuple[ir.Operation, ...], webhooks: tuple[ir.Webhook, ...], context: ReaderContext
) -> tuple[Parts, tuple[ir.Schema, ...]]:
    """Returns the parts of the API with one class for each thing, and the schemas with their names."""
    reader = context.schemas
    reached = reader.find_reachable(*entry_types(operations, webhooks))
    parts = Parts(operations, webhooks, reached)
    has_classes = context.config.models.enums == "enum"
    if not context.config.names.merge_repeated:
        named = reader.name_classes(reached)
    else:
        shared = share(
            parts, reader.find_known(reached), context.names.lock, are_classes=has_classes
        )
        parts = shared.parts
        named = reader.name_classes(parts.schemas, shared.repeats, shared.enums.wanted)
    named = name_members(named, context.names) if has_classes else named
    return parts, keep_used_forms(named, parts.operations)


def package_names(config: PackageConfig) -> ir.PackageNames:
    """Returns the names of the package; those without a setting follow from the import name."""
    client = config.client or free_client_name(class_name(config.name))
    return ir.PackageNames(
        distribution=config.distribution or config.name.replace("_", "-"),
        import_name=config.name,
        client=client,
        async_client=f"Async{client}" if config.async_client else "",
        version=config.version,
        http=config.http,
    )


def _declared_schemes(context: ReaderContext) -> Place:
    return context.root / "components" / "securitySchemes"


def _note_unused(
    operations: tuple[ir.Operation, ...],
    schemes: tuple[ir.SecurityScheme, ...],
    context: ReaderContext,
) -> None:
    """Notes that no operation requires credentials: many documents declare schemes and forget to require them."""
    if schemes and not any(operation.requirements for operation in operations):
        context.notes.note(
            "security-not-required",
            "/components/securitySchemes",
            "no operation requires a security scheme, so no credential is ever sent",
            "add `security` to the document with an overlay",
        )


def _read_operations(
    sites: tuple[Site, ...],
    accessors: Mapping[str, Accessor],
    identities: Mapping[str, Identity],
    schemes: tuple[ir.SecurityScheme, ...],
    shared: SharedParameters,
    context: ReaderContext,
) -> tuple[ir.Operation, ...]:
    around = ApiContext.of(context, (*schemes, *shared.schemes), shared)
    read = [read_operation(site, identities[site.pointer], around) for site in sites]
    lookup = Lookup(context.schemas.definitions)
    paging = PaginationContext(context.root, lookup, context.config, context.notes)
    paged = [add_pagination(o, site, paging) for site, o in zip(sites, read, strict=True)]
    for site, operation in zip(sites, paged, strict=True):
        note_unsure(operation, site, lookup, context.config, context.notes)
    listed = [add_listing(operation, lookup) for operation in paged]
    linked = _add_links(listed, sites, identities)
    symbols = {site.pointer: site.symbol for site in sites}
    named = tuple(_name_variants(linked, symbols, accessors, context.names))
    return add_waiters(named, sites, WaiterContext(context.config, lookup, context.notes))


def _add_links(
    operations: Iterable[ir.Operation], sites: tuple[Site, ...], identities: Mapping[str, Identity]
) -> Iterator[ir.Operation]:
    """Adds to each operation the accessors of the operations in its `links` (OpenAPI 3.1, 4.8.20)."""
    found = {i.id: i.accessor for i in identities.values()}
    pointers = {p: i.accessor for p, i in identities.items()}
    for operation, site in zip(operations, sites, strict=True):
        targets = set[str]()
        for _, response in (site.place / "responses").members():
            for _, link in (response / "links").members():
                by_reference = pointers.get(link.text("operationRef").partition("#")[2])
                targets.add(found.get(link.text("operationId")) or by_reference or "")
        names = tuple(sorted(targets - {""}))
        yield replace(operation, links=names) if names else operation


def _name_variants(
    operations: Iterable[ir.Operation],
    symbols: Mapping[str, str],
    accessors: Mapping[str, Accessor],
    names: Names,
) -> Iterator[ir.Operation]:
    """Replaces the suffixes in the names of variants by full method names.

    `symbols` are the keys of operations in the symbol lock, `accessors` those before patterns, by pointer.
    """
    groups: defaultdict[str, list[ir.Operation]] = defaultdict(list)
    found = tuple(operations)
    children = child_names(accessor.resource for accessor in accessors.values())
    for operation in found:
        groups[accessors[operation.pointer].resource].append(operation)
    resolved: dict[tuple[str, str], str] = {}
    for resource, members in sorted(groups.items()):
        varied = [o for o in members if o.variants]
        wanted = {symbols[o.pointer]: tuple(v.name for v in o.variants) for o in varied}
        methods = {symbols[o.pointer]: o.name for o in members}
        if wanted:
            taken = children.get(resource, ())
            resolved |= resolve_variants(wanted, methods, resource, names, taken)
    for operation in found:
        yield replace(
            operation,
            variants=tuple(_named_variants(operation, symbols[operation.pointer], resolved)),
        )


def _named_variants(
    operation: ir.Operation, symbol: str, names: Mapping[tuple[str, str], str]
) -> Iterator[ir.Variant]:
    for variant in operation.variants:
        yield replace(variant, name=names[symbol, variant.name])


def _read_servers(
    operations: tuple[ir.Operation, ...],
    schemes: tuple[ir.SecurityScheme, ...],
    shared: SharedParameters,
    context: ReaderContext,
) -> tuple[tuple[ir.Server, ...], tuple[ir.Operation, ...]]:
    """Returns the servers of the API, and the operations with their own servers where these differ."""
    common = shared_servers(operation.servers for operation in operations)
    declared = common or read_servers(context.root / "servers", context.notes, context.config)
    servers = configured_servers(context.config) or declared
    given = shared.arguments.union(context.config.header_arguments)
    taken = credential_arguments(schemes) | given | CLIENT_ARGUMENTS
    kept = (
        replace(o, servers=() if o.servers == declared else with_names(o.servers, taken))
        for o in operations
    )
    return with_names(servers, taken), tuple(kept)


def _without_common(
    operations: tuple[ir.Operation, ...], common: tuple[tuple[str, str], ...]
) -> tuple[ir.Operation, ...]:
    names = frozenset(name.lower() for name, _ in common)
    return tuple(without_headers(operation, names) for operation in operations)
