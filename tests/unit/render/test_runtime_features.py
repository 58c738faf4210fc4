# Which parts of the runtime a package has: what its modules import, what that uses, and regions where an API asks.
from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, replace
from pathlib import PurePosixPath

import pytest
from clientloom.checkout.workspace import templates_folder
from clientloom.config.settings import OPTIONAL
from clientloom.ir import Primitive, PrimitiveKind
from clientloom.render.environment import load_templates
from clientloom.render.runtime.exported_names import (
    INIT,
    exported_names,
    imported_names,
    module_path,
    modules_of_names,
)
from clientloom.render.runtime.features import FEATURES, features_of, runtime_exports, types_of
from clientloom.render.runtime.regions import keep_regions, region_names
from clientloom.render.runtime.shared import distribution_files, import_name_of, requirement
from clientloom.render.runtime.slices import slice_runtime
from unit.render.sample_api import SAMPLE

from templates.runtime.core.operations import Operation, Request

TEMPLATES = load_templates(templates_folder(), None)
SOURCES = dict(TEMPLATES.runtime("httpx"))
INIT_TEXT = SOURCES.pop(INIT)
NAMES = modules_of_names(INIT_TEXT)
REGIONS = sorted({name for text in SOURCES.values() for name in region_names(text)})
BARE = replace(
    SAMPLE,
    operations=(),
    optional=(),
    schemas=(),
    webhooks=(),
    security_schemes=(),
    webhook_rules=replace(SAMPLE.webhook_rules, signature=None),
)


def sliced(
    names: Collection[str], wanted: Callable[[str], bool] = lambda _: True
) -> Mapping[str, str]:
    roots = [(NAMES[name], name) for name in names]
    found = slice_runtime(SOURCES, roots, wanted, lambda _: True)
    return {module_path(path): text for path, text in found.items()}


def of(
    texts: dict[str, str], *roots: tuple[str, str], wanted: Callable[[str], bool] = lambda _: True
) -> dict[str, str]:
    """Slices a runtime of these modules, by path; a text that begins with `# mine` is the user's."""
    sources = {PurePosixPath(path): text for path, text in texts.items()}
    found = slice_runtime(sources, roots, wanted, lambda text: not text.startswith("# mine"))
    return {str(path): text for path, text in found.items()}


def test_a_module_has_what_is_reached_with_its_comments_and_imports() -> None:
    module = '''# About the module.
"""The docstring."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, cast

from .other import far as near

if TYPE_CHECKING:
    from .types import A, B

# why
LIMIT = 3
"""What it means."""
UNUSED = re.compile("x")


def first(value: A) -> object:
    return second(value)


def second(value: object) -> object:
    return cast("int", value) + LIMIT + near


def third(value: B) -> str:
    return json.dumps(value)
'''
    other = "far = 1\nnever = 2\n"
    types = "class A: ...\nclass B: ...\n"
    found = of({"m.py": module, "other.py": other, "types.py": types}, ("m", "first"))
    wanted = module.replace("import json\nimport re\n", "").replace(", B", "")
    wanted = wanted.replace('UNUSED = re.compile("x")\n', "").partition("\n\ndef third")[0]
    assert [line for line in found["m.py"].splitlines() if line] == [
        line for line in wanted.splitlines() if line
    ]
    assert found["other.py"] == "far = 1\n"
    assert found["types.py"] == "class A: ...\n"


def test_a_block_of_types_goes_with_its_last_name() -> None:
    module = "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from os import PathLike\n\nx = 1\n\n\ndef f(p: PathLike) -> None: ...\n"
    assert of({"m.py": module}, ("m", "x"))["m.py"].split() == ["x", "=", "1"]
    assert "PathLike" in of({"m.py": module}, ("m", "f"))["m.py"]


@pytest.mark.parametrize(
    "use",
    [
        "def f():\n    from .b import x\n    return x",
        "from . import b\n\ndef f():\n    return b.x",
        "from .b import x\n\nf: list['x'] = []",
        "from typing import cast\nfrom .b import x\n\nf = cast('list[x]', [])",
        "from .c import x\n\nf = x",
    ],
)
def test_a_use_is_found_wherever_it_stands(use: str) -> None:
    texts = {"a.py": use, "b.py": "x = 1\ny = 2\n", "c.py": "from .b import x\n"}
    assert of(texts, ("a", "f"))["b.py"] == "x = 1\n"


def test_what_a_module_neither_defines_nor_imports_brings_nothing() -> None:
    texts = {"a.py": "from . import b\n\nf = b.nothing\n", "b.py": "x = 1\n"}
    assert of(texts, ("a", "f")) == of(texts, ("a", "f"), ("b", "nothing"))
    assert "x = 1" not in of(texts, ("a", "f")).get("b.py", "")


def test_what_has_only_an_effect_stays_with_its_module() -> None:
    text = "import os\n\nlock = 1\nif os.name:\n    print(lock)\n\nother = 2\n"
    assert of({"a.py": text, "b.py": "x = 1\n"}, ("b", "x")) == {"b.py": "x = 1\n"}
    found = of({"a.py": text}, ("a", "other"))["a.py"]
    assert "print(lock)" in found


def test_modules_of_the_user_stay_whole_and_find_every_region() -> None:
    texts = {
        "mine.py": "# mine\nfrom .ours import used\nz = 1\n",
        "ours.py": "used = 1\nunused = 2\n# <never>\nused = 3\n# </never>\n",
    }
    found = of(texts, wanted=lambda _: False)
    assert found == {"mine.py": texts["mine.py"], "ours.py": "used = 1\nused = 3\n"}


