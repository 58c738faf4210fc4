# Whatever is wrong with the input, a user gets a line with file, line and hint, and exit code 2; or a
# diagnostic and a package that works. Nothing is half-written. Run through the command line's entry, and once as
# a user does, in a process of its own.
from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from clientloom.cli import entry
from support.command_line import Result, clientloom

HEAD = 'openapi: 3.0.3\ninfo: {title: Things, version: "1"}\n'
OK = "{'200': {description: fine}}"


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that cannot be read, the line and the column of the fault, and words of the message."""

    name: str
    text: str
    place: str
    words: str


REFUSED = [
    Refused("empty.yaml", "", "", "empty"),
    Refused("blank.yaml", " \n\n", "", "empty"),
    Refused("tab.yaml", "openapi: 3.0.3\ninfo:\n\ttitle: x\n", ":3:1", "tab"),
    Refused("twice.yaml", HEAD + "paths: {}\ninfo: {}\n", ":4:1", "info"),
    Refused("syntax.json", '{"openapi": "3.0.3",\n "info": }\n', ":2:10", ""),
    Refused("comma.json", '{"openapi": "3.0.3",}\n', ":1:", ""),  # Python 3.13 points at the comma
    Refused("list.yaml", "- 1\n- 2\n", ":1:1", "OpenAPI"),
    Refused("other.yaml", "name: x\nversion: 3\n", ":1:1", "OpenAPI"),
    Refused("events.yaml", "asyncapi: 3.0.0\ninfo: {title: x}\n", ":1:1", "an AsyncAPI document"),
    Refused("calls.json", '{"info": {"_postman_id": "x"}}', ":1:1", "a Postman collection"),
    Refused("filled.yaml", HEAD + "paths: {}\n" + "\0" * 9, ":4:1", "zero bytes follow it"),
    Refused("filled.json", '{"openapi": "3.0.3"}\0', ":1:21", "zero bytes follow it"),
    Refused("text.yaml", "just words\n", ":1:1", "OpenAPI"),
    Refused(
        "future.yaml", "openapi: 4.0.0\ninfo: {title: x, version: '1'}\npaths: {}\n", ":1:", "4.0.0"
    ),
    Refused("ancient.yaml", 'swagger: "1.2"\ninfo: {title: x, version: "1"}\n', ":1:", "1.2"),
]


@pytest.fixture
def one_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Result]:
    """`clientloom generate --spec SPEC --package things --output out OPTIONS` in the folder of the test."""
    monkeypatch.chdir(tmp_path)

    def run(spec: str, *options: str) -> Result:
        code = entry.run(["generate", *ONE_OFF, "--spec", spec, *options])
        return Result(code, *capsys.readouterr())

    return run


ONE_OFF = ("--package", "things", "--output", "out")
OneOff = Callable[..., Result]


def assert_refused(found: Result, tmp_path: Path, place: str, words: str) -> None:
    assert found.code == 2, found
    assert found.out == ""
    first = found.err.splitlines()[0]
    assert re.match(re.escape(place) + r"\S*: error\[[a-z0-9-]+\]: ", first), first
    assert words in first
    assert "Traceback" not in found.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_a_document_that_cannot_be_read(tmp_path: Path, one_off: OneOff, case: Refused) -> None:
    (tmp_path / case.name).write_text(case.text, "utf-8")
    assert_refused(one_off(case.name), tmp_path, case.name + case.place, case.words)


NEVER_READY = """
import signal, sys
if "--multiprocessing-fork" in sys.orig_argv:
    signal.pause()
"""


def test_a_refusal_does_not_wait_for_a_process_that_is_only_starting(tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_text("", "utf-8")
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "sitecustomize.py").write_text(NEVER_READY, "utf-8")
    found = clientloom(
        *("generate", *ONE_OFF, "--spec", "empty.yaml", "--jobs", "2"),
        cwd=tmp_path,
        PYTHONPATH=os.pathsep.join([str(tmp_path / "start"), *sys.path]),
    )
    assert_refused(found, tmp_path, "empty.yaml", "empty")
    assert len(found.err.splitlines()) == 1


def test_a_reference_to_nothing_ends_a_strict_run(tmp_path: Path, one_off: OneOff) -> None:
    (tmp_path / "unresolved.yaml").write_text(UNRESOLVED, "utf-8")
    found = one_off("unresolved.yaml", "--strict")
    assert_refused(found, tmp_path, "unresolved.yaml:9:7", "#/components/schemas/No")


def test_a_reference_above_the_folder_is_followed_only_from_a_base(
    tmp_path: Path, one_off: OneOff
) -> None:
    (tmp_path / "below").mkdir()
    document = {
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1"},
        "paths": {},
        "components": {"schemas": {"Thing": {"$ref": "../thing.json"}}},
    }
    (tmp_path / "below" / "a.json").write_text(json.dumps(document), "utf-8")
    (tmp_path / "thing.json").write_text('{"type": "object", "properties": {"a": {}}}', "utf-8")
    refused = one_off("below/a.json")
    assert refused.code == 2
    assert "error[ref-outside]" in refused.err
    assert "--base" in refused.err
    assert one_off("below/a.json", "--base", ".").code == 0
    assert "class Thing(Model)" in (tmp_path / "out/src/things/models/shared.py").read_text()


def test_a_file_that_is_not_there(tmp_path: Path, one_off: OneOff) -> None:
    assert_refused(one_off("no.yaml"), tmp_path, "no.yaml", "the file does not exist")


def test_a_folder(tmp_path: Path, one_off: OneOff) -> None:
    (tmp_path / "folder").mkdir()
    assert_refused(one_off("folder"), tmp_path, "folder", "folder")


def test_bytes_that_are_no_text(tmp_path: Path, one_off: OneOff) -> None:
    (tmp_path / "bytes.yaml").write_bytes(b"openapi: 3.0.3\n\xff")
    assert_refused(one_off("bytes.yaml"), tmp_path, "bytes.yaml:2:1", "0xFF")


def test_the_same_in_a_process_of_its_own(tmp_path: Path) -> None:
    found = clientloom("generate", *ONE_OFF, "--spec", "no.yaml", cwd=tmp_path)
    assert_refused(found, tmp_path, "no.yaml", "the file does not exist")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A document with a fault that the tool works around: the diagnostic's line and words of it."""

    name: str
    text: str
    place: str
    words: str
    call: str


