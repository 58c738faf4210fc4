# Codes of changes that no method shows: webhooks and exceptions. May import record.
"""Changes of webhooks and exceptions between two versions."""

from __future__ import annotations

from clientloom.diagnostics.registry.record import ChangeEntry, breaking, depends, safe

ENTRIES: tuple[ChangeEntry, ...] = (
    breaking(
        "webhook-removed",
        "The document no longer has a webhook, and its parser is gone.",
        "breaking: `webhooks.parse_paid()` was removed",
    ),
    safe("webhook-added", "There is a new webhook.", "safe: `webhooks.parse_paid()` was added"),
    breaking(
        "webhook-events",
        "The events of a webhook have other names, which `type` of an event has.",
        'breaking: `webhooks.OrderPaidEvent` no longer has the type "paid"',
    ),
    depends(
        "webhook-signature",
        "Webhooks are verified in another way. That is breaking where the code that calls the parsers needs a secret "
        "or has it in another variable, and risky otherwise.",
        "breaking: `webhooks.parse()` verifies signatures, with the secret in SHOP_WEBHOOK_SECRET",
    ),
    safe(
        "error-added",
        "A method declares one more status as an error.",
        "safe: `client.things.get()` declares status 409",
    ),
    safe(
        "error-removed",
        "A method no longer declares a status as an error. The server may still answer with it.",
        "safe: `client.things.get()` no longer declares status 409",
    ),
    depends(
        "error-body",
        "The body of an error of a method has a type, which is safe, or no longer has one, which is risky.",
        "risky: `client.things.get()` has no typed body for status 404",
    ),
    breaking(
        "error-body-removed",
        "An exception no longer has a typed body.",
        "breaking: `errors.NotFoundError` no longer has a typed `body` (was Problem)",
    ),
    depends(
        "error-body-wider",
        "The body of an exception may be of another type too. That is breaking where it had one type, and risky "
        "where it had several.",
        "breaking: `errors.NotFoundError` has a `body` that may now also be Failure",
    ),
    safe(
        "error-class-added",
        "There is a new exception.",
        "safe: `errors.TeapotError` was added",
    ),
    breaking(
        "error-class-removed",
        "An exception is gone, because no operation declares a body for its status.",
        "breaking: `errors.TeapotError` was removed",
    ),
)