def test_regions_are_kept_or_dropped_without_their_marks() -> None:
    text = "a\n  # <one>\n  b\n  # <two or three>\n  c\n  # </two or three>\n  # </one>\nd\n"
    assert keep_regions(text, {"one", "three"}.__contains__) == "a\n  b\n  c\nd\n"
    assert keep_regions(text, {"one"}.__contains__) == "a\n  b\nd\n"
    assert keep_regions(text, {"two"}.__contains__) == "a\nd\n"
    assert region_names(text) == {"one", "two", "three"}


@pytest.mark.parametrize("text", ["# <a>\n", "# </a>\n", "# <a>\n# </b>\n"])
def test_a_mark_without_its_counterpart_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="region"):
        keep_regions(text, lambda _: True)


def test_each_region_is_of_a_feature_or_of_what_packages_use() -> None:
    settings = {field.name for field in (*fields(Operation), *fields(Request))}
    assert set(REGIONS) <= {feature.name for feature in FEATURES} | NAMES.keys() | settings


def test_the_core_imports_no_feature() -> None:
    for path, text in SOURCES.items():
        if path.parts[0] != "features":
            imports = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.ImportFrom)]
            assert not [n for n in imports if n.level and "features" in (n.module or "").split(".")]


def test_a_package_exports_and_copies_what_its_modules_import() -> None:
    text = (
        "from .._runtime import Model, Page\nfrom ._runtime import (\n    UNSET,\n    Retry,\n)\n"
    )
    names = imported_names([text, "from .models import Thing\n"])
    assert names == {"Model", "Page", "UNSET", "Retry"}
    module = exported_names(INIT_TEXT, names)
    assert dict(module.modules)["core.operations"] == ("Retry",)
    assert set(module.names) == names
    modules = sliced(names)
    assert {"data.models", "features.pagination.pages"} <= modules.keys()
    assert (
        not {"features.pagination.cursors", "clients.sync", "features.fake.testing"}
        & modules.keys()
    )


def test_features_follow_from_the_api() -> None:
    assert features_of(BARE) == {"testing", "async_client", "several_servers", "variables"}
    assert features_of(replace(BARE, optional=OPTIONAL)) >= set(OPTIONAL)
    alone = replace(BARE.package, async_client="")
    assert features_of(replace(BARE, servers=(), testing=False, package=alone)) == frozenset()
    assert {"pages", "streams", "uploads"} <= features_of(SAMPLE)
    assert {"Page", "Stream", "File"} <= set(runtime_exports(features_of(SAMPLE)))
    assert not {"Page", "Stream", "File"} & set(runtime_exports(features_of(BARE)))


LEAST = ("SyncClient", "AsyncClient", "Resource", "AsyncResource", "Json", "BasicAuth", "raw")
"""What a package of one operation with a body in JSON imports."""


def test_the_least_package_has_no_code_for_what_it_lacks() -> None:
    modules = sliced(LEAST, lambda _: False)
    assert not {"data.unions", "data.decimals", "results.downloads"} & modules.keys()
    text = "\n".join(modules.values())
    for absent in (
        "repeatable",
        "PaginationError",
        "EnvelopeError",
        "UnknownVariant",
        "DigestAuth",
    ):
        assert absent not in text


def test_docstrings_of_modules_name_what_is_there() -> None:
    for name, text in sliced(LEAST, lambda _: False).items():
        described = re.findall(r"`(\w+)`", ast.get_docstring(ast.parse(text)) or "")
        code = text.partition('"""\n\nfrom __future__')[2]
        assert [word for word in described if not re.search(rf"\b{word}\b", code)] == [], name


def test_a_package_has_the_types_of_what_it_only_sends() -> None:
    operation = next(each for each in SAMPLE.operations if each.parameters)
    sent = replace(operation.parameters[0], type=Primitive(PrimitiveKind.BASE64))
    found = features_of(replace(BARE, operations=(replace(operation, parameters=(sent,)),)))
    assert types_of(found) == {"Base64"}
    assert types_of(features_of(BARE)) == frozenset()


@pytest.mark.parametrize(
    ("version", "range_"),
    [("0.1.0", ">=0.1.0,<0.2"), ("0.12.3", ">=0.12.3,<0.13"), ("2.3.4", ">=2.3.4,<3")],
)
def test_a_package_takes_compatible_versions(version: str, range_: str) -> None:
    assert requirement("httpx", version) == f"clientloom-runtime{range_}"
    assert requirement("httpx2", version) == f"clientloom-runtime-httpx2{range_}"


@pytest.mark.parametrize("http", ["httpx", "httpx2"])
def test_the_distribution_has_the_modules_of_the_templates(http: str) -> None:
    files = distribution_files(TEMPLATES, http)
    home = PurePosixPath("src", import_name_of(http))
    assert f'"{http}>=' in files[PurePosixPath("pyproject.toml")]
    folder = templates_folder() / "runtime"
    sources = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.py")}
    copies = {str(path.relative_to(home)): files[path] for path in files if path.suffix == ".py"}
    whole = {n: keep_regions(p.read_text("utf-8"), lambda _: True) for n, p in sources.items()}
    assert copies == {n: re.sub(r"\bhttpx\b", http, text) for n, text in whole.items()}


def test_several_modules_of_one_import_are_kept_apart_and_other_texts_are_no_names() -> None:
    module = """# About the module.
from typing import Literal
import os, sys

Kind = Literal["no name!", "wanted"]
other = os


def find(kind: Kind) -> Literal["not one!"]:
    return sys.path
"""
    (text,) = of({"a.py": module}, ("a", "find")).values()
    assert "import os" not in text
    assert "import sys\n" in text
    assert 'Literal["not one!"]' in text
