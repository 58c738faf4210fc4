# The files of a package except models: the output table, the runtime, and the user's templates.
# May import this room.
"""`render_api`: the text of every file of a package except models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import PurePosixPath

from clientloom.cache import NO_CACHE, Cache
from clientloom.ir import Api
from clientloom.ir.surface.written import WrittenApi
from clientloom.python.model_index import ModelIndex
from clientloom.render.environment import SUFFIX
from clientloom.render.inputs import SOURCE, Inputs, RenderSettings, templates_of
from clientloom.render.output_table import OUTPUTS, RUNTIME_OUTPUT
from clientloom.render.runtime.exported_names import given_keywords, imported_names
from clientloom.render.runtime.features import types_of
from clientloom.render.view_context import build_context


def render_api(
    api: Api,
    index: ModelIndex,
    settings: RenderSettings,
    models: Iterable[str] = (),
    cache: Cache = NO_CACHE,
    written: WrittenApi | None = None,
) -> Mapping[PurePosixPath, str]:
    """Returns every file of the package except its models, by path, not yet formatted.

    Args:
        api: The API.
        index: The module of each schema in `models/` and `params/`.
        settings: The folders of templates, and the settings of the package.
        models: The text of the modules of models: what they import is part of the runtime, too.
        cache: Keeps what the package has of the runtime, and the modules of resources.
        written: The API, written down; without it no module is kept.

    Raises:
        InputError: A template of the user is malformed, uses an unknown value or is not text.
    """
    templates = templates_of(settings)
    inputs = Inputs(build_context(api, index), templates, settings, cache, written)
    package_folder = PurePosixPath("src", api.package.import_name)
    files = dict(file for output in OUTPUTS for file in output.files(inputs))
    files |= dict(_additions(inputs, package_folder))
    code = {path: text for path, text in files.items() if path.suffix == ".py"}
    used = replace(
        inputs,
        runtime_names=imported_names(chain(code.values(), models))
        | settings.custom_names
        | types_of(inputs.features),
        keywords=given_keywords(t for p, t in code.items() if p.parent.name == "_requests"),
    )
    files |= dict(_runtime(used, package_folder))
    return {path: files[path] for path in sorted(files)}


def _runtime(inputs: Inputs, package_folder: PurePosixPath) -> Iterator[tuple[PurePosixPath, str]]:
    """Yields what the other modules of the package use of the runtime."""
    yield from RUNTIME_OUTPUT.files(inputs)
    for path, text in inputs.runtime_copy.items():
        yield package_folder / "_runtime" / path, text


def _additions(
    inputs: Inputs, package_folder: PurePosixPath
) -> Iterator[tuple[PurePosixPath, str]]:
    """Yields the files that the user's folder adds; templates among them are rendered."""
    for path, source in inputs.templates.additions():
        target = package_folder / path.relative_to(SOURCE) if path.is_relative_to(SOURCE) else path
        if path.suffix != SUFFIX:
            yield target, source
            continue
        values = {"api": inputs.context.api, "project": inputs.project}
        yield target.with_suffix(""), inputs.templates.render(str(path.with_suffix("")), **values)
