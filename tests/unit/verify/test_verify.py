# The whole verification: a client of one of everything passes; each way of breaking it is found.
from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clientloom.config.load import one_off
from clientloom.pipeline import Analysis, analyse, render_analysed
from clientloom.symbols import SymbolLock
from clientloom.verify.report import Outcome, Verification
from clientloom.verify.run import verify

JSON = "application/json"


def content(schema: Any, media_type: str = JSON) -> Any:
    return {"content": {media_type: {"schema": schema}}}


def ref(name: str) -> Any:
    return {"$ref": f"#/components/schemas/{name}"}


def parameter(name: str, place: str, schema: Any, **more: Any) -> Any:
    return {"name": name, "in": place, "schema": schema, "required": True, **more}


STRING = {"type": "string"}
INTEGERS = {"type": "array", "items": {"type": "integer"}}
POINT = {"type": "object", "properties": {"x": {"type": "integer"}, "y": STRING}}
PET = {
    "type": "object",
    "required": ["id", "name", "born", "kind"],
    "properties": {
        "id": {"type": "string", "format": "uuid", "readOnly": True},
        "name": STRING,
        "born": {"type": "string", "format": "date-time"},
        "price": {"type": ["number", "null"]},
        "password": {"type": "string", "writeOnly": True},
        "kind": {"enum": ["cat", "dog"]},
        "parents": {"type": "array", "items": ref("Pet")},
        "place": {
            "oneOf": [ref("SchemaSite"), ref("Shelter")],
            "discriminator": {"propertyName": "type"},
        },
    },
}
HOME = {
    "type": "object",
    "required": ["type"],
    "properties": {"type": {"const": "SchemaSite"}, "street": STRING},
}
CHANGES = [
    {"title": "Name", "type": "object", "required": ["name"], "properties": {"name": STRING}},
    {"title": "Sizes", "type": "object", "required": ["sizes"], "properties": {"sizes": INTEGERS}},
    {"title": "Middle", "type": "object", "properties": {"middle": POINT}},
]
SHELTER = {
    "type": "object",
    "required": ["type"],
    "properties": {"type": {"const": "Shelter"}, "beds": {"type": "integer"}},
}
UPLOAD = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": {"type": "string", "format": "binary"}, "note": STRING, "json": STRING, "thumb": {"type": "string", "format": "byte"}, "taken": {"type": "array", "items": {"type": "string", "format": "date-time"}}},
}  # fmt: skip
ERROR = {"type": "object", "required": ["code"], "properties": {"code": {"type": "integer"}}}


def operation(name: str, responses: Any, **more: Any) -> Any:
    return {"operationId": name, "tags": ["pets"], "responses": responses, **more}


def ok(body: Any) -> Any:
    return {"200": {"description": "", **body}}


DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Everything", "version": "1"},
    "security": [{"key": []}],
    "components": {
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
        "schemas": {"Pet": PET, "SchemaSite": HOME, "Shelter": SHELTER, "Error": ERROR},
    },
    "paths": {
        "/pets": {
            "get": operation(
                "listPets",
                ok(content({"type": "array", "items": ref("Pet")})),
                parameters=[
                    parameter("ids", "query", INTEGERS),
                    parameter("tags", "query", INTEGERS, explode=False),
                    parameter("where", "query", POINT, style="deepObject"),
                    parameter("since", "query", {"type": "string", "format": "date"}),
                    parameter("filter", "query", {}, content={JSON: {"schema": POINT}}) | {"schema": None},
                    parameter("X-Trace", "header", STRING),
                    parameter("session", "cookie", STRING),
                    parameter("after", "query", {"type": "string", "format": "date-time"}),
                ],
            ),
            "post": operation(
                "createPet",
                {
                    "201": {"description": "", **content(ref("Pet"))},
                    "200": {"description": "", **content(STRING)},
                    "2XX": {"description": "", **content(INTEGERS)},
                    "400": {"description": "", **content(STRING, "text/plain")},
                    "4XX": {"description": "", **content(ref("Error"))},
                },
                requestBody={"required": True, **content(ref("Pet"))},
            ),
        },
        "/pets/{name}/{tags}": {
            "parameters": [
                parameter("name", "path", STRING),
                parameter("tags", "path", INTEGERS, style="matrix", explode=True),
            ],
            "get": operation("getPet", ok(content(ref("Pet")))),
            "delete": operation("deletePet", {"204": {"description": ""}}),
        },
        "/photo": {
            "get": operation("getPhoto", ok(content({}, "image/png"))),
            "put": operation("putPhoto", ok({}), requestBody={"required": True, **content({}, "image/png")}),
            "post": operation("sendPhoto", ok({}), requestBody={"required": True, "content": {"multipart/form-data": {"schema": UPLOAD, "encoding": {"json": {"contentType": JSON}}}}}),
        },
        "/photos?near={point}": {
            "get": operation(
                "findPhotos",
                ok({}),
                parameters=[
                    parameter("point", "path", POINT, style="simple"),
                    parameter("taken", "query", {"type": "string", "format": "datetime"}),
                    parameter("seen", "query", {"type": "string", "format": "date", "example": "today"}),
                ],
            ),
        },
        "/settings": {
            "patch": operation("change", ok({}), requestBody={"required": True, **content({"anyOf": CHANGES})}),
        },
        "/token": {
            "post": operation("token", ok(content(STRING, "text/plain")), requestBody={"required": True, **content(POINT, "application/x-www-form-urlencoded")}),
        },
        "/events": {
            "servers": [{"url": "/{version}", "variables": {"version": {"default": "v3"}}}],
            "get": operation("follow", ok(content(ref("Pet"), "text/event-stream"))),
            "post": operation("load", ok(content(ref("Pet"), "application/x-ndjson")), requestBody={"required": True, **content(ref("Pet"), "application/x-ndjson")}),
        },
    },
}  # fmt: skip
del DOCUMENT["paths"]["/pets"]["get"]["parameters"][4]["schema"]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> tuple[Analysis, Path]:
    folder = tmp_path_factory.mktemp("everything")
    file = folder / "openapi.json"
    file.write_text(json.dumps(DOCUMENT), "utf-8")
    vendor = one_off(file, "everything")
    analysis = analyse(vendor, symbols=SymbolLock(), root=folder)
    for path, text in render_analysed(vendor, analysis, root=folder).files.items():
        target = folder / "package" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return analysis, folder / "package" / "src"


