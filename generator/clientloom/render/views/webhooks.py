# `webhooks.py`. May import ir, python and this room.
"""The view of the events that the vendor sends: a class, a description and a parser for each, and one for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clientloom.ir import ListOf, MapOf, Named, TupleOf, UnionOf, Webhook, WebhookSignature
from clientloom.ir.lookup import Lookup
from clientloom.ir.unions import traits_of
from clientloom.python.annotations import AnnotationPrinter
from clientloom.python.docstrings import describe, docstring, section
from clientloom.python.identifiers import event_classes, webhook_constants, webhook_parsers
from clientloom.python.literals import python_literal, quote
from clientloom.python.markup.visible import strip_invisible
from clientloom.render.view_context import ViewContext, imports_view
from clientloom.render.view_types import WebhooksModule, WebhookView

_RUNTIME = "._runtime"
_PUBLIC = ("Event", "UnknownEvent", "Verify", "unverified")


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of each webhook in the module, by the name of the webhook."""

    functions: Mapping[str, str]
    classes: Mapping[str, str]
    constants: Mapping[str, str]

    @property
    def public(self) -> tuple[str, ...]:
        """What the module exports."""
        own = (*self.functions.values(), *self.classes.values())
        return tuple(sorted({"WebhookEvent", "parse", *_PUBLIC, *own}))


def webhooks_module(context: ViewContext) -> WebhooksModule:
    """The view of `webhooks.py`."""
    webhooks, signature = context.api.webhooks, context.api.webhook_rules.signature
    names = _Names(webhook_parsers(webhooks), event_classes(webhooks), webhook_constants(webhooks))
    own = {*names.public, "WEBHOOKS", *names.constants.values()} - set(_PUBLIC)
    printer = context.printer(own, root=".")
    printer.imports.add(_RUNTIME, *_PUBLIC, "Webhook", "Webhooks")
    printer.imports.add("dataclasses", "dataclass")
    printer.imports.add("typing", "Literal", "TypeAlias", "cast")
    printer.imports.add("collections.abc", "Mapping", runtime=False)
    views = tuple(_webhook(webhook, names, context, printer) for webhook in webhooks)
    settings = tuple(_settings(names, context, printer))
    arguments = tuple(_arguments(signature, printer))
    return WebhooksModule(
        imports=imports_view(printer),
        webhooks=views,
        settings=settings,
        arguments=arguments,
        passed=("secret", "tolerance") if signature else (),
        docstring=docstring(_parse_doc(signature), 4),
        exports=names.public,
    )


def _webhook(
    webhook: Webhook, names: _Names, context: ViewContext, printer: AnnotationPrinter
) -> WebhookView:
    about = describe("", webhook.doc, fallback=f"The event {_code(webhook)}.", indent=4)
    class_name = names.classes[webhook.name]
    return WebhookView(
        function=names.functions[webhook.name],
        constant=names.constants[webhook.name],
        class_name=class_name,
        returns=printer.result(webhook.payload),
        types=", ".join(map(quote, webhook.events or (webhook.id,))),
        settings=tuple(_facts(webhook, class_name, context, printer)),
        class_docstring=docstring(about, 4),
        docstring=docstring(_parser_doc(webhook, context), 4),
    )


def _code(webhook: Webhook) -> str:
    return f"`{strip_invisible(webhook.id)}`"


def _facts(
    webhook: Webhook, class_name: str, context: ViewContext, printer: AnnotationPrinter
) -> Iterator[str]:
    """Yields the settings of the description of a webhook."""
    traits = traits_of(webhook.payload, Lookup(context.schemas))
    yield f"id={quote(webhook.id)}"
    yield f"decoder={_decoder(webhook, context, printer)}"
    yield f"event={class_name}"
    if webhook.events:
        yield f"names={python_literal(webhook.events)}"
    if traits.required:
        yield f"required={python_literal(traits.required)}"
    if traits.constants:
        yield f"constants={python_literal(dict(traits.constants))}"


def _decoder(webhook: Webhook, context: ViewContext, printer: AnnotationPrinter) -> str:
    if webhook.text:
        return printer.call("Text")
    read = f"lambda: {printer.expression(webhook.payload)}"
    if webhook.form:
        return printer.call("Form", read, **_form_settings(webhook, context))
    return printer.call("Json", read)


