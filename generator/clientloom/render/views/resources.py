# The modules of `resources/`: a sync and an async class, and their raw and streaming views.
# May import ir and this room.
"""Views of what a user calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from clientloom.ir import NoContent, Operation, RetryClass
from clientloom.render.arguments import passed_on, signature
from clientloom.render.docstrings import described, docstring, section, title_of
from clientloom.render.prose import sentence, short, visible, wrapped
from clientloom.render.results import Sending, relevant, sending, value_annotation
from clientloom.render.spelling import Colour, Speller
from clientloom.render.statuses import error_class
from clientloom.render.view_context import Context, Method, imports_view
from clientloom.render.view_types import FlavourView, MethodView, ResourceModule

_INDENT = 8
_FILLERS = frozenset(
    {"ok", "success", "successful", "successful operation", "successful response", "response"}
    | {"a successful response", "default response", "the request has succeeded", "created"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flavour:
    """What differs between the two colours of a resource."""

    colour: Colour
    base: str
    raw: str
    streaming: str
    page: str
    stream: str


_FLAVOURS = (
    _Flavour(
        colour=Colour.SYNC,
        base="Resource",
        raw="raw",
        streaming="streaming",
        page="Page",
        stream="Stream",
    ),
    _Flavour(
        colour=Colour.ASYNC,
        base="AsyncResource",
        raw="async_raw",
        streaming="async_streaming",
        page="AsyncPager",
        stream="AsyncStream",
    ),
)


def resource_module(context: Context, name: str) -> ResourceModule:
    """The view of `resources/<name>.py`."""
    resource = context.resource(name)
    methods = context.methods[name]
    classes = {
        f"{flavour.colour.value}{resource.class_name}{suffix}"
        for flavour in _FLAVOURS
        for suffix in ("", "WithRawResponse", "WithStreamingResponse")
    }
    speller = context.speller({*classes, *(method.name for method in methods)})
    builder = _Builder(
        speller=speller,
        requests=speller.imports.name(".._requests", name, runtime=True, local="_requests"),
        class_name=resource.class_name,
        doc=resource.doc,
        methods=methods,
        docstrings={method.name: method_docstring(method) for method in methods},
    )
    flavours = tuple(map(builder.flavour, _FLAVOURS))
    return ResourceModule(
        docstring=docstring([f"Methods of `client.{name}`."], 0),
        imports=imports_view(speller),
        flavours=flavours,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Builder:
    """One resource on its way to becoming a module; `requests` is the local name of its `_requests`."""

    speller: Speller
    requests: str
    class_name: str
    doc: str
    methods: tuple[Method, ...]
    docstrings: Mapping[str, str]

    def flavour(self, flavour: _Flavour) -> FlavourView:
        """The resource in one colour."""
        name = f"{flavour.colour.value}{self.class_name}"
        fallback = f"Methods about {title_of(self.class_name).lower()}."
        return FlavourView(
            name=name,
            base=self.speller.ours(flavour.base, runtime=True),
            docstring=docstring(described("", self.doc, fallback=fallback, indent=4), 4),
            methods=tuple(self._method(method, flavour) for method in self.methods),
            raw_class=f"{name}WithRawResponse",
            raw_function=self.speller.ours(flavour.raw, runtime=True),
            raw_doc=f"The methods of `{name}`, each giving the whole response.",
            streaming_class=f"{name}WithStreamingResponse",
            streaming_function=self.speller.ours(flavour.streaming, runtime=True),
            streaming_doc=f"The methods of `{name}`, each giving the response before its body is read.",
        )

    def _method(self, method: Method, flavour: _Flavour) -> MethodView:
        call = f"{self.requests}.{method.function}({passed_on(method.arguments)})"
        how = sending(method)
        pages = f", {self.requests}.{method.pages}" if how is Sending.PAGES else ""
        awaited = flavour.colour is Colour.ASYNC and how is not Sending.PAGES
        sent = f"{'await ' if awaited else ''}self.{how.value}({call}{pages}, options)"
        return MethodView(
            define="async def" if awaited else "def",
            name=method.name,
            signature=_with_options(method, flavour, self.speller),
            returns=_returns(method, how, flavour, self.speller),
            docstring=self.docstrings[method.name],
            body=f"return {sent}",
        )


def _with_options(method: Method, flavour: _Flavour, speller: Speller) -> str:
    keyed = method.operation.retry is RetryClass.KEYED
    options = speller.ours("KeyedRequestOptions" if keyed else "RequestOptions")
    unpack = speller.standard("typing", "Unpack")
    own = signature(method.arguments, speller, flavour.colour)
    return ", ".join(filter(None, ["self", own, f"**options: {unpack}[{options}]"]))


def _returns(method: Method, how: Sending, flavour: _Flavour, speller: Speller) -> str:
    value = value_annotation(method, speller)
    match how:
        case Sending.VALUE:
            return value
        case Sending.STREAM:
            return f"{speller.ours(flavour.stream)}[{value}]"
        case Sending.PAGES:
            pages = method.pagination
            item = speller.result(pages.item) if pages else value
            return f"{speller.ours(flavour.page)}[{item}, {value}]"
    assert_never(how)


def method_docstring(method: Method) -> str:
    """The docstring of a method in Google style, the same for both colours."""
    operation = method.operation
    width = 100 - _INDENT
    lines = described(
        operation.summary, operation.doc, fallback=f"{title_of(method.name)}.", indent=_INDENT
    )
    if operation.deprecated:
        lines += ["", "Deprecated: the vendor advises against new uses."]
    if operation.docs_url:
        lines += ["", f"Documentation: {short(operation.docs_url)}"]
    if operation.links:
        lines += ["", *wrapped(f"See also: {', '.join(map(visible, operation.links))}.", width)]
    lines += section("Args", [(a.name, a.doc) for a in method.arguments if a.doc], _INDENT)
    lines += _returned(method)
    lines += section("Raises", list(_raised(operation)), _INDENT)
    return docstring(lines, _INDENT)


def _returned(method: Method) -> list[str]:
    how = sending(method)
    docs = [
        sentence(doc)
        for r in relevant(method)
        if (doc := short(r.doc, 200)) and doc.strip(". ").lower() not in _FILLERS
    ]
    text = docs[0] if docs else ""
    match how:
        case Sending.PAGES:
            pages = "Iterate it for the items of every page."
            text = f"{text or 'The first page.'} {pages}"
        case Sending.STREAM:
            text = f"{text} A stream of items, to be iterated or closed.".strip()
        case Sending.VALUE:
            if all(isinstance(r.result, NoContent) for r in relevant(method)):
                return []
        case _:
            assert_never(how)
    if not text:
        return []
    return ["", "Returns:", *(f"    {line}" for line in wrapped(text, 100 - _INDENT - 4))]


def _raised(operation: Operation) -> Iterator[tuple[str, str]]:
    """The documented failures, one a class, in the order of their statuses."""
    docs: dict[str, str] = {}
    for error in sorted(operation.errors, key=lambda error: error.status):
        name = error_class(error.status)
        docs[name] = docs.get(name) or sentence(short(error.doc, 200))
    yield from docs.items()
