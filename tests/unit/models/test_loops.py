# Aliases that lead back to themselves, with and without a list or a class between.
from __future__ import annotations

import pytest
from clientloom.ir import AliasSchema, ListOf, Nullable, TypeRef, UnionOf
from clientloom.models.graph import strong_components
from clientloom.models.loops import break_alias_loops, recursive_aliases
from unit.models.by_hand import ANYTHING, INTEGER, STRING, alias, kind, obj, ref


@pytest.mark.parametrize(
    ("type_", "type_after"),
    [
        (UnionOf((STRING, ref("A"), INTEGER)), UnionOf((STRING, INTEGER))),
        (UnionOf((STRING, ref("A"))), STRING),
        (Nullable(UnionOf((ref("A"), STRING))), Nullable(STRING)),
        (ref("A"), ANYTHING),
        (Nullable(ref("A")), kind("null")),
        (UnionOf((ref("B"), STRING)), UnionOf((INTEGER, STRING))),
        (UnionOf((ListOf(ref("A")), STRING)), UnionOf((ListOf(ref("A")), STRING))),
        (UnionOf((ref("Class"), ref("Other"))), UnionOf((ref("Class"), ref("Other")))),
    ],
)
def test_no_alias_is_one_of_its_own_variants(type_: TypeRef, type_after: TypeRef) -> None:
    schemas = (
        alias("A", type_),
        alias("B", UnionOf((ref("A"), INTEGER))),
        obj("Class"),
        alias("Other", ListOf(ref("A"))),
    )
    first = break_alias_loops(schemas)[0]
    assert isinstance(first, AliasSchema)
    assert first.type == type_after


def test_what_is_sound_is_left_as_it_is() -> None:
    schemas = (alias("A", ListOf(ref("A"))), obj("B"), alias("C", UnionOf((ref("A"), STRING))))
    assert break_alias_loops(schemas) == schemas


def test_recursion_through_a_class_is_no_recursion_of_aliases() -> None:
    schemas = (
        alias("List", ListOf(ref("List"))),
        alias("Left", ListOf(ref("Right"))),
        alias("Right", UnionOf((ref("Left"), STRING))),
        alias("ToClass", ref("Node")),
        obj("Node"),
    )
    assert recursive_aliases(schemas) == {"#/List", "#/Left", "#/Right"}


@pytest.mark.parametrize(
    ("edges", "groups"),
    [
        ({"a": ["b"], "b": ["c"], "c": []}, ["c", "b", "a"]),
        ({"a": ["b"], "b": ["a", "elsewhere"]}, ["ab"]),
        ({"a": ["b", "c"], "b": ["c"], "c": ["b"], "d": ["d"]}, ["bc", "a", "d"]),
        ({"a": ["c"], "b": ["a"], "c": ["b", "d"], "d": []}, ["d", "abc"]),
    ],
)
def test_strong_components(edges: dict[str, list[str]], groups: list[str]) -> None:
    assert ["".join(sorted(group)) for group in strong_components(edges)] == groups


def test_strong_components_of_a_chain_deeper_than_the_stack() -> None:
    edges = {f"{n:05}": [f"{n + 1:05}"] for n in range(20_000)}
    assert len(list(strong_components(edges))) == 20_000
