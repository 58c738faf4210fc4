# The table of a package's files. A new file needs a row here, a template and a view.
# May import this room.
"""`OUTPUTS`: the path, the template and the view of each file, and whether it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from clientloom.ir import Api
from clientloom.python.identifiers import module_of
from clientloom.render.inputs import SOURCE, Inputs, Values
from clientloom.render.view_context import ViewContext
from clientloom.render.view_types import PackageModule
from clientloom.render.views.client import client_module, description_module
from clientloom.render.views.distribution import package_module
from clientloom.render.views.errors import errors_module
from clientloom.render.views.requests import requests_module
from clientloom.render.views.resources import resource_module
from clientloom.render.views.testing import testing_module
from clientloom.render.views.webhooks import webhooks_module


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of the package.

    In `path`, `{package}` is the import package and `{resource}` the module of a resource: such a row makes a file
    for each resource in `each` and passes its path to the view, which sees the operations of this resource only.
    `template` is the template's name without `.jinja`; the default is the path.
    """

    path: str
    view: Callable[[Inputs, str], Values] = lambda _inputs, _resource: {}
    template: str = ""
    enabled_if: Callable[[Api], bool] = lambda _api: True
    each: Callable[[ViewContext], Iterable[str]] | None = None

    @property
    def template_name(self) -> str:
        """The template's name, without `.jinja`."""
        return self.template or self.path.replace("src/{package}", SOURCE)

    def files(self, inputs: Inputs) -> Iterator[tuple[PurePosixPath, str]]:
        """Yields the path and the text of each file."""
        if not self.enabled_if(inputs.context.api):
            return
        if self.each is None:
            yield self._path(inputs), self._text(inputs)
            return
        for resource in self.each(inputs.context):
            render = partial(self._text, resource=resource)
            text = inputs.keep_module(self.template_name, resource, render)
            yield self._path(inputs, resource), text

    def _path(self, inputs: Inputs, resource: str = "") -> PurePosixPath:
        package = inputs.context.api.package.import_name
        return PurePosixPath(self.path.format(package=package, resource=module_of(resource)))

    def _text(self, inputs: Inputs, resource: str = "") -> str:
        return inputs.templates.render(self.template_name, **self.view(inputs, resource))


def _about(inputs: Inputs, _: str) -> Values:
    return inputs.about


def _package(inputs: Inputs, _: str) -> PackageModule:
    errors = errors_module(inputs.context)
    return package_module(inputs.context, errors.exports, inputs.features)


def _module(view: Callable[[Inputs, str], object]) -> Callable[[Inputs, str], Values]:
    """Returns the values of the template of a module: its view, and the features of the package."""
    return lambda inputs, resource: {
        "module": view(inputs, resource),
        "features": inputs.features,
    }


OUTPUTS = (
    OutputFile("pyproject.toml", _about),
    OutputFile("hatch_build.py", _about),
    OutputFile("README.md", _about),
    OutputFile("api.md", _about),
    OutputFile("CHANGELOG.md", _about),
    OutputFile("LICENSE", _about),
    OutputFile(".gitattributes", _about),
    OutputFile("src/{package}/py.typed"),
    OutputFile("src/{package}/__init__.py", _module(_package)),
    OutputFile(
        "src/{package}/_version.py", lambda i, _: {"version": i.context.api.package.version}
    ),
    OutputFile("src/{package}/_provenance.py"),
    OutputFile("src/{package}/_api.py", _module(lambda i, _: description_module(i.context))),
    OutputFile(
        "src/{package}/_client.py",
        _module(lambda i, _: client_module(i.context, i.custom_classes)),
    ),
    OutputFile("src/{package}/errors.py", _module(lambda i, _: errors_module(i.context))),
    OutputFile(
        "src/{package}/testing.py",
        _module(lambda i, _: testing_module(i.context)),
        enabled_if=lambda api: api.testing,
    ),
    OutputFile(
        "src/{package}/webhooks.py",
        _module(lambda i, _: webhooks_module(i.context)),
        enabled_if=lambda api: bool(api.webhooks),
    ),
    OutputFile("src/{package}/otel.py", enabled_if=lambda api: "otel" in api.extras),
    OutputFile("src/{package}/_requests/__init__.py"),
    OutputFile(
        "src/{package}/_requests/{resource}.py",
        _module(lambda i, resource: requests_module(i.context, resource)),
        f"{SOURCE}/_requests/requests.py",
        each=lambda context: (path for path, methods in context.methods.items() if methods),
    ),
    OutputFile("src/{package}/resources/__init__.py", lambda i, _: {"flavors": i.context.flavors}),
    OutputFile(
        "src/{package}/resources/{resource}.py",
        _module(lambda i, resource: resource_module(i.context, resource, i.custom_classes)),
        f"{SOURCE}/resources/resource.py",
        each=lambda context: context.methods,
    ),
)

RUNTIME_OUTPUT = OutputFile(
    "src/{package}/_runtime/__init__.py", _module(lambda i, _: i.runtime_module)
)
"""The names of the runtime, written last: they are what the other modules import."""
