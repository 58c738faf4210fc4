# What a path says without its versions and formats, and what all paths say together.
from __future__ import annotations

import pytest
from clientloom.normalize.operation_names.paths import Paths
from clientloom.normalize.operation_names.segments import Segments, read_path


def shown(segments: Segments) -> str:
    """`a_b/{}/c:d`: the segments as text."""
    return "/".join(
        "{}" if s.is_item else (":" if s.is_custom else "") + "_".join(s.words) for s in segments
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/v1/accounts/{id}", "accounts/{}"),
        ("/api/v2.1/{org}/users", "{}/users"),
        ("/2010-04-01/Accounts/{Sid}/Calls/{CallSid}.json", "accounts/{}/calls/{}"),
        ("/reports/{id}.{format}", "reports/{}"),
        ("/eventTicketClass", "event_ticket_class"),
        ("/files?beta=true", "files"),
        ("/batches/{id}:cancel", "batches/{}/:cancel"),
        ("/admin.users.session.reset", "admin/users/session/reset"),
        ("/repos/{owner}/{repo}/issues", "repos/{}/issues"),
        ("/people('{id}')/mail", "people/{}/mail"),
        ("/", ""),
    ],
)
def test_the_segments_of_a_path(path: str, expected: str) -> None:
    assert shown(read_path(path)) == expected


def unscoped(*paths: str) -> list[str]:
    found = Paths.of(("GET", path) for path in paths)
    return [shown(found.drop_scope(read_path(path))) for path in paths]


def test_an_item_that_all_stands_below_is_a_scope() -> None:
    assert unscoped("/shops/{id}/pets", "/shops/{id}/toys/{toy}") == ["pets", "toys/{}"]


def test_an_item_that_has_operations_of_its_own_is_a_scope_where_much_stands_below() -> None:
    kinds = ["calls", "queues", "keys", "tokens", "messages", "domains", "numbers"]
    below = [f"/accounts/{{id}}/{kind}" for kind in kinds]
    assert unscoped("/accounts", "/accounts/{id}", *below) == ["accounts", "accounts/{}", *kinds]
    few = below[:3]
    assert unscoped("/accounts", "/accounts/{id}", *few)[2:] == [
        f"accounts/{{}}/{k}" for k in kinds[:3]
    ]


def test_a_prefix_of_all_paths_that_holds_nothing_is_left_out() -> None:
    assert unscoped("/wallet/classes/{id}", "/wallet/objects/{id}") == ["classes/{}", "objects/{}"]
    assert unscoped("/pets/{id}", "/pets/{id}/toys") == ["pets/{}", "pets/{}/toys"]
