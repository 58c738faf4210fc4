# Imports are what was asked for, under names that nothing else in the module has.
from __future__ import annotations

from clientloom.python.imports import ImportTable


def test_what_runs_is_kept_apart_from_what_is_only_read_by_type_checkers() -> None:
    table = ImportTable()
    table.name("typing", "Literal")
    table.name(".._runtime", "UNSET", runtime=True)
    table.name(".._runtime", "Unset")
    table.name("datetime", "date")
    table.name("datetime", "date", runtime=True)
    assert table.runtime_lines() == ("from .._runtime import UNSET", "from datetime import date")
    assert table.typing_lines() == ("from .._runtime import Unset", "from typing import Literal")


def test_names_of_the_module_itself_are_left_to_it() -> None:
    table = ImportTable(frozenset({"models", "_models", "list"}))
    assert table.name("..", "models") == "__models"
    assert table.builtin("list") == "builtins.list"
    assert table.builtin("str") == "str"
    assert table.typing_lines() == ("import builtins", "from .. import models as __models")


def test_two_modules_with_one_name_get_two_names() -> None:
    table = ImportTable()
    assert table.name("._runtime", "Credential") == "Credential"
    assert table.name(".resources.credential", "Credential") == "_Credential"
    assert table.name("._runtime", "Credential") == "Credential"


def test_order_of_asking_does_not_show() -> None:
    asked = [("b", "y"), ("a", "x"), ("", "os"), ("a", "w")]
    one, other = ImportTable(), ImportTable()
    for module, name in asked:
        one.name(module, name)
    for module, name in reversed(asked):
        other.name(module, name)
    assert one.typing_lines() == other.typing_lines()
