# Which parts of the runtime a package has: the core without features, and each feature where an API asks for it.
from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from clientloom.checkout.workspace import templates_folder
from clientloom.ir import Api
from clientloom.render.environment import load_templates
from clientloom.render.runtime.features import FEATURES, FOLDER
from clientloom.render.runtime.needed_modules import (
    INIT,
    exported_names,
    imported_modules,
    select_modules,
)
from clientloom.render.runtime.shared import distribution_files, requirement
from unit.render.sample_api import SAMPLE

TEMPLATES = load_templates(templates_folder(), None)
SOURCES = dict(TEMPLATES.runtime("httpx"))
MODULES = {
    ".".join(path.with_suffix("").parts): text
    for path, text in SOURCES.items()
    if path.name != INIT.name
}
BARE = replace(
    SAMPLE,
    operations=(),
    webhooks=(),
    security_schemes=(),
    webhook_rules=replace(SAMPLE.webhook_rules, signature=None),
)


def imports(module: str) -> frozenset[str]:
    return imported_modules(module, MODULES[module], frozenset(MODULES))


def selected(api: Api) -> set[str]:
    sources = {path: text for path, text in SOURCES.items() if path != INIT}
    paths = select_modules(api, sources)
    return {".".join(path.with_suffix("").parts) for path in paths if path.name != INIT.name}


def features_in(modules: set[str]) -> set[str]:
    return {module for module in modules if module.startswith(f"{FOLDER}.")}


CORE = sorted(MODULES.keys() - features_in(set(MODULES)))


@pytest.mark.parametrize("module", CORE)
def test_the_core_imports_no_feature(module: str) -> None:
    assert features_in(set(imports(module))) == set()


def test_an_import_is_found_wherever_it_stands() -> None:
    text = "if TYPE_CHECKING:\n    from ..a.b import x\ndef f():\n    from ..a import c\n    from . import d"
    known = frozenset({"a.b", "a.c", "z.d", "z.e"})
    assert imported_modules("z.e", text, known) == {"a.b", "a.c", "z.d"}


def test_an_api_without_operations_has_the_core_the_fake_and_the_checks() -> None:
    found = features_in(selected(BARE))
    assert {module.split(".")[1] for module in found} == {"fake", "validation"}
    assert selected(BARE) - found == set(CORE)


def test_each_module_belongs_to_a_feature() -> None:
    pending = [f"{FOLDER}.{module}" for feature in FEATURES for module in feature.modules]
    reached: set[str] = set()
    while pending:
        module = pending.pop()
        if module not in reached:
            reached.add(module)
            pending += imports(module)
    assert features_in(set(MODULES)) - reached == set()


@pytest.mark.parametrize("number", range(len(FEATURES)))
def test_an_api_asks_for_a_feature_or_lacks_it(number: int) -> None:
    feature = FEATURES[number]
    for api in (BARE, SAMPLE):
        seeds = {f"{FOLDER}.{module}" for module in feature.modules}
        assert not feature.asked_by(api) or seeds <= selected(api)


@pytest.mark.parametrize("api", [BARE, SAMPLE], ids=["bare", "sample"])
def test_what_a_package_has_imports_nothing_that_it_lacks(api: Api) -> None:
    there = selected(api)
    assert {found for module in there for found in imports(module)} <= there


def test_a_name_is_exported_by_those_that_have_it() -> None:
    paths = [PurePosixPath(*module.split(".")).with_suffix(".py") for module in selected(BARE)]
    bare = set(exported_names(SOURCES[INIT], paths).names)
    whole = set(exported_names(SOURCES[INIT], [path for path in SOURCES if path != INIT]).names)
    assert {"Model", "SyncClient", "Timeout", "Fake", "APIError"} <= bare
    only = whole - bare
    assert {"Page", "AsyncStream", "WaitTimeoutError", "OAuth2ClientCredentials", "UPLOADS"} <= only


@pytest.mark.parametrize(
    ("version", "range_"),
    [("0.1.0", ">=0.1.0,<0.2"), ("0.12.3", ">=0.12.3,<0.13"), ("2.3.4", ">=2.3.4,<3")],
)
def test_a_package_takes_compatible_versions(version: str, range_: str) -> None:
    assert requirement(version) == f"clientloom-runtime{range_}"


def test_the_distribution_has_the_modules_of_the_templates() -> None:
    files = distribution_files(TEMPLATES)
    home = PurePosixPath("src", "clientloom_runtime")
    folder = templates_folder() / "runtime"
    sources = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.py")}
    copies = {str(path.relative_to(home)): files[path] for path in files if path.suffix == ".py"}
    assert copies == {name: path.read_text("utf-8") for name, path in sources.items()}
