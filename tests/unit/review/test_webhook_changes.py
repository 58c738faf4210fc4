# Changes of webhooks, each with what callers are told: parsers, payloads, names of events, signatures.
from __future__ import annotations

from pathlib import Path

import pytest
from clientloom.config.load import load_vendor
from clientloom.ir import Api
from clientloom.pipeline import analyse
from clientloom.review import compare_apis
from clientloom.symbols import SymbolLock

DOCUMENT = """\
openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: https://shop.example}]
paths: {}
webhooks:
"""
MADE = """\
  invoiceMade:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Invoice'}}}}
      responses: {'204': {description: Seen.}}
"""
VOIDED = MADE.replace("invoiceMade", "invoiceVoided")
OF_INVOICE = "{$ref: '#/components/schemas/Invoice'}"
INVOICE = """\
components:
  schemas:
    Invoice:
      type: object
      required: [kind, total]
      properties: {kind: {type: string}, total: {type: integer}}
"""
EVENTS = '[webhooks]\nevent = "kind"\n[webhooks.events]\n"invoice.made" = "invoiceMade"\n'
FURTHER = '"invoice.created" = "invoiceMade"\n'
SIGNED = """\
[webhooks.signature]
scheme = "hmac"
env = "SHOP_SECRET"
header = "Shop-Signature"
format = "t={timestamp},v1={signature}"
content = "{timestamp}.{body}"
"""
ELSEWHERE = SIGNED.replace("Shop-Signature", "Signature")
OTHER_SECRET = SIGNED.replace("SHOP_SECRET", "OTHER_SECRET")

SHOP = (MADE + INVOICE, "")
CAUSES = {
    "a further event": (
        SHOP,
        (MADE + VOIDED + INVOICE, ""),
        ["safe: `webhooks.parse_invoice_voided()` was added (also `webhooks.InvoiceVoidedEvent`)"],
        [
            "breaking: `webhooks.parse_invoice_voided()` was removed (also `webhooks.InvoiceVoidedEvent`)"
        ],
    ),
    "a field that may be missing": (
        SHOP,
        (MADE + INVOICE.replace("[kind, total]", "[kind]"), ""),
        ["breaking: `Invoice.total` is no longer required"],
        ["safe: `Invoice.total` is now required"],
    ),
    "another payload": (
        SHOP,
        (MADE.replace(OF_INVOICE, f"{{type: array, items: {OF_INVOICE}}}") + INVOICE, ""),
        [
            "breaking: `webhooks.parse_invoice_made()` returns a value that changed its type from Invoice to list of Invoice"
        ],
        [
            "breaking: `webhooks.parse_invoice_made()` returns a value that changed its type from list of Invoice to Invoice"
        ],
    ),
    "a name of an event": (
        (MADE + INVOICE, EVENTS),
        (MADE + INVOICE, EVENTS + FURTHER),
        [],
        ['breaking: `webhooks.InvoiceMadeEvent` no longer has the type "invoice.created"'],
    ),
    "signatures": (
        SHOP,
        (MADE + INVOICE, SIGNED),
        ["breaking: `webhooks.parse()` verifies signatures, with the secret in SHOP_SECRET"],
        ["risky: `webhooks.parse()` no longer verifies signatures"],
    ),
    "another header": (
        (MADE + INVOICE, SIGNED),
        (MADE + INVOICE, ELSEWHERE),
        [
            "risky: `webhooks.parse()` verifies signatures in another way, with the secret in SHOP_SECRET"
        ],
        [
            "risky: `webhooks.parse()` verifies signatures in another way, with the secret in SHOP_SECRET"
        ],
    ),
    "another secret": (
        (MADE + INVOICE, SIGNED),
        (MADE + INVOICE, OTHER_SECRET),
        [
            "breaking: `webhooks.parse()` verifies signatures in another way, with the secret in OTHER_SECRET"
        ],
        [
            "breaking: `webhooks.parse()` verifies signatures in another way, with the secret in SHOP_SECRET"
        ],
    ),
}


def read(folder: Path, document: str, settings: str) -> Api:
    vendor = folder / "specs" / "shop"
    vendor.mkdir(parents=True)
    (vendor / "openapi.yaml").write_text(DOCUMENT + document, "utf-8")
    (vendor / "client.toml").write_text(f'[package]\nname = "shop"\n{settings}', "utf-8")
    return analyse(load_vendor(vendor, root=folder), symbols=SymbolLock(), root=folder).api


@pytest.mark.parametrize(("old", "new", "forth", "back"), CAUSES.values(), ids=CAUSES)
def test_a_change_and_its_reverse(
    old: tuple[str, str],
    new: tuple[str, str],
    forth: list[str],
    back: list[str],
    tmp_path: Path,
) -> None:
    was, now = read(tmp_path / "old", *old), read(tmp_path / "new", *new)
    assert [str(change) for change in compare_apis(was, now).changes] == forth
    assert [str(change) for change in compare_apis(now, was).changes] == back
