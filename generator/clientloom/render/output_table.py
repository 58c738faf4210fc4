# The table of a package's files. A new file needs a row here, a template and a view.
# May import this room.
"""`OUTPUTS`: the path, the template and the view of each file, and whether it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from clientloom.ir import Api
from clientloom.python.identifiers import module_of
from clientloom.render.inputs import SOURCE, Inputs, Values
from clientloom.render.view_context import ViewContext
from clientloom.render.views.client import client_module, description_module
from clientloom.render.views.distribution import package_module
from clientloom.render.views.errors import errors_module
from clientloom.render.views.requests import requests_module
from clientloom.render.views.resources import resource_module
from clientloom.render.views.testing import testing_module
from clientloom.render.views.webhooks import webhooks_module


def _no_values(_inputs: Inputs, _resource: str) -> Values:
    return {}


def _always(_api: Api) -> bool:
    return True


def _one_file(_context: ViewContext) -> Iterable[str]:
    return ("",)


def _all_resources(context: ViewContext) -> Iterable[str]:
    return context.methods


def _resources_with_methods(context: ViewContext) -> Iterable[str]:
    return (path for path, methods in context.methods.items() if methods)


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of the package.

    In `path`, `{package}` is the import package and `{resource}` the module of a resource: such a row makes a file
    for each resource in `each` and passes its path to the view. `template` is the template's name without `.jinja`;
    the default is the path.
    """

    path: str
    view: Callable[[Inputs, str], Values] = _no_values
    template: str = ""
    enabled_if: Callable[[Api], bool] = _always
    each: Callable[[ViewContext], Iterable[str]] = _one_file

    @property
    def template_name(self) -> str:
        """The template's name, without `.jinja`."""
        return self.template or self.path.replace("src/{package}", SOURCE)

    def files(self, inputs: Inputs) -> Iterator[tuple[PurePosixPath, str]]:
        """Yields the path and the text of each file."""
        api = inputs.context.api
        if not self.enabled_if(api):
            return
        for resource in self.each(inputs.context):
            path = self.path.format(package=api.package.import_name, resource=module_of(resource))
            text = inputs.templates.render(self.template_name, **self.view(inputs, resource))
            yield PurePosixPath(path), text


def _about(inputs: Inputs, _: str) -> Values:
    return inputs.about


def _package(inputs: Inputs, _: str) -> Values:
    errors = errors_module(inputs.context)
    return {"module": package_module(inputs.context, errors.exports, inputs.features)}


def _version(inputs: Inputs, _: str) -> Values:
    return {"version": inputs.context.api.package.version}


def _description(inputs: Inputs, _: str) -> Values:
    return {"module": description_module(inputs.context)}


def _client(inputs: Inputs, _: str) -> Values:
    return {"module": client_module(inputs.context, inputs.custom_classes)}


def _errors(inputs: Inputs, _: str) -> Values:
    return {"module": errors_module(inputs.context)}


def _runtime(inputs: Inputs, _: str) -> Values:
    return {"module": inputs.runtime_module}


def _testing(inputs: Inputs, _: str) -> Values:
    return {"module": testing_module(inputs.context)}


def _webhooks(inputs: Inputs, _: str) -> Values:
    return {"module": webhooks_module(inputs.context)}


def _has_webhooks(api: Api) -> bool:
    return bool(api.webhooks)


def _has_testing(api: Api) -> bool:
    return api.testing


def _has_telemetry(api: Api) -> bool:
    return "otel" in api.extras


def _resources(inputs: Inputs, _: str) -> Values:
    return {"flavors": inputs.context.flavors}


def _requests_of(inputs: Inputs, resource: str) -> Values:
    return {"module": requests_module(inputs.context, resource)}


def _methods_of(inputs: Inputs, resource: str) -> Values:
    return {"module": resource_module(inputs.context, resource, inputs.custom_classes)}


OUTPUTS = (
    OutputFile("pyproject.toml", _about),
    OutputFile("hatch_build.py", _about),
    OutputFile("README.md", _about),
    OutputFile("api.md", _about),
    OutputFile("CHANGELOG.md", _about),
    OutputFile("LICENSE", _about),
    OutputFile(".gitattributes", _about),
    OutputFile("src/{package}/py.typed"),
    OutputFile("src/{package}/__init__.py", _package),
    OutputFile("src/{package}/_version.py", _version),
    OutputFile("src/{package}/_provenance.py"),
    OutputFile("src/{package}/_api.py", _description),
    OutputFile("src/{package}/_client.py", _client),
    OutputFile("src/{package}/errors.py", _errors),
    OutputFile("src/{package}/testing.py", _testing, enabled_if=_has_testing),
    OutputFile("src/{package}/webhooks.py", _webhooks, enabled_if=_has_webhooks),
    OutputFile("src/{package}/otel.py", enabled_if=_has_telemetry),
    OutputFile("src/{package}/_requests/__init__.py"),
    OutputFile(
        "src/{package}/_requests/{resource}.py",
        _requests_of,
        f"{SOURCE}/_requests/requests.py",
        each=_resources_with_methods,
    ),
    OutputFile("src/{package}/resources/__init__.py", _resources),
    OutputFile(
        "src/{package}/resources/{resource}.py",
        _methods_of,
        f"{SOURCE}/resources/resource.py",
        each=_all_resources,
    ),
)

RUNTIME_OUTPUT = OutputFile("src/{package}/_runtime/__init__.py", _runtime)
"""The names of the runtime, written last: they are what the other modules import."""
