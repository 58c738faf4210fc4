# The modules of `resources/`: a sync and an async class, each with a raw and a streaming class.
# May import ir and this room.
"""Views of resources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from clientloom.ir import NoContent, Operation, Resource, RetryClass
from clientloom.python.annotations import AnnotationPrinter, Flavor
from clientloom.python.boilerplate import repeats_status
from clientloom.python.docstrings import describe, docstring, section, title_of
from clientloom.python.identifiers import module_of
from clientloom.python.literals import quote
from clientloom.python.markup.visible import strip_invisible
from clientloom.python.prose import end_sentence, summarize, wrap
from clientloom.python.statuses import error_class
from clientloom.render.arguments import forward_arguments, signature
from clientloom.render.results import (
    CallKind,
    call_kind,
    method_responses,
    undescribed_doc,
    value_annotation,
)
from clientloom.render.view_context import Method, ViewContext, imports_view
from clientloom.render.view_types import (
    DocsView,
    FlavorView,
    MethodView,
    ResourceLink,
    ResourceModule,
)
from clientloom.render.views.links import resource_docstring, resource_links
from clientloom.render.views.waiters import (
    WaitingMethod,
    find_waiting,
    waiting_docstring,
    waiting_method,
)

_INDENT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _FlavorNames:
    """The names that differ between the two flavors of a resource."""

    flavor: Flavor
    raw: str
    streaming: str
    page: str
    stream: str
    download: str
    listing: str = ""
    """The class of a list in one response before it is awaited; "" for the sync client."""


_FLAVORS = (
    _FlavorNames(
        flavor=Flavor.SYNC,
        raw="raw",
        streaming="streaming",
        page="Page",
        stream="Stream",
        download="BinaryResponse",
    ),
    _FlavorNames(
        flavor=Flavor.ASYNC,
        raw="async_raw",
        streaming="async_streaming",
        page="AsyncPager",
        stream="AsyncStream",
        download="AsyncBinaryResponse",
        listing="AsyncListing",
    ),
)


def resource_module(
    context: ViewContext, path: str, custom_classes: frozenset[str]
) -> ResourceModule:
    """The view of the module of a resource; `custom_classes` as `client_module` has them."""
    resource = context.resource(path)
    methods = context.methods[path]
    children = context.children(path) if path else ()
    classes = {
        f"{names.flavor.value}{resource.class_name}{suffix}"
        for names in _FLAVORS
        for suffix in ("", "WithRawResponse", "WithStreamingResponse")
    }
    waiting = tuple(find_waiting(context, path))
    members = {m.name for m in methods} | {m.name for m in waiting} | {c.name for c in children}
    printer = context.printer(classes | members | {docs_name(resource.class_name)})
    builder = _Builder(
        printer=printer,
        requests=_requests(path, printer) if methods else "",
        resource=resource,
        children=children,
        methods=methods,
        waiting=waiting,
        custom_classes=custom_classes,
        streams="streamed_responses" in context.features,
    )
    docs = docs_view(context, resource.class_name, methods, waiting, printer)
    flavors = tuple(builder.view(names) for names in _FLAVORS if names.flavor in context.flavors)
    content = "Methods" if methods else "Resources"
    holder = f"client.{path}" if path else "client"
    return ResourceModule(
        docstring=docstring([f"{content} of `{holder}`."], 0),
        imports=imports_view(printer),
        docs=docs,
        flavors=flavors,
    )


def docs_name(class_name: str) -> str:
    """Returns the name of the base class with the docstrings of a class and of its async twin."""
    return f"_{class_name}Docs"


def docs_view(
    context: ViewContext,
    class_name: str,
    methods: Iterable[Method],
    waiting: Iterable[WaitingMethod],
    printer: AnnotationPrinter,
) -> DocsView | None:
    """Returns the base class with the docstrings of the methods; None if there are no methods.

    Editors and `inspect.getdoc` show the docstring of the overridden method for one without its own, so one
    docstring serves both flavors, and a changed description is one change.
    """
    found = [
        *((method.name, method_docstring(method)) for method in methods),
        *((method.name, waiting_docstring(method)) for method in waiting),
    ]
    if not found:
        return None
    classes = [f"`{flavor.value}{class_name}`" for flavor in context.flavors]
    return DocsView(
        name=docs_name(class_name),
        docstring=f"The docstrings of the methods of {' and '.join(classes)}.",
        any=printer.standard("typing", "Any"),
        methods=tuple(found),
    )


def _requests(path: str, printer: AnnotationPrinter) -> str:
    """The local name of the module with the requests of a resource."""
    return printer.imports.name(".._requests", module_of(path), runtime=True, local="_requests")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Builder:
    """Builds the module of a resource; `requests` names its requests, `streams` asks for a view of unread ones."""

    printer: AnnotationPrinter
    requests: str
    resource: Resource
    children: tuple[Resource, ...]
    methods: tuple[Method, ...]
    waiting: tuple[WaitingMethod, ...]
    custom_classes: frozenset[str]
    streams: bool

    def view(self, names: _FlavorNames) -> FlavorView:
        """Returns the resource in one flavor."""
        name = f"{names.flavor.value}{self.resource.class_name}"
        return FlavorView(
            name=name,
            base=", ".join(self._bases(names)),
            docstring=self._docstring(names.flavor),
            methods=tuple(self._method(method, names) for method in self.methods),
            waiting=tuple(
                waiting_method(method, self.printer, names.flavor) for method in self.waiting
            ),
            raw_class=f"{name}WithRawResponse",
            raw_function=self._cast(names.raw),
            raw_doc=f"The methods of `{name}`, returning the raw response.",
            streaming_class=f"{name}WithStreamingResponse",
            streaming_function=self._cast(names.streaming) if self.streams else "",
            streaming_doc=f"The methods of `{name}`, returning the response before its body is read.",
            children=self._children(names.flavor),
        )

    def _docstring(self, flavor: Flavor) -> str:
        if flavor is Flavor.ASYNC:
            return docstring([f"The async version of `{self.resource.class_name}`."], 4)
        return resource_docstring(self.resource.doc, 4)

    def _bases(self, names: _FlavorNames) -> Iterator[str]:
        """Yields the runtime's classes with the functions that the methods call."""
        kinds = {call_kind(method) for method in self.methods}
        asked = {
            "Paged": CallKind.PAGES in kinds,
            "Streaming": CallKind.STREAM in kinds,
            "Downloading": CallKind.DOWNLOAD in kinds,
            "Listing": any(_is_listed(method, names) for method in self.methods),
            "Waiting": bool(self.waiting),
        }
        for kind in [kind for kind, is_asked in asked.items() if is_asked] or [""]:
            name = f"{names.flavor.value}{kind}Resource"
            yield self.printer.runtime_name(name, runtime=True)

    def _cast(self, function: str) -> str:
        """What makes a method one of a raw or streaming view; a resource without methods has none."""
        return self.printer.runtime_name(function, runtime=True) if self.methods else ""

    def _children(self, flavor: Flavor) -> tuple[ResourceLink, ...]:
        return resource_links(self.children, "", self.printer, flavor, self.custom_classes)

    def _method(self, method: Method, names: _FlavorNames) -> MethodView:
        call = f"{self.requests}.{method.function}({forward_arguments(method.arguments)})"
        how = call_kind(method)
        pages = f", {self.requests}.{method.pages}" if how is CallKind.PAGES else ""
        function = "_send_listing" if _is_listed(method, names) else how.value
        sent = f"{function}({call}{pages}, options)"
        found = _method_view(method, names, self.printer, sent)
        hidden = not self.resource.path  # the method of the client that calls it says so itself
        return found._replace(deprecated="") if hidden else found


