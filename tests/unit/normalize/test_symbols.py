# The names that are kept.
from __future__ import annotations

from clientloom.symbols import SymbolLock


def test_adding_keeps_what_was_there() -> None:
    lock = SymbolLock({("schema", "", "/a"): "A"}).with_entries({("schema", "", "/b"): "B"})
    assert lock.scope("schema", "") == {"/a": "A", "/b": "B"}
    assert lock.names_in("schema", "") == {"A", "B"}
    assert lock.get("schema", "", "/b") == "B"
    assert lock.get("schema", "elsewhere", "/b") is None