def _form_settings(webhook: Webhook, context: ViewContext) -> Mapping[str, str]:
    """Returns which fields of a form are lists, and which contain JSON; all others are single texts."""
    lookup = Lookup(context.schemas)
    fields = lookup.fields(webhook.payload)
    kinds = {field.wire_name: lookup.resolve(field.type) for field in fields}
    lists = tuple(sorted(name for name, kind in kinds.items() if isinstance(kind, ListOf)))
    structured = Named | MapOf | UnionOf | TupleOf
    nested = tuple(sorted(name for name, kind in kinds.items() if isinstance(kind, structured)))
    given = {"lists": lists, "nested": nested}
    return {word: python_literal(names) for word, names in given.items() if names}


def _settings(names: _Names, context: ViewContext, printer: AnnotationPrinter) -> Iterator[str]:
    """Yields the settings of the dispatcher."""
    rules = context.api.webhook_rules
    yield f"webhooks=({''.join(f'{constant}, ' for constant in names.constants.values())})"
    if rules.header:
        yield f"header={quote(rules.header)}"
    if rules.path:
        yield f"path={python_literal(rules.path)}"
    if rules.loose:
        yield "loose=True"
    if rules.signature:
        yield f"signature={_signature(rules.signature, printer)}"


def _signature(given: WebhookSignature, printer: AnnotationPrinter) -> str:
    id_header, time_header, header = given.headers
    common = {"env": quote(given.env), "tolerance": str(given.tolerance)}
    if given.scheme == "standard":
        prefix = quote(id_header.removesuffix("id"))
        return printer.call("StandardWebhooks", **common, prefix=prefix)
    values = {
        "form": given.format,
        "content": given.content,
        "algorithm": given.algorithm,
        "encoding": given.encoding,
        "timestamp_header": time_header,
        "key_encoding": given.key_encoding,
    }
    usual = ("{signature}", "{body}", "sha256", "hex", "", "text")
    others = {
        key: quote(value)
        for (key, value), default in zip(values.items(), usual, strict=True)
        if value != default
    }
    return printer.call("HmacSignature", **common, header=quote(header), **others)


def _arguments(signature: WebhookSignature | None, printer: AnnotationPrinter) -> Iterator[str]:
    """Yields the arguments of every parser."""
    text, mapping = printer.builtin("str"), printer.standard("collections.abc", "Mapping")
    yield f"payload: {printer.builtin('bytes')} | {text}"
    if signature:
        yield f"headers: {mapping}[{text}, {text}]"
    else:
        yield f"headers: {mapping}[{text}, {text}] | None = None"
    yield "*"
    if signature:
        several = printer.standard("collections.abc", "Sequence")
        yield f"secret: {text} | {several}[{text}] | None = None"
        yield f"tolerance: {printer.builtin('float')} | None = None"
    yield "verify: Verify | None = None"


def _parse_doc(signature: WebhookSignature | None) -> list[str]:
    summary = "Returns the typed event in a request from the vendor."
    unknown = "An event that the API description does not have is an `UnknownEvent`."
    about = describe(summary, unknown, fallback=summary, indent=4)
    return [*about, *_arguments_doc(signature, "The payload is not of the declared type.")]


def _parser_doc(webhook: Webhook, context: ViewContext) -> list[str]:
    kind = "text" if webhook.text else "a form" if webhook.form else "JSON"
    about = describe("", webhook.doc, fallback=f"Reads the webhook {_code(webhook)}.", indent=4)
    invalid = f"The payload is another event, or not {kind} of the declared type."
    return [*about, *_arguments_doc(context.api.webhook_rules.signature, invalid)]


def _arguments_doc(signature: WebhookSignature | None, invalid: str) -> list[str]:
    arguments = [
        ("payload", "The body of the request as received, not decoded."),
        ("headers", "The headers of the request."),
    ]
    rejects = "raises an exception or returns False to reject the payload."
    refused = (
        "The signature is missing, wrong or too old." if signature else "`verify` returns False."
    )
    errors = [("WebhookVerificationError", refused), ("ResponseValidationError", invalid)]
    if signature is None:
        arguments.append(("verify", f"Checks the signature; it is called first, and {rejects}"))
    else:
        arguments += [
            (
                "secret",
                f"The secret, or several during a rotation. Read from `{signature.env}` if not given.",
            ),
            (
                "tolerance",
                f"The greatest age of a signature in seconds; {signature.tolerance} if not given.",
            ),
            ("verify", f"Checks the signature instead of the vendor's scheme; it {rejects}"),
        ]
    return [*section("Args", arguments, 4), *section("Raises", errors, 4)]
