# CONTRIBUTING names the files of each kind of change: each file that it names exists.
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PLACES = [ROOT, ROOT / "generator" / "clientloom"]
PATH = re.compile(r"`((?:[\w.-]+/)*[\w-]+(?:/|\.(?:py|toml|md|yml|txt|jinja)))`")
QUESTIONS = [
    "A pagination style",
    "A body media type",
    "A diagnostic",
    "An output file",
    "An OpenAPI version",
    "The name of a class",
]
"""What a newcomer must find within a minute."""


def named_paths(text: str) -> Iterator[str]:
    """The paths between backticks; one without a folder is beside the one before it."""
    folder = PurePosixPath()
    for name in PATH.findall(text):
        found = PurePosixPath(name)
        if len(found.parts) == 1 and not exists(found) and exists(folder / found):
            found = folder / found
        yield found.as_posix()
        folder = found if name.endswith("/") else found.parent


def exists(path: PurePosixPath) -> bool:
    return any((place / path).exists() for place in PLACES)


def section(question: str) -> str:
    match = re.search(rf"\*\*{question}[^*]*\.\*\*(.*?)(?:\n\n|\Z)", TEXT, re.DOTALL)
    assert match is not None, f"CONTRIBUTING does not say where {question!r} goes"
    return match[1]


@pytest.mark.parametrize("path", sorted(set(named_paths(TEXT))))
def test_a_named_path_exists(path: str) -> None:
    assert exists(PurePosixPath(path)), path


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_kind_of_change_has_its_files(question: str) -> None:
    assert len(list(named_paths(section(question)))) >= 2


def test_a_body_media_type_touches_at_most_six_files() -> None:
    named = named_paths(section("A body media type"))
    files = {path for path in named if path.endswith(".py")}
    assert len(files) <= 6, files
