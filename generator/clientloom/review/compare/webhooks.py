# Changes of webhooks. Imports ir, python (their names in the package) and this room.
"""`webhook_changes`: parsers and events that come, go or change, and how they are verified."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clientloom.diagnostics import NOWHERE
from clientloom.ir import Api, Webhook
from clientloom.python.identifiers import event_classes, webhook_parsers
from clientloom.review.changes import Change, Direction, Level
from clientloom.review.variance.describe import relative_clause
from clientloom.review.variance.finding import Finding, report
from clientloom.review.variance.relation import Types
from clientloom.review.variance.value_changes import type_findings


def webhook_changes(types: Types, old: Api, new: Api) -> Iterator[Change]:
    """Compares the webhooks of two versions, by name."""
    before = {webhook.name: webhook for webhook in old.webhooks}
    after = {webhook.name: webhook for webhook in new.webhooks}
    were, are = webhook_parsers(old.webhooks), webhook_parsers(new.webhooks)
    old_classes, new_classes = event_classes(old.webhooks), event_classes(new.webhooks)
    for name in sorted(before.keys() - after.keys()):
        finding = Finding(Level.BREAKING, "webhook-removed", "was removed")
        yield _report(finding, before[name], were[name], old_classes[name])
    for name in sorted(after.keys() - before.keys()):
        finding = Finding(Level.SAFE, "webhook-added", "was added")
        yield _report(finding, after[name], are[name], new_classes[name])
    for name in sorted(before.keys() & after.keys()):
        yield from _payload_changes(types, before[name], after[name], (were[name], are[name]))
    yield from _event_changes(old, new)
    if old.webhooks and new.webhooks:
        yield from _signature_changes(old, new)


def _report(finding: Finding, webhook: Webhook, parser: str, event: str) -> Change:
    """Returns a finding about a parser and its class of events as a change."""
    found = report(
        finding,
        f"webhooks.{parser}()",
        pointer=webhook.declared_at,
        span=webhook.span,
        breaks=f"webhooks.{parser}(...)",
    )
    return replace(found, also=(f"webhooks.{event}",))


def _payload_changes(
    types: Types, was: Webhook, now: Webhook, parsers: tuple[str, str]
) -> Iterator[Change]:
    for found in type_findings(types, was.payload, now.payload, Direction.RESPONSE):
        yield report(
            replace(found, text=f"returns a value {relative_clause(found.text)}"),
            f"webhooks.{parsers[1]}()",
            pointer=now.declared_at,
            span=now.span,
            was=was.span,
            direction=Direction.RESPONSE,
            breaks=f"event = webhooks.{parsers[0]}(...)",
        )


def _event_changes(old: Api, new: Api) -> Iterator[Change]:
    """Yields the names of events that a class of events no longer has."""
    after = {webhook.name: webhook for webhook in new.webhooks}
    classes = event_classes(new.webhooks)
    for was in old.webhooks:
        now = after.get(was.name)
        lost = set(was.events or (was.id,)) - set(now.events or (now.id,)) if now else set()
        for event in sorted(lost):
            text = f'no longer has the type "{event}"'
            yield report(
                Finding(Level.BREAKING, "webhook-events", text),
                f"webhooks.{classes[was.name]}",
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
        way = "" if was is None else " in another way"
        text = f"verifies signatures{way}, with the secret in {now.env}"
    needs_secret = now is not None and (was is None or was.env != now.env)
    level = Level.BREAKING if needs_secret else Level.RISKY
    finding = Finding(level, "webhook-signature", text)
    yield report(finding, "webhooks.parse()", breaks="webhooks.parse(body, headers)")
