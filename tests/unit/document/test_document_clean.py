# The tolerant clean-up: what it makes of nonsense, and that nothing else is left after it.
from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from clientloom.diagnostics import Diagnostic, InputError
from clientloom.document import Document, load_document
from clientloom.document.grammar.notation import walk
from clientloom.document.grammar.tables import OPENAPI_3, SWAGGER_2
from clientloom.document.pointer import assign, find, split
from clientloom.document.repair.clean import clean
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

INFO = {"title": "A", "version": "1"}


def cleaned(**parts: Any) -> tuple[dict[str, Any], list[str]]:
    root = {"openapi": "3.1.0", "info": INFO, "paths": {}, **parts}
    found = clean(root, OPENAPI_3)
    return root, [f"{repair.pointer}: {repair.wrong}" for repair in found.repairs]


def schema_after(schema: Any) -> tuple[Any, list[str]]:
    root, told = cleaned(components={"schemas": {"A": schema}})
    return root["components"]["schemas"]["A"], told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"properties": None}, {}),
        ({"enum": None}, {}),
        ({"enum": []}, {}),
        ({"enum": "a"}, {"enum": ["a"]}),
        ({"enum": {"a": 1}}, {"enum": [1]}),
        ({"required": True}, {}),
        ({"required": "a"}, {"required": ["a"]}),
        ({"required": ["a", None, 1]}, {"required": ["a", "1"]}),
        ({"description": 7}, {"description": "7"}),
        ({"description": None}, {}),
        ({"title": {"a": 1}}, {}),
        ({"deprecated": "true"}, {"deprecated": True}),
        ({"deprecated": "maybe"}, {}),
        ({"deprecated": 1}, {}),
        ({"minimum": "1.5"}, {"minimum": 1.5}),
        ({"minimum": "x"}, {}),
        ({"minimum": True}, {}),
        ({"maxLength": 10.0}, {"maxLength": 10}),
        ({"maxLength": -1}, {}),
        ({"maxLength": "10"}, {"maxLength": 10}),
        ({"exclusiveMinimum": "1"}, {"exclusiveMinimum": 1}),
        ({"type": "String"}, {"type": "string"}),
        ({"type": "float"}, {"type": "number"}),
        ({"type": "whatever"}, {}),
        ({"type": None}, {}),
        ({"type": ["string", None]}, {"type": ["string", "null"]}),
        ({"type": ["string", "string"]}, {"type": ["string"]}),
        ({"type": []}, {}),
        ({"items": "string"}, {"items": {}}),
        ({"items": None}, {"items": {}}),
        ({"additionalProperties": "false"}, {"additionalProperties": False}),
        ({"additionalProperties": None}, {}),
        ({"allOf": [None, {"type": "string"}, 1]}, {"allOf": [{"type": "string"}]}),
        ({"allOf": []}, {}),
        ({"allOf": [None]}, {}),
        ({"oneOf": {"type": "string"}}, {"oneOf": [{"type": "string"}]}),
        (
            {"properties": {"a": None, "b": "x", "c": True}},
            {"properties": {"a": {}, "b": {}, "c": True}},
        ),
        ({"discriminator": "kind"}, {"discriminator": {"propertyName": "kind"}}),
        ({"discriminator": {}}, {}),
        (
            {"discriminator": {"propertyName": "k", "mapping": {"a": "B"}}},
            {"discriminator": {"propertyName": "k", "mapping": {}}},
        ),
        ({"examples": {"a": {"value": 1}, "b": 2}}, {"examples": [1, 2]}),
    ],
)
def test_each_field_of_a_schema_gets_its_type(before: Any, after: Any) -> None:
    found, told = schema_after(before)
    assert found == after
    assert told
    assert schema_after(copy.deepcopy(found)) == (after, [])


@pytest.mark.parametrize(
    "schema",
    [
        True,
        {"default": None, "const": None, "example": {"$ref": 1}, "x-a": [None]},
        {"items": [{"type": "string"}, False]},
        {"exclusiveMinimum": True},
        {"enum": [None]},
        {"type": ["string", "null"], "minimum": 0, "minLength": 1},
    ],
)
def test_what_is_right_stays(schema: Any) -> None:
    assert schema_after(copy.deepcopy(schema)) == (schema, [])


