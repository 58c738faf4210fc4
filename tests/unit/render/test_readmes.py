# The README of each vendor's package runs as it stands, against the package's own fake.
from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TypeGuard

import pytest
from clientloom.checkout.package_lock import read_lock
from clientloom.checkout.workspace import templates_folder
from clientloom.config.load import load_vendor
from clientloom.config.settings import PackageConfig
from clientloom.ir import Api
from clientloom.ir.walk import value_type
from clientloom.models.index import index_schemas
from clientloom.pipeline import analyse
from clientloom.python.literals import Value, python_literal
from clientloom.render import RenderSettings, render_api
from clientloom.render.readme.samples import Sampler
from clientloom.render.readme.typical import find_typical_calls
from clientloom.render.results import CallKind, call_kind
from clientloom.render.view_context import ViewContext, build_context
from clientloom.render.views.client_arguments import credentials_of
from unit.normalize.operation_cases import normalized
from unit.render.sample_api import SAMPLE

ROOT = Path(__file__).parents[3]
VENDORS = sorted(path.parent.name for path in (ROOT / "specs").glob("*/client.toml"))


def api_of(vendor: str) -> Api:
    config = load_vendor(ROOT / "specs" / vendor, root=ROOT)
    lock = read_lock(ROOT / "generated" / vendor)
    assert lock is not None
    return analyse(config, symbols=lock.symbols, root=ROOT).api


def ending(value: Value) -> Value:
    """The sample of a page, as the last one: what says that there is more says no."""
    match value:
        case True:
            return False
        case dict():
            return {key: ending(member) for key, member in value.items()}
        case _:
            return value


def stubs(context: ViewContext) -> Iterator[str]:
    sampler = Sampler(context.schemas, sending=False)
    for resource, methods in context.methods.items():
        for method in methods:
            value = sampler.sample(value_type(method.result), "example")
            answer = python_literal(ending(value))
            if call_kind(method) is CallKind.STREAM:
                yield f"fake.{resource}.{method.name}.streams([{answer}])"
            else:
                yield f"fake.{resource}.{method.name}.returns({answer})"


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_readme_of_a_vendor_runs(vendor: str, tmp_path: Path) -> None:
    api = api_of(vendor)
    package = api.package
    readme = (ROOT / "generated" / vendor / "README.md").read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    assert len(blocks) >= 9
    code = f"""
import functools, httpx, {package.import_name} as package
from {package.import_name}.testing import Fake{package.client} as Fake
fake = Fake()
answer = fake.answer
other = httpx.Response(200, json=[])
fake.answer = lambda request: other if request.url.path.endswith("/path") else answer(request)
{chr(10).join(stubs(build_context(api, index_schemas(api))))}
ours = {{"base_url": "https://fake.invalid", "clock": fake.clock}}
sync, aio = package.{package.client}, package.{package.async_client}
package.{package.client} = functools.partial(sync, **ours, http_client=fake.http_client())
package.{package.async_client} = functools.partial(aio, **ours, http_client=fake.async_http_client())
namespace = {{"__name__": "readme"}}
for number, block in enumerate({blocks!r}):
    try: exec(block, namespace)
    except BaseException as error: raise SystemExit(f"block {{number}}: {{error!r}}\\n{{block}}")
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generated" / vendor / "src")}
    environment |= {credential.env: "secret" for credential, _ in credentials_of(api)}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("has_server", [False, True])
def test_each_client_of_a_readme_can_be_made(*, has_server: bool) -> None:
    api = replace(SAMPLE, servers=SAMPLE.servers if has_server else ())
    package = PackageConfig(name="sample_api_client", license="MIT")
    settings = RenderSettings(templates=templates_folder(), own_templates=None, package=package)
    readme = render_api(api, index_schemas(api), settings, ())[PurePosixPath("README.md")]
    blocks = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    calls = [node for block in blocks for node in ast.walk(ast.parse(block)) if is_client(node)]
    given = [{keyword.arg for keyword in call.keywords} for call in calls]
    assert len(given) >= 6
    assert all(("base_url" in names) != has_server for names in given)


def is_client(node: ast.AST) -> TypeGuard[ast.Call]:
    names = {SAMPLE.package.client, SAMPLE.package.async_client}
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def test_the_quick_start_is_about_what_the_api_is_about() -> None:
    def parameter(name: str, place: str) -> dict[str, object]:
        return {"name": name, "in": place, "required": True, "schema": {"type": "string"}}

    one: Mapping[str, object] = {"type": "object", "properties": {"id": {"type": "string"}}}
    many: Mapping[str, object] = {"type": "array", "items": one}

    def answer(schema: Mapping[str, object], *parameters: object) -> dict[str, object]:
        found = {"200": {"description": "", "content": {"application/json": {"schema": schema}}}}
        return {"parameters": parameters, "responses": found}

    of_one = answer(one, parameter("id", "path"))
    paths = {
        "/me/links": {"get": answer(many)},
        "/me/links/{id}": {"get": of_one},
        "/tracks": {"get": answer(many, parameter("q", "query")), "post": answer(one)},
        "/tracks/{id}": {"get": of_one, "delete": of_one},
    }
    api = normalized({"paths": paths}).api
    found = find_typical_calls(build_context(api, index_schemas(api)))
    assert found is not None
    assert found.resource == "tracks"
