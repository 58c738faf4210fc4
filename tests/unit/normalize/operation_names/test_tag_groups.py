# Groups below groups, as tags say: by separators, by the parents of OpenAPI 3.2, by x-tagGroups.
from __future__ import annotations

import pytest
from clientloom.normalize.operation_names.tag_groups import TagGroups
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from unit.normalize.operation_cases import OK, normalized


def path(tag: str, *others: str) -> tuple[str, ...]:
    return TagGroups.of((tag, *others), (), None).path(tag)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["A > B"], ("A", "B")),
        (["A >B> C"], ("A", "B", "C")),
        (["A » B"], ("A", "B")),
        (["Acme::Things::Parts"], ("Acme", "Things", "Parts")),
        (["Albums\\Album videos"], ("Albums", "videos")),
        (["admin.apps.approved", "admin.apps"], ("admin", "apps", "approved")),
        (["Charts/Axes", "Charts"], ("Charts", "Axes")),
        (["Catalogs - Imports", "Catalogs - Exports"], ("Catalogs", "Imports")),
        (["Admin: Users", "Admin: Keys"], ("Admin", "Users")),
        (["Public - Users - Users", "Public - Keys"], ("Public", "Users")),
        (["Catalogs - Global", "Catalogs - Exports"], ("Catalogs",)),
        (["addresses/{addressId}"], ("addresses",)),
        (["v1/tax", "v3/tax"], ("tax",)),
    ],
)
def test_separators_divide_a_tag(tags: list[str], expected: tuple[str, ...]) -> None:
    assert path(*tags) == expected


@pytest.mark.parametrize(
    "tag",
    [
        "Login/Logout",
        "EcoTa.co API",
        "MX 1:1 NAT rules",
        "1. Login",
        "chart.js",
        "Wi-Fi",
        "Time - now",
    ],
)
def test_what_may_be_a_name_divides_nothing_by_itself(tag: str) -> None:
    assert path(tag, "Users", "Things") == (tag,)


def test_parents_hold_tags() -> None:
    declared: list[dict[str, object]] = [
        {"name": "accounts"},
        {"name": "bank", "parent": "accounts"},
        {"name": "checks", "parent": "bank"},
        {"name": "beta", "kind": "badge"},
        {"name": "lost", "parent": "nowhere"},
        {"name": "odd", "parent": "beta"},
        {"name": "round", "parent": "about"},
        {"name": "about", "parent": "round"},
        {"name": 3, "parent": []},
    ]
    tags = ["checks", "bank", "accounts", "lost", "odd", "round", "about"]
    found = TagGroups.of(tags, declared, None)
    assert found.path("checks") == ("accounts", "bank", "checks")
    assert all(found.path(tag) == (tag,) for tag in ("accounts", "lost", "odd", "round", "about"))


def test_headings_hold_tags_where_they_name_things() -> None:
    sections = [
        {"name": "Video", "tags": ["Assets", "Video uploads", "Shared"]},
        {"name": "Data", "tags": ["Errors", "Data", "Shared"]},
        {"name": "API Reference", "tags": ["Users"]},
        {"name": "Everything that is left", "tags": ["Keys"]},
        {"name": 3, "tags": 4},
        "Video",
    ]
    tags = ["Assets", "Video uploads", "Errors", "Data", "Users", "Keys", "Shared"]
    found = TagGroups.of(tags, (), sections)
    assert found.path("Assets") == ("Video", "Assets")
    assert found.path("Video uploads") == ("Video", "uploads")
    assert found.path("Errors") == ("Data", "Errors")
    assert all(found.path(tag) == (tag,) for tag in ("Data", "Users", "Keys", "Shared"))


@pytest.mark.parametrize("sections", [None, "Video", [{"name": "Video", "tags": ["Assets"]}]])
def test_one_heading_is_no_division(sections: object) -> None:
    assert TagGroups.of(["Assets"], (), sections).path("Assets") == ("Assets",)


def nested(groups: TagGroups, *operations: tuple[str, str]) -> list[str]:
    """The groups of operations, each a tag and a group with dots."""
    given = {str(n): (tag, tuple(group.split("."))) for n, (tag, group) in enumerate(operations)}
    return [".".join(group) for group in groups.nest_all(given).values()]


ADMIN = TagGroups.of(["Admin - Users", "Admin - Keys"], (), None)


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("users", "Admin.users"),
        ("users.keys", "Admin.users.keys"),
        ("admins.users", "admins.users"),
        ("companies.members", "companies.members"),
        ("users.a.b.c", "users.a.b.c"),
    ],
)
def test_a_group_gets_only_what_it_lacks(group: str, expected: str) -> None:
    assert nested(ADMIN, ("Admin - Users", group)) == [expected]


def test_a_declared_parent_holds_whatever_the_tag_groups() -> None:
    declared = [{"name": "Admin"}, {"name": "Users", "parent": "Admin"}]
    found = TagGroups.of(["Users"], declared, None)
    assert nested(found, ("Users", "keys"), ("Users", "a.b.c.d")) == ["Admin.keys", "Admin.a.b.c.d"]


def test_no_thing_is_found_at_two_places() -> None:
    assert nested(ADMIN, ("Admin - Users", "users"), ("Others", "users.me")) == [
        "users",
        "users.me",
    ]
    assert nested(ADMIN, ("Admin - Users", "users"), ("Others", "keys")) == ["Admin.users", "keys"]
    both = nested(ADMIN, ("Admin - Users", "users"), ("Admin - Keys", "users.secrets"))
    assert both == ["Admin.users", "Admin.users.secrets"]


def test_what_holds_a_group_is_spelled_like_a_group_that_is_there() -> None:
    found = TagGroups.of(["On demand > Regions"], (), None)
    label = "On demand > Regions"
    assert nested(found, (label, "regions"), ("x", "ondemand")) == ["ondemand.regions", "ondemand"]
    assert nested(found, (label, "ondemands.regions")) == ["ondemands.regions"]
    assert nested(found, (label, "demands.regions")) == ["demands.regions"]


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(tags=st.lists(st.text(max_size=12), max_size=6))
def test_any_tags_have_places_whatever_their_order(tags: list[str]) -> None:
    found = TagGroups.of(tags, (), None)
    assert found == TagGroups.of(tags[::-1], (), None)
    assert all(found.path(tag) and found.path(tag)[-1] for tag in tags if tag)


def test_the_lock_keeps_an_operation_in_the_group_that_it_had() -> None:
    def document(*tags: str) -> dict[str, object]:
        one = {"operationId": "listKeys", "tags": [tags[0]], "responses": OK}
        two = {"operationId": "listThings", "tags": ["Things"], "responses": OK}
        return {"paths": {"/keys": {"get": one}, "/things": {"get": two}}}

    before = normalized(document("Keys"))
    assert [o.accessor for o in before.api.operations] == ["keys.list", "things.list"]
    after = normalized(document("Admin > Keys"), symbols=before.symbols)
    assert [o.accessor for o in after.api.operations] == ["keys.list", "things.list"]
    fresh = normalized(document("Admin > Keys"))
    assert [o.accessor for o in fresh.api.operations] == ["admin.keys.list", "things.list"]