def test_operations_are_never_lost() -> None:
    root, told = cleaned(
        paths={
            "pets": {"GET": {"responses": {"2xx": {"description": "ok"}}}},
            "/a": {"get": {"responses": None, "tags": "one", "parameters": None}, "post": {}},
            "/b": None,
            "/c": {"get": None, "parameters": {"name": "q", "in": "query"}},
            "/d": {"put": {"requestBody": {"content": {"": {}}}, "responses": {}}},
            "/e": {"put": {"requestBody": {"content": {"a/b": {}, "id": 3, "x-c": {}}}}},
            "/f": {"put": {"requestBody": {"content": {"json": {}}}, "responses": {}}},
        }
    )
    assert root["paths"] == {
        "/pets": {"get": {"responses": {"2XX": {"description": "ok"}}}},
        "/a": {"get": {"responses": {}, "tags": ["one"]}, "post": {"responses": {}}},
        "/b": {},
        "/c": {"parameters": [{"name": "q", "in": "query"}]},
        "/d": {"put": {"requestBody": {"content": {"*/*": {}}}, "responses": {}}},
        "/e": {"put": {"requestBody": {"content": {"a/b": {}}}, "responses": {}}},
        "/f": {"put": {"requestBody": {"content": {"json": {}}}, "responses": {}}},
    }
    assert sorted(line.split(": ")[0] for line in told) == [
        "/paths/pets",
        "/paths/pets/GET",
        "/paths/pets/GET/responses/2xx",
        "/paths/~1a/get/parameters",
        "/paths/~1a/get/responses",
        "/paths/~1a/get/tags",
        "/paths/~1b",
        "/paths/~1c/get",
        "/paths/~1c/parameters",
        "/paths/~1d/put/requestBody/content/",
        "/paths/~1e/put/requestBody/content/id",
    ]


def test_paths_that_are_no_mapping_are_read_as_none() -> None:
    assert cleaned(paths=[1])[0]["paths"] == {}
    assert cleaned(info="A")[0]["info"] == {"title": "API", "version": "0"}


def test_parameters_without_a_name_or_a_place_are_left_out() -> None:
    good = {"name": "a", "in": "query"}
    root, told = cleaned(
        paths={
            "/a": {
                "parameters": [
                    {"in": "query"},
                    good,
                    None,
                    {"name": "b"},
                    {"name": "c", "in": "Path"},
                ],
                "get": {"responses": {}, "parameters": [{"$ref": "#/components/parameters/Bad"}]},
            }
        },
        components={"parameters": {"Bad": {"in": "query"}}},
    )
    assert root["paths"]["/a"]["parameters"] == [
        good,
        {"name": "c", "in": "path", "required": True},
    ]
    assert root["paths"]["/a"]["get"]["parameters"] == []
    assert {line.split(": ")[0] for line in told} >= {
        f"/paths/~1a/parameters/{index}" for index in (0, 2, 3)
    }


def test_a_parameter_in_the_spelling_of_2_0_gets_a_schema() -> None:
    root, told = cleaned(
        paths={
            "/a": {
                "parameters": [
                    {"name": "a", "in": "query", "type": "array", "items": {"type": "string"}}
                ]
            }
        }
    )
    assert root["paths"]["/a"]["parameters"] == [
        {"name": "a", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}}
    ]
    assert len(told) == 1


def test_security_and_scopes_get_their_shape() -> None:
    flows = {"implicit": {"scopes": None}}
    root, _ = cleaned(
        security={"a": None},
        components={"securitySchemes": {"o": {"type": "oauth2", "flows": flows}}},
        tags=["one", {"name": 2}],
        servers=["https://example.com"],
    )
    assert root["security"] == [{"a": []}]
    assert root["components"]["securitySchemes"]["o"]["flows"] == {"implicit": {"scopes": {}}}
    assert root["tags"] == [{"name": "one"}, {"name": "2"}]
    assert root["servers"] == [{"url": "https://example.com"}]


def test_each_change_is_told_with_its_place_and_what_was_done(
    write: Callable[..., Path], load: Callable[..., Document]
) -> None:
    text = 'openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths: {}\ncomponents:\n  schemas:\n    A:\n      enum:\n'
    path = write({"a.yaml": text})
    [found] = load(path).report.diagnostics
    assert str(found) == (
        "a.yaml:7:7: warning[wrong-shape]: 'enum' should be a list, not null; it is left out; "
        "correct the document, or patch it in an overlay"
    )
    assert found.listing().endswith("  7 |       enum:\n    |       ^")


# Whatever is put wherever, a document is refused or holds all that `Document` promises.

