# A module of a resource is rendered again only if something that it may depend on changed, and then always.
from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

import clientloom
import pytest
from clientloom.cache import NO_CACHE, Cache
from clientloom.checkout.workspace import templates_folder
from clientloom.config.settings import PackageConfig
from clientloom.ir import Api, ObjectSchema, Operation, Schema
from clientloom.ir.surface.as_json import POSITIONS
from clientloom.ir.surface.written import write_api
from clientloom.models.index import index_schemas
from clientloom.models.package import keep_models, render_models
from clientloom.render import RenderSettings, render_api, templates_of
from clientloom.render.view_context import ViewContext
from unit.render.sample_api import SAMPLE

CONFIG = PackageConfig(name="sample_api_client")
SETTINGS = RenderSettings(templates=templates_folder(), package=CONFIG)
T = TypeVar("T")
Thing = TypeVar("Thing", Operation, Schema)


def render(api: Api, cache: Cache, settings: RenderSettings = SETTINGS) -> dict[PurePosixPath, str]:
    index, written = index_schemas(api), write_api(api)
    environment = templates_of(settings)

    def models() -> dict[PurePosixPath, str]:
        return dict(render_models(api.schemas, index, environment.render))

    found = keep_models(models, written.schemas, index, cache)
    return {**found, **render_api(api, index, settings, found.values(), cache, written)}


def first(items: tuple[T, ...], change: Callable[[T], T]) -> tuple[T, ...]:
    return (change(items[0]), *items[1:])


def twin_of(operation: Operation) -> Operation:
    id_, pointer = f"{operation.id}Too", f"{operation.pointer}Too"
    return replace(operation, id=id_, name=f"{operation.name}_too", pointer=pointer)


def say_more(thing: Thing) -> Thing:
    return replace(thing, doc="Something that nobody said before.")


def lose_a_field(schema: Schema) -> Schema:
    return replace(schema, fields=schema.fields[1:]) if isinstance(schema, ObjectSchema) else schema


def schemas(api: Api, change: Callable[[Schema], Schema]) -> Api:
    return replace(api, schemas=tuple(map(change, api.schemas)))


CHANGES: dict[str, Callable[[Api], Api]] = {
    "nothing": lambda api: api,
    "a description": lambda api: replace(api, operations=first(api.operations, say_more)),
    "one more operation": lambda api: replace(
        api,
        operations=(*api.operations, twin_of(api.operations[0])),
        operations_in=api.operations_in + 1,
    ),
    "fewer operations": lambda api: replace(api, operations=api.operations[1:]),
    "another order": lambda api: replace(api, operations=api.operations[::-1]),
    "deprecated": lambda api: replace(
        api, operations=first(api.operations, lambda o: replace(o, deprecated=not o.deprecated))
    ),
    "a schema's description": lambda api: schemas(api, say_more),
    "a schema's fields": lambda api: schemas(api, lose_a_field),
    "names of classes": lambda api: schemas(api, lambda s: replace(s, name=f"{s.name}Too")),
    "sync only": lambda api: replace(api, package=replace(api.package, async_client="")),
    "a resource's class": lambda api: replace(
        api, resources=tuple(replace(r, class_name=f"{r.class_name}Too") for r in api.resources)
    ),
    "version": lambda api: replace(api, version="99"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_kept_is_what_would_be_rendered(
    change: Callable[[Api], Api], tmp_path: Path
) -> None:
    cache = Cache(tmp_path)
    render(SAMPLE, cache)
    after = change(SAMPLE)
    assert render(after, cache) == render(after, NO_CACHE)


@pytest.mark.parametrize(
    ("change", "rendered"), [("a description", 2), ("version", 0), ("one more operation", 2)]
)
def test_a_changed_operation_renders_its_own_modules(
    change: str, rendered: int, tmp_path: Path
) -> None:
    """These are `resources/x.py` and `_requests/x.py`."""

    def entries() -> int:
        return len(list(tmp_path.glob("??/*")))

    cache = Cache(tmp_path)
    render(SAMPLE, cache)
    before = entries()
    render(CHANGES[change](SAMPLE), cache)
    assert entries() == before + rendered


def test_what_a_module_may_depend_on_is_known() -> None:
    """A further member must be part of the key of a module, or follow from the API of `of_resource`."""
    seen = {"api", "index", "schemas", "methods", "polled", "renamed", "decimals", "features"}
    assert {field.name for field in fields(ViewContext)} == seen


def test_templates_of_a_user_are_always_rendered(tmp_path: Path) -> None:
    own = tmp_path / "own"
    template = own / "package/src/package/resources/resource.py.jinja"
    template.parent.mkdir(parents=True)
    settings = replace(SETTINGS, own_templates=own, own_shown="own")
    cache = Cache(tmp_path / "cache")
    for text in ("ONE = 1\n", "TWO = 2\n"):
        template.write_text(text, "utf-8")
        templates_of(settings).environment.cache.clear()  # type: ignore[union-attr]  # it has one
        files = render(SAMPLE, cache, settings)
        assert text in {t for path, t in files.items() if path.parent.name == "resources"}


@pytest.mark.parametrize("room", ["models", "python", "render"])
def test_no_position_is_rendered(room: str) -> None:
    """Keys of modules leave positions out: a line that is added above would change all of them."""
    for path in (Path(clientloom.__file__).parent / room).rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        read = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not read & POSITIONS, path
