# Work that grows faster than the document makes a document that never ends. Steps are counted, not seconds: how busy
# the machine is does not matter.
from __future__ import annotations

import json
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from clientloom.config.load import one_off
from clientloom.pipeline import analyse
from clientloom.symbols import SymbolLock
from support.growing_lists import MANY
from support.growth import Json

if TYPE_CHECKING:
    from _typeshed import TraceFunction

FEW = 30


@pytest.mark.parametrize("kind", MANY)
def test_twice_as_many_are_twice_the_work(kind: str, tmp_path: Path) -> None:
    made = [MANY[kind](FEW * n) for n in (1, 2, 4)]
    normalize(made[-1], tmp_path)  # fills the caches of words
    few, more, most = (count_steps(document, tmp_path) for document in made)
    assert most - more < 2.02 * (more - few)


def normalize(document: Json, folder: Path) -> None:
    """Reads a document up to the API that it describes."""
    path = folder / "many.json"
    path.write_text(json.dumps(document), "utf-8")
    analyse(one_off(path, "many"), symbols=SymbolLock(), root=folder)


def count_steps(document: Json, folder: Path) -> int:
    """Returns how many lines of Python run until a document is normalized."""
    steps = 0

    def count(_frame: FrameType, _event: str, _arg: object) -> TraceFunction:
        nonlocal steps
        steps += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        normalize(document, folder)
    finally:
        sys.settrace(before)
    return steps
