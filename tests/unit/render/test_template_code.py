# The code of a template and the parts of a runtime module are kept beside them, and never used when they are damaged
# or made from something else.
from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from clientloom.render.environment import Templates, load_templates
from clientloom.render.runtime import definitions
from clientloom.render.runtime.definitions import parse_module
from jinja2 import Environment


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "package/below").mkdir(parents=True)
    (tmp_path / "package/below/a.jinja").write_text("{{ 'x' | upper }} {{ word }}\n", "utf-8")
    return tmp_path


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The names of the templates that were compiled."""
    names: list[str | None] = []
    compile_ = Environment.compile

    def count(self: Environment, source: str, name: str | None, *rest: str | None) -> object:
        names.append(name)
        return compile_(self, source, name, *rest)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", count)
    return names


def render(folder: Path, custom: Path | None = None) -> str:
    return load(folder, custom).render("below/a", word="y")


def load(folder: Path, custom: Path | None = None) -> Templates:
    return load_templates(folder, custom)


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("__pycache__/*") if path.is_file()]


def test_a_template_is_compiled_once(folder: Path, compiled: list[str | None]) -> None:
    assert [render(folder) for _ in range(3)] == ["X y\n"] * 3
    assert compiled == ["below/a.jinja"]
    assert len(kept(folder)) == 1


def put_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def put_file_for_folder(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_bytes(b"")


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(path.read_bytes()[:32] + b"N"),
        lambda path: path.write_bytes(path.read_bytes().replace(b"upper", b"lower")),
        put_folder,
        put_file_for_folder,
    ],
)
def test_damaged_code_is_made_again(
    folder: Path, compiled: list[str | None], damage: Callable[[Path], object]
) -> None:
    render(folder)
    damage(kept(folder)[0])
    assert render(folder) == "X y\n"
    assert len(compiled) == 2


def test_another_source_or_setting_is_compiled(folder: Path, compiled: list[str | None]) -> None:
    render(folder)
    templates = load(folder)
    templates.environment.trim_blocks = False
    assert templates.render("below/a", word="y") == "X y\n"
    (folder / "package/below/a.jinja").write_text("{{ word }}!\n", "utf-8")
    assert render(folder) == "y!\n"
    assert len(compiled) == 3


def test_templates_of_a_user_are_not_kept(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "package/below").mkdir(parents=True)
    (own / "package/below/a.jinja").write_text("own {{ word }}\n", "utf-8")
    assert render(folder, own) == "own y\n"
    assert not kept(tmp_path)


def test_nothing_is_written_where_python_writes_no_code(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert render(folder) == "X y\n"
    assert not kept(folder)


MODULE = "import os\n\nfrom .b import B\n\nLIMIT = 3\n\n\ndef first() -> B:\n    return B(LIMIT)\n"
KNOWN = frozenset({"a", "b"})


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of the runtime's modules that were parsed."""
    texts: list[str] = []

    def count(dotted: str, text: str, known: frozenset[str]) -> definitions.Module:
        texts.append(text)
        return parse_module(dotted, text, known)

    monkeypatch.setattr(definitions, "parse_module", count)
    return texts


def recall(source: Path, text: str = MODULE, known: frozenset[str] = KNOWN) -> definitions.Module:
    definitions.recall_module.cache_clear()
    return definitions.recall_module("a", text, known, source)


def parts(module: definitions.Module) -> object:
    uses = [(d.names, d.uses, d.first, d.last) for d in module.definitions]
    return module.lines, uses, module.by_name.keys(), module.sources


def test_a_module_of_the_runtime_is_parsed_once(folder: Path, parsed: list[str]) -> None:
    found = [parts(recall(folder / "a.py")) for _ in range(3)]
    assert found == [parts(parse_module("a", MODULE, KNOWN))] * 3
    assert parsed == [MODULE]
    assert len(kept(folder)) == 1


def test_parts_of_other_modules_are_not_taken(folder: Path, parsed: list[str]) -> None:
    recall(folder / "a.py")
    assert "second" in recall(folder / "a.py", MODULE.replace("first", "second")).by_name
    assert recall(folder / "a.py", known=frozenset({"a"})).sources == {}
    kept(folder)[0].write_bytes(b"damaged")
    assert recall(folder / "a.py").sources == {"B": ("b", "B")}
    assert len(parsed) == 4
