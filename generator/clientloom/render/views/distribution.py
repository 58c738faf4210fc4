# The files about a package: `__init__.py`, README.md, api.md, pyproject.toml. May import config, ir and this room.
"""Views of the files at the top of a package."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from clientloom.config.checks import HTTP
from clientloom.config.settings import PackageConfig
from clientloom.ir import Api
from clientloom.python.docstrings import describe, docstring
from clientloom.python.prose import summarize
from clientloom.render.markdown import markdown
from clientloom.render.results import untyped_name
from clientloom.render.runtime.features import runtime_exports
from clientloom.render.view_context import ViewContext
from clientloom.render.view_types import (
    PackageModule,
    Project,
)


def package_module(
    context: ViewContext, errors: Iterable[str], features: Collection[str]
) -> PackageModule:
    """The view of the package's `__init__.py`; `errors` are the exported exceptions."""
    api = context.api
    exports = dict.fromkeys(runtime_exports(features), "._runtime")
    exports |= dict.fromkeys(untyped_results(api), "._runtime")
    exports |= dict.fromkeys(errors, ".errors")
    exports |= dict.fromkeys(context.clients, "._client")
    exports |= {"__provenance__": "._provenance"}
    fallback = f"A typed client of {summarize(api.title)}."
    return PackageModule(
        docstring=docstring(describe("", "", fallback=fallback, indent=0), 0),
        exports=tuple(sorted(exports.items(), key=lambda item: (item[1], item[0]))),
        modules=("errors", "models", "params"),
    )


def untyped_results(api: Api) -> Iterator[str]:
    """Yields the names of the types that methods return where the document declares none."""
    for operation in api.operations:
        every = (operation.responses, *(variant.responses for variant in operation.variants))
        results = [response.result for responses in every for response in responses]
        yield from filter(None, map(untyped_name, [operation.result, *results]))


def project(context: ViewContext, config: PackageConfig, license_text: str) -> Project:
    """Returns the facts about the package, for its metadata and documentation."""
    api = context.api
    package = api.package
    title = summarize(api.title, 100) or package.distribution
    return Project(
        distribution=package.distribution,
        import_name=package.import_name,
        client=package.client,
        async_client=package.async_client,
        fake=f"Fake{package.client}",
        version=package.version,
        title=title,
        description=summarize(config.description, 200) or f"Typed Python client of {title}",
        docs_url=summarize(api.docs_url)
        if api.docs_url.startswith(("https://", "http://"))
        else "",
        license=config.license,
        license_text=license_text,
        http=package.http,
        http_requirement=f"{package.http}{HTTP[package.http]}",
        ascii_modules=all(resource.name.isascii() for resource in api.resources),
    )


def about(context: ViewContext) -> str:
    """Returns a paragraph about the API for the README."""
    return markdown(summarize(context.api.doc))
