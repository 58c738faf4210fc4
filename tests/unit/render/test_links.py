# Resources as attributes of a resource: loaded late, and replaced by classes that a person wrote.
from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from clientloom.checkout.workspace import templates_folder
from clientloom.config.settings import PackageConfig
from clientloom.ir import Resource
from clientloom.models.index import index_schemas
from clientloom.render.assemble import render_api
from clientloom.render.inputs import RenderSettings

from .sample_api import SAMPLE

HOME = PurePosixPath("src/sample_api_client")
PARTS = Resource(name="parts", class_name="ThingsParts", doc="", parent="things")


def rendered(custom: frozenset[str] = frozenset()) -> dict[str, str]:
    """The sample with its files below its things."""
    files = next(o for o in SAMPLE.operations if o.resource == "files")
    api = replace(
        SAMPLE,
        resources=(*SAMPLE.resources, PARTS),
        operations=(*SAMPLE.operations, replace(files, resource=PARTS.path)),
    )
    settings = RenderSettings(
        templates=templates_folder(),
        package=PackageConfig(name="sample_api_client"),
        custom_classes=custom,
    )
    files_by_path = render_api(api, index_schemas(api), settings)
    return {
        str(path.relative_to(HOME)): t for path, t in files_by_path.items() if HOME in path.parents
    }


def test_a_resource_loads_the_one_below_it_when_it_is_first_used() -> None:
    module = rendered()["resources/things.py"]
    assert "        from .things__parts import ThingsParts\n" in module
    assert "        return AsyncThingsParts(self._client)\n" in module


def test_a_class_written_by_hand_takes_the_place_of_a_nested_one() -> None:
    plain, extended = rendered(), rendered(frozenset({"ThingsParts"}))
    changed = {path for path, text in plain.items() if extended[path] != text}
    assert changed == {"resources/things.py"}
    assert "        from ._custom import ThingsParts\n" in extended["resources/things.py"]
    assert (
        "        from .things__parts import AsyncThingsParts\n" in extended["resources/things.py"]
    )
