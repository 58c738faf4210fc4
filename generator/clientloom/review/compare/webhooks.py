# Changes of webhooks. Imports ir, python (their names in the package) and this room.
"""`webhook_changes`: parsers and events that come, go or change, and how they are verified."""

from __future__ import annotations

from collections.abc import Iterator

from clientloom.diagnostics import NOWHERE
from clientloom.ir import Api, Webhook
from clientloom.python.identifiers import event_classes, webhook_parsers
from clientloom.review.changes import Change, Direction, Level
from clientloom.review.variance.describe import relative_clause
from clientloom.review.variance.relation import Types
from clientloom.review.variance.value_changes import type_findings


def webhook_changes(types: Types, old: Api, new: Api) -> Iterator[Change]:
    """Compares the webhooks of two versions, by name."""
    before = {webhook.name: webhook for webhook in old.webhooks}
    after = {webhook.name: webhook for webhook in new.webhooks}
    were, are = webhook_parsers(old.webhooks), webhook_parsers(new.webhooks)
    old_classes, new_classes = event_classes(old.webhooks), event_classes(new.webhooks)
    for name in sorted(before.keys() - after.keys()):
        yield _report_removed(before[name], were[name], old_classes[name])
    for name in sorted(after.keys() - before.keys()):
        yield _report_added(after[name], are[name], new_classes[name])
    for name in sorted(before.keys() & after.keys()):
        yield from _payload_changes(types, before[name], after[name], (were[name], are[name]))
    yield from _event_changes(old, new)
    if old.webhooks and new.webhooks:
        yield from _signature_changes(old, new)


def _report_removed(webhook: Webhook, parser: str, event: str) -> Change:
    return Change(
        level=Level.BREAKING,
        code="webhook-removed",
        subject=f"webhooks.{parser}()",
        also=(f"webhooks.{event}",),
        text="was removed",
        pointer=webhook.declared_at,
        span=webhook.span,
        breaks=f"webhooks.{parser}(...)",
    )


def _report_added(webhook: Webhook, parser: str, event: str) -> Change:
    return Change(
        level=Level.SAFE,
        code="webhook-added",
        subject=f"webhooks.{parser}()",
        also=(f"webhooks.{event}",),
        text="was added",
        pointer=webhook.declared_at,
        span=webhook.span,
    )


def _payload_changes(
    types: Types, was: Webhook, now: Webhook, parsers: tuple[str, str]
) -> Iterator[Change]:
    for found in type_findings(types, was.payload, now.payload, Direction.RESPONSE):
        breaks = f"event = webhooks.{parsers[0]}(...)"
        yield Change(
            level=found.level,
            code=found.code,
            subject=f"webhooks.{parsers[1]}()",
            text=f"returns a value {relative_clause(found.text)}",
            pointer=now.declared_at,
            span=now.span,
            was=was.span,
            breaks=breaks if found.level is Level.BREAKING else "",
        )


def _event_changes(old: Api, new: Api) -> Iterator[Change]:
    """Yields the names of events that a class of events no longer has."""
    after = {webhook.name: webhook for webhook in new.webhooks}
    classes = event_classes(new.webhooks)
    for was in old.webhooks:
        now = after.get(was.name)
        lost = set(was.events or (was.id,)) - set(now.events or (now.id,)) if now else set()
        for event in sorted(lost):
            yield Change(
                level=Level.BREAKING,
                code="webhook-events",
                subject=f"webhooks.{classes[was.name]}",
                text=f'no longer has the type "{event}"',
                pointer=now.declared_at if now else "",
                span=now.span if now else NOWHERE,
                breaks=f'event.type == "{event}"',
            )


def _signature_changes(old: Api, new: Api) -> Iterator[Change]:
    was, now = old.webhook_rules.signature, new.webhook_rules.signature
    if was == now:
        return
    text = "no longer verifies signatures"
    if now is not None:
        text = f"verifies signatures, with the secret in {now.env}"
        text = text if was is None else f"verifies signatures in another way, {text[19:]}"
    needs_secret = now is not None and (was is None or was.env != now.env)
    yield Change(
        level=Level.BREAKING if needs_secret else Level.RISKY,
        code="webhook-signature",
        subject="webhooks.parse()",
        text=text,
        breaks="webhooks.parse(body, headers)" if needs_secret else "",
    )
