# What `generate --fresh-names` would change: names of a lock beside those that the rules give today.
from __future__ import annotations

from clientloom.symbols import SymbolLock
from clientloom.workflows.renames import Rename, renames

LIST = "/paths/~1things/get"
MAKE = "/paths/~1things/post"


def test_methods_are_compared_by_operation_whatever_their_resource() -> None:
    gone = ("method", "a", "/paths/~1gone/get")
    old = SymbolLock(
        {("method", "a", LIST): "get_things", ("method", "a", MAKE): "create", gone: "gone"}
    )
    new = SymbolLock({("method", "things.all", LIST): "list", ("method", "a", MAKE): "create"})
    assert renames(old, new) == (Rename("client.a.get_things", "client.things.all.list"),)


def test_an_operation_of_an_old_lock_is_known_by_its_operation_id() -> None:
    old = SymbolLock(
        {("method", "a", "id:listThings"): "get", ("argument", "id:listThings", "X-Y"): "x"}
    )
    new = SymbolLock(
        {
            ("operation-id", "", "listThings"): LIST,
            ("method", "a", LIST): "list",
            ("argument", LIST, "X-Y"): "x_y",
        }
    )
    found = renames(old, new)
    assert found[1] == Rename("client.a.get", "client.a.list")
    assert found[0].new.startswith("argument x_y of ")


def test_classes_are_compared_by_place_and_what_is_gone_is_left_out() -> None:
    old = SymbolLock({("schema", "", "/a"): "Old", ("schema", "", "/b"): "Gone"})
    new = SymbolLock({("schema", "", "/a"): "New", ("schema", "", "/c"): "Other"})
    assert renames(old, new) == (Rename("models.Old", "models.New"),)


def test_equal_names_are_no_change() -> None:
    lock = SymbolLock({("method", "a", LIST): "list", ("operation-id", "", "x"): LIST})
    assert renames(lock, lock) == ()
