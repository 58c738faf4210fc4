# The API, prepared for all views. May import ir, python and, of this room, arguments.
"""`ViewContext`: the API with its schemas by id and its methods by resource."""

from __future__ import annotations

import builtins
import keyword
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from clientloom import ir
from clientloom.ir.walk import leading_to, schema_types, types_in
from clientloom.python.annotations import AnnotationPrinter, Flavor
from clientloom.python.identifiers import free_name
from clientloom.python.imports import ImportTable
from clientloom.python.model_index import ModelIndex, checker_comments
from clientloom.render.arguments import Argument, Kind, arguments_of
from clientloom.render.media_choices import matching_responses
from clientloom.render.method_order import method_order
from clientloom.render.runtime.features import features_of
from clientloom.render.view_types import ImportsView

DECIMAL = ir.Primitive(ir.PrimitiveKind.DECIMAL)
_UNUSABLE = frozenset({*dir(builtins), *keyword.kwlist})


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One generated method: an operation or one of its variants, with its names in the generated modules.

    `function` and `constant` are its names in `_requests`, `pages` the name of its pagination there, `waiters`
    the names of what is waited for by repeating it.
    """

    operation: ir.Operation
    name: str
    body: ir.Body | None
    responses: tuple[ir.Response, ...]
    result: ir.Result
    pagination: ir.Pagination | None
    listing: ir.Listing | None
    arguments: tuple[Argument, ...]
    function: str
    constant: str
    pages: str
    waiters: tuple[str, ...] = ()

    def argument(self, kind: Kind) -> str:
        """Returns the name of the argument of a kind, "" if there is none."""
        return next((a.name for a in self.arguments if a.kind is kind), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewContext:
    """An API, prepared for views."""

    api: ir.Api
    index: ModelIndex
    schemas: Mapping[str, ir.Schema]
    methods: Mapping[str, tuple[Method, ...]]
    """By path of the resource, in `method_order`; () if it only contains resources.

    Methods of the client itself are at "", if there are any.
    """

    polled: tuple[Method, ...] = ()
    """The methods that others repeat until something has ended."""
    renamed: frozenset[str] = frozenset()
    """The schemas with a field that has another name in Python than on the wire, or that lead to one."""
    decimals: frozenset[str] = frozenset()
    """The schemas with a decimal in a string, or that lead to one."""
    features: frozenset[str] = frozenset()
    """The features of the runtime that the package has."""

    @property
    def flavors(self) -> tuple[Flavor, ...]:
        """The kinds of clients that the package has."""
        return (Flavor.SYNC, Flavor.ASYNC) if self.api.package.async_client else (Flavor.SYNC,)

    @property
    def clients(self) -> tuple[str, ...]:
        """The names of their classes."""
        names = self.api.package
        return tuple(filter(None, [names.client, names.async_client]))

    def printer(self, taken: Iterable[str], root: str = "..") -> AnnotationPrinter:
        """Returns a printer for a module that defines the names `taken`."""
        return AnnotationPrinter(self.schemas, self.index, ImportTable(frozenset(taken)), root)

    def resource(self, path: str) -> ir.Resource:
        """Returns the resource at a path; "" stands for the methods of the client itself."""
        if not path:
            doc = "Methods of the client itself."
            return ir.Resource(name="", class_name=f"{self.api.package.client}Methods", doc=doc)
        return next(resource for resource in self.api.resources if resource.path == path)

    @property
    def shared_api(self) -> ir.Api:
        """What the modules of all resources see of the API: no operation, and nothing that no method is about."""
        return replace(
            self.api, version="", doc="", docs_url="", operations=(), operations_in=0, webhooks=()
        )

    def of_resource(self, path: str) -> ViewContext:
        """Returns what the modules of one resource see: no operation of another, but those that are polled."""
        methods = self.methods[path]
        own = {method.operation.id: method.operation for method in methods}
        api = replace(self.shared_api, operations=tuple(own.values()))
        return replace(self, api=api, methods={path: methods})

    def children(self, path: str) -> tuple[ir.Resource, ...]:
        """Returns the resources of the client, for the path "", or of the resource at a path."""
        return tuple(resource for resource in self.api.resources if resource.parent == path)


def build_context(api: ir.Api, index: ModelIndex) -> ViewContext:
    """Prepares an API for views."""
    grouped: dict[str, list[ir.Operation]] = {resource.path: [] for resource in api.resources}
    for operation in api.operations:
        grouped.setdefault(operation.resource, []).append(operation)
    schemas = {schema.id: schema for schema in api.schemas}
    methods = {
        path: _methods_of(sorted(operations, key=method_order), schemas)
        for path, operations in grouped.items()
    }
    return ViewContext(
        api=api,
        index=index,
        schemas=schemas,
        methods=methods,
        polled=tuple(m for found in methods.values() for m in found if m.waiters),
        renamed=leading_to(schemas, (s.id for s in api.schemas if _has_renamed_field(s))),
        decimals=leading_to(schemas, (s.id for s in api.schemas if _has_decimal(s))),
        features=features_of(api),
    )


def _has_renamed_field(schema: ir.Schema) -> bool:
    """Whether a field that is sent has another name in Python than on the wire."""
    fields = schema.fields if isinstance(schema, ir.ObjectSchema) else ()
    return any(f.name != f.wire_name and f.access is not ir.Access.READ_ONLY for f in fields)


def _has_decimal(schema: ir.Schema) -> bool:
    return any(DECIMAL in types_in(type_) for type_ in schema_types(schema))


def imports_view(printer: AnnotationPrinter) -> ImportsView:
    """Returns the imports that the printer recorded; call it after printing all annotations."""
    table = printer.imports
    return ImportsView(
        runtime=table.runtime_lines(),
        typing=table.typing_lines(),
        comments=checker_comments(printer.index),
    )


def take_name(candidate: str, taken: set[str]) -> str:
    """Returns `candidate`, with underscores if it is taken, and adds it to `taken`."""
    name = free_name(candidate, taken)
    taken.add(name)
    return name


def _methods_of(
    operations: Iterable[ir.Operation], schemas: Mapping[str, ir.Schema]
) -> tuple[Method, ...]:
    """Returns the methods of a resource. Constants of operations are named before those of paginations."""
    taken: set[str] = set()
    drafts = [
        (operation, name, body, responses, result, take_name(_constant_name(name), taken))
        for operation in operations
        for name, body, responses, result in _variants_of(operation)
    ]
    functions: set[str] = set(_UNUSABLE)
    return tuple(
        Method(
            operation=operation,
            name=name,
            body=body,
            responses=responses,
            result=result,
            pagination=operation.pagination if name == operation.name else None,
            listing=operation.listing if name == operation.name else None,
            arguments=arguments_of(operation, body, matching_responses(responses, result), schemas),
            function=take_name(name, functions),
            constant=constant,
            pages=take_name(f"{constant}_PAGES", taken) if operation.pagination else "",
            waiters=tuple(
                take_name(_constant_name(waiter.name), taken)
                for waiter in operation.waiters
                if name == operation.name
            ),
        )
        for operation, name, body, responses, result, constant in drafts
    )


def _constant_name(name: str) -> str:
    """Returns the constant of a method: its name in upper case, or with a prefix in scripts without case."""
    upper = name.upper()
    return upper if upper != name else f"OP_{name}"


def _variants_of(
    operation: ir.Operation,
) -> Iterable[tuple[str, ir.Body | None, tuple[ir.Response, ...], ir.Result]]:
    yield operation.name, operation.body, operation.responses, operation.result
    for variant in operation.variants:
        yield variant.name, variant.body, variant.responses, variant.result
