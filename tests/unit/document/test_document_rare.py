# What few documents have: how it is read, and what is refused, with its place.
from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from clientloom.diagnostics import Span
from clientloom.document.files import file_set, read_source, yaml_text
from clientloom.document.files.json_text import parse_json
from clientloom.document.files.read_source import make_source
from clientloom.document.files.yaml_text import parse_yaml
from clientloom.document.repair.reference_loops import follow
from unit.document.test_document_clean import cleaned, schema_after
from unit.document.test_document_reading import refused

Load = Callable[..., Any]
HEAD = {"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": {}}
OK = {"responses": {"200": {"description": "d"}}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a: !!bool "true"', {"a": True}),
        ("a: !!bool 'on'", {"a": "on"}),
        ("a: &x v\nb: *x", {"a": "v", "b": "v"}),
        ("a: &x v\n*x : 1", {"a": "v", "v": 1}),
        ("a: &x true\n*x : 1", {"a": True, "true": 1}),
        ("a: &x\n*x : 1", {"a": None, "null": 1}),
        ("&k a: 1\nb: *k", {"a": 1, "b": "a"}),
    ],
)
def test_tags_and_aliases_of_scalars(text: str, expected: object) -> None:
    assert parse_yaml(text).tree == expected


@pytest.mark.parametrize("value", ["[1]", "{b: 1}"])
def test_an_alias_of_a_list_or_mapping_is_no_key(value: str) -> None:
    assert refused(f"a: &x {value}\n*x : 1").startswith("a.yaml:2:1: error[bad-key]")


@pytest.mark.parametrize("text", ["a: \x01\t# b", 'a: "\u2028\t# b\u2028\n\t# ['])
def test_a_tab_is_not_the_only_thing_that_may_be_wrong(text: str) -> None:
    assert "error[" in refused(text)


def test_more_tabs_than_anybody_writes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\t# one\na: 1\n\t# two\nb: 2\n\t# three\nc: 3\n"
    monkeypatch.setattr(yaml_text, "_Loader", yaml.SafeLoader)
    assert parse_yaml(text).tree == {"a": 1, "b": 2, "c": 3}
    monkeypatch.setattr(yaml_text, "_MAX_TABS", 1)
    assert "tab" in refused(text)


def test_halves_of_pairs_do_not_survive_anywhere() -> None:
    text = r'["\ud800", 1, {"a": ["\udfff", null]}]'
    assert parse_json(text).tree == ["?", 1, {"a": ["?", None]}]


@pytest.mark.parametrize("encoding", ["utf-32-be", "utf-32-le", "utf-16-be", "utf-16-le"])
def test_the_first_character_tells_the_encoding(encoding: str) -> None:
    assert make_source('{"a": "é"}'.encode(encoding), key="a", name="a").tree == {"a": "é"}


def test_a_line_that_is_not_there_is_empty() -> None:
    spans = [Span.within("a", ['{"a": 1}'], line, 1) for line in (0, 1, 2)]
    assert [span.source for span in spans] == ["", '{"a": 1}', ""]


def test_a_file_that_is_too_large_is_not_read(
    write: Load, refusal: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_source, "MAX_BYTES", 9)
    (problem,) = refusal(write({"a.json": HEAD}))
    assert (problem.code, problem.span.file) == ("too-large", "a.json")


def test_a_document_of_too_many_files_is_refused(
    write: Load, refusal: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_set, "MAX_FILES", 2)
    schemas = {name: {"$ref": f"{name}.json"} for name in "bc"}
    path = write(
        {"a.json": {**HEAD, "components": {"schemas": schemas}}, "b.json": {}, "c.json": {}}
    )
    (problem,) = refusal(path)
    assert (problem.code, problem.message) == ("too-many-files", "more than 2 files")


@pytest.mark.parametrize(
    ("parts", "left", "told"),
    [
        ({"security": "x"}, {}, ["/security"]),
        (
            {"components": {"examples": {"a": 5}}},
            {"components": {"examples": {"a": {"value": 5}}}},
            ["/components/examples/a"],
        ),
        (
            {"components": {"parameters": {"p": {"name": "a", "in": "query", "examples": ["x", 2]}}}},
            {
                "components": {
                    "parameters": {
                        "p": {
                            "name": "a",
                            "in": "query",
                            "examples": {"example_1": {"value": "x"}, "example_2": {"value": 2}},
                        }
                    }
                }
            },
            ["/components/parameters/p/examples"],
        ),
        ({"tags": [{"$ref": "#/x", "name": "a"}]}, {"tags": [{"name": "a"}]}, ["/tags/0/$ref"]),
        (
            {"components": {"schemas": {"A": {"discriminator": {"propertyName": "k", "mapping": {"b": "B", "c": "C"}}}, "B": {}}}},
            {"components": {"schemas": {"A": {"discriminator": {"propertyName": "k", "mapping": {"b": "#/components/schemas/B"}}}, "B": {}}}},
            ["/components/schemas/A/discriminator/mapping/c"],
        ),
        (
            {"components": {"schemas": {"A": {"$ref": "#/components/schemas/B"}, "B": True, "C": {"$ref": "#/components/schemas/D"}}}},
            {"components": {"schemas": {"A": {"$ref": "#/components/schemas/B"}, "B": True, "C": {}}}},
            ["/components/schemas/C/$ref"],
        ),
    ],
)  # fmt: skip
def test_what_is_made_of_odd_parts(
    parts: Mapping[str, Any], left: Mapping[str, Any], told: list[str]
) -> None:
    root, repairs = cleaned(**json.loads(json.dumps(parts)))
    assert {name: root[name] for name in root if name not in HEAD} == left
    assert [repair.split(":")[0] for repair in repairs] == told


