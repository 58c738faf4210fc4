# A whole package from an API by hand: complete, typed, importable, documented, made to fit.
from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from clientloom.checkout.workspace import templates_folder
from clientloom.config.client_names import EXPORTED, free_client_name, taken_by
from clientloom.config.settings import PackageConfig
from clientloom.diagnostics import InputError
from clientloom.ir import Api
from clientloom.models.index import index_schemas
from clientloom.models.package import PACKAGES, render_models
from clientloom.render import RenderSettings, render_api
from clientloom.render.environment import GENERATED, load_templates
from clientloom.render.format import format_tree
from clientloom.render.hand_written import custom_classes
from clientloom.render.inputs import SOURCE
from clientloom.render.method_order import method_order
from clientloom.render.output_table import OUTPUTS, RUNTIME_OUTPUT
from clientloom.render.runtime.features import ALWAYS, FEATURES
from clientloom.render.runtime.regions import keep_regions
from unit.render.sample_api import HOSTILE, SAMPLE

HOME = PurePosixPath("src/sample_api_client")
RUNTIME = templates_folder() / "runtime"
SOURCES = sorted(RUNTIME.rglob("*.py"))
CONFIG = PackageConfig(name="sample_api_client", license="MIT", description='A "sample" \\ client')
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]")


def render(api: Api = SAMPLE, own: Path | None = None) -> Mapping[PurePosixPath, str]:
    settings = RenderSettings(
        templates=templates_folder(), own_templates=own, own_shown="mine", package=CONFIG
    )
    return render_api(api, index_schemas(api), settings, models_of(api).values())


def models_of(api: Api) -> Mapping[PurePosixPath, str]:
    templates = load_templates(templates_folder(), None)
    return render_models(api.schemas, index_schemas(api), templates.render)


@pytest.fixture(scope="module")
def files() -> Mapping[PurePosixPath, str]:
    """The package without its models, formatted."""
    return format_tree(render())


