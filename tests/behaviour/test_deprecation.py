# The client of tests/cases/deprecations over real sockets: what document and server say about the end of an operation.
from __future__ import annotations

import asyncio
import json
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.bad_server import BadServer, json_reply
from support.case_client import Caller, case_package, runtime_module


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("deprecations", tmp_path_factory.mktemp("deprecations")) as imported:
        yield imported


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(
    request: pytest.FixtureRequest, package: Any, server: BadServer, runner: asyncio.Runner
) -> Caller:
    runtime_module(package, "results.deprecation")._WARNED.clear()
    return Caller(package, "Deprecations", server.url, request.param, runner)


def test_a_deprecated_method_warns_and_works(call: Caller, server: BadServer) -> None:
    server.queue(json_reply({"length": 3}))
    with pytest.warns(DeprecationWarning, match=r"^old\.get\(\) is deprecated$"):
        assert call("old.get").length == 3


def test_a_deprecated_argument_warns_where_it_is_given(call: Caller, server: BadServer) -> None:
    server.handler = lambda _: json_reply({"length": 3})
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert call("old.get", verbose=False).length == 3
        call("old.rename", name="new", nick_name="old", x_color="red")
        call("old.rename", name="new")
    said = [str(one.message) for one in caught if "argument" in str(one.message)]
    assert said == [
        "old.get(): the argument 'verbose' is deprecated",
        "old.rename(): the argument 'x_color' is deprecated",
        "old.rename(): the argument 'nick_name' is deprecated",
    ]
    for one in caught:
        assert not {"_runtime", "clientloom_runtime"} & set(Path(one.filename).parts)
    assert server.asked[1].headers["x-color"] == "red"
    assert server.asked[1].json == {"name": "new", "nickName": "old"}


def test_a_deprecated_argument_of_a_list_warns_once_for_all_pages(
    call: Caller, server: BadServer
) -> None:
    pages = [{"data": [{"color": "red"}], "next_cursor": "2"}, {"data": [{"color": "blue"}]}]
    for _ in range(2):
        server.queue(*map(json_reply, pages))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for _ in range(2):
            found = call.all("rooms.list", kinds=["a"])
            assert [lid.color for lid in found] == ["red", "blue"]
    said = [str(one.message) for one in caught]
    assert said == ["rooms.list(): the argument 'kinds' is deprecated"] * 2
    assert [dict(asked.query).get("kinds") for asked in server.asked] == ["a"] * 4


def test_the_server_deprecates_an_operation_once(call: Caller, server: BadServer) -> None:
    moment, end = "@1688169599", "Sun, 11 Nov 2029 23:59:59 GMT"
    server.handler = lambda _: json_reply({}, deprecation=moment, sunset=end)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call("old.get")
        call("old.get")
    said = [str(w.message) for w in caught if "server" in str(w.message)]
    expected = "the server deprecates old.get() since 2023-06-30 and ends it on 2029-11-11"
    assert said == [expected]
    (one,) = (w for w in caught if str(w.message) == expected)
    assert Path(one.filename).is_relative_to(Path(__file__).parents[1])


@pytest.mark.parametrize("value", ["true", "?1", "@99999999999999999999", "\u2028"])
def test_a_header_that_cannot_be_read(call: Caller, server: BadServer, value: str) -> None:
    server.queue(json_reply({}, deprecation=value))
    with pytest.warns(DeprecationWarning, match="deprecate") as caught:
        call("old.get")
    expected = ["old.get() is deprecated", "the server deprecates old.get()"]
    assert [str(one.message) for one in caught] == expected


def test_a_deprecated_model_is_marked_and_works_without_warnings(
    package: Any, call: Caller, server: BadServer
) -> None:
    server.queue(json_reply({"size": 2, "lid": {"color": "red"}}))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        box = call("old.replace", box=package.models.Box(size=1))
    assert type(box) is package.models.Box
    assert (box.size, box.lid.color) == (2, "red")
    assert package.models.Box.__deprecated__ == "Box is deprecated"
    assert not hasattr(package.models.Lid, "__deprecated__")


@pytest.mark.slow
def test_a_type_checker_reports_who_uses_a_deprecated_model(package: Any, tmp_path: Path) -> None:
    source = Path(package.__file__).parents[1]
    (tmp_path / "script.py").write_text(
        "from deprecations.models import Box, Lid\n\nprint(Lid(), Box(size=1))\n"
    )
    settings = {"extraPaths": [str(source)], "reportDeprecated": "error", "include": ["script.py"]}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    done = subprocess.run(
        ["pyright", "--outputjson"], cwd=tmp_path, capture_output=True, check=False, text=True
    )
    found = json.loads(done.stdout)["generalDiagnostics"]
    assert {each["message"].splitlines()[-1].strip() for each in found} == {"Box is deprecated"}
    assert {each["rule"] for each in found} == {"reportDeprecated"}