@pytest.mark.parametrize("value", ["inf", "nan", "1e400"])
def test_a_number_without_end_is_no_limit(value: str) -> None:
    assert schema_after({"minimum": value})[0] == {}


def test_a_title_may_be_a_word_of_yaml() -> None:
    assert schema_after({"title": True})[0] == {"title": "true"}


def test_a_chain_of_references_that_leads_nowhere_has_no_end() -> None:
    root = {"a": {"$ref": "#/b"}, "b": {"$ref": "#/c"}, "d": {"$ref": "#/e"}, "e": 5}
    assert follow({"$ref": "#/a"}, root) is None
    assert follow({"$ref": "#/d"}, root) is None
    assert follow({"x": 1}, root) == {"x": 1}


def schemas(**found: object) -> dict[str, object]:
    return {**HEAD, "components": {"schemas": found}}


def paths(**operation: object) -> dict[str, object]:
    return {**HEAD, "paths": {"/a": {"get": {**OK, **operation}}}}


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({**HEAD, "paths": {"/a": {"$ref": "#/paths/~1a"}}}, "circular-ref"),
        ({**HEAD, "paths": {"/a": {"$ref": "#/paths/~1b"}, "/b": {"$ref": "#/paths/~1a"}}}, "circular-ref"),
        (schemas(A={"$dynamicRef": "#y"}, B={"$dynamicAnchor": "x"}), "unresolved-ref"),
        (schemas(A={"$ref": "b%00.json"}), "missing-file"),
        (paths(parameters={"$ref": "#/none"}), "unresolved-ref"),
    ],
)  # fmt: skip
def test_a_reference_that_leads_nowhere_is_refused(
    write: Load, refusal: Load, document: Mapping[str, object], code: str
) -> None:
    assert {problem.code for problem in refusal(write({"a.json": document}))} == {code}


B = {"type": "string"}
NAMED = "#/components/schemas/B"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({"A": {"$ref": "B"}, "B": B}, {"A": {"$ref": NAMED}, "B": B}),
        ({"A": {"$ref": "#pet"}, "B": {**B, "$anchor": "pet"}}, {"A": {"$ref": NAMED}, "B": {**B, "$anchor": "pet"}}),
        ({"A": {"$ref": "#pet"}, "B": {**B, "$id": "#pet"}}, {"A": {"$ref": NAMED}, "B": {**B, "$id": "#pet"}}),
        (
            {"A": {"$dynamicRef": "#x", "$ref": NAMED}, "B": {**B, "$dynamicAnchor": "x"}},
            {"A": {"$ref": NAMED}, "B": {**B, "$dynamicAnchor": "x"}},
        ),
        ({"A": {"type": "object", "example": {"$ref": "b.json"}}}, {"A": {"type": "object", "examples": [{"x": 1}]}}),
        ({"A": {"type": "object", "example": {"$ref": "none.json"}}}, {"A": {"type": "object", "examples": [{"$ref": "none.json"}]}}),
    ],
)  # fmt: skip
def test_what_a_reference_names(
    write: Load, load: Load, found: Mapping[str, object], expected: Mapping[str, object]
) -> None:
    document = load(write({"a.json": schemas(**found), "b.json": {"x": 1}}))
    assert document.root["components"]["schemas"] == expected


def test_a_reference_may_stand_for_a_whole_list(write: Load, load: Load) -> None:
    shared = [{"name": "a", "in": "query", "schema": B}]
    document = {**paths(parameters={"$ref": "#/x-all"}), "x-all": shared}
    assert load(write({"a.json": document})).root["paths"]["/a"]["get"]["parameters"] == shared


