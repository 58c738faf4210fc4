# The patterns of `[names]`: what they rename, what they cannot, and that the lock outlives them.
from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from clientloom.config.settings import NamesConfig, OperationConfig
from clientloom.normalize import Normalized
from clientloom.normalize.naming.bulk import BulkNames
from clientloom.symbols import SymbolLock
from hypothesis import given
from hypothesis import strategies as st
from unit.normalize.operation_cases import normalized

PATHS = {
    f"/pets/{{id}}/{action}": {
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
        "post": {"operationId": f"{action}_it", "responses": {"204": {"description": "done"}}},
    }
    for action in ("old_wash", "old_feed", "wash")
}  # fmt: skip


LOCK = SymbolLock(
    {("method", "pets", f"/paths/{p.replace('/', '~1')}/post"): p.rsplit("/")[-1] for p in PATHS}
)
"""The package exists, and each method is called like the end of its path."""


def read(symbols: SymbolLock = LOCK, **config: Any) -> Normalized:
    return normalized({"paths": PATHS}, symbols=symbols, **config)


def accessors(**config: Any) -> set[str]:
    return {o.accessor for o in read(**config).api.operations}


def apply(patterns: Mapping[str, str], names: Mapping[str, str], **given: Any) -> dict[str, str]:
    return BulkNames(NamesConfig(methods=patterns)).apply("method", "", names, **given)


def test_patterns_apply_in_order_each_to_what_the_former_left() -> None:
    names = {"a": "x_one", "b": "two"}
    assert apply({"^x_": "y_", "^y_": "", "^one$": "three"}, names) == {"a": "three", "b": "two"}


@pytest.mark.parametrize(
    ("names", "taken", "found"),
    [
        ({"a": "x_one", "b": "one"}, (), {"a": "x_one", "b": "one"}),
        ({"a": "x_one", "b": "x_x_one"}, (), {"a": "one", "b": "x_one"}),
        ({"a": "x_one"}, ("one",), {"a": "x_one"}),
        ({"a": "x_if", "b": "x_1", "c": "x_"}, (), {"a": "x_if", "b": "x_1", "c": "x_"}),
        ({"a": "x_one", "b": "x_x_one"}, ("one",), {"a": "x_one", "b": "x_x_one"}),
    ],
)
def test_what_clashes_keeps_its_name_and_so_does_who_wanted_it(
    names: dict[str, str], taken: tuple[str, ...], found: dict[str, str]
) -> None:
    assert apply({"^x_": ""}, names, taken=taken) == found


def test_what_is_not_generated_is_renamed_without_a_word() -> None:
    bulk = BulkNames(NamesConfig(methods={"^x_": ""}))
    found = bulk.apply("method", "", {"a": "x_one", "b": "x_two"}, silent=("b",))
    assert found == {"a": "one", "b": "two"}
    assert [rename.old for rename in bulk.renames] == ["x_one"]


@given(st.dictionaries(st.text("abc", max_size=2), st.text("xy_", min_size=1, max_size=4)))
def test_names_that_differed_still_differ(names: dict[str, str]) -> None:
    names = {key: name for key, name in names.items() if name.isidentifier()}
    names = {key: name for name, key in {name: key for key, name in names.items()}.items()}
    found = apply({"^x_?": "", "y$": "x"}, names)
    assert found.keys() == names.keys()
    assert len(set(found.values())) == len(names)


def test_methods_resources_and_what_client_toml_names_itself() -> None:
    names = NamesConfig(methods={"^wash$": "rinse", "^old_": ""}, resources={"^pets$": "animals"})
    assert accessors() == {"pets.old_wash", "pets.old_feed", "pets.wash"}
    assert accessors(names=names) == {"animals.wash", "animals.feed", "animals.rinse"}
    renames = [(r.path, r.new, r.clash) for r in read(names=names).renames]
    assert renames == [
        ("pets.old_feed", "feed", ""),
        ("pets.old_wash", "wash", ""),
        ("pets.wash", "rinse", ""),
        ("pets", "animals", ""),
    ]
    key = "POST /pets/{id}/wash"
    given = {key: OperationConfig(accessor="pets.old_clean")}
    assert "pets.old_clean" in accessors(names=names, operations=given)


def test_the_lock_has_the_names_before_so_that_a_pattern_can_go_again() -> None:
    names = NamesConfig(methods={"^(.*)$": r"my_\1"})
    first = read(names=names)
    again = read(first.symbols, names=names)
    assert {o.name for o in again.api.operations} == {"my_old_wash", "my_old_feed", "my_wash"}
    without = read(again.symbols)
    assert without.symbols == read().symbols
    assert {o.name for o in without.api.operations} == {"old_wash", "old_feed", "wash"}


def test_an_unused_pattern_and_a_clash_are_reported_where_they_stand() -> None:
    names = NamesConfig(methods={"^gone_": "", ".+": "same"}, enum_members={"^A": ""})
    report = read(names=names).report
    found = {d.span.file.split()[-1]: d for d in report.diagnostics if "pattern" in d.code}
    assert {place: d.code for place, d in found.items()} == {
        "names.methods.^gone_": "unused-name-pattern",
        "names.enum_members.^A": "unused-name-pattern",
        "names.methods..+": "name-pattern-clash",
    }
    clash = found["names.methods..+"].message
    assert "pets.old_feed -> same: several would have this name" in clash
    assert "cannot rename 3" in clash


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("farm_wash", "farm_feed", "farm_visit"), '[names.methods] "^farm_" = ""'),
        (("get_wash", "get_feed", "get_food"), ""),
        (("farm_wash", "farm_feed"), ""),
        (("farm_wash", "farm_feed", "farm"), ""),
    ],
)
def test_a_word_that_all_methods_repeat_is_a_hint_with_the_line(
    words: tuple[str, ...], line: str
) -> None:
    keys = {f"/pets/{{id}}/{word}": f"POST /pets/{{id}}/{word}" for word in words}
    paths = {
        path: {"post": {"responses": {"204": {"description": "done"}}}, "parameters": PATHS["/pets/{id}/wash"]["parameters"]}
        for path in keys
    }  # fmt: skip
    given = {key: OperationConfig(accessor=f"pets.{word}") for key, word in zip(keys.values(), words, strict=True)}  # fmt: skip
    report = normalized({"paths": paths}, operations=given).report
    hints = [d.hint for d in report.diagnostics if d.code == "repeated-word"]
    assert [line in hint for hint in hints] == ([True] if line else [])


def test_a_word_that_most_classes_end_with_is_a_hint() -> None:
    names = [f"{name}Dto" for name in ("Ant", "Bee", "Cat", "Dog", "Elk", "Fox", "Gnu", "Hen")]
    schemas = {name: {"type": "object", "properties": {name: {"type": "string"}}} for name in names}
    content = {"application/json": {"schema": {"anyOf": [{"$ref": f"#/components/schemas/{n}"} for n in names]}}}  # fmt: skip
    get = {"operationId": "get", "responses": {"200": {"description": "ok", "content": content}}}
    root = json.loads(
        json.dumps({"paths": {"/zoo": {"get": get}}, "components": {"schemas": schemas}})
    )
    before = normalized(root)
    (hint,) = [d.hint for d in before.report.diagnostics if d.code == "repeated-word"]
    assert '[names.classes] "Dto$" = ""' in hint
    after = normalized(root, names=NamesConfig(classes={"Dto$": ""}))
    assert {schema.name for schema in after.api.schemas} >= {"Ant", "Hen"}
    assert "repeated-word" not in {d.code for d in after.report.diagnostics}