def verified(package: tuple[Analysis, Path]) -> Verification:
    analysis, source = package
    return verify(analysis.api, analysis.document.root, source)


def test_a_client_of_one_of_everything_is_clean(package: tuple[Analysis, Path]) -> None:
    found = verified(package)
    assert found.problems == []
    assert [(f.operation, f.problems) for f in found.findings if f.problems] == []
    assert len(found.findings) == 12
    assert all(f.calls >= 4 for f in found.findings)


@pytest.mark.parametrize(
    ("file", "old", "new", "operation", "said"),
    [
        ("_requests/pets.py", '"X-Trace": ', '"X-Trail": ', "listPets", "header parameter X-Trace"),
        ("_requests/pets.py", '"since": ', '"until": ', "listPets", "query"),
        ("_requests/photo.py", 'path="/photo"', 'path="/phota"', "getPhoto", "the path is"),
        ("_requests/pets.py", 'method="DELETE"', 'method="PUT"', "deletePet", "the method is PUT"),
        ("_requests/pets.py", '"born": ', '"burn": ', "createPet", "in the body, $.born was lost"),
        ("_requests/pets.py", '"session": ', '"sess": ', "listPets", "cookie parameter session"),
        ("_requests/photo.py", '"note": ', '"nota": ', "sendPhoto", "part note was sent 0 times"),
        ("models/shared.py|models/pets.py", "name: str", "name: int", "getPet", "name"),
        ("resources/pets.py", "def delete", "def remove", "deletePet", "AttributeError"),
        ("_runtime/wire/styles.py", "structure(plain(value))", "structure(str(value))", "listPets", "arguments that a response delivered: the query"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(
    package: tuple[Analysis, Path], file: str, old: str, new: str, operation: str, said: str
) -> None:
    home = package[1] / "everything"
    path = next(p for name in file.split("|") if old in (p := home / name).read_text("utf-8"))
    with replaced(path, lambda text: text.replace(old, new)):
        found = verified(package)
    assert not found.is_clean
    finding = next(f for f in found.findings if f.operation == operation)
    assert finding.outcome is Outcome.MISMATCH
    assert any(said in problem for problem in finding.problems), finding.problems


def test_a_module_that_does_not_import_is_a_fault_of_the_package(
    package: tuple[Analysis, Path],
) -> None:
    path = package[1] / "everything" / "models" / "__init__.py"
    with replaced(path, lambda text: text + "\nraise RuntimeError('no')\n"):
        found = verified(package)
    assert any(re.search(r"everything\.models.*no", problem) for problem in found.problems)


class replaced:  # noqa: N801 (reads as a verb)
    """A file with another text, for a while."""

    def __init__(self, path: Path, change: Callable[[str], str]) -> None:
        self.path, self.text, self.change = path, path.read_text("utf-8"), change

    def __enter__(self) -> None:
        self.path.write_text(self.change(self.text), "utf-8")

    def __exit__(self, *_: object) -> None:
        self.path.write_text(self.text, "utf-8")
