# What an operation settles by itself reaches the request: members of the body, and nothing after `#`.
from __future__ import annotations

from clientloom.checkout.workspace import templates_folder
from clientloom.config.settings import PackageConfig
from clientloom.models.index import index_schemas
from clientloom.render import RenderSettings, render_api
from unit.normalize.operation_cases import STRING, json_body, normalized

ITEM = {"type": "object", "properties": {"a": STRING}}
CONTENT = {"application/json": {"schema": ITEM}, "text/event-stream": {"schema": ITEM}}
BODY = {"type": "object", "properties": {"prompt": STRING, "stream": {"type": "boolean"}}}


def requests_of(path: str, operation: dict[str, object]) -> str:
    api = normalized({"paths": {path: {"post": {"operationId": "run", **operation}}}}).api
    settings = RenderSettings(
        templates=templates_folder(), own_templates=None, package=PackageConfig(name="demo")
    )
    files = render_api(api, index_schemas(api), settings)
    (text,) = (t for p, t in files.items() if p.parent.name == "_requests" and p.name == "jobs.py")
    return " ".join(text.split())


def test_a_settled_member_is_sent_and_a_fragment_is_not() -> None:
    text = requests_of(
        "/jobs#run",
        {"requestBody": json_body(BODY), "responses": {"200": {"content": CONTENT}}},
    )
    assert text.count("path='/jobs'") + text.count('path="/jobs"') == 2
    plain, stream = text.split("def run_stream(")
    assert "stream': True" not in plain.replace('"', "'")
    assert "'prompt': prompt, 'stream': True" in stream.replace('"', "'")
