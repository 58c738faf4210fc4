# Classes that were added or removed as a consequence of another change. May import ir and compare/.
"""`with_classes`: attributes added and removed classes to the changes that cause them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from clientloom.diagnostics.change_code import ChangeCode
from clientloom.ir import Api, Named, ObjectSchema, Schema, TypeRef
from clientloom.ir.walk import received_types, result_types, schema_ids, schema_types, sent_types
from clientloom.python.identifiers import webhook_parsers
from clientloom.python.statuses import declared_bodies, error_class
from clientloom.review.changes import BODY, ERRORS, HEADERS, RESULT, Change, Level
from clientloom.review.compare.arguments import arguments
from clientloom.review.compare.method import Method, methods

CLASSES = frozenset({"class-added", "class-removed"})
WHOLE = frozenset({"operation-added", "operation-removed", "operation-renamed", "body-reshaped"})
"""Codes of changes of methods that affect everything that the method uses."""

LOSING = frozenset(
    {"error-body", "error-removed", "header-removed", "result-kind", "type-narrower", "type-other"}
    | {"type-wider"}
)
"""Codes of changes after which a class may be used nowhere."""


@dataclass(frozen=True, slots=True)
class Use:
    """A use of classes by a `part` of a method.

    With "", any change of the subject counts; with None, only one of the whole method.
    """

    part: str | None
    ids: tuple[str, ...]


Uses = dict[str, list[Use]]
"""The subjects of changes and the classes that they use."""


def with_classes(changes: Iterable[Change], old: Api, new: Api) -> list[Change]:
    """Returns the changes, with added and removed classes listed at the change that causes them.

    Removing a class breaks imports, and so its cause does. A change that is breaking anyway is the cause rather.
    """
    found = list(changes)
    came = _explain(found, new, "class-added")
    went = _explain([c if c.level is Level.BREAKING else None for c in found], old, "class-removed")
    gone = {name for names in went.values() for name in names}
    left_over = [c if _loses_class(c) and c.subject not in gone else None for c in found]
    went |= _explain(left_over, old, "class-removed")
    explained = {name for names in (*came.values(), *went.values()) for name in names}
    left = [
        _with_removed(
            replace(change, adds=(*change.adds, *came.get(number, ()))), went.get(number, ())
        )
        for number, change in enumerate(found)
        if not (change.code in CLASSES and change.subject in explained)
    ]
    return _with_bodies(left, old, new)


def _loses_class(change: Change) -> bool:
    """Whether a change is the removal of a class, or may cause one without being breaking itself."""
    is_cause = change.code in LOSING and change.level is not Level.BREAKING
    return is_cause or change.code == "class-removed"


def _with_removed(change: Change, names: tuple[str, ...]) -> Change:
    """Returns a change that removes classes, which breaks code that names them."""
    if not names:
        return change
    breaks = change.breaks or names[0]
    return replace(change, level=Level.BREAKING, breaks=breaks, removes=(*change.removes, *names))


def _with_bodies(changes: list[Change], old: Api, new: Api) -> list[Change]:
    """Returns the changes, with the new class of a body listed at the removal of the class that it replaces."""
    gone = {c.subject for c in changes if c.code == "class-removed"}
    new_classes = {c.subject for c in changes if c.code == "class-added"}
    before, after = _bodies(old), _bodies(new)
    instead: dict[str, tuple[str, str]] = {}
    for subject in before.keys() & after.keys():
        if before[subject] in gone and after[subject] in new_classes:
            instead[before[subject]] = (after[subject], subject)
    named = {name for name, _ in instead.values()}
    left = [c for c in changes if not (c.code == "class-added" and c.subject in named)]
    return [_mark_renamed(c, *instead[c.subject]) if c.subject in instead else c for c in left]


def _mark_renamed(change: Change, name: str, method: str) -> Change:
    """A removed class whose place in the body of a method another class has taken."""
    return replace(
        change, text=f"was removed: the body of `{method}` is now `{name}`", adds=(name,)
    )


def _bodies(api: Api) -> dict[str, str]:
    """Returns the class of each method's body, if it has one."""
    schemas = {schema.id: f"models.{schema.name}" for schema in api.schemas}
    return {
        method.subject: schemas[body.type.id]
        for method in methods(api.operations).values()
        if (body := method.operation.body) and isinstance(body.type, Named)
    }


def _explain(
    changes: Iterable[Change | None], api: Api, code: ChangeCode
) -> dict[int, tuple[str, ...]]:
    """Returns the classes that each change adds or removes, by its index; `code` is that of their own changes."""
    numbered = [(n, c) for n, c in enumerate(changes) if c is not None]
    schemas = {schema.id: schema for schema in api.schemas}
    orphans = {c.subject for _, c in numbered if c.code == code}
    if not orphans:
        return {}
    uses = _uses_of(api)
    found: dict[int, tuple[str, ...]] = {}
    for number, change in sorted(numbered, key=lambda pair: _rank(pair[1])):
        claimed = () if change.code == code else _claim(_ids_of(change, uses), schemas, orphans)
        if names := tuple(sorted(claimed)):
            found[number] = names
    return found


def _rank(change: Change) -> tuple[bool, bool, str]:
    """Sorts causes: whole operations first, then what callers write."""
    is_method = change.subject.startswith("client.")
    return (change.code not in WHOLE, not is_method, change.subject)


def _claim(ids: Iterable[str], schemas: dict[str, Schema], orphans: set[str]) -> Iterator[str]:
    """Removes classes from `orphans` that are only used by such classes."""
    waiting = list(ids)
    while waiting:
        schema = schemas.get(waiting.pop())
        subject = f"models.{schema.name}" if schema else ""
        if schema is not None and subject in orphans:
            orphans.discard(subject)
            waiting += schema_ids(*schema_types(schema))
            yield subject


def _ids_of(change: Change, uses: Uses) -> Iterator[str]:
    """Returns the classes that the subject of a change uses."""
    for subject in (change.subject, *change.also):
        for use in uses.get(subject, ()):
            if use.part == "" or change.code in WHOLE or use.part in change.about:
                yield from use.ids


def _uses_of(api: Api) -> Uses:
    found: Uses = defaultdict(list)
    for subject, part, types in _uses_in(api):
        if ids := tuple(schema_ids(*types)):
            found[subject].append(Use(part, ids))
    return found


def _uses_in(api: Api) -> Iterator[tuple[str, str | None, Iterable[TypeRef]]]:
    """Yields the subject, the part and the types of each use."""
    for method in methods(api.operations).values():
        yield from _method_uses(method)
    parsers = webhook_parsers(api.webhooks)
    for webhook in api.webhooks:
        yield f"webhooks.{parsers[webhook.name]}()", "", (webhook.payload,)
    for status, types in declared_bodies(api).items():
        yield f"errors.{error_class(status)}", "", types
    for schema in api.schemas:
        if isinstance(schema, ObjectSchema):
            for field in schema.fields:
                yield f"{schema.name}.{field.name}", "", (field.type,)
        yield schema.name, "", schema_types(schema)


def _method_uses(method: Method) -> Iterator[tuple[str, str | None, Iterable[TypeRef]]]:
    operation, subject = method.operation, method.subject
    for argument in arguments(operation).values():
        yield subject, argument.name, (argument.type,)
    if operation.body and operation.body.type:
        yield subject, BODY, (operation.body.type,)
    yield subject, RESULT, result_types(operation.result)
    yield subject, ERRORS, (e.type for e in operation.errors if e.type is not None)
    yield subject, HEADERS, (h.type for r in operation.responses for h in r.headers)
    yield subject, None, (*sent_types(operation), *received_types(operation))