@pytest.fixture(scope="module")
def package(files: Mapping[PurePosixPath, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole package in a folder."""
    folder = tmp_path_factory.mktemp("sample")
    models = {HOME / path: text for path, text in models_of(SAMPLE).items()}
    for path, text in {**files, **format_tree(models)}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return folder


def python(package: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run code that imports the package, with every warning an error."""
    environment = {**os.environ, "PYTHONPATH": str(package / "src")}
    environment |= {f"SAMPLE_{name}": "secret" for name in ("KEY", "USER", "PASSWORD", "TOKEN")}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=package.parent, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


XML = ("__init__", "bodies", "forms", "members", "reading", "writing")


def test_every_file_of_a_package_is_there_but_its_models(
    files: Mapping[PurePosixPath, str],
) -> None:
    about = {"pyproject.toml", "README.md", "api.md", "CHANGELOG.md", "LICENSE", ".gitattributes"}
    about |= {"hatch_build.py"}
    modules = {
        "__init__",
        "_api",
        "_client",
        "_provenance",
        "_version",
        "errors",
        "testing",
        "webhooks",
    }
    expected = {PurePosixPath(name) for name in about}
    expected |= {HOME / f"{name}.py" for name in modules}
    expected |= {HOME / "py.typed"}
    for folder in ("_requests", "resources"):
        expected |= {HOME / folder / f"{name}.py" for name in ("__init__", "files", "things")}
    runtime = {path for path in files if path.is_relative_to(HOME / "_runtime")}
    assert set(files) - runtime == expected
    lacked = {source.relative_to(RUNTIME) for source in SOURCES} - {
        path.relative_to(HOME / "_runtime") for path in runtime
    }
    assert {path.as_posix() for path in lacked} == {
        "data/constants.py",
        "data/decimals.py",
        "features/streaming/binary.py",
        "features/telemetry.py",
        "features/listings.py",
        "features/waiters/__init__.py",
        "features/waiters/resources.py",
        "features/waiters/waiting.py",
        *(f"features/xml/{name}.py" for name in XML),
    }


def squeeze(code: str) -> str:
    """Code without what formatting changes: white space, and brackets, commas and colons around lines."""
    return re.sub(r"[\s(),:]", "", code)


def test_the_runtime_has_only_lines_of_the_templates(
    files: Mapping[PurePosixPath, str],
) -> None:
    for source in SOURCES:
        copied = files.get(HOME / "_runtime" / source.relative_to(RUNTIME))
        if copied is None or source.parent == RUNTIME:
            continue  # a feature that the sample lacks; the names that it has
        whole = squeeze(keep_regions(source.read_text("utf-8"), lambda _: True))
        own = [line for line in copied.splitlines()[1:] if "import" not in line]
        assert [line for line in own if squeeze(line) not in whole] == []
        assert copied.startswith(f"# {GENERATED}\n")


def test_every_file_says_that_it_is_generated_where_its_format_has_comments(
    files: Mapping[PurePosixPath, str],
) -> None:
    silent = {path.name for path, text in files.items() if GENERATED not in text.split("\n")[0]}
    assert silent == {"LICENSE", "py.typed", "CHANGELOG.md"}  # people write into the changelog


def test_without_webhooks_there_is_no_module_for_them() -> None:
    assert HOME / "webhooks.py" in render()
    assert HOME / "webhooks.py" not in render(replace(SAMPLE, webhooks=()))


def test_the_tables_name_every_template_once() -> None:
    folder = templates_folder() / "package"
    written = {
        path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.jinja")
    }
    outputs = [output.template_name for output in (*OUTPUTS, RUNTIME_OUTPUT)]
    outputs += [f"{SOURCE}/{p.name}/{name}.py" for p in PACKAGES for name in ("__init__", "module")]
    parts = {name for name in written if "." not in name and name.startswith(f"{SOURCE}/_")}
    licenses = {name for name in written if name.startswith("licenses/")}
    assert sorted(outputs) == sorted(written - parts - licenses)


def test_rendering_twice_gives_the_same_text() -> None:
    assert list(render().items()) == list(render().items())


def test_hostile_text_is_nowhere_raw(files: Mapping[PurePosixPath, str]) -> None:
    shown = 0
    for path, text in files.items():
        if "_runtime" in path.parts:
            continue
        assert not FORBIDDEN.search(text), path
        if path.suffix == ".py":
            tree = ast.parse(text)
            imported = [
                a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names
            ]
            assert "os" not in imported or path.name == "_client.py"
        shown += "import os" in text and path.parent.name == "resources"
    assert "import os" in HOSTILE
    assert shown == 1


@pytest.mark.slow
@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_the_package_is_typed_strictly(package: Path, checker: str) -> None:
    if checker == "mypy":
        command = ["mypy", "--strict", "src"]
    else:
        settings = {"include": ["src"], "typeCheckingMode": "strict", "pythonVersion": "3.11"}
        (package / "pyrightconfig.json").write_text(json.dumps(settings))
        command = ["pyright", "--pythonpath", sys.executable, "-p", "pyrightconfig.json"]
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=package, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_ruff_finds_nothing_with_the_package_s_own_settings(package: Path) -> None:
    ours = [str(path) for path in (package / "src").rglob("*.py") if "_runtime" not in path.parts]
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", *ours, "README.md"],
            cwd=package, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout


def test_ruff_does_not_mind_resources_named_in_another_alphabet(tmp_path: Path) -> None:
    named = replace(
        SAMPLE,
        resources=tuple(replace(r, name=f"größe_{r.name}") for r in SAMPLE.resources),
        operations=tuple(replace(o, resource=f"größe_{o.resource}") for o in SAMPLE.operations),
    )
    for path, text in format_tree(render(named)).items():
        if "_runtime" not in path.parts:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--no-cache", str(tmp_path)],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert (tmp_path / HOME / "resources" / "größe_files.py").is_file()


def test_importing_the_package_loads_neither_httpx_nor_pydantic(package: Path) -> None:
    code = """
import sys, sample_api_client as s
assert s.SampleApi.__name__ == "SampleApi" and s.UNSET is not None and s.APIError
assert s.errors.NotFoundError is s.NotFoundError
assert set(s.__all__) <= set(dir(s))
loaded = {"httpx", "pydantic"} & set(sys.modules)
assert not loaded, loaded
try: s.Nothing
except AttributeError as error: print(error)
for name in s.__all__: getattr(s, name)
"""
    done = python(package, code)
    assert done.returncode == 0, done.stderr
    assert "has no attribute 'Nothing'" in done.stdout


CALLS = {
    "files.export": ("", "'a,b'"),
    "files.get": ("'n'", "b'%PDF'"),
    "files.insert": ("items=[{'kind': 'cat', 'lives': 9}]", "{'id': 'i'}"),
    "files.insert_stream": ("items=[]", None),
    "files.login": ("user='u'", "{'kind': 'cat', 'lives': 1}"),
    "files.note": ("content='hello'", "None"),
    "files.put": ("'n', content=b'x'", "None"),
    "files.tail": ("", None),
    "files.upload": ("file=b'x', labels=['a', 'b']", "{'k': 1}"),
    "things.by_link": ("", "['a']"),
    "things.by_number": ("page=0", "[{'kind': 'dog', 'bark': True}]"),
    "things.by_offset": ("", "[{'id': 'i'}]"),
    "things.create": ("class_='c', anything={}", "{'id': 'i'}"),
    "things.delete": ("'t'", "None"),
    "things.get": ("1, 't'", "{'id': 'i'}"),
    "things.list": ("tags=['a'], where={'b': 'c'}", "{'items': [{'id': 'i'}], 'next': None}"),
    "things.set": ("'t', body={'id': 'i'}", "{'id': 'i'}"),
    "things.str": ("", "[1, 7]"),
}


def test_every_method_has_a_call_here() -> None:
    variants = {f"{o.resource}.{v.name}" for o in SAMPLE.operations for v in o.variants}
    assert set(CALLS) == {f"{o.resource}.{o.name}" for o in SAMPLE.operations} | variants


def _script() -> Iterator[str]:
    yield "import asyncio, warnings"
    yield "warnings.filterwarnings('ignore', r'things\\.delete\\(\\) is deprecated')"  # its mark of PEP 702
    yield "from sample_api_client.testing import FakeSampleApi"
    yield "async def main():"
    yield "    fake = FakeSampleApi()"
    yield "    one, other = fake.client(), fake.async_client()"
    for accessor, (arguments, answer) in CALLS.items():
        if answer is None:
            item = {"files.insert_stream": "{'kind': 'cat', 'lives': 9}"}.get(
                accessor, "{'id': 'i'}"
            )
            yield f"    fake.{accessor}.streams([{item}])"
            yield f"    got = list(one.{accessor}({arguments}))"
            yield f"    also = [each async for each in await other.{accessor}({arguments})]"
        else:
            yield f"    fake.{accessor}.returns({answer})"
            yield f"    got = one.{accessor}({arguments})"
            yield f"    also = await other.{accessor}({arguments})"
            yield "    if hasattr(got, 'iter_pages'): got, also = got.body, also.body"
        yield f"    assert got == also, ({accessor!r}, got, also)"
        yield f"    assert fake.{accessor}.called"
        yield f"    print({accessor!r}, type(got).__name__)"
    yield "    one.close()"
    yield "    await other.aclose()"
    yield "asyncio.run(main())"


def test_every_method_can_be_called_in_both_flavors_against_the_fake(package: Path) -> None:
    done = python(package, "\n".join(_script()))
    assert done.returncode == 0, done.stderr
    kinds = dict(line.split() for line in done.stdout.splitlines())
    assert kinds["things.get"] == kinds["things.create"] == "Thing"
    assert (kinds["files.login"], kinds["files.put"], kinds["files.get"]) == (
        "Cat",
        "NoneType",
        "bytes",
    )


def test_requests_have_the_wire_s_names_and_constants(package: Path) -> None:
    code = """
from sample_api_client.testing import FakeSampleApi
fake = FakeSampleApi()
fake.things.list.returns({"items": [], "next": None})
fake.things.create.returns({"id": "i"})
client = fake.client()
client.things.list(page_token="p", session="s")
client.things.create(class_="c")
first, second = fake.requests
print(first.query, first.headers["x-version"], first.headers["x-constant"], first.headers["cookie"])
print(second.json(), "idempotency-key" in second.headers)
"""
    done = python(package, code)
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert "pageToken" in first
    assert "fixed" in first
    assert first.endswith("7 on session=s")
    assert second == "{'class': 'c'} True"


def test_errors_have_typed_bodies(package: Path) -> None:
    code = """
from sample_api_client import models, errors
from sample_api_client.testing import FakeSampleApi
fake = FakeSampleApi()
client = fake.client(max_retries=0)
for status, body in ((404, {"message": "none"}), (503, {"code": 1}), (400, {"code": 2})):
    fake.things.list.responds(status, json=body)
    fake.things.get.responds(status, json=body)
    for call in (client.things.list, lambda: client.things.get(1, "t")):
        try: call()
        except errors.APIStatusError as error:
            print(status, type(error).__name__, type(error.body).__name__)
assert issubclass(errors.ServiceUnavailableError, errors.ServerError)
"""
    done = python(package, code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "404 NotFoundError Problem",
        "404 NotFoundError Problem",
        "503 ServiceUnavailableError Failure",
        "503 ServiceUnavailableError Failure",
        "400 BadRequestError Failure",
        "400 BadRequestError dict",
    ]


def test_a_resource_does_not_hide_what_a_fake_has_itself() -> None:
    things, files = (
        replace(r, name=n) for r, n in zip(SAMPLE.resources, ("files", "requests"), strict=True)
    )
    operations = tuple(
        replace(o, resource="requests") if o.resource == "things" else o for o in SAMPLE.operations
    )
    api = replace(SAMPLE, resources=(things, files), operations=operations)
    text = render(api)[HOME / "testing.py"]
    assert "self.requests_ = FakeThings(self)" in text
    assert '"requests_.list"' in text
    assert "fake.requests_.get.returns" in render(api)[PurePosixPath("README.md")]


def test_a_package_without_methods_lists_its_events() -> None:
    def listed(api: Api) -> tuple[bool, bool]:
        files = render(api)
        readme, listing = (files[PurePosixPath(name)] for name in ("README.md", "api.md"))
        return "Every event, with" in readme, "# Events of " in listing

    assert listed(SAMPLE) == (False, False)
    assert listed(replace(SAMPLE, operations=(), resources=())) == (True, True)


def test_webhooks_are_verified_first_and_then_read(package: Path) -> None:
    code = """
from sample_api_client import ResponseValidationError, webhooks
seen = []
thing = webhooks.parse_thing_made(b'{"id": "i"}', {"Sign": "s"}, verify=lambda p, h: seen.append((p, h)))
pets = webhooks.parse_pet_lost('[{"kind": "cat", "lives": 9}]')
note = webhooks.parse_note("n=3&tags=a+b&cat=%7B%22kind%22%3A%22cat%22%2C%22lives%22%3A9%7D&more=x")
print(type(thing).__name__, type(pets[0]).__name__, seen)
print(note.n, note.tags, type(note.cat).__name__, note.more, webhooks.parse_line("<a/>"))
def refuse(payload, headers): raise PermissionError("forged")
for call in (
    lambda: webhooks.parse_thing_made(b"nonsense", verify=refuse),
    lambda: webhooks.parse_thing_made(b"nonsense"),
    lambda: webhooks.parse_note("n=1&cat={"),
):
    try: call()
    except (PermissionError, ResponseValidationError) as error: print(type(error).__name__)
"""
    done = python(package, code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Thing Cat [(b'{\"id\": \"i\"}', {'Sign': 's'})]",
        "3 ['a b'] Cat x <a/>",
        "PermissionError",
        "ResponseValidationError",
        "ResponseValidationError",
    ]


def test_the_readme_runs(package: Path) -> None:
    readme = (package / "README.md").read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    assert len(blocks) == 19
    code = f"""
import functools, httpx, sample_api_client as s
from sample_api_client.testing import FakeSampleApi
fake = FakeSampleApi()
answer = fake.answer
other = httpx.Response(200, json=[])
fake.answer = lambda request: other if request.url.path.endswith("/path") else answer(request)
fake.things.get.returns({{"id": "i"}}); fake.files.upload.returns({{}}); fake.files.tail.streams([{{"id": "i"}}])
fake.files.get.returns(b"%PDF"); fake.files.insert.returns({{"id": "i"}}); fake.files.insert_stream.streams([{{"kind": "cat", "lives": 9}}])
fake.things.list.returns({{"items": [{{"id": "i"}}], "next": None}})
for stub in (fake.things.by_link, fake.things.by_number, fake.things.by_offset): stub.returns([])
ours = {{"base_url": "https://fake.invalid", "clock": fake.clock}}
real, real_async = s.SampleApi, s.AsyncSampleApi
s.SampleApi = functools.partial(real, **ours, http_client=fake.http_client())
s.AsyncSampleApi = functools.partial(real_async, **ours, http_client=fake.async_http_client())
namespace = {{"__name__": "readme"}}
for number, block in enumerate({blocks!r}):
    try: exec(block, namespace)
    except BaseException as error: raise SystemExit(f"block {{number}}: {{error!r}}\\n{{block}}")
"""
    done = python(package, code)
    assert done.returncode == 0, done.stderr


def test_api_md_has_each_method_with_its_line_and_retry_class(
    files: Mapping[PurePosixPath, str],
) -> None:
    text = files[PurePosixPath("api.md")]
    entries = re.findall(r"### `client\.(\S+)`\n\n`(\S+ \S+)`", text)
    operations = sorted(SAMPLE.operations, key=lambda o: (o.resource, method_order(o)))
    expected = [
        (f"{o.resource}.{name}", f"{o.method} {o.path}")
        for o in operations
        for name in (o.name, *(v.name for v in o.variants))
    ]
    assert entries == expected
    retries = re.findall(r"^- Retries: (\w+)", text, re.MULTILINE)
    assert retries == [o.retry.value for o in operations for _ in range(1 + len(o.variants))]


def test_pyproject_says_what_client_toml_says(files: Mapping[PurePosixPath, str]) -> None:
    project = tomllib.loads(files[PurePosixPath("pyproject.toml")])["project"]
    assert project["name"] == "sample-api"
    assert project["description"] == CONFIG.description
    assert project["license"] == "MIT"
    assert {re.split(r"[<>=]", each)[0] for each in project["dependencies"]} == {
        "anyio", "httpx", "pydantic", "typing_extensions",
    }  # fmt: skip
    assert "Permission is hereby granted" in files[PurePosixPath("LICENSE")]


def test_a_new_version_of_the_document_touches_no_code(
    files: Mapping[PurePosixPath, str],
) -> None:
    newer = format_tree(render(replace(SAMPLE, version="8")))
    changed = {path for path in files if newer[path] != files[path]}
    assert {path for path in changed if "_runtime" not in path.parts} == set()


def test_own_templates_shadow_ours_and_add_files(tmp_path: Path) -> None:
    folder = tmp_path / "package"
    (folder / "src/package").mkdir(parents=True)
    (folder / "CHANGELOG.md.jinja").write_text("# Ours\n")
    (folder / "src/package/extra.py.jinja").write_text("NAME = {{ project.client | literal }}\n")
    (folder / "NOTES.txt").write_text("{{ verbatim }}\n")
    ours, theirs = render(), render(own=tmp_path)
    assert theirs[PurePosixPath("CHANGELOG.md")] == "# Ours\n"
    assert theirs[HOME / "extra.py"] == 'NAME = "SampleApi"\n'
    assert theirs[PurePosixPath("NOTES.txt")] == "{{ verbatim }}\n"
    changed = {path for path in theirs if theirs[path] != ours.get(path)}
    assert changed == {PurePosixPath("CHANGELOG.md"), PurePosixPath("NOTES.txt"), HOME / "extra.py"}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("CHANGELOG.md.jinja", b"a\n{{ project.nothing }}", r"CHANGELOG\.md\.jinja:2:1: .*nothing"),
        ("CHANGELOG.md.jinja", b"a\n{% if %}", r"CHANGELOG\.md\.jinja:2:1: "),
        ("new.txt.jinja", b"{{ nothing }}", r"new\.txt\.jinja:1:1: .*nothing"),
        ("logo.png", b"\xff\xfe", r"logo\.png: error\[bad-template\]: this is not UTF-8"),
        ("README.md.jinja", b"\xff\xfe", r"^mine/package/README\.md\.jinja: .*this is not UTF-8"),
        (
            "README.md.jinja",
            b"a\n{{ 1/0 }}",
            r"^mine/package/README\.md\.jinja:2:1: .*ZeroDivision",
        ),
        (
            "new.txt.jinja",
            b"{{ 5 | markdown(6, 7, 8) }}",
            r"^mine/package/new\.txt\.jinja:1:1: .*TypeErr",
        ),
        ("new.txt.jinja", b"{% include 'nix' %}", r"new\.txt\.jinja:1:1: .*no template 'nix'; fix"),
    ],
)
def test_a_template_that_cannot_be_used_is_told_with_its_line(
    name: str, content: bytes, message: str, tmp_path: Path
) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        render(own=tmp_path)