def client_methods(
    methods: tuple[Method, ...], printer: AnnotationPrinter, flavor: Flavor
) -> tuple[MethodView, ...]:
    """The methods of the client itself, which call those of its `_methods`."""
    names = next(each for each in _FLAVORS if each.flavor is flavor)
    return tuple(_method_view(method, names, printer, _delegate(method)) for method in methods)


def _delegate(method: Method) -> str:
    given = [forward_arguments(method.arguments), "**options"]
    return f"_methods.{method.name}({', '.join(filter(None, given))})"


def _is_listed(method: Method, names: _FlavorNames) -> bool:
    """Whether a list in one response is iterated before it is awaited."""
    return call_kind(method) is CallKind.VALUE and bool(names.listing and method.listing)


def _method_view(
    method: Method, names: _FlavorNames, printer: AnnotationPrinter, call: str
) -> MethodView:
    """A method that returns what a call of something of its own returns."""
    how = call_kind(method)
    at_once = how is CallKind.PAGES or _is_listed(method, names)
    awaited = names.flavor is Flavor.ASYNC and not at_once
    return MethodView(
        define="async def" if awaited else "def",
        name=method.name,
        signature=_with_options(method, names, printer),
        returns=_returns(method, how, names, printer),
        body=f"return {'await ' if awaited else ''}self.{call}",
        deprecated=_print_deprecation(method, printer),
    )


