# Requests from the vendor to the user: webhooks of the document and callbacks of operations.
# May import document, ir, config and what stands before it in normalize.
"""Webhooks and callbacks (OpenAPI 3.1, 4.8.1 `webhooks` and 4.8.18 Callback Object) as typed payloads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from clientloom.document.grammar.tables import METHODS
from clientloom.ir import Anything, TypeRef, Webhook
from clientloom.normalize.naming.registry import Wanted, class_name
from clientloom.normalize.nodes import Place
from clientloom.normalize.operations.media.content import Content, read_content
from clientloom.normalize.operations.media.media_types import MediaKind
from clientloom.normalize.operations.selection import Site
from clientloom.normalize.reader_context import Owner, ReaderContext
from clientloom.normalize.schemas.scalars import STRING

_TEXTS = (MediaKind.TEXT, MediaKind.MARKUP)


@dataclass(frozen=True, slots=True)
class _Call:
    """One request from the vendor: `id` is its name in the document, `key` that in the lock, `owner` its operation."""

    id: str
    key: str
    place: Place
    owner: str = ""

    @property
    def candidates(self) -> tuple[str, ...]:
        """Its name, and a longer one in case several requests have the same name."""
        return class_name(self.id), class_name(f"{self.owner or 'webhook'} {self.id}")


def read_webhooks(sites: Iterable[Site], context: ReaderContext) -> tuple[Webhook, ...]:
    """Reads every webhook and callback, sorted by name."""
    calls = {
        call.key: call for call in _distinct_calls((*_webhooks(context.root), *_callbacks(sites)))
    }
    before = _gone_names(calls, context.names.lock.scope("webhook", ""))
    wanted = [_wanted(call, before) for call in calls.values()]
    names = context.names.resolve("webhook", "", wanted)
    found = (_read_webhook(call, names[call.key], context) for call in calls.values())
    return tuple(sorted(found, key=lambda webhook: webhook.name))


def _wanted(call: _Call, before: Mapping[str, str]) -> Wanted:
    """The claims of a request; one that is now declared in another place has the name that it had."""
    known = before.get(_last_words(call.key))
    return Wanted(
        key=call.key,
        candidates=tuple(dict.fromkeys(filter(None, (known, *call.candidates)))),
        text=call.id,
        pointer=call.place.pointer,
        inherits=known is not None,
    )


def _gone_names(calls: Collection[str], locked: Mapping[str, str]) -> Mapping[str, str]:
    """Returns the names of earlier requests whose keys are gone, by what a change of their place keeps."""
    return {_last_words(key): name for key, name in locked.items() if key not in calls}


def _last_words(key: str) -> str:
    """Returns the name of a webhook or callback and its method, without the operation and the URL's expression."""
    place, _, method = key.rpartition("/")
    _, is_callback, callback = place.partition("/callbacks/")
    name = callback.partition("/")[0] if is_callback else place.rpartition("/")[2]
    return f"{name} {method}"


def _distinct_calls(calls: Iterable[_Call]) -> Iterable[_Call]:
    """Drops repetitions: a callback that several operations refer to under one name is one request."""
    found: dict[tuple[str, str], _Call] = {}
    for call in calls:
        found.setdefault((call.id, call.place.pointer), call)
    return found.values()


def _webhooks(root: Place) -> Iterator[_Call]:
    for section in ("x-webhooks", "webhooks"):
        for name, item in (root / section).members():
            yield from _calls(name, f"/{section}/{name}", item)


def _callbacks(sites: Iterable[Site]) -> Iterator[_Call]:
    for site in sites:
        for name, callback in (site.place / "callbacks").members():
            found = [(e, item) for e, item in callback.members() if not e.startswith("x-")]
            for expression, item in found:
                key = f"{site.pointer}/callbacks/{name}/{expression}"
                id_ = f"{name} {expression}" if len(found) > 1 else name
                owner = site.operation_id or f"{site.method} {site.path}"
                yield from _calls(id_, key, item, owner)


def _calls(name: str, key: str, item: Place, owner: str = "") -> Iterator[_Call]:
    methods = [method for method in METHODS if (item / method).mapping]
    for method in methods:
        id_ = name if len(methods) == 1 else f"{name} {method}"
        yield _Call(id_, f"{key}/{method}", item / method, owner)


def _read_webhook(call: _Call, name: str, context: ReaderContext) -> Webhook:
    doc = call.place.text("summary") or call.place.text("description")
    content = next(iter(read_content(call.place / "requestBody")), None)
    return Webhook(
        id=call.id,
        name=name,
        payload=context.read_or_loose(
            call.place,
            "unreadable-payload",
            lambda: _payload(call, content, name, context),
            Anything,
        ),
        form=content is not None and content.kind is MediaKind.FORM,
        text=content is not None and content.kind in _TEXTS,
        doc=doc.strip(),
        span=context.span(call.place),
        declared_at=call.place.pointer,
    )


def _payload(call: _Call, content: Content | None, name: str, context: ReaderContext) -> TypeRef:
    if content is not None and content.kind in _TEXTS:
        return STRING
    if content is None or content.kind not in (MediaKind.JSON, MediaKind.FORM):
        return Anything()
    return context.type_of(content.schema, Owner(name, call.key).schema_site("payload", "payload"))
