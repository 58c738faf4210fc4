# What is pinned: the lock, the lower bounds, and the tools that decide bytes agree wherever they are named.
from __future__ import annotations

import ast
import configparser
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[2]
FILES = ("lock", "lowest")
PARTS = {"pydantic-core", "keyring"}
"""Distributions that pydantic and twine install on every system where they use them."""


def project(folder: str = ".") -> dict[str, Any]:
    return tomllib.loads((ROOT / folder / "pyproject.toml").read_text("utf-8"))


def tool() -> list[Requirement]:
    """What the tool depends on."""
    return [Requirement(text) for text in project()["project"]["dependencies"]]


def extra(name: str) -> list[Requirement]:
    """What one extra adds to it."""
    return [Requirement(text) for text in project()["project"]["optional-dependencies"][name]]


def client() -> list[Requirement]:
    """What a generated package depends on."""
    return [Requirement(text) for text in project("generated/pinecone")["project"]["dependencies"]]


def entries(name: str) -> Iterator[tuple[Requirement, list[str]]]:
    """Each requirement of a file of requirements/, and its hashes."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    for block in re.split(r"\n(?=[^\s#])", re.sub(r"(?m)^ *#.*\n?", "", text).strip()):
        requirement, *hashes = re.split(r"\s*\\?\n?\s*--hash=", block.strip())
        yield Requirement(requirement), hashes


def pinned(name: str) -> dict[str, Version]:
    """The version that a file names for each distribution on Python 3.11."""
    world = {"python_version": "3.11", "python_full_version": "3.11.9"}
    found = {}
    for requirement, _ in entries(name):
        if requirement.marker is None or requirement.marker.evaluate(world):
            (version,) = requirement.specifier
            assert version.operator == "=="
            found[canonical(requirement.name)] = Version(version.version)
    return found


def imported(room: Path) -> set[str]:
    """The top-level packages that the files of a folder import, other than Python's own."""
    found = set()
    for path in room.rglob("*.py"):
        if "golden" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - sys.stdlib_module_names


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", FILES)
def test_every_entry_of_a_lock_has_hashes_and_none_names_a_place(name: str) -> None:
    found = dict(entries(name))
    assert len(found) > 100
    assert all(
        hashes and all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes)
        for hashes in found.values()
    )
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    assert not re.search(r"://|file:|index|find-links| @ ", text)


def test_the_lock_has_what_the_project_declares() -> None:
    versions = pinned("lock")
    tox = [requirement for requirement in extra("dev") if requirement.name != "clientloom"]
    for requirement in (*tool(), *extra("tests"), *client(), *tox):
        assert requirement.specifier.contains(versions[canonical(requirement.name)]), requirement


def test_the_lowest_versions_are_the_lower_bounds() -> None:
    versions = pinned("lowest")
    for requirement in (*tool(), *extra("tests"), *client()):
        (bound,) = (one for one in requirement.specifier if one.operator in {">=", "=="})
        release = Version(bound.version).release
        found = versions[canonical(requirement.name)].release
        if requirement.name != "typing_extensions":  # today's anyio, below httpx, asks for more
            assert (*found, 0, 0)[: len(release)] == release, requirement


def test_the_tool_and_its_clients_allow_the_same_versions() -> None:
    allowed = {requirement.name: requirement.specifier for requirement in tool()}
    shared = [requirement for requirement in client() if requirement.name in allowed]
    assert {requirement.name for requirement in shared} == {"httpx", "pydantic"}
    for requirement in shared:
        assert requirement.specifier == allowed[requirement.name]


def test_a_dependency_below_version_one_has_an_upper_bound() -> None:
    versions = pinned("lock")
    used = [*tool(), *extra("tests")]
    young = [one for one in used if versions[canonical(one.name)].major == 0]
    assert len(young) > 5
    for requirement in young:
        assert {one.operator for one in requirement.specifier} & {"<", "=="}, requirement


@pytest.mark.parametrize(
    ("room", "allowed"),
    [("generator", ("dask",)), ("tests", ("dask", "tests"))],
    ids=["generator", "tests"],
)
def test_what_is_imported_is_declared(room: str, allowed: tuple[str, ...]) -> None:
    declared = [*tool(), *client(), *(one for name in allowed for one in extra(name))]
    names = {canonical(one.name) for one in declared} | PARTS | {"clientloom"}
    distributions = packages_distributions()
    found = imported(ROOT / room)
    assert len(found) > 15
    for package in found:
        owners = {canonical(name) for name in distributions.get(package, ())}
        assert not owners or owners & names, f"{package} is imported in {room}/"


def test_what_decides_bytes_is_named_exactly_and_everywhere_alike() -> None:
    exact = {
        requirement.name: str(requirement)
        for requirement in tool()
        if str(requirement.specifier).startswith("==")
    }
    assert exact.keys() == {*("datamodel-code-generator", "hatchling", "markdown-it-py", "ruff")}
    backends = [project()["build-system"]["requires"]]
    backends += [
        project(f"generated/{folder.name}")["build-system"]["requires"]
        for folder in (ROOT / "generated").iterdir()
        if (folder / "pyproject.toml").is_file()
    ]
    assert len(backends) > 4
    assert backends == [[exact["hatchling"]]] * len(backends)
    tox = configparser.ConfigParser(interpolation=None)
    tox.read(ROOT / "tox.ini", "utf-8")
    assert tox["testenv:lint"]["deps"] == exact["ruff"]
