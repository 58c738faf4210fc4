# Schemas -> the packages `models` and `params` of a client, by way of datamodel-code-generator.
# May import ir and, from outside, datamodel-code-generator.
"""`render_models`: pydantic classes for what is received, TypedDicts for what is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import assert_never

from clientloom.ir import AliasSchema, Api, ObjectSchema, Schema
from clientloom.models.bundle import Bundler
from clientloom.models.components import Components
from clientloom.models.definitions import Definition, ModelWriter, ParamsWriter, Takes
from clientloom.models.generate import Form, Task
from clientloom.models.graph import WEBHOOKS
from clientloom.models.index import index_of
from clientloom.models.loops import recursive_aliases, sound
from clientloom.models.modules import init_text, module_text
from clientloom.models.press import ALONE, Press
from clientloom.models.rewrite import Members
from clientloom.models.vocabulary import Scope
from clientloom.python.model_index import ModelEntry, ModelIndex


@dataclass(frozen=True, slots=True)
class RenderedModels:
    """The modules of `models/` and `params/` by path within the import package, and what they hold."""

    files: Mapping[PurePosixPath, str]
    index: ModelIndex


@dataclass(frozen=True, slots=True)
class Models:
    """Models that are being printed: `index` says at once where each will be, `finish` waits for their text."""

    index: ModelIndex
    finish: Callable[[], RenderedModels]


def render_models(api: Api, press: Press = ALONE) -> RenderedModels:
    """Write the modules of all schemas of an API; they are not yet formatted.

    A schema that one resource alone reaches is defined in the resource's module, any other in `shared`.
    """
    return start_models(api, press).finish()


def start_models(api: Api, press: Press = ALONE) -> Models:
    """Begin `render_models`; meanwhile other work can be done, if the press has a process of its own."""
    index = index_of(api)
    schemas = {schema.id: schema for schema in sound(api.schemas)}
    sent = [schema for schema in schemas.values() if index.has_params(schema.id)]
    received, given = Bundler(schemas, sending=False), Bundler(schemas, sending=True)
    models, params = Components(schemas.values(), received), Components(sent, given)
    printing = press.start(
        (Task(Form.MODEL, models.by_name), Task(Form.TYPED_DICT, params.by_name))
    )

    def finish() -> RenderedModels:
        printed = printing()
        recursive = recursive_aliases(schemas.values())
        names = frozenset(schema.name for schema in api.schemas)
        model_writer = ModelWriter(received, names)
        params_writer = ParamsWriter(given, names, _takes(index))
        written = {
            "models": _written(models.annotations(printed[0]), model_writer, recursive),
            "params": _written(params.annotations(printed[1]), params_writer, recursive),
        }
        files = {
            PurePosixPath(package, name): text
            for package, definitions in written.items()
            for name, text in _modules(package, definitions, index).items()
        }
        return RenderedModels(dict(sorted(files.items())), index)

    return Models(index, finish)


def _written(
    found: Iterable[tuple[Schema, tuple[str, ...]]],
    writer: ModelWriter | ParamsWriter,
    recursive: frozenset[str],
) -> Iterator[Definition]:
    for schema, types in found:
        match schema:
            case ObjectSchema():
                yield writer.define_class(schema, types)
            case AliasSchema():
                yield writer.define_alias(schema, types, recursive=schema.id in recursive)
            case _:
                assert_never(schema)


def _takes(index: ModelIndex) -> _TakesFactory:
    entries = {entry.name: entry for entry in index.entries.values()}
    return _TakesFactory(entries)


@dataclass(frozen=True, slots=True)
class _TakesFactory:
    """What a caller may give for an object: its model too, and any dict where further keys are described."""

    entries: Mapping[str, ModelEntry]

    def __call__(self, scope: Scope) -> Takes:
        def takes(name: str) -> Members:
            entry = self.entries[name]
            if not entry.is_object:
                return ()
            model = f"{scope.word('models')}.{name}"
            if not entry.takes_more_keys:
                return (model,)
            any_dict = f"{scope.word('Mapping')}[{scope.word('str')}, {scope.word('object')}]"
            return (model, any_dict)

        return takes


def _modules(package: str, definitions: Iterable[Definition], index: ModelIndex) -> dict[str, str]:
    home = {entry.name: entry.module for entry in index.entries.values()}
    by_module: dict[str, list[Definition]] = {}
    for definition in definitions:
        by_module.setdefault(home[definition.name], []).append(definition)
    own = {each.name: module for module, found in by_module.items() for each in found}
    group = {entry.module: entry.group for entry in index.entries.values()}
    files = {
        f"{module}.py": module_text(_module_doc(package, group[module]), found, home)
        for module, found in by_module.items()
    }
    return {**files, "__init__.py": init_text(_PACKAGE_DOCS[package], own)}


_PACKAGE_DOCS = {
    "models": "What the API answers: pydantic classes, loaded when they are first used.",
    "params": "What the API is sent, as plain dicts: TypedDicts whose keys are the names on the wire.",
}


def _module_doc(package: str, group: str) -> str:
    kind = "Models" if package == "models" else "Dicts"
    if group == WEBHOOKS:
        return f"{kind} of webhooks."
    return f"{kind} of `client.{group}`." if group else f"{kind} that several resources share."
