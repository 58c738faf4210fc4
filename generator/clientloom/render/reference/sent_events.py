# The events that the vendor sends, in api.md. May import ir, python and the views.
"""Views of webhooks: the class of each event, its payload and its parser."""

from __future__ import annotations

from collections.abc import Iterator

from clientloom.ir import Webhook
from clientloom.python.annotations import AnnotationPrinter
from clientloom.python.identifiers import event_classes, webhook_parsers
from clientloom.python.prose import end_sentence, summarize
from clientloom.render.markdown import code_span, markdown
from clientloom.render.reference.entries import make_entry
from clientloom.render.view_context import ViewContext
from clientloom.render.view_types import ReferenceSection


def events_section(context: ViewContext) -> ReferenceSection:
    """Returns the section of all events, in the order of the document."""
    webhooks = context.api.webhooks
    classes, parsers = event_classes(webhooks), webhook_parsers(webhooks)
    printer = context.printer(())
    return ReferenceSection(
        title=code_span("webhooks"),
        doc=markdown(
            "`webhooks.parse(body, headers)` returns one of these events, or `webhooks.UnknownEvent`. "
            "Its `payload` has the type given here; the function beside it takes that event alone."
        ),
        entries=tuple(
            make_entry(
                f"webhooks.{classes[each.name]}",
                end_sentence(summarize(each.doc)),
                _facts(each, parsers[each.name], printer),
            )
            for each in webhooks
        ),
    )


def _facts(webhook: Webhook, parser: str, printer: AnnotationPrinter) -> Iterator[str]:
    yield f"Event: {', '.join(map(code_span, webhook.events or (webhook.id,)))}"
    yield f"Payload: {code_span(printer.result(webhook.payload))}"
    yield f"Function: {code_span(f'webhooks.{parser}(body, headers)')}"
