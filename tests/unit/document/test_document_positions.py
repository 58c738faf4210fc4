# Pointers -> lines and columns, in both syntaxes, and through everything that moves things.
from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from clientloom.document.files.positions import json_locator, yaml_locator
from clientloom.document.pointer import copy_tree, escape, find, join, split
from hypothesis import given
from hypothesis import strategies as st

WORDS = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=5)
KEYS = WORDS | st.sampled_from(["a/b", "x~y", "~1", "200", "$ref", "with space"])
TREES = st.dictionaries(
    KEYS,
    st.recursive(
        st.integers() | WORDS | st.none(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
        max_leaves=12,
    ),
    max_size=4,
)


def pointers(node: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield at
    items: Any = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    for key, child in items:
        yield from pointers(child, (*at, str(key)))


@given(TREES)
def test_json_and_yaml_agree_on_a_text_that_is_both(tree: Any) -> None:
    text = json.dumps(tree, indent=2)
    in_json, in_yaml = json_locator(text), yaml_locator(text)
    for tokens in pointers(tree):
        assert in_json(tokens) == in_yaml(tokens)


@given(TREES)
def test_every_place_of_a_json_text_begins_with_its_key_or_value(tree: Any) -> None:
    text = json.dumps(tree, indent=1)
    lines, locate = text.split("\n"), json_locator(text)
    for tokens in pointers(tree):
        line, column = locate(tokens)
        rest = lines[line - 1][column - 1 :]
        if tokens and isinstance(find(tree, tokens[:-1]), dict):
            assert rest.startswith(json.dumps(tokens[-1]))
        else:
            assert rest.startswith(json.dumps(find(tree, tokens))[:1])


@given(TREES)
def test_every_place_of_a_yaml_text_holds_its_key(tree: Any) -> None:
    text = yaml.safe_dump(tree, width=10_000, sort_keys=False)
    lines, locate = text.split("\n"), yaml_locator(text)
    for tokens in pointers(tree):
        if tokens and isinstance(find(tree, tokens[:-1]), dict):
            line, column = locate(tokens)
            assert lines[line - 1][column - 1 :].lstrip("'\"").startswith(tokens[-1])


@given(st.lists(st.text()))
def test_pointers_read_back(tokens: list[str]) -> None:
    assert split(join(tokens)) == tuple(tokens)


@given(st.text())
def test_escaped_tokens_hold_no_slash(token: str) -> None:
    assert "/" not in escape(token)


@given(TREES)
def test_a_copy_is_equal_and_shares_nothing(tree: Any) -> None:
    copy = copy_tree(tree)
    assert copy == tree
    for tokens in pointers(tree):
        node = find(tree, tokens)
        if isinstance(node, (dict, list)):
            assert find(copy, tokens) is not node


@pytest.mark.parametrize("token", ["-1", "1", "x", "01x", "²"])
def test_there_is_nothing_beyond_a_list(token: str) -> None:
    with pytest.raises(LookupError):
        find([0], (token,))


def test_an_unknown_pointer_is_where_the_nearest_known_one_is() -> None:
    text = '{\n "a": {\n  "b": 1}}'
    assert json_locator(text)(("a", "x", "y")) == yaml_locator(text)(("a", "x", "y")) == (2, 2)


def test_what_an_alias_brings_is_where_it_is_written() -> None:
    locate = yaml_locator(
        "base: &b\n  x: 1\n  y: 2\none: *b\ntwo:\n  <<: *b\n  z: 3\nmany:\n  <<: [*b]\n"
    )
    assert locate(("one",)) == (4, 1)
    assert locate(("one", "y")) == (3, 3)
    assert locate(("two", "x")) == (2, 3)
    assert yaml_locator("&k a:\n  x: 1\nb: *k\n")(("b",)) == (3, 1)  # the name of a key
    assert locate(("two", "z")) == (7, 3)
    assert locate(("many", "y")) == (3, 3)


def line_of(load: Callable[..., Any], path: Path, pointer: str) -> str:
    document = load(path)
    span = document.locate(pointer)
    assert find(document.root, split(pointer)) is not None
    return f"{span.file}:{span.line}: {span.source.strip()}"


def test_positions_survive_bundling(write: Callable[..., Path], load: Callable[..., Any]) -> None:
    path = write(
        {
            "a.yaml": """openapi: 3.1.0
info: {title: A, version: "1"}
paths:
  /a:
    $ref: paths.yaml#/a
components:
  schemas:
    Pet: {$ref: pet.json}
""",
            "paths.yaml": "a:\n  get:\n    responses:\n      200:\n        $ref: '#/ok'\nok:\n  description: Fine\n",
            "pet.json": '{\n "type": "object",\n "properties": {\n  "id": {"type": "string"}\n }\n}',
        }
    )
    assert line_of(load, path, "/paths/~1a/get") == "paths.yaml:2: get:"
    assert (
        line_of(load, path, "/components/responses/ok/description")
        == "paths.yaml:7: description: Fine"
    )
    assert (
        line_of(load, path, "/components/schemas/Pet/properties/id")
        == 'pet.json:4: "id": {"type": "string"}'
    )


def test_positions_survive_the_null_of_3_0(
    write: Callable[..., Path], load: Callable[..., Any]
) -> None:
    path = write(
        {
            "a.yaml": """openapi: 3.0.3
info: {title: A, version: "1"}
paths: {}
components:
  schemas:
    A:
      nullable: true
      allOf:
        - type: object
          properties:
            b:
              nullable: true
              allOf:
                - {type: string}
"""
        }
    )
    inner = "/components/schemas/A/anyOf/0/allOf/0"
    assert line_of(load, path, inner) == "a.yaml:9: - type: object"
    assert (
        line_of(load, path, f"{inner}/properties/b/anyOf/0/allOf/0")
        == "a.yaml:14: - {type: string}"
    )


def test_positions_survive_the_upgrade_of_2_0(
    write: Callable[..., Path], load: Callable[..., Any]
) -> None:
    path = write(
        {
            "a.yaml": """swagger: "2.0"
info: {title: A, version: "1"}
host: example.com
paths:
  /a:
    post:
      parameters:
        - {name: b, in: body, schema: {$ref: '#/definitions/B'}}
        - {name: q, in: query, type: string}
      responses:
        200:
          description: Fine
          schema: {$ref: '#/definitions/B'}
definitions:
  B: {type: object}
"""
        }
    )
    post = "/paths/~1a/post"
    assert line_of(load, path, f"{post}/parameters/0").startswith("a.yaml:9: - {name: q")
    assert line_of(load, path, f"{post}/parameters/0/schema/type").startswith("a.yaml:9:")
    assert line_of(load, path, f"{post}/requestBody").startswith("a.yaml:8: - {name: b")
    body = f"{post}/requestBody/content/application~1json/schema"
    assert line_of(load, path, body).startswith("a.yaml:8:")
    answer = f"{post}/responses/200/content/application~1json/schema"
    assert line_of(load, path, answer).startswith("a.yaml:13: schema:")
    assert line_of(load, path, "/components/schemas/B").startswith("a.yaml:15: B:")
    assert line_of(load, path, "/servers/0").startswith("a.yaml:3: host:")


def test_positions_survive_overlays_and_what_is_left_out(
    write: Callable[..., Path], load: Callable[..., Any], tmp_path: Path
) -> None:
    path = write(
        {
            "a.yaml": """openapi: 3.1.0
info: {title: A, version: "1"}
tags:
  - {name: a}
  - {name: b}
  - 7
  - {name: c}
  - {name: d}
paths: {}
""",
            "o.yaml": """overlay: 1.0.0
info: {title: O, version: "1"}
actions:
  - target: $.tags[0]
    remove: true
  - target: $.tags[?@.name == 'c']
    update:
      description: New
""",
        }
    )
    document = load(path, tmp_path / "o.yaml")
    assert [tag["name"] for tag in document.root["tags"]] == ["b", "c", "d"]
    places = [str(document.locate(f"/tags/{index}")) for index in range(3)]
    assert places == ["a.yaml:5:5", "a.yaml:7:5", "a.yaml:8:5"]
    assert str(document.locate("/tags/1/description")) == "o.yaml:8:7"
    assert document.locate("/tags/1/description").source == "      description: New"
