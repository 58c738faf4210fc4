# Settings of client.toml without an effect, once everything is read. May import config, diagnostics, ir and readers of
# settings.
"""`note_unused_settings`: what client.toml says about things that the document does not have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from clientloom.config.checks import DETECTED
from clientloom.diagnostics import nearest
from clientloom.ir import Api, EnvelopeResult, Operation
from clientloom.ir.lookup import Lookup
from clientloom.normalize.naming.bulk import TABLES, BulkRename
from clientloom.normalize.operations.resources import settings_key, settings_of
from clientloom.normalize.operations.selection import Site
from clientloom.normalize.pagination.configure import NOT_PAGED, find_misfit
from clientloom.normalize.reader_context import ReaderContext

_SHOWN = 3


def note_unused_settings(api: Api, sites: Iterable[Site], context: ReaderContext) -> None:
    """Reports settings that apply to nothing, and patterns of names that cannot apply."""
    _note_types(context)
    _note_envelope(api, context)
    _note_pagination(api, context)
    _note_arguments(api, sites, context)
    _note_unused_patterns(context)
    _note_clashes(context)


def _note_types(context: ReaderContext) -> None:
    config, notes = context.config, context.notes
    for place in sorted(config.types.keys() - context.schemas.used_overrides):
        notes.setting(
            "unused-type-override",
            config.locate(("types", place)),
            f"[types] names {place!r}, but no operation uses such a schema",
            "write a JSON pointer or the name of a schema, as `clientloom inspect --json` lists them",
        )


def _note_envelope(api: Api, context: ReaderContext) -> None:
    config = context.config
    results = (r.result for operation in api.operations for r in operation.responses)
    if config.envelope and not any(isinstance(result, EnvelopeResult) for result in results):
        context.notes.setting(
            "unused-envelope",
            config.locate(("envelope", "result")),
            f"no response is an object with a member {config.envelope.result!r}",
            "correct `result`, or remove [envelope]",
        )


def _note_pagination(api: Api, context: ReaderContext) -> None:
    config = context.config
    if config.pagination is None or config.pagination.style in ("none", DETECTED):
        return
    lookup = Lookup({schema.id: schema for schema in api.schemas})
    problems = [find_misfit(each, lookup, config) for each in api.operations]
    if all(problems):
        shown = next((problem for problem in problems if problem != NOT_PAGED), "")
        context.notes.setting(
            "unused-pagination",
            config.locate(("pagination",)),
            f"[pagination] fits no operation{f' ({shown})' if shown else ''}",
            "correct it, or remove the table",
        )


def _note_arguments(api: Api, sites: Iterable[Site], context: ReaderContext) -> None:
    config, operations = context.config, {each.pointer: each for each in api.operations}
    for site in sites:
        names = settings_of(site, config).arguments
        if not names:
            continue
        key, known = settings_key(site, config), _wire_names(operations[site.pointer])
        for name in sorted(names.keys() - known):
            near = nearest(name, known)
            hint = f"did you mean {near!r}? " if near else ""
            context.notes.setting(
                "unused-argument-name",
                config.locate(("operations", key, "arguments", name)),
                f"{key} has no argument {name!r} on the wire",
                f"{hint}write the name as the document does, or remove it",
            )


def _wire_names(operation: Operation) -> set[str]:
    """Returns the names on the wire of all arguments of an operation."""
    bodies = (operation.body, *(variant.body for variant in operation.variants))
    fields = {field.wire_name for body in bodies if body for field in body.fields}
    return fields | {p.wire_name for p in operation.parameters if p.is_argument}


def _note_unused_patterns(context: ReaderContext) -> None:
    for table, pattern in context.names.bulk.find_unused():
        is_member = table == "enum_members" and context.config.models.enums == "literal"
        reason = (
            ": enumerations are literals, whose values are sent as they are" if is_member else ""
        )
        context.notes.setting(
            "unused-name-pattern",
            context.config.locate(("names", table, pattern)),
            f"[names.{table}] `{pattern}` matches no name{reason}",
            "remove it"
            if is_member
            else "`clientloom inspect` lists the names; correct or remove it",
        )


def _note_clashes(context: ReaderContext) -> None:
    for (kind, pattern), clashes in _by_pattern(context.names.bulk.renames).items():
        table = TABLES[kind]
        shown = "; ".join(
            f"{c.path} -> {c.new or '(nothing)'}: {c.clash}" for c in clashes[:_SHOWN]
        )
        more = f"; and {len(clashes) - _SHOWN} more" if len(clashes) > _SHOWN else ""
        context.notes.setting(
            "name-pattern-clash",
            context.config.locate(("names", table, pattern)),
            f"[names.{table}] `{pattern}` cannot rename {len(clashes)}, which stay: {shown}{more}",
            "make the pattern narrower; `clientloom inspect VENDOR --names` shows old and new",
        )


def _by_pattern(
    renames: Iterable[BulkRename],
) -> Mapping[tuple[str, str], list[BulkRename]]:
    found: defaultdict[tuple[str, str], list[BulkRename]] = defaultdict(list)
    for rename in renames:
        if rename.clash:
            found[rename.kind, rename.pattern].append(rename)
    return found
