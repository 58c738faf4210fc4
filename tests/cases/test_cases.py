# Each folder here is a case: a document, perhaps client.toml and an overlay, and what is made of it. `golden/`
# holds the generated API (without runtime and packaging, which other tests hold); `diagnostics.txt` what was
# said. `pytest tests/cases --update-goldens` writes both.
from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest
from clientloom.config.load import load_vendor
from clientloom.diagnostics import InputError
from clientloom.pipeline import render_package

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/client.toml"))
SHOWN = ("_requests", "models", "params", "resources")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-goldens"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, *, update: bool) -> None:
    files, said = outcome(case)
    actual = {**files, "diagnostics.txt": said}
    if update:
        rewrite(case / "golden", actual)
    assert actual == read(case / "golden")


def outcome(case: Path) -> tuple[Mapping[str, str], str]:
    """What is generated, by path, and the diagnostics as the user sees them."""
    try:
        rendered = render_package(load_vendor(case, root=case), root=case)
    except InputError as problem:
        return {}, listing(problem)
    files = {inner(path): text for path, text in rendered.files.items() if is_shown(path)}
    return files, "".join(f"{d.listing()}\n" for d in rendered.report.diagnostics)


def listing(problem: InputError) -> str:
    return "".join(f"{d.listing()}\n" for d in problem.diagnostics) + "(refused)\n"


def is_shown(path: PurePosixPath) -> bool:
    return path.name == "api.md" or (len(path.parts) > 2 and path.parts[2] in SHOWN)


def inner(path: PurePosixPath) -> str:
    return "/".join(path.parts[2:]) or path.name


def read(folder: Path) -> Mapping[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def rewrite(folder: Path, files: Mapping[str, str]) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def test_there_are_cases() -> None:
    assert CASES