def _print_deprecation(method: Method, printer: AnnotationPrinter) -> str:
    if not method.operation.deprecated:
        return ""
    decorator = printer.imports.name("typing_extensions", "deprecated", runtime=True)
    accessor = method.operation.accessor_of(method.name)
    return f"{decorator}({quote(f'{accessor}() is deprecated')})"


def _with_options(method: Method, names: _FlavorNames, printer: AnnotationPrinter) -> str:
    keyed = method.operation.retry is RetryClass.KEYED
    options = printer.runtime_name("KeyedRequestOptions" if keyed else "RequestOptions")
    unpack = printer.standard("typing", "Unpack")
    own = signature(method.arguments, printer, names.flavor)
    return ", ".join(filter(None, ["self", own, f"**options: {unpack}[{options}]"]))


def _returns(method: Method, how: CallKind, names: _FlavorNames, printer: AnnotationPrinter) -> str:
    value = value_annotation(method, printer)
    match how:
        case CallKind.VALUE if names.listing and method.listing is not None:
            item = printer.result(method.listing.item)
            return f"{printer.runtime_name(names.listing)}[{item}, {value}]"
        case CallKind.VALUE:
            return value
        case CallKind.STREAM:
            return f"{printer.runtime_name(names.stream)}[{value}]"
        case CallKind.DOWNLOAD:
            return printer.runtime_name(names.download)
        case CallKind.PAGES:
            pages = method.pagination
            item = printer.result(pages.item) if pages else value
            return f"{printer.runtime_name(names.page)}[{item}, {value}]"
    assert_never(how)


def method_docstring(method: Method) -> str:
    """Returns the docstring of a method in Google style, for both flavors."""
    operation = method.operation
    name = f"{title_of(method.name)}."
    lines = describe(operation.summary, operation.doc, fallback=name, indent=_INDENT)
    if operation.deprecated:
        lines += ["", "Deprecated: do not use it in new code."]
    if operation.docs_url:
        lines += ["", f"Documentation: {summarize(operation.docs_url)}"]
    if operation.links:
        links = ", ".join(map(strip_invisible, operation.links))
        lines += ["", *wrap(f"See also: {links}.", 100 - _INDENT)]
    lines += section("Args", [(a.name, a.doc) for a in method.arguments if a.doc], _INDENT)
    lines += _describe_results(method)
    lines += section("Raises", list(_list_errors(operation)), _INDENT)
    return docstring(lines, _INDENT)


def _describe_results(method: Method) -> list[str]:
    how = call_kind(method)
    docs = [
        end_sentence(doc)
        for r in method_responses(method)
        if (doc := summarize(r.doc, 200)) and not repeats_status(doc, r.status)
    ]
    text = docs[0] if docs else ""
    match how:
        case CallKind.PAGES:
            pages = "Iterate over it to get the items of all pages."
            text = f"{text or 'The first page.'} {pages}"
        case CallKind.STREAM:
            text = f"{text} A stream of items; iterate over it, or close it.".strip()
        case CallKind.DOWNLOAD:
            text = f"{text} A download; read it, write it to a file, or close it.".strip()
        case CallKind.VALUE:
            results = [r.result for r in method_responses(method)]
            if all(isinstance(result, NoContent) for result in results):
                return []
            text = next(filter(None, map(undescribed_doc, results)), text)
        case _:
            assert_never(how)
    if not text:
        return []
    return ["", "Returns:", *(f"    {line}" for line in wrap(text, 100 - _INDENT - 4))]


def _list_errors(operation: Operation) -> Iterator[tuple[str, str]]:
    """Yields the failures of which the document says more than their status, one per class, sorted by status."""
    docs: dict[str, str] = {}
    for error in sorted(operation.errors, key=lambda error: error.status):
        name, doc = error_class(error.status), summarize(error.doc, 200)
        if not repeats_status(doc, error.status, name):
            docs.setdefault(name, end_sentence(doc))
    yield from docs.items()
