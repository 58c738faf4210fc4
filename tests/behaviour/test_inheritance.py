# A client of tests/cases/inheritance, called over real sockets: the tag of an answer decides its class, and goes back.
from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.case_client import Caller, case_package

VEHICLES = [
    ({"kind": "plain", "wheels": 2}, "VehicleBase"),
    ({"kind": "car", "seats": 5}, "Car"),
    ({"kind": "Van", "seats": 2, "load": 900}, "Van"),
    ({"kind": "boat", "wheels": 0}, "UnknownVariant"),
]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("inheritance", tmp_path_factory.mktemp("inheritance")) as imported:
        yield imported


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(
    request: pytest.FixtureRequest, package: Any, server: BadServer, runner: asyncio.Runner
) -> Caller:
    return Caller(package, "Inheritance", server.url, request.param, runner)


def test_the_tag_decides_the_class_and_goes_back(call: Caller, server: BadServer) -> None:
    server.queue(json_reply([value for value, _ in VEHICLES]), *[Reply(204)] * len(VEHICLES))
    drifts: list[object] = []
    call.options["on_drift"] = drifts.append
    read = call("vehicles.list")
    assert [type(vehicle).__name__ for vehicle in read] == [name for _, name in VEHICLES]
    assert len(drifts) == 1
    assert "boat" in repr(read[3])
    for vehicle in read:
        call("vehicles.add", body=vehicle)
    sent = [json.loads(asked.body) for asked in server.asked[1:]]
    assert sent == [value for value, _ in VEHICLES]


@pytest.mark.parametrize(
    ("name", "kind"), [("VehicleBase", "plain"), ("Car", "car"), ("Van", "Van")]
)
def test_a_model_has_its_own_tag(
    call: Caller, server: BadServer, package: Any, name: str, kind: str
) -> None:
    server.queue(Reply(204))
    call("vehicles.add", body=getattr(package.models, name)())
    assert json.loads(server.asked[0].body) == {"kind": kind}


def test_a_model_has_the_tags_of_all_levels(package: Any, call: Caller, server: BadServer) -> None:
    server.queue(*[Reply(204)] * 2)
    call("shapes.add", body=package.models.Square(side=1))
    call("shapes.add", body=package.models.Arc(angle=1))
    assert [json.loads(asked.body) for asked in server.asked] == [
        {"kind": "Polygon", "form": "Square", "side": 1},
        {"kind": "Curve", "bend": "Arc", "angle": 1},
    ]


def test_each_level_has_a_tag(call: Caller, server: BadServer) -> None:
    shapes = [
        ({"kind": "Polygon", "form": "Square", "side": 2}, "Square"),
        ({"kind": "Polygon", "form": "Polygon"}, "PolygonBase"),
        ({"kind": "Curve", "bend": "Arc", "angle": 2}, "Arc"),
        ({"kind": "Curve", "bend": "Curve"}, "CurveBase"),
        ({"kind": "Circle", "radius": 1}, "Circle"),
        ({"kind": "Shape"}, "ShapeBase"),
        ({"kind": "Polygon", "form": "star"}, "UnknownVariant"),
    ]
    server.queue(json_reply([value for value, _ in shapes]), *[Reply(204)] * len(shapes))
    read = call("shapes.list")
    assert [type(shape).__name__ for shape in read] == [name for _, name in shapes]
    for shape in read:
        call("shapes.add", body=shape)
    assert [json.loads(asked.body) for asked in server.asked[1:]] == [value for value, _ in shapes]


def test_enums_without_a_common_value_tell_apart(call: Caller, server: BadServer) -> None:
    trips = [{"state": state, "note": "n"} for state in ("draft", "booked", "done", "lost")]
    server.queue(json_reply(trips))
    read = call("trips.list")
    kinds = ["Planned", "Planned", "Over", "UnknownVariant"]
    assert [type(trip).__name__ for trip in read] == kinds


def test_a_model_that_the_fake_returns_has_its_tag(package: Any, runner: asyncio.Runner) -> None:
    from inheritance.testing import FakeInheritance  # type: ignore[import-not-found]

    models, fake = package.models, FakeInheritance()
    cat, vehicles = models.Cat(name="z", lives=9), [models.Van(load=1), models.Car(seats=2)]
    fake.animals.get.returns(cat)
    fake.vehicles.list.returns(vehicles)

    async def ask() -> tuple[Any, Any]:
        async with fake.async_client() as client:
            return await client.animals.get("1"), await client.vehicles.list()

    with fake.client() as client:
        answers = [(client.animals.get("1"), client.vehicles.list()), runner.run(ask())]
    for animal, read in answers:
        assert (type(animal), animal.name, animal.lives) == (models.Cat, "z", 9)
        assert [(type(one), one.kind) for one in read] == [(models.Van, "Van"), (models.Car, "car")]
