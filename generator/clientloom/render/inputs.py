# What the files of a package are rendered from. May import ir, config and this room's views of the package.
"""`RenderSettings`, and `Inputs`, which views of the output table look at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath

from clientloom.config.settings import PackageConfig
from clientloom.ir import OAuth2ClientCredentials, RetryClass
from clientloom.python.statuses import envelope_bodies
from clientloom.render.environment import Templates, load_templates
from clientloom.render.hand_written import CUSTOM_NAME, custom_classes
from clientloom.render.readme.examples import examples
from clientloom.render.view_context import ViewContext
from clientloom.render.view_types import Project
from clientloom.render.views.client_arguments import credentials_of, variables_of
from clientloom.render.views.distribution import about, project
from clientloom.render.views.reference import reference

SOURCE = "src/package"
"""Stands for the import package in the folder of templates."""


Values = Mapping[str, object]
"""What a template is given, by name."""


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


def templates_of(settings: RenderSettings) -> Templates:
    """The templates of a package.

    Raises:
        InputError: There is no such folder.
    """
    return _templates(settings.templates, settings.own_templates)


@lru_cache(maxsize=8)
def _templates(built_in: Path, custom: Path | None) -> Templates:
    return load_templates(built_in, custom)


@dataclass(frozen=True)
class Inputs:
    """What the view of a file may ask for."""

    context: ViewContext
    templates: Templates
    settings: RenderSettings

    @cached_property
    def project(self) -> Project:
        """What the files about the package say of it."""
        license_ = self.settings.package.license
        name = f"licenses/{license_}"
        known = bool(re.fullmatch(r"[\w.+-]+", license_)) and self.templates.has(name)
        text = self.templates.render(name) if known else ""
        return project(self.context, self.settings.package, text)

    @cached_property
    def about(self) -> Values:
        """What the files around the import package may ask for."""
        context, api = self.context, self.context.api
        calls = examples(context)
        return {
            "project": self.project,
            "about": about(context),
            "credentials": credentials_of(api),
            "keyed": any(o.retry is RetryClass.KEYED for o in api.operations),
            "renewed": any(isinstance(s, OAuth2ClientCredentials) for s in api.security_schemes),
            "enveloped": bool(envelope_bodies(api)),
            "servers": api.servers,
            "variables": variables_of(api),
            "examples": calls,
            "example": calls.first,
            "webhooks": api.webhooks,
            "sections": reference(context),
        }

    @cached_property
    def custom_classes(self) -> frozenset[str]:
        """Those that are there already, and those that the user's own templates bring along."""
        path = PurePosixPath(SOURCE, "resources", CUSTOM_NAME)
        added = dict(self.templates.additions()).get(path)
        found = custom_classes(added, str(path)) if added is not None else frozenset()
        return self.settings.custom_classes | found
