# Methods and templates that few packages have: what is written for them, and what is left out.
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from clientloom.checkout.workspace import templates_folder
from clientloom.config.load import load_vendor
from clientloom.ir import Body, BodyKind, Primitive, PrimitiveKind
from clientloom.models.index import index_schemas
from clientloom.pipeline import analyse
from clientloom.render import RenderSettings, render_api
from clientloom.render.arguments import arguments_of
from clientloom.render.environment import load_templates
from clientloom.symbols import SymbolLock
from jinja2 import UndefinedError
from unit.render.sample_api import SAMPLE

GONE = """\
openapi: 3.1.0
info: {title: Boxes, version: '1'}
paths:
  /box:
    get:
      operationId: getBox
      tags: [box]
      responses:
        '200': {description: it, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}
        '404': {description: none}
"""
JOBS = """\
openapi: 3.1.0
info: {title: Jobs, version: '1'}
paths:
  /jobs:
    post:
      operationId: createJob
      tags: [jobs]
      responses: {'201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Job'}}}}}
  /jobs/{job_id}:
    get:
      operationId: getJob
      tags: [jobs]
      parameters:
        - {name: job_id, in: path, required: true, schema: {type: string}}
        - {name: wide, in: query, schema: {type: boolean}}
      responses: {'200': {description: it, content: {application/json: {schema: {$ref: '#/components/schemas/Job'}}}}}
components:
  schemas:
    Job: {type: object, required: [job_id, state], properties: {job_id: {type: string}, state: {type: string}}}
"""


def files_of(folder: Path, document: str, settings: str) -> dict[str, str]:
    (folder / "openapi.yaml").write_text(document, "utf-8")
    (folder / "client.toml").write_text(f"[package]\nname = 'shop'\n{settings}", "utf-8")
    config = load_vendor(folder, root=folder)
    api = analyse(config, symbols=SymbolLock(), root=folder).api
    package = RenderSettings(
        templates=templates_folder(), own_templates=None, package=config.package
    )
    found = render_api(api, index_schemas(api), package, ())
    return {path.as_posix(): text for path, text in found.items()}


def test_a_wait_for_nothing_has_no_arguments_and_no_example(tmp_path: Path) -> None:
    files = files_of(tmp_path, GONE, "[operations.getBox.waiters.wait_until_gone]\ngone = true\n")
    reference = next(
        text for path, text in files.items() if "wait_until_gone" in text and path.endswith(".md")
    )
    assert "Arguments:" not in reference
    assert "wait_until_gone" not in files["README.md"]


def test_a_wait_gives_what_was_made_and_nothing_that_nobody_said(tmp_path: Path) -> None:
    settings = "[operations.getJob.waiters.wait]\npath = 'state'\nsuccess = ['done']\ncreate = ['createJob']\n"
    (code,) = (
        text for path, text in files_of(tmp_path, JOBS, settings).items()
        if path.endswith("resources/jobs.py")
    )  # fmt: skip
    assert code.count("_requests.get(created.job_id), ") == 2


def test_a_body_that_takes_nothing_has_no_argument() -> None:
    operation = replace(SAMPLE.operations[0], parameters=())
    nothing = Body(
        kind=BodyKind.JSON, media_types=("application/json",), required=True, argument="body"
    )
    given = replace(nothing, type=Primitive(PrimitiveKind.STRING))
    assert arguments_of(operation, nothing, (), {}) == ()
    assert [argument.name for argument in arguments_of(operation, given, (), {})] == ["body"]


@pytest.mark.parametrize(
    ("kind", "types", "doc"),
    [
        (BodyKind.JSON, ("a/b", "a/c"), "(a/b, a/c); `a/b` if not given."),
        (BodyKind.TEXT, ("text/*",), "(text/*)."),
        (BodyKind.BYTES, ("a/*",), "(a/*); if not given, that of the file's name or first bytes."),
        (
            BodyKind.BYTES,
            ("a/b", "a/c"),
            "(a/b, a/c); if not given, that of the file's name or first bytes, else `a/b`.",
        ),
    ],
)
def test_the_docstring_says_which_media_type_is_sent(
    kind: BodyKind, types: tuple[str, ...], doc: str
) -> None:
    body = Body(kind=kind, media_types=types, required=True)
    operation = replace(SAMPLE.operations[0], parameters=())
    *_, argument = arguments_of(operation, body, (), {})
    assert argument.doc == f"The media type of the body {doc}"


def test_a_fault_of_a_template_that_is_ours_is_no_fault_of_the_user(tmp_path: Path) -> None:
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "x.py.jinja").write_text("{{ nothing.at }}", "utf-8")
    with pytest.raises(UndefinedError, match="nothing"):
        load_templates(tmp_path, None).render("x.py")
