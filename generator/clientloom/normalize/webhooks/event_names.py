# How the events of webhooks are distinguished and verified. May import config, ir and what stands before it here.
"""`with_events`: the names of events, where a payload or a header has them, and the signature."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from clientloom.config.settings import SignatureConfig, WebhooksConfig
from clientloom.diagnostics import InputError, suggest_value
from clientloom.ir import LiteralOf, PrimitiveKind, Webhook, WebhookRules, WebhookSignature
from clientloom.ir.lookup import Lookup
from clientloom.ir.unions import traits_of
from clientloom.normalize.nodes import Place
from clientloom.normalize.reader_context import ReaderContext

_USUAL = ("type", "event", "event_type", "eventType", "event_name", "eventName", "topic")
"""Members that usually have the name of an event."""
_STANDARD = ("id", "timestamp", "signature")
"""What the names of the three headers of Standard Webhooks end with."""
_PREFIXES = ("webhook-", "svix-")

Names = tuple[str, ...]


def with_events(
    webhooks: tuple[Webhook, ...], lookup: Lookup, package: str, context: ReaderContext
) -> tuple[WebhookRules, tuple[Webhook, ...]]:
    """Returns how events are distinguished and verified, and the webhooks with the names of their events.

    Raises:
        InputError: client.toml names a member or a webhook that the document does not have.
    """
    config = context.config.webhooks
    _check_settings(config, webhooks, context)
    rules, names = _source(config, webhooks, lookup, context)
    given = config.signature or _declared_signature(webhooks, context)
    if given is not None and webhooks:
        env = given.env or f"{package.upper()}_WEBHOOK_SECRET"
        rules = replace(rules, signature=_signature(given, env))
    named = tuple(replace(w, events=_map_names(w, config) or names(w)) for w in webhooks)
    _warn_alike(named, lookup, context)
    return rules, named


def _source(
    config: WebhooksConfig, webhooks: Sequence[Webhook], lookup: Lookup, context: ReaderContext
) -> tuple[WebhookRules, Callable[[Webhook], Names]]:
    """Where events have their names, and the function that reads those of a webhook."""
    if config.event_header:
        found = {w.name: _header_values(w, config.event_header, context) for w in webhooks}
        return WebhookRules(header=config.event_header), lambda w: found[w.name] or (w.id,)
    if config.event:
        path = tuple(config.event.split("."))
        return WebhookRules(path=path), partial(_names_at, path=path, lookup=lookup)
    if header := _declared_header(webhooks, context):
        return WebhookRules(header=header), lambda w: _header_values(w, header, context)
    for name in _members(webhooks, lookup):
        values = [_values(w, (name,), lookup) for w in webhooks]
        is_telling = len(webhooks) > 1 or name in _USUAL or values == [(webhooks[0].id,)]
        if all(values) and is_telling and _are_disjoint(values):
            return WebhookRules(path=(name,)), partial(_values, path=(name,), lookup=lookup)
    return _named_by_document(webhooks, lookup, context)


def _named_by_document(
    webhooks: Sequence[Webhook], lookup: Lookup, context: ReaderContext
) -> tuple[WebhookRules, Callable[[Webhook], Names]]:
    """A usual member that is a text in every payload has the names of the webhooks, as far as anyone can know."""
    member = next((n for n in _members(webhooks, lookup) if n in _USUAL), "")
    if len(webhooks) < 2 or not member:
        return WebhookRules(), lambda _: ()
    context.notes.note(
        "webhook-names-assumed",
        webhooks[0].declared_at,
        f"events are distinguished by `{member}`, whose values the document does not list: "
        "they are taken to be the names of the webhooks",
        f'say so in client.toml: [webhooks] event = "{member}", and `events` for other names',
    )
    return WebhookRules(path=(member,), loose=True), lambda w: (w.id,)


def _members(webhooks: Sequence[Webhook], lookup: Lookup) -> Iterator[str]:
    """Yields the members that are a required text in every payload, the usual ones first."""
    common: dict[str, None] | None = None
    for webhook in webhooks:
        texts = {
            field.wire_name: None
            for field in lookup.fields(webhook.payload)
            if lookup.kind(field.type) is PrimitiveKind.STRING
        }
        common = texts if common is None else {n: None for n in common if n in texts}
    found = common or {}
    yield from (name for name in _USUAL if name in found)
    yield from (name for name in found if name not in _USUAL)


def _values(webhook: Webhook, path: Names, lookup: Lookup) -> Names:
    """The names of events that the document lists at a path of the payload; one that is the webhook's own is alone."""
    member = lookup.find(webhook.payload, path)
    listed = lookup.resolve(member.field.type) if member else None
    if not isinstance(listed, LiteralOf):
        return ()
    values = tuple(str(value) for value in listed.values)
    return (webhook.id,) if webhook.id in values else values


def _names_at(webhook: Webhook, path: Names, lookup: Lookup) -> Names:
    """The names of the events of a webhook; none if its payload lacks the member, as that of a callback can."""
    if _lacks(lookup.wire_paths(webhook.payload), path):
        return ()
    return _values(webhook, path, lookup) or (webhook.id,)


