# The client of tests/cases/enum-classes over real sockets: members beside plain values, and values that are newer.
from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from clientloom.config.load import load_vendor
from clientloom.diagnostics import InputError
from support.bad_server import BadServer, Reply
from support.case_client import Caller, case_package

LAMP = {
    "color": "red",
    "level": 50,
    "mode": None,
    "votes": ["+1", ""],
    "palette": {"sky": "light-blue"},
}
NEWER = {
    "color": "mauve",
    "level": 7,
    "votes": ["maybe"],
    "palette": {"sky": "azure"},
    "shape": "oval",
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("enum-classes", tmp_path_factory.mktemp("enums")) as package:
        yield package


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(request: Any, package: Any, server: BadServer, runner: asyncio.Runner) -> Caller:
    options = {"strict_responses": True, "validate_requests": True}
    return Caller(package, "EnumClasses", server.url, request.param, runner, options)


def test_a_response_has_members(package: Any, call: Caller, server: BadServer) -> None:
    server.queue(Reply(200, json.dumps([LAMP]).encode()))
    models = package.models
    (lamp,) = call("lamps.list", color=models.Color.LIGHT_BLUE, levels=[models.Level.Half, 0])
    assert server.asked[0].target == "/lamps?color=light-blue&levels=50,0"
    assert lamp.color is models.Color.RED
    assert lamp.level is models.Level.Half
    assert lamp.votes == [models.Vote.PLUS_1, models.Vote.EMPTY]
    assert all(type(vote) is models.Vote for vote in lamp.votes)
    assert lamp.palette["sky"] is models.Color.LIGHT_BLUE
    match lamp.color:
        case models.Color.GREEN:
            found = "green"
        case models.Color.RED:
            found = "red"
        case _:
            found = "other"
    assert found == "red"


@pytest.mark.parametrize("lamp", [LAMP, NEWER])
def test_what_was_read_goes_out_the_same(
    call: Caller, server: BadServer, lamp: dict[str, object]
) -> None:
    server.handler = lambda _: Reply(201, json.dumps(lamp).encode())
    read = call("lamps.create", color="red", level=0)
    fields = {name: getattr(read, name) for name in lamp}
    again = replace(call, options={})("lamps.create", **fields)
    assert server.asked[1].json == lamp
    assert again == read


def test_an_unlisted_value_stays_plain(package: Any, call: Caller, server: BadServer) -> None:
    server.queue(Reply(201, json.dumps(NEWER).encode()), Reply(200, b"7"), Reply(200, b"100"))
    lamp = call("lamps.create", color="red", level=0)
    assert (type(lamp.color), type(lamp.level), type(lamp.shape)) == (str, int, str)
    level = call("lamps.get_level", package.models.Color.RED)
    assert (type(level), level) == (int, 7)
    assert call("lamps.get_level", "green") is package.models.Level.title_
    assert [asked.target for asked in server.asked[1:]] == [
        "/lamps/red/level",
        "/lamps/green/level",
    ]


def test_an_integer_in_another_spelling_is_the_member(package: Any, server: BadServer) -> None:
    server.handler = lambda _: Reply(200, b'{"color":"red","level":50.0}')
    with package.EnumClasses(base_url=server.url) as client:
        lamp = client.lamps.create(color="red", level=0)
        client.lamps.create(color="red", level=lamp.level)
    assert lamp.level is package.models.Level.Half
    assert json.loads(server.asked[1].body) == {"color": "red", "level": 50.0}


@pytest.mark.parametrize("body", [b"true", b'"50"'])
def test_a_value_of_another_kind_is_no_member(package: Any, server: BadServer, body: bytes) -> None:
    server.handler = lambda _: Reply(200, b'{"color":"red","level":%s}' % body)
    with package.EnumClasses(base_url=server.url) as client:
        lamp = client.lamps.create(color="red", level=0)
        client.lamps.create(color="red", level=lamp.level)
    assert not isinstance(lamp.level, package.models.Level)
    assert server.asked[1].body == b'{"color":"red","level":%s}' % body


def test_a_wrong_value_is_found_before_it_is_sent(package: Any, call: Caller) -> None:
    with pytest.raises(package.InvalidRequestError, match="color"):
        call("lamps.create", color="rde", level=0)


def test_members_are_named_and_described(package: Any) -> None:
    models = package.models
    assert [member.name for member in models.Vote] == [
        *("PLUS_1", "MINUS_1", "EMPTY", "A_MINUS_B", "A_UNDERSCORE_B", "NAME"),
    ]
    assert {m.name: m.value for m in models.Color} == {
        "RED": "red",
        "GREEN": "green",
        "LIGHT_BLUE": "light-blue",
    }
    source = Path(sys.modules[models.Color.__module__].__file__ or "").read_text("utf-8")
    assert 'RED = "red"\n    """Like a rose."""' in source


def test_the_readme_runs(package: Any, capsys: pytest.CaptureFixture[str]) -> None:
    readme = (Path(package.__file__).parents[2] / "README.md").read_text("utf-8")
    chapter = readme.split("## Enums", 1)[1].split("\n## ", 1)[0]
    (code,) = re.findall(r"```python\n(.*?)```", chapter, re.DOTALL)
    exec(code, {})
    assert capsys.readouterr().out == "STEADY True\n"


SCRIPT = """\
from enum_classes import EnumClasses, models

client = EnumClasses()
client.lamps.create(color=models.Color.RED, level=models.Level.Half, votes=["+1", models.Vote.NAME])
client.lamps.create(color="red", level=50)
client.lamps.create(color="rde", level=50)
lamp = client.lamps.create(color="red", level=50, shape=models.Shape.ROUND)
name: str = lamp.color
member: models.Color = lamp.color
"""


@pytest.mark.slow
@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_type_checkers_know_both(package: Any, tmp_path: Path, checker: str) -> None:
    source = Path(package.__file__).parents[1]
    (tmp_path / "script.py").write_text(SCRIPT)
    (tmp_path / "pyrightconfig.json").write_text(json.dumps({"extraPaths": [str(source)]}))
    command = {
        "mypy": [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "script.py"],
        "pyright": ["pyright", "script.py"],
    }
    env = {**os.environ, "MYPYPATH": str(source)}
    done = subprocess.run(
        command[checker], cwd=tmp_path, capture_output=True, check=False, text=True, env=env
    )
    wrong = re.findall(r"script\.py:(\d+)(?::\d+)?(?: -|:) error", done.stdout)
    assert sorted(set(wrong)) == ["6", "9"], done.stdout


def test_another_word_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "client.toml").write_text('[package]\nname = "a"\n[models]\nenums = "class"\n')
    with pytest.raises(InputError, match=r"client\.toml:4:1: error.*unknown enums 'class'"):
        load_vendor(tmp_path, root=tmp_path)