SAMPLES: list[dict[str, Any]] = [
    {
        "openapi": "3.0.3",
        "info": INFO,
        "servers": [{"url": "https://{h}", "variables": {"h": {"default": "a", "enum": ["a"]}}}],
        "tags": [{"name": "t"}],
        "security": [{"key": []}],
        "paths": {
            "/a/{id}": {
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
                ],
                "post": {
                    "operationId": "a",
                    "tags": ["t"],
                    "parameters": [{"$ref": "#/components/parameters/Q"}],
                    "requestBody": {
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/A"}}
                        }
                    },
                    "responses": {"200": {"$ref": "#/components/responses/R"}},
                    "callbacks": {
                        "c": {"{$url}": {"post": {"responses": {"200": {"description": ""}}}}}
                    },
                },
            }
        },
        "components": {
            "parameters": {
                "Q": {"name": "q", "in": "query", "schema": {"type": "integer", "nullable": True}}
            },
            "responses": {
                "R": {
                    "description": "r",
                    "headers": {"X": {"schema": {"type": "string"}}},
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/B"}}},
                }
            },
            "schemas": {
                "A": {
                    "type": "object",
                    "required": ["kind"],
                    "properties": {
                        "kind": {"type": "string", "enum": ["b"]},
                        "n": {"type": "integer", "minimum": 1},
                    },
                    "discriminator": {
                        "propertyName": "kind",
                        "mapping": {"b": "#/components/schemas/B"},
                    },
                },
                "B": {
                    "allOf": [
                        {"$ref": "#/components/schemas/A"},
                        {"type": "object", "nullable": True},
                    ]
                },
            },
            "securitySchemes": {"key": {"type": "apiKey", "name": "k", "in": "header"}},
        },
    },
    {
        "swagger": "2.0",
        "info": INFO,
        "host": "example.com",
        "basePath": "/v1",
        "schemes": ["https"],
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "paths": {
            "/a/{id}": {
                "parameters": [{"name": "id", "in": "path", "required": True, "type": "string"}],
                "post": {
                    "parameters": [
                        {"name": "body", "in": "body", "schema": {"$ref": "#/definitions/A"}},
                        {
                            "name": "q",
                            "in": "query",
                            "type": "array",
                            "items": {"type": "string"},
                            "collectionFormat": "multi",
                        },
                    ],
                    "responses": {
                        "200": {
                            "description": "",
                            "schema": {"type": "file"},
                            "headers": {"X": {"type": "string"}},
                        }
                    },
                },
                "put": {
                    "parameters": [
                        {"name": "f", "in": "formData", "type": "file", "required": True}
                    ],
                    "responses": {"default": {"$ref": "#/responses/R"}},
                },
            }
        },
        "definitions": {
            "A": {
                "type": "object",
                "discriminator": "k",
                "properties": {"k": {"type": "string", "x-nullable": True}},
            }
        },
        "responses": {"R": {"description": "", "examples": {"application/json": {"a": 1}}}},
        "securityDefinitions": {
            "o": {"type": "oauth2", "flow": "accessCode", "scopes": {"a": "b"}}
        },
    },
]


def places(node: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    children: Any = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    for key, child in children:
        here = (*at, str(key))
        yield here
        yield from places(child, here)


REFS = st.sampled_from(
    [
        "#/components/schemas/A",
        "#/components/schemas/B",
        "#/definitions/A",
        "#/nope",
        "#",
        "",
        "A",
        "http://[",
        "//[",
    ]
)
NONSENSE: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from([None, True, 0, -1, 1.5, "", "x", "string", [], {}, "true", "query"])
    | REFS.map(lambda ref: {"$ref": ref}),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "properties",
                    "items",
                    "a",
                    "name",
                    "in",
                    "$ref",
                    "nullable",
                    "allOf",
                    "schema",
                ]
            ),
            inner,
            max_size=2,
        )
    ),
    max_leaves=4,
)
CHANGES = st.sampled_from(
    [(number, place) for number in range(2) for place in places(SAMPLES[number])]
)


REFUSALS = {
    "not-openapi",
    "unresolved-ref",
    "bad-ref",
    "missing-file",
    "remote-ref",
    "circular-ref",
}


@given(change=CHANGES, value=NONSENSE)
@example(change=(0, ("paths",)), value=None)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=150,
    derandomize=True,
    deadline=None,
)
def test_any_nonsense_anywhere_is_refused_or_mended(
    tmp_path: Path, change: Any, value: Any
) -> None:
    number, place = change
    tree = copy.deepcopy(SAMPLES[number])
    assign(tree, place, value)
    path = tmp_path / "a.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    found = read(path)
    if isinstance(found, Document):
        assert_promises(found)
    else:
        assert all(finding.span.line for finding in found)
        assert {finding.code for finding in found} <= REFUSALS


def read(path: Path) -> Document | tuple[Diagnostic, ...]:
    try:
        return load_document(path)
    except InputError as error:
        return error.diagnostics


def assert_promises(document: Document) -> None:
    """What the docstring of Document says."""
    root: Any = document.root
    assert clean(copy.deepcopy(root), OPENAPI_3).repairs == []
    assert root["openapi"] == "3.1.0"
    seen: set[int] = set()
    for node, kind, _ in walk(OPENAPI_3, root):
        assert id(node) not in seen
        seen.add(id(node))
        if kind in OPENAPI_3.sections and isinstance(node.get("$ref"), str):
            section = "/".join(OPENAPI_3.sections[kind])
            assert node["$ref"].startswith(f"#/{section}/")
            find(root, split(node["$ref"][1:]))
        if kind == "schema":
            assert not {"nullable", "x-nullable", "example"} & node.keys()
            assert not isinstance(node.get("items"), list)
            assert not isinstance(node.get("exclusiveMinimum"), bool)
            assert node.get("type") != "file"
    for item in [*root["paths"].values(), *root.get("webhooks", {}).values()]:
        assert "$ref" not in item
    json.dumps(root, allow_nan=False)
    assert all(found.span.line for found in document.report.diagnostics)


def test_the_samples_are_clean() -> None:
    for sample, grammar in zip(SAMPLES, (OPENAPI_3, SWAGGER_2), strict=True):
        assert clean(copy.deepcopy(sample), grammar).repairs == []