def _lacks(known: Names, path: Names) -> bool:
    """Whether a payload has no such member; nothing is known of one without description, or of deeper members."""
    return bool(known) and len(path) < 3 and ".".join(path) not in known


def _are_disjoint(groups: Iterable[Names]) -> bool:
    values = [value for group in groups for value in group]
    return len(values) == len(set(values))


def _parameters(webhook: Webhook, context: ReaderContext) -> Iterator[Place]:
    place = context.root.at(f"#{webhook.declared_at}")
    for parameter in (place / "parameters").items() if place else ():
        if parameter.text("in") == "header":
            yield parameter


def _header_values(webhook: Webhook, header: str, context: ReaderContext) -> Names:
    """The values of a header that the document lists for a webhook."""
    for parameter in _parameters(webhook, context):
        if parameter.text("name").lower() == header.lower():
            schema = parameter / "schema"
            found = schema.texts("enum") or (schema.text("const"),)
            return tuple(filter(None, found)) or tuple(filter(None, (parameter.text("example"),)))
    return ()


def _declared_header(webhooks: Sequence[Webhook], context: ReaderContext) -> str:
    """The header whose listed values distinguish all webhooks, "" if there is none."""
    for parameter in _parameters(webhooks[0], context) if webhooks else ():
        name = parameter.text("name")
        values = [_header_values(webhook, name, context) for webhook in webhooks]
        listed = "enum" in parameter / "schema" or "const" in parameter / "schema"
        if listed and all(values) and _are_disjoint(values):
            return name
    return ""


def _declared_signature(
    webhooks: Sequence[Webhook], context: ReaderContext
) -> SignatureConfig | None:
    """Standard Webhooks, if every webhook has its three headers."""
    headers = [{p.text("name").lower() for p in _parameters(w, context)} for w in webhooks]
    for prefix in _PREFIXES:
        wanted = {f"{prefix}{end}" for end in _STANDARD}
        if headers and all(wanted <= names for names in headers):
            return SignatureConfig(scheme="standard", prefix=prefix)
    return None


def _signature(given: SignatureConfig, env: str) -> WebhookSignature:
    if given.scheme == "standard":
        id_, time, signature = (f"{given.prefix}{end}" for end in _STANDARD)
        return WebhookSignature(
            scheme=given.scheme,
            env=env,
            tolerance=given.tolerance,
            headers=(id_, time, signature),
        )
    return WebhookSignature(
        scheme=given.scheme,
        env=env,
        tolerance=given.tolerance,
        headers=("", given.timestamp_header, given.header),
        format=given.format,
        content=given.content,
        algorithm=given.algorithm,
        encoding=given.encoding,
        key_encoding=given.key_encoding,
    )


def _map_names(webhook: Webhook, config: WebhooksConfig) -> Names:
    return tuple(event for event, id_ in config.events.items() if id_ == webhook.id)


def _check_settings(
    config: WebhooksConfig, webhooks: Sequence[Webhook], context: ReaderContext
) -> None:
    ids = [webhook.id for webhook in webhooks]
    if config != WebhooksConfig() and not webhooks:
        message = "the document has no webhooks and no callbacks"
        raise _mismatch((), message, "remove the table, or add webhooks in an overlay", context)
    for event, id_ in config.events.items():
        if id_ not in ids:
            message = f"the document has no webhook {id_!r}"
            raise _mismatch(("events", event), message, suggest_value(id_, ids), context)
    if config.event:
        _check_path(tuple(config.event.split(".")), webhooks, context)


def _check_path(path: Names, webhooks: Sequence[Webhook], context: ReaderContext) -> None:
    lookup = Lookup(context.schemas.definitions)
    known = [lookup.wire_paths(webhook.payload) for webhook in webhooks]
    if webhooks and all(_lacks(paths, path) for paths in known):
        paths = sorted({each for paths in known for each in paths})
        name = ".".join(path)
        message = f"no payload has a member {name!r}"
        raise _mismatch(("event",), message, suggest_value(name, paths), context)


def _mismatch(keys: Names, message: str, hint: str, context: ReaderContext) -> InputError:
    span = context.config.locate(("webhooks", *keys))
    return InputError.at(span, "webhook-mismatch", message, hint)


def _warn_alike(webhooks: Sequence[Webhook], lookup: Lookup, context: ReaderContext) -> None:
    """Warns of webhooks that nothing distinguishes."""
    seen: dict[object, Webhook] = {}
    for webhook in webhooks:
        key = (webhook.events, traits_of(webhook.payload, lookup))
        other = seen.setdefault(key, webhook)
        if other is not webhook:
            context.notes.warn(
                "webhooks-alike",
                webhook.declared_at,
                f"nothing distinguishes the events of {webhook.id!r} from those of {other.id!r}, "
                "so webhooks.parse() types neither",
                "set `event` or `event_header` in [webhooks] of client.toml",
            )
