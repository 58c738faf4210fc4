# Schemas -> the files of `models` and `params`. May import ir, python and this room.
"""`render_models`: pydantic classes for responses, TypedDicts for requests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from clientloom.cache import NO_CACHE, Cache
from clientloom.ir import ObjectSchema, Schema, TypeRef
from clientloom.ir.surface.written import Item, digest_items
from clientloom.models.backend import Backend
from clientloom.models.graph import CLIENT, WEBHOOKS
from clientloom.models.loops import break_alias_loops, recursive_aliases
from clientloom.models.modules import ModuleBuilder, package_view
from clientloom.models.pydantic_models import PydanticModels
from clientloom.models.type_table import build_type_table
from clientloom.models.typed_dicts import TypedDicts
from clientloom.python.model_index import ModelIndex


class Render(Protocol):
    """Renders a template by name."""

    def __call__(self, name: str, **values: object) -> str:
        """Returns the text."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaPackage:
    """One package of schemas. `content` is the word for its definitions in docstrings of modules."""

    name: str
    backend: Backend
    docstring: str
    content: str
    only_sent: bool


PACKAGES = (
    SchemaPackage(
        name="models",
        backend=PydanticModels(),
        docstring="The API's objects as pydantic classes, loaded when they are first used.",
        content="Models",
        only_sent=False,
    ),
    SchemaPackage(
        name="params",
        backend=TypedDicts(),
        docstring="What the API is sent, as plain dicts: `ThingDict` is the TypedDict of a model `Thing`.",
        content="Dicts",
        only_sent=True,
    ),
)
"""The packages. Each has the templates `<name>/module.py` and `<name>/__init__.py`."""


def keep_models(
    render: Callable[[], Mapping[PurePosixPath, str]],
    schemas: Iterable[Item],
    index: ModelIndex,
    cache: Cache,
) -> Mapping[PurePosixPath, str]:
    """Returns what `render` returns; it is kept, since most changes of an API leave its schemas alone.

    Args:
        render: `render_models` for these schemas and this index, with the built-in templates.
        schemas: The schemas, written down.
        index: The module of each schema.
        cache: Keeps the modules.
    """

    def make() -> dict[str, str]:
        return {str(path): text for path, text in render().items()}

    found = cache.texts("models", (digest_items(schemas), repr(index.entries)), make)
    return {PurePosixPath(path): text for path, text in found.items()}


def render_models(
    schemas: Sequence[Schema], index: ModelIndex, render: Render, cache: Cache = NO_CACHE
) -> Mapping[PurePosixPath, str]:
    """Returns the modules of all schemas by path in the import package, not yet formatted.

    Args:
        schemas: The schemas of the API.
        index: The module of each schema.
        render: Renders the templates.
        cache: Keeps what datamodel-code-generator printed.

    Raises:
        InputError: A template of the user is malformed or uses an unknown value.
    """
    by_id = {schema.id: schema for schema in break_alias_loops(schemas)}
    files = {
        PurePosixPath(package.name, file): text
        for package in PACKAGES
        for file, text in _files(package, by_id, index, render, cache)
    }
    return dict(sorted(files.items()))


def _files(
    package: SchemaPackage,
    schemas: Mapping[str, Schema],
    index: ModelIndex,
    render: Render,
    cache: Cache,
) -> Iterator[tuple[str, str]]:
    own = [s for s in schemas.values() if index.has_params(s.id) or not package.only_sent]
    backend = package.backend
    describer = backend.describer(schemas)
    types = build_type_table(_types(own, backend), describer, backend.output, cache)
    builder = ModuleBuilder(backend, schemas, index, types, recursive_aliases(schemas.values()))
    folder = f"src/package/{package.name}"
    by_module: dict[str, list[Schema]] = {}
    for schema in own:
        by_module.setdefault(index.module(schema.id), []).append(schema)
    for module, found in by_module.items():
        docstring = _module_docstring(package, index.entries[found[0].id].group)
        view = builder.module(module, docstring, found)
        yield f"{module}.py", render(f"{folder}/module.py", module=view)
    contents = package_view(
        package.docstring,
        index,
        ((backend.name(index.entries[s.id]), index.module(s.id)) for s in own),
    )
    yield "__init__.py", render(f"{folder}/__init__.py", package=contents)


def _types(schemas: Iterable[Schema], backend: Backend) -> Iterator[TypeRef]:
    for schema in schemas:
        if isinstance(schema, ObjectSchema):
            yield from backend.types(schema)
        else:
            yield schema.type


def _module_docstring(package: SchemaPackage, group: str) -> str:
    if group == WEBHOOKS:
        return f"{package.content} of webhooks."
    if group == CLIENT:
        return f"{package.content} of `client`."
    if not group:
        return f"{package.content} that several resources share."
    return f"{package.content} of `client.{group}`."
