# The table of files of a package: which template makes which file, from which view. May import this room.
"""`render_api`: the text of every file of a package that is not a model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from clientloom.config.settings import PackageConfig
from clientloom.ir import Api, OAuth2ClientCredentials, RetryClass
from clientloom.python.annotations import UNIONS
from clientloom.python.model_index import ModelIndex
from clientloom.render.environment import SUFFIX, Templates, load_templates
from clientloom.render.hand_written import CUSTOM_NAME, custom_classes
from clientloom.render.readme.examples import examples
from clientloom.render.view_context import Context, context_of
from clientloom.render.views.client import client_module, description_module
from clientloom.render.views.client_arguments import credentials_of, variables_of
from clientloom.render.views.distribution import about, package_module, project
from clientloom.render.views.errors import errors_module
from clientloom.render.views.reference import reference
from clientloom.render.views.requests import requests_module
from clientloom.render.views.resources import resource_module
from clientloom.render.views.testing import testing_module, webhooks_module

_SOURCE = "src/package"
"""Stands for the import package in the folder of templates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderSettings:
    """What rendering needs beside the API.

    `templates` is the folder of clientloom's own templates, `own_templates` a folder of the same shape whose
    files shadow single templates or add files to the package. `custom_classes` are the classes that a
    hand-written `resources/_custom.py` defines; the clients then use such a class in place of the generated
    one of its name, which it extends.
    """

    templates: Path
    own_templates: Path | None = None
    package: PackageConfig
    custom_classes: frozenset[str] = frozenset()


def render_api(
    api: Api, index: ModelIndex, settings: RenderSettings
) -> Mapping[PurePosixPath, str]:
    """Every file of the package except its models, by path; not yet formatted.

    Args:
        api: The API.
        index: What the modules of `models/` and `params/` hold.
        settings: Where the templates are, and what client.toml says of the package.

    Raises:
        InputError: A template of the user's is malformed, asks for an unknown value or is no text.
    """
    context = context_of(api, index)
    renderer = _Renderer(context, templates_of(settings), settings)
    files = dict(renderer.files())
    return {path: files[path] for path in sorted(files)}


def templates_of(settings: RenderSettings) -> Templates:
    """The templates of a package.

    Raises:
        InputError: There is no such folder.
    """
    return _templates(settings.templates, settings.own_templates)


@lru_cache(maxsize=8)
def _templates(ours: Path, own: Path | None) -> Templates:
    return load_templates(ours, own)


@dataclass(frozen=True, slots=True)
class _Renderer:
    context: Context
    templates: Templates
    settings: RenderSettings

    def files(self) -> Iterator[tuple[PurePosixPath, str]]:
        """Every file with its text."""
        yield from self._about_the_package()
        modules = dict((*self._modules(), *self._resources()))
        yield from modules.items()
        if any(f"{UNIONS} import" in text for text in modules.values()):
            yield self._module(f"{UNIONS}.py")
        yield from self._verbatim()
        yield from self._additions()

    def _resources(self) -> Iterator[tuple[PurePosixPath, str]]:
        for resource in self.context.api.resources:
            name = resource.name
            requests = requests_module(self.context, name)
            methods = resource_module(self.context, name)
            yield self._module(f"_requests/{name}.py", "_requests/requests.py", module=requests)
            yield self._module(f"resources/{name}.py", "resources/resource.py", module=methods)

    def _about_the_package(self) -> Iterator[tuple[PurePosixPath, str]]:
        context = self.context
        values = {
            "project": self._project(),
            "about": about(context),
            "credentials": credentials_of(context.api),
            "keyed": any(o.retry is RetryClass.KEYED for o in context.api.operations),
            "renewed": any(
                isinstance(s, OAuth2ClientCredentials) for s in context.api.security_schemes
            ),
            "servers": context.api.servers,
            "variables": variables_of(context.api),
            "examples": examples(context),
            "example": examples(context).first,
            "webhooks": context.api.webhooks,
            "sections": reference(context),
        }
        names = (
            "pyproject.toml",
            "README.md",
            "api.md",
            "CHANGELOG.md",
            "LICENSE",
            ".gitattributes",
        )
        for name in names:
            yield PurePosixPath(name), self.templates.render(name, **values)

    def _project(self) -> object:
        license_ = self.settings.package.license
        name = f"licenses/{license_}"
        known = bool(re.fullmatch(r"[\w.+-]+", license_)) and self.templates.has(name)
        text = self.templates.render(name) if known else ""
        return project(self.context, self.settings.package, text)

    def _modules(self) -> Iterator[tuple[PurePosixPath, str]]:
        context = self.context
        errors = errors_module(context)
        yield self._module("__init__.py", module=package_module(context, errors.exports))
        yield self._module("_version.py", version=context.api.package.version)
        yield self._module("_provenance.py")
        yield self._module("_api.py", module=description_module(context))
        yield self._module("_client.py", module=client_module(context, self._custom_classes()))
        yield self._module("errors.py", module=errors)
        yield self._module("testing.py", module=testing_module(context))
        yield self._module("_requests/__init__.py")
        yield self._module("resources/__init__.py", resources=context.api.resources)
        if context.api.webhooks:
            yield self._module("webhooks.py", module=webhooks_module(context))

    def _custom_classes(self) -> frozenset[str]:
        """Those that are there already, and those that the user's own templates bring along."""
        path = PurePosixPath(_SOURCE, "resources", CUSTOM_NAME)
        added = dict(self.templates.additions()).get(path)
        found = custom_classes(added, str(path)) if added is not None else frozenset()
        return self.settings.custom_classes | found

    def _module(self, path: str, template: str = "", **values: object) -> tuple[PurePosixPath, str]:
        text = self.templates.render(f"{_SOURCE}/{template or path}", **values)
        return self._home / path, text

    @property
    def _home(self) -> PurePosixPath:
        return PurePosixPath("src", self.context.api.package.import_name)

    def _verbatim(self) -> Iterator[tuple[PurePosixPath, str]]:
        yield self._home / "py.typed", ""
        for path, text in self.templates.runtime():
            yield self._home / "_runtime" / path, text

    def _additions(self) -> Iterator[tuple[PurePosixPath, str]]:
        for path, source in self.templates.additions():
            target = (
                self._home / path.relative_to(_SOURCE) if path.is_relative_to(_SOURCE) else path
            )
            if path.suffix == SUFFIX:
                text = self.templates.render(
                    str(path.with_suffix("")), api=self.context.api, project=self._project()
                )
                yield target.with_suffix(""), text
            else:
                yield target, source