UNRESOLVED = (
    HEAD + f"paths:\n  /a:\n    get: {{operationId: a, responses: {OK}}}\n"
    "components:\n  schemas:\n    A:\n      $ref: '#/components/schemas/No'\n"
)

MENDED = [
    Repaired(
        "unresolved", UNRESOLVED, "unresolved.yaml:9:7", "#/components/schemas/No", "client.a.get()"
    ),
    Repaired(
        "circular",
        HEAD + f"paths:\n  /a:\n    get: {{operationId: a, responses: {OK}}}\n"
        "components:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n"
        "    B: {$ref: '#/components/schemas/A'}\n",
        "circular.yaml:",
        "",
        "client.a.get()",
    ),
    Repaired(
        "no-responses",
        HEAD + "paths:\n  /a:\n    get: {operationId: a}\n",
        "no-responses.yaml:5:",
        "responses",
        "client.a.get()",
    ),
    Repaired(
        "same-id",
        HEAD + f"paths:\n  /a:\n    get: {{operationId: a, responses: {OK}}}\n"
        f"    post: {{operationId: a, responses: {OK}}}\n",
        "same-id.yaml:",
        "operationId",
        "[client.a.get(), client.a.update()]",
    ),
    Repaired(
        "undeclared",
        HEAD + f"paths:\n  /a/{{thing_id}}:\n    get: {{operationId: a, responses: {OK}}}\n",
        "undeclared.yaml:",
        "thing_id",
        "client.a.get('x')",
    ),
]

CALL = """
import importlib, pkgutil, sys
import httpx, things

for module in pkgutil.walk_packages(things.__path__, "things."):
    importlib.import_module(module.name)
transport = httpx.MockTransport(lambda request: httpx.Response(200, json={}))
client = things.Things(base_url="http://a.test", http_client=httpx.Client(transport=transport))
eval(sys.argv[1], {"client": client})
"""


def call(folder: Path, expression: str) -> None:
    """Imports every module of the generated package in a new process, and makes one call."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", CALL, expression],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "out" / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("case", MENDED, ids=lambda case: case.name)
def test_a_document_with_a_fault_that_is_worked_around(
    tmp_path: Path, one_off: OneOff, case: Repaired
) -> None:
    spec = f"{case.name}.yaml"
    (tmp_path / spec).write_text(case.text, "utf-8")
    assert one_off(spec, "--strict").code == 2
    assert not (tmp_path / "out").exists()
    found = one_off(spec)
    assert found.code == 0, found
    told = [line for line in found.err.splitlines() if line.startswith(case.place)]
    assert any(case.words in line and "warning[" in line for line in told), found.err
    call(tmp_path, case.call)


def test_names_and_texts_that_would_break_python(tmp_path: Path, one_off: OneOff) -> None:
    (tmp_path / "names.yaml").write_text(NAMES, "utf-8")
    assert one_off("names.yaml").code == 0
    call(tmp_path, "client.a.import_('x', 'y')")
    assert not (tmp_path / "pwned").exists()


NAMES = (
    HEAD
    + r'''
paths:
  /a/{class}/{__init__}:
    get:
      operationId: "import"
      description: 'ends in a backslash \'
      parameters:
        - {name: class, in: path, required: true, schema: {type: string}}
        - {name: __init__, in: path, required: true, schema: {type: string}}
        - {name: some-name, in: query, schema: {type: string}}
        - {name: some_name, in: query, schema: {type: string}}
        - {name: self, in: query, schema: {type: string}, description: '"""'}
      responses: {'200': {description: fine, content: {application/json: {schema: {$ref: '#/components/schemas/class'}}}}}
  /b:
    get:
      operationId: __class__
      summary: '"""; import os; os.system("touch pwned") #'
      responses: {'200': {description: fine}}
    post:
      operationId: 1st
      responses: {'200': {description: fine}}
components:
  schemas:
    class:
      type: object
      description: |
        """
        and \
      properties:
        import: {type: string, default: '"""'}
        __dict__: {type: integer}
        model_config: {type: integer}
        a-b: {type: string}
        a_b: {type: string}
        "": {type: string}
        "!!!": {type: string}
'''
)