def test_path_items_of_another_file_stand_where_they_are_named(write: Load, load: Load) -> None:
    item = {"$ref": "b.json#/item"}
    calls = {"x": {"{$url}": item}, "y": {"{$url}": item}}
    document = load(
        write(
            {
                "a.json": {
                    **HEAD,
                    "paths": {"/a": {"post": {**OK, "callbacks": calls}}, "/b": item},
                },
                "b.json": {"item": {"get": OK}},
            }
        )
    ).root
    found = document["paths"]["/a"]["post"]["callbacks"]
    assert [found[name]["{$url}"] for name in "xy"] == [{"get": OK}] * 2
    assert document["paths"]["/b"] == {"get": OK}


SWAGGER = {"swagger": "2.0", "info": {"title": "A", "version": "1"}, "paths": {}}


def swagger(write: Load, load: Load, **parts: object) -> Any:
    return load(write({"a.json": {**SWAGGER, **parts}})).root


def test_parts_of_swagger_2_that_its_grammar_does_not_have(write: Load, load: Load) -> None:
    schemes = {"a": {"$ref": "#/securityDefinitions/b"}, "b": {"type": "basic"}}
    kind = {"propertyName": "k", "mapping": {"b": "#/definitions/B"}}
    found = swagger(
        write,
        load,
        securityDefinitions=schemes,
        definitions={"A": {"type": "object", "discriminator": kind}, "B": B},
    )["components"]
    assert found["securitySchemes"]["a"] == {"$ref": "#/components/securitySchemes/b"}
    assert found["schemas"]["A"]["discriminator"]["mapping"] == {"b": NAMED}


def test_headers_and_parameters_of_swagger_2(write: Load, load: Load) -> None:
    headers = {
        "X": {"type": "array", "items": B, "collectionFormat": "pipes"},
        "Y": {"schema": {"type": "integer"}},
    }
    operation = {
        "parameters": [{"in": "query", "name": "q", "schema": B}, {"in": "body", "schema": B}],
        "responses": {"200": {"description": "d", "headers": headers}},
    }
    found = swagger(write, load, paths={"/a": {"post": operation}})["paths"]["/a"]["post"]
    assert found["parameters"] == [{"in": "query", "name": "q", "schema": B}]
    assert found["requestBody"] == {"content": {"application/json": {"schema": B}}}
    assert found["responses"]["200"]["headers"] == {
        "X": {"x-separators": "|", "schema": {"type": "array", "items": B}},
        "Y": {"schema": {"type": "integer"}},
    }


def test_null_beside_a_constant_and_an_example_that_is_listed(write: Load, load: Load) -> None:
    shared = {"A": {"nullable": True, "const": 1}, "B": {**B, "example": "a", "examples": ["a"]}}
    old = {**HEAD, "openapi": "3.0.3", "components": {"schemas": shared}}
    assert load(write({"a.json": old})).root["components"]["schemas"] == {
        "A": {"anyOf": [{"const": 1}, {"type": "null"}]},
        "B": {**B, "examples": ["a"]},
    }


@pytest.mark.parametrize(
    ("value", "told"), [("[a, b]", "a list of 2"), ("null", "null"), ("text", "'text'")]
)
def test_an_overlay_that_expects_another_value_says_what_is_there(
    write: Load, refusal: Load, tmp_path: Path, value: str, told: str
) -> None:
    text = f'openapi: 3.1.0\ninfo: {{title: A, version: "1"}}\npaths: {{}}\nx-it: {value}\n'
    action = "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n- {target: \"$['x-it']\", x-expect: 5, remove: true}\n"
    problems = refusal(write({"a.yaml": text, "o.yaml": action}), tmp_path / "o.yaml")
    assert told in f"{problems[0].message}; {problems[0].hint}"


@pytest.mark.parametrize("target", ["$.tags[0,0]", "$.tags[0,-3]", "$.tags[?@.name=='a',0]"])
def test_what_is_selected_twice_is_removed_once(
    write: Load, load: Load, tmp_path: Path, target: str
) -> None:
    text = 'openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths: {}\ntags: [{name: a}, {name: b}, {name: c}]\n'
    action = f"overlay: 1.0.0\ninfo: {{title: O, version: '1'}}\nactions:\n- {{target: \"{target}\", remove: true}}\n"
    found = load(write({"a.yaml": text, "o.yaml": action}), tmp_path / "o.yaml")
    assert found.root["tags"] == [{"name": "b"}, {"name": "c"}]


def test_what_goes_with_its_parent_is_removed_once(write: Load, load: Load, tmp_path: Path) -> None:
    text = 'openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths: {}\nx-it: {a: {b: {a: 1}}}\n'
    action = (
        "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n- {target: $..a, remove: true}\n"
    )
    found = load(write({"a.yaml": text, "o.yaml": action}), tmp_path / "o.yaml")
    assert found.root["x-it"] == {}
