# What frameworks put around an operationId, and what the ids of a document have in common.
from __future__ import annotations

import pytest
from clientloom.normalize.operation_names.operation_ids import Ids, strip_generated


@pytest.mark.parametrize(
    ("operation_id", "method", "path", "expected"),
    [
        ("Get_voices_v1_voices_get", "GET", "/v1/voices", "Get_voices"),
        ("read_v1_users__user_id__get", "GET", "/v1/users/{user_id}", "read"),
        (
            "read_v1_users__user_id__get",
            "POST",
            "/v1/users/{user_id}",
            "read_v1_users__user_id__get",
        ),
        ("upload_v1_files_post", "POST", "/v1/files?beta=true", "upload"),
        ("list_users_1", "GET", "/users", "list_users"),
        ("ListFunctions2020_05_31", "GET", "/2020-05-31/function", "ListFunctions"),
        ("list-functions-2020-05-31", "GET", "/function", "list-functions"),
        ("Kits_GetBykitIdrevision", "GET", "/kits/{kitId}/{revision}", "Kits_Get"),
        ("Kits_GetRevisionByrevision", "GET", "/kits/{kitId}/{revision}", "Kits_GetRevision"),
        ("Kits_GetByName", "GET", "/kits/{Name}", "Kits_GetByName"),
        ("_1", "GET", "/users", "_1"),
        ("", "GET", "/users", ""),
    ],
)
def test_what_a_framework_adds_is_stripped(
    operation_id: str, method: str, path: str, expected: str
) -> None:
    assert strip_generated(operation_id, method, path) == expected


@pytest.mark.parametrize(
    ("ids", "separator"),
    [
        (["repos/list", "repos/get", "orgs/list-for-user"], "/"),
        (["wallet.class.get", "wallet.class.list"], "."),
        (["Pool_List", "Pool_RemoveNodes"], "_"),
        (["UsersController_create", "UsersController_list"], "_"),
        (["list_pools", "get_pool"], ""),
        (["Get_voices", "Add_voice"], ""),
        (["listPools", "getPool"], ""),
        (["a/b"], ""),
        (["CreateCats2020_05", "ListCats2020_05"], ""),
    ],
)
def test_the_sign_between_group_and_method(ids: list[str], separator: str) -> None:
    assert Ids.of(ids).separator == separator


def test_words_that_most_ids_share_are_noise() -> None:
    ids = Ids.of(
        [f"acme{verb}{noun}" for verb in ("List", "Get") for noun in ("Cats", "Dogs", "Cows")]
    )
    assert ids.noise == {"acme"}
    assert ids.read("acmeListCats").words == ("list", "cats")
    assert not Ids.of(["acmeList", "acmeGet"]).noise


def test_a_word_that_is_a_whole_method_is_no_noise() -> None:
    ids = Ids.of(
        [f"acme.{noun}.{m}" for noun in ("cats", "dogs", "cows") for m in ("paint", "asyncPaint")]
    )
    assert ids.noise == {"acme"}
    assert ids.read("acme.cats.asyncPaint").words == ("async", "paint")


def test_the_parts_of_a_grouped_id() -> None:
    ids = Ids.of(["UsersController_create", "PetsController_list"])
    read = ids.read("UsersController_createUser")
    assert (read.words, read.by_controller) == (("create", "user"), True)
    pools = Ids.of(["Pool_List", "Job_List"]).read("Pool_RemoveNodes")
    assert (pools.group, pools.words, pools.by_controller) == (
        (("pool",),),
        ("remove", "nodes"),
        False,
    )