def test_a_fault_of_our_own_template_is_no_fault_of_the_users(tmp_path: Path) -> None:
    ours, mine = tmp_path / "ours", tmp_path / "mine"
    for folder, text in ((ours, "{{ 1/0 }}"), (mine, "fine")):
        (folder / "package").mkdir(parents=True)
        (folder / "package" / f"{folder.name}.jinja").write_text(text, "utf-8")
    templates = load_templates(ours, mine)
    assert templates.render("mine") == "fine"
    with pytest.raises(ZeroDivisionError):
        templates.render("ours")


def test_what_has_no_effect_among_own_templates_is_told(tmp_path: Path) -> None:
    package = tmp_path / "package"
    (package / "api.md.jinja").mkdir(parents=True)
    (package / "LICENSE.jinja").symlink_to("nowhere")
    for path in (
        "README.md.j2",
        "extra.txt",
        ".gitignore",
        "package/more.txt",
        "runtime/core/logs.py",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x", "utf-8")
    found = {
        d.span.file: str(d) for d in load_templates(templates_folder(), tmp_path, "mine").unused()
    }
    assert list(found) == [
        f"mine/{path}"
        for path in ("README.md.j2", "extra.txt", "package/LICENSE.jinja", "package/api.md.jinja")
    ]
    assert "warning[unused-template]" in found["mine/extra.txt"]
    assert "did you mean `package/README.md.jinja`?" in found["mine/README.md.j2"]
    assert "move it into package/" in found["mine/extra.txt"]
    assert "it is a link to nothing" in found["mine/package/LICENSE.jinja"]
    assert "it is a folder" in found["mine/package/api.md.jinja"]
    assert not list(load_templates(templates_folder(), None).unused())


def test_a_shared_runtime_has_no_module_of_the_users(tmp_path: Path) -> None:
    own = tmp_path / "runtime" / "core" / "logs.py"
    own.parent.mkdir(parents=True)
    own.write_text("# Ours.\n")
    settings = RenderSettings(
        templates=templates_folder(),
        own_templates=tmp_path,
        package=replace(CONFIG, runtime="shared"),
    )
    with pytest.raises(InputError, match="a package with a shared runtime cannot replace a module"):
        render_api(SAMPLE, index_schemas(SAMPLE), settings, models_of(SAMPLE).values())
    own.unlink()
    assert render_api(SAMPLE, index_schemas(SAMPLE), settings, models_of(SAMPLE).values())


def test_names_of_events_that_the_document_does_not_list_are_loose() -> None:
    rules = replace(SAMPLE.webhook_rules, loose=True)
    path = HOME / "webhooks.py"
    assert "loose=True" not in render()[path]
    assert "loose=True" in render(replace(SAMPLE, webhook_rules=rules))[path]


def test_an_operation_tells_which_others_its_links_lead_to() -> None:
    first, *others = SAMPLE.operations
    linked = replace(first, links=("pets.get", "pets.delete"))
    texts = render(replace(SAMPLE, operations=(linked, *others))).values()
    assert any("See also: pets.get, pets.delete." in text for text in texts)


def test_a_folder_of_templates_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such folder; correct `templates`"):
        render(own=tmp_path / "nowhere")


def test_extensions_may_come_from_the_folder_of_templates(tmp_path: Path) -> None:
    folder = tmp_path / "package/src/package/resources"
    folder.mkdir(parents=True)
    (folder / "_custom.py").write_text(CUSTOM)
    files = render(own=tmp_path)
    assert files[HOME / "resources/_custom.py"] == CUSTOM
    assert "from .resources._custom import Things" in files[HOME / "_client.py"]


@pytest.mark.parametrize("place", ["clientloom.lock", "src/sample_api_client/provenance.json"])
def test_provenance_is_what_the_lock_says(package: Path, tmp_path: Path, place: str) -> None:
    folder = tmp_path / "package"
    shutil.copytree(package, folder)
    show = "import json, sample_api_client as s; print(json.dumps(s.__provenance__))"
    assert python(folder, show).stdout == "{}\n"
    lock = {"tools": {"ruff": "1"}, "inputs": {"document": {"a.yaml": "0f"}}}
    (folder / place).write_text(json.dumps({**lock, "symbols": {}}))
    done = python(folder, show)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == lock


CUSTOM = """
from .things import AsyncThings as Generated, Things as _Things

class Things(_Things):
    def first(self) -> str:
        return self.get(1, "t").id

class Unrelated:
    class AsyncThings: ...
"""


def test_classes_written_by_hand_take_the_place_of_those_they_extend(
    package: Path, tmp_path: Path
) -> None:
    settings = RenderSettings(
        templates=templates_folder(),
        package=CONFIG,
        custom_classes=custom_classes(CUSTOM, "_custom.py"),
    )
    extended = render_api(SAMPLE, index_schemas(SAMPLE), settings, models_of(SAMPLE).values())
    changed = {path for path, text in render().items() if extended[path] != text}
    assert changed == {HOME / "_client.py"}
    folder = tmp_path / "extended"
    shutil.copytree(package, folder)
    (folder / HOME / "_client.py").write_text(extended[HOME / "_client.py"])
    (folder / HOME / "resources/_custom.py").write_text(CUSTOM)
    code = """
from sample_api_client.testing import FakeSampleApi
fake = FakeSampleApi()
fake.things.get.returns({"id": "mine"})
print(fake.client().things.first(), type(fake.async_client().things).__module__)
"""
    done = python(folder, code)
    assert done.stdout.split() == ["mine", "sample_api_client.resources.things"], done.stderr


def test_a_broken_extension_is_told_with_its_line() -> None:
    with pytest.raises(InputError, match=r"_custom\.py:2:\d+: error\[custom-syntax\]"):
        custom_classes("x = 1\nclass (:\n", "_custom.py")


def test_no_client_replaces_what_a_package_exports() -> None:
    exported = {*ALWAYS, *(name for feature in FEATURES for name in feature.names), "JsonValue"}
    classes = {name for name in exported if not name.islower()}
    assert all(taken_by(name) for name in classes)
    assert [free_client_name(name) for name in ("Page", "Acme")] == ["PageClient", "Acme"]
    init = (RUNTIME / "__init__.py").read_text("utf-8")
    own = {*re.findall(r" as (\w+)$", init, re.MULTILINE), "FakeWebhookEvents"}
    assert own >= EXPORTED  # the table has nothing that went
