# The files about a package: `__init__.py`, README.md, api.md, pyproject.toml. May import config, ir and this room.
"""Views of what a reader meets first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clientloom.config.model import PackageConfig
from clientloom.ir import Named, NoContent, RetryClass
from clientloom.render.arguments import signature
from clientloom.render.context import Context, Method
from clientloom.render.docstrings import described, docstring
from clientloom.render.literals import python_literal
from clientloom.render.markdown import code_span, markdown
from clientloom.render.prose import plain_text, short
from clientloom.render.results import Sending, decoded_type, sending, value_annotation
from clientloom.render.samples import Sampler, argument_sample
from clientloom.render.spelling import Colour, Speller
from clientloom.render.views import (
    Example,
    PackageModule,
    Project,
    ReferenceEntry,
    ReferenceSection,
)

_FROM_RUNTIME = (
    "UNSET",
    "AsyncPage",
    "AsyncPager",
    "AsyncStream",
    "Drift",
    "File",
    "Page",
    "RawResponse",
    "Stream",
    "Timeout",
    "UnknownVariant",
    "Unset",
)
_RETRIES = {
    RetryClass.SAFE: "safe: sent again after a failure",
    RetryClass.IDEMPOTENT: "idempotent: sent again after a failure",
    RetryClass.KEYED: "keyed: sent again after a failure, with the same idempotency key",
    RetryClass.NEVER: "never: sent again only where no connection was made",
}


def package_module(context: Context, errors: Iterable[str]) -> PackageModule:
    """The view of the package's `__init__.py`; `errors` are the exported exceptions."""
    api = context.api
    exports = dict.fromkeys(_FROM_RUNTIME, "._runtime")
    exports |= dict.fromkeys(errors, ".errors")
    exports |= {api.package.client: "._client", api.package.async_client: "._client"}
    fallback = f"A typed client of {short(api.title)}."
    return PackageModule(
        docstring=docstring(described("", "", fallback=fallback, indent=0), 0),
        exports=tuple(sorted(exports.items(), key=lambda item: (item[1], item[0]))),
        modules=("errors", "models", "params"),
    )


def project(context: Context, config: PackageConfig, license_text: str) -> Project:
    """What the files about the package say of it."""
    api = context.api
    package = api.package
    title = short(api.title, 100) or package.distribution
    return Project(
        distribution=package.distribution,
        import_name=package.import_name,
        client=package.client,
        async_client=package.async_client,
        fake=f"Fake{package.client}",
        version=package.version,
        title=title,
        description=short(config.description, 200) or f"Typed Python client of {title}",
        docs_url=short(api.docs_url) if api.docs_url.startswith(("https://", "http://")) else "",
        license=config.license,
        license_text=license_text,
    )


def reference(context: Context) -> tuple[ReferenceSection, ...]:
    """The sections of api.md: every method of every resource."""
    return tuple(
        _section(context, resource.name, resource.doc) for resource in context.api.resources
    )


def _section(context: Context, name: str, doc: str) -> ReferenceSection:
    speller = context.speller(())
    entries = tuple(_entry(method, name, speller) for method in context.methods[name])
    return ReferenceSection(
        title=code_span(f"client.{name}"), doc=markdown(short(doc)), entries=entries
    )


def _entry(method: Method, resource: str, speller: Speller) -> ReferenceEntry:
    operation = method.operation
    return ReferenceEntry(
        title=code_span(f"client.{resource}.{method.name}"),
        http=code_span(f"{operation.method.upper()} {operation.path}"),
        summary=markdown(short(operation.summary) or short(operation.doc, 160)),
        facts=tuple(_facts(method, speller)),
    )


def _facts(method: Method, speller: Speller) -> Iterator[str]:
    if method.operation.deprecated:
        yield "Deprecated."
    if method.arguments:
        yield f"Arguments: {code_span(signature(method.arguments, speller, Colour.SYNC))}"
    yield f"Returns: {code_span(_returned(method, speller))}"
    yield f"Retries: {_RETRIES[method.operation.retry]}"


def _returned(method: Method, speller: Speller) -> str:
    value = value_annotation(method, speller)
    match sending(method):
        case Sending.PAGES if method.pagination is not None:
            return f"Page[{speller.result(method.pagination.item)}, {value}]"
        case Sending.STREAM:
            return f"Stream[{value}]"
        case _:
            return value


def first_example(context: Context) -> Example | None:
    """The call that a README begins with: it reads a model, of the resource with most methods, by one argument."""
    methods = [(r, m) for r, group in context.methods.items() for m in group]
    calls = [(r, m) for r, m in methods if sending(m) is Sending.VALUE]

    def rank(entry: tuple[str, Method]) -> tuple[bool | int, ...]:
        resource, method = entry
        required = sum(argument.required for argument in method.arguments)
        return (
            isinstance(method.result, NoContent),
            not isinstance(decoded_type(method.result), Named),
            method.operation.deprecated,
            method.operation.method.upper() != "GET",
            -len(context.methods[resource]),
            abs(required - 1),
        )

    return _example(context, min(calls, key=rank, default=None))


def pages_example(context: Context) -> Example | None:
    """The list that a README pages through, with as few arguments as there are."""
    methods = [(r, m) for r, group in context.methods.items() for m in group]
    lists = [(r, m) for r, m in methods if sending(m) is Sending.PAGES]
    return _example(context, min(lists, key=_list_rank, default=None))


def _list_rank(entry: tuple[str, Method]) -> tuple[bool, int]:
    method = entry[1]
    return method.operation.deprecated, sum(a.required for a in method.arguments)


def _example(context: Context, entry: tuple[str, Method] | None) -> Example | None:
    if entry is None:
        return None
    resource, method = entry
    sampler = Sampler(context.schemas, sending=True)
    given = [(a, argument_sample(a.type, a.name, sampler)) for a in method.arguments if a.required]
    answer = Sampler(context.schemas, sending=False).sample(decoded_type(method.result), "example")
    return Example(
        accessor=f"{resource}.{method.name}",
        resource=resource,
        method=method.name,
        arguments=", ".join(s if a.positional else f"{a.name}={s}" for a, s in given),
        answer=python_literal(answer),
    )


def about(context: Context) -> str:
    """A paragraph about the API for the README."""
    paragraph = plain_text(context.api.doc).split("\n\n", 1)[0]
    return markdown(short(paragraph))
