# The inputs of all files of a package. May import cache, ir, config and this room's views of the package.
"""`RenderSettings`, and `Inputs` for the views in the output table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath

from clientloom.cache import NO_CACHE, Cache
from clientloom.config.settings import PackageConfig
from clientloom.diagnostics import InputError, Span
from clientloom.ir import RetryClass
from clientloom.ir.surface.written import Item, WrittenApi, digest_items, write_api
from clientloom.python.statuses import envelope_bodies
from clientloom.render.environment import GENERATED, RUNTIME, Templates, load_templates
from clientloom.render.hand_written import CUSTOM_NAME, custom_classes
from clientloom.render.readme.enum_example import enum_example
from clientloom.render.readme.examples import examples
from clientloom.render.readme.webhook_chapter import webhook_chapter
from clientloom.render.reference.sections import reference_sections
from clientloom.render.runtime.exported_names import (
    INIT,
    RuntimeModule,
    exported_names,
)
from clientloom.render.runtime.shared import import_name_of, requirement
from clientloom.render.runtime.slices import recall_slice
from clientloom.render.view_context import ViewContext
from clientloom.render.view_types import Project
from clientloom.render.views.client_arguments import credentials_of, fetches_tokens, variables_of
from clientloom.render.views.distribution import about, project, untyped_results

SOURCE = "src/package"
"""The import package in the folder of templates."""


Values = Mapping[str, object]
"""The values for a template, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderSettings:
    """What rendering needs beside the API.

    `templates` is the folder of built-in templates, `own_templates` a folder of the same structure whose files
    replace single templates or add files to the package; messages call it `own_shown`. `custom_classes` are the
    classes in a hand-written `resources/_custom.py`; the clients use such a class instead of the generated one of its
    name, which it extends. `custom_names` are what that file imports from the runtime.
    """

    templates: Path
    own_templates: Path | None = None
    own_shown: str = ""
    package: PackageConfig
    custom_classes: frozenset[str] = frozenset()
    custom_names: frozenset[str] = frozenset()

    @property
    def keeps_modules(self) -> bool:
        """Whether rendered modules are kept: their keys know the built-in templates, not those of a user."""
        return self.own_templates is None


def templates_of(settings: RenderSettings) -> Templates:
    """Returns the templates of a package.

    Raises:
        InputError: There is no such folder.
    """
    return _templates(settings.templates, settings.own_templates, settings.own_shown)


@lru_cache(maxsize=8)
def _templates(built_in: Path, custom: Path | None, shown: str) -> Templates:
    return load_templates(built_in, custom, shown)


@dataclass(frozen=True)
class Inputs:
    """The inputs of views."""

    context: ViewContext
    templates: Templates
    settings: RenderSettings
    cache: Cache = NO_CACHE
    written: WrittenApi | None = None
    """The API of the context, written down."""
    runtime_names: frozenset[str] = frozenset()
    """What the modules of the package import from its runtime, once they are rendered."""
    keywords: frozenset[str] = frozenset()
    """What they give to operations and requests."""

    def keep_module(self, template: str, resource: str, render: Callable[[Inputs], str]) -> str:
        """Returns a module of a resource, kept if modules are."""
        own = replace(self, context=self.context.of_resource(resource))
        if self.written is None or not self.settings.keeps_modules:
            return render(own)
        operations = digest_items(self._items.get(resource, ()))
        inputs = (template, resource, operations, self._shared)
        return self.cache.text("module", inputs, lambda: render(own))

    @cached_property
    def _items(self) -> Mapping[str, list[Item]]:
        """The operations of each resource, written down."""
        found: dict[str, list[Item]] = {}
        items = self.written.operations if self.written else ()
        for operation, item in zip(self.context.api.operations, items, strict=True):
            found.setdefault(operation.resource, []).append(item)
        return found

    @cached_property
    def _shared(self) -> str:
        """A hash of all that a module of any resource may depend on, besides the operations of the resource."""
        context = self.context
        polled = sorted({method.operation.resource for method in context.polled})
        items = [item for resource in polled for item in self._items[resource]]
        head = write_api(replace(context.shared_api, schemas=())).head
        of_api = (head, *(self.written.schemas if self.written else ()))
        names = (sorted(context.features), sorted(self.custom_classes), context.index.entries)
        return self.cache.key("shared", digest_items((*of_api, *items)), repr(names))

    @cached_property
    def project(self) -> Project:
        """The facts about the package, for its metadata and documentation."""
        license_ = self.settings.package.license
        name = f"licenses/{license_}"
        known = bool(re.fullmatch(r"[\w.+-]+", license_)) and self.templates.has(name)
        text = self.templates.render(name) if known else ""
        return project(self.context, self.settings.package, text)

    @cached_property
    def about(self) -> Values:
        """The values for templates outside the import package."""
        context, api = self.context, self.context.api
        calls = examples(context)
        return {
            "project": self.project,
            "shared_runtime": requirement(api.package.http) if self._is_shared else "",
            "about": about(context),
            "credentials": credentials_of(api),
            "keyed": any(o.retry is RetryClass.KEYED for o in api.operations),
            "renewed": fetches_tokens(api),
            "enveloped": bool(envelope_bodies(api)),
            "servers": api.servers,
            "environments": api.environments,
            "extras": api.extras,
            "features": self.features,
            "env_settings": api.env_settings,
            "variables": variables_of(api),
            "examples": calls,
            "example": calls.first,
            "webhooks": webhook_chapter(context),
            "enum": enum_example(api),
            "untyped": sorted(set(untyped_results(api))),
            "sections": reference_sections(context),
            "has_methods": bool(api.operations),
        }

    @property
    def features(self) -> frozenset[str]:
        """The features of the runtime that the package has."""
        return self.context.features

    @cached_property
    def _runtime(self) -> Mapping[PurePosixPath, str]:
        return dict(self.templates.runtime(self.context.api.package.http))

    @cached_property
    def runtime_copy(self) -> Mapping[PurePosixPath, str]:
        """What the package has a copy of: the parts of the runtime that its modules use.

        Raises:
            InputError: the user's templates replace a module that the package has no copy of.
        """
        if not self._is_shared:
            sources = {path: text for path, text in self._runtime.items() if path != INIT}
            roots = [(m, n) for m, names in self.runtime_module.modules for n in names]
            wanted = self.features | self.runtime_names | self.keywords
            folder = self.templates.built_in / RUNTIME
            return recall_slice(sources, roots, wanted, _is_built_in, folder, self.cache)
        if (own := self.templates.runtime_replacement()) is not None:
            hint = 'remove it, or set `runtime = "vendored"` in [package]'
            message = "a package with a shared runtime cannot replace a module of it"
            raise InputError.at(Span(own), "bad-template", message, hint)
        return {}

    @cached_property
    def runtime_module(self) -> RuntimeModule:
        """The names of the runtime that the package uses."""
        shared = import_name_of(self.context.api.package.http) if self._is_shared else ""
        return exported_names(self._runtime[INIT], self.runtime_names, shared)

    @property
    def _is_shared(self) -> bool:
        return self.settings.package.runtime == "shared"

    @cached_property
    def custom_classes(self) -> frozenset[str]:
        """The hand-written classes in the package, and those that the user's templates add."""
        path = PurePosixPath(SOURCE, "resources", CUSTOM_NAME)
        added = dict(self.templates.additions()).get(path)
        found = custom_classes(added, str(path)) if added is not None else frozenset()
        return self.settings.custom_classes | found


def _is_built_in(text: str) -> bool:
    return text.startswith(f"# {GENERATED}\n")
