# A client of tests/cases/recursive-models, called over real sockets: models that hold each other, read and given back.
from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.case_client import Caller, case_package

RULE = {"must": {"must": "x"}}
EITHER = {"should": [RULE, {"should": []}, {"must": None}]}
PLANS: list[dict[str, Any]] = [
    {"config": RULE, "metadata": RULE},
    {"config": EITHER, "expected": EITHER},
    {"config": None, "default": [{"config": {"must": None}}, {"default": [{"metadata": RULE}]}]},
]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("recursive-models", tmp_path_factory.mktemp("recursive")) as imported:
        yield imported


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(
    request: pytest.FixtureRequest, package: Any, server: BadServer, runner: asyncio.Runner
) -> Caller:
    strict = {"strict_responses": True, "validate_requests": True}
    return Caller(package, "RecursiveModels", server.url, request.param, runner, strict)


@pytest.mark.parametrize("plan", PLANS)
def test_fields_of_any_name_hold_models_that_hold_each_other(
    call: Caller, server: BadServer, plan: dict[str, Any]
) -> None:
    server.queue(json_reply(plan), Reply(204), Reply(204))
    found = call("plan.get")
    assert type(found).__name__ == "Plan"
    call("plan.set", plan=found)
    call("plan.set", plan=plan)
    assert [json.loads(asked.body) for asked in server.asked[1:]] == [{"plan": plan}] * 2


def test_a_rule_of_another_shape_is_refused(call: Caller, server: BadServer, package: Any) -> None:
    server.queue(json_reply({"metadata": {"must": {"must": 5}}}))
    with pytest.raises(package.ResponseValidationError, match=r"metadata\.must"):
        call("plan.get")
