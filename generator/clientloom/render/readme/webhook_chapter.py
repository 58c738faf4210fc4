# What a README says about webhooks. May import ir, python, the views and this room.
"""`webhook_chapter`: the events of the example, where they have their names, and how they are verified."""

from __future__ import annotations

from clientloom.ir import WebhookRules, WebhookSignature
from clientloom.python.identifiers import event_classes, webhook_parsers
from clientloom.python.literals import python_literal
from clientloom.render.markdown import code_span
from clientloom.render.readme.samples import Sampler
from clientloom.render.view_context import ViewContext
from clientloom.render.view_types import WebhookChapter
from clientloom.render.views.testing import fake_events

_SHOWN = 3
"""Events in the example."""


def webhook_chapter(context: ViewContext) -> WebhookChapter | None:
    """Returns what to say, None if the API has no webhooks."""
    webhooks, rules = context.api.webhooks, context.api.webhook_rules
    if not webhooks:
        return None
    classes, first = event_classes(webhooks), webhooks[0]
    sample = Sampler(context.schemas, sending=False).sample(first.payload, "example")
    if rules.path and isinstance(sample, dict):
        sample = {key: value for key, value in sample.items() if key != rules.path[0]}
    return WebhookChapter(
        source=_source(rules),
        classes=tuple(classes[webhook.name] for webhook in webhooks[:_SHOWN]),
        signature=_describe(rules.signature) if rules.signature else "",
        env=rules.signature.env if rules.signature else "",
        window=rules.signature.tolerance if rules.signature and rules.timed else 0,
        attribute=fake_events(context),
        method=webhook_parsers(webhooks)[first.name].removeprefix("parse_"),
        payload=python_literal(sample),
    )


def _source(rules: WebhookRules) -> str:
    if rules.header:
        return f"from the header {code_span(rules.header)}"
    return f"from {code_span('.'.join(rules.path))} of the payload" if rules.path else ""


def _describe(signature: WebhookSignature) -> str:
    if signature.scheme == "standard":
        return "that of [Standard Webhooks](https://www.standardwebhooks.com)"
    return f"in the header {code_span(signature.headers[2])}"
