# Settings of client.toml without an effect, once everything is read. May import config, ir and this room's context.
"""`note_unused_settings`: what client.toml says about schemas and names that the document does not have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from clientloom.ir import Api, EnvelopeResult
from clientloom.normalize.naming.bulk import TABLES, BulkRename
from clientloom.normalize.reader_context import ReaderContext

_SHOWN = 3


def note_unused_settings(api: Api, context: ReaderContext) -> None:
    """Reports settings that apply to nothing, and patterns of names that cannot apply."""
    _note_types(context)
    _note_envelope(api, context)
    _note_unused_patterns(context)
    _note_clashes(context)


def _note_types(context: ReaderContext) -> None:
    config, notes = context.config, context.notes
    for place in sorted(config.types.keys() - context.schemas.used_overrides):
        notes.unused_setting(
            "unused-type-override",
            config.locate(("types", place)),
            f"[types] names {place!r}, but no operation uses such a schema",
            "write a JSON pointer or the name of a schema, as `clientloom inspect --json` lists them",
        )


def _note_envelope(api: Api, context: ReaderContext) -> None:
    config = context.config
    results = (r.result for operation in api.operations for r in operation.responses)
    if config.envelope and not any(isinstance(result, EnvelopeResult) for result in results):
        context.notes.unused_setting(
            "unused-envelope",
            config.locate(("envelope", "result")),
            f"no response is an object with a member {config.envelope.result!r}",
            "correct `result`, or remove [envelope]",
        )


def _note_unused_patterns(context: ReaderContext) -> None:
    for table, pattern in context.names.bulk.find_unused():
        is_member = table == "enum_members" and context.config.models.enums == "literal"
        reason = (
            ": enumerations are literals, whose values are sent as they are" if is_member else ""
        )
        context.notes.unused_setting(
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
        context.notes.unused_setting(
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
