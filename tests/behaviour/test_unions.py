# The client of tests/cases/unions over real sockets: variants of an answer, and how callers narrow them.
from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.bad_server import BadServer, json_reply
from support.case_client import Caller, case_package

CIRCLE = {"kind": "circle", "radius": 1.5}
STAR = {"kind": "star", "points": 5}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("unions", tmp_path_factory.mktemp("unions")) as package:
        yield package


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(request: Any, package: Any, server: BadServer, runner: asyncio.Runner) -> Caller:
    return Caller(package, "Unions", server.url, request.param, runner)


def test_an_answer_is_narrowed(package: Any, call: Caller, server: BadServer) -> None:
    server.queue(json_reply(CIRCLE), json_reply(STAR))
    assert package.narrow(call("shapes.list"), package.models.Circle).radius == 1.5
    with pytest.raises(
        package.UnexpectedVariantError, match="UnknownVariant, not Circle or Square"
    ):
        package.narrow(call("shapes.list"), package.models.Circle, package.models.Square)


def test_an_unknown_variant_is_still_sent_as_it_came(call: Caller, server: BadServer) -> None:
    server.handler = lambda _: json_reply(STAR)
    call("shapes.create", shape=call("shapes.list"))
    assert server.asked[1].json == {"shape": STAR}
    validating = Caller(
        call.package,
        call.client,
        call.url,
        call.asynchronous,
        call.runner,
        {"validate_requests": True},
    )
    validating("shapes.create", shape=call("shapes.list"))
    assert server.asked[3].json == {"shape": STAR}


SCRIPT = """
from typing import assert_type
from unions import Unions, UnknownVariant, models, narrow

def known(client: Unions) -> None:
    shape = client.shapes.list()
    assert_type(shape, models.Circle | models.Square | UnknownVariant)
    circle = narrow(shape, models.Circle)
    assert_type(circle, models.Circle)
    assert_type(narrow(shape, models.Circle, models.Square), models.Circle | models.Square)
    client.shapes.create(shape=circle)
    client.shapes.create(shape={"kind": "circle", "radius": 2})

def unknown(client: Unions, shape: UnknownVariant) -> None:
    client.shapes.create(shape=shape)  # type: ignore[arg-type]
"""


@pytest.mark.slow
def test_type_checkers_know_what_narrow_returns(package: Any, tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(SCRIPT)
    environment = {**os.environ, "MYPYPATH": str(Path(package.__file__).parents[1])}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", "cache", "script.py"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
