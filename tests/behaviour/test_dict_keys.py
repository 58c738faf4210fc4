# A client of tests/cases/dict-keys, called over real sockets: keys of dicts are Python names, or those of the wire.
from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

import pytest
from support.bad_server import BadServer, Reply, json_reply
from support.case_client import Caller, case_package


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("dict-keys", tmp_path_factory.mktemp("keys")) as imported:
        yield imported


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(
    request: pytest.FixtureRequest, package: Any, server: BadServer, runner: asyncio.Runner
) -> Caller:
    return Caller(package, "DictKeys", server.url, request.param, runner)


def sent(call: Caller, server: BadServer, method: str, **arguments: object) -> Any:
    server.queue(Reply(204))
    call(method, **arguments)
    return json.loads(server.asked[-1].body)


class Column:
    """Behaves as a column of a table."""

    def __init__(self, values: list[object]) -> None:
        self.values = values

    def __iter__(self) -> Iterator[object]:
        return iter(self.values)

    def tolist(self) -> list[object]:
        return self.values


@pytest.mark.parametrize(
    "give",
    [
        list,
        tuple,
        iter,
        deque,
        Column,
        lambda pools: (pool for pool in pools),
        lambda pools: dict(enumerate(pools)).values(),
    ],
)
def test_keys_are_translated_in_whatever_is_sent_as_a_list(
    call: Caller, server: BadServer, give: Any
) -> None:
    """Dicts in an iterator or a view of a dict kept the names of Python, which the server ignored."""
    body = sent(call, server, "pools.replace", body=give([{"pool_id": "a"}, {"poolId": "b"}]))
    assert body == [{"poolId": "a"}, {"poolId": "b"}]


@pytest.mark.parametrize(
    ("given", "wire"),
    [
        ({"cpu_count": 2}, {"cpuCount": 2}),
        ({"cpuCount": 2}, {"cpuCount": 2}),
        ({"cpuCount": 2, "cpu_count": 3}, {"cpuCount": 2, "cpu_count": 3}),
        ({"memory_gb": 1, "memoryGb": 2}, {"memory_gb": 1, "memoryGb": 2}),
        ({"free_key": 1, "freeKey": 2}, {"free_key": 1, "freeKey": 2}),
        ({"from_": 1, "schema": 2}, {"from": 1, "schema": 2}),
        ({"from": 1}, {"from": 1}),
    ],
    ids=[
        "Python names",
        "wire names",
        "a free key beside its field",
        "two fields",
        "free keys",
        "a word that Python reserves",
        "that word on the wire",
    ],
)
def test_keys_travel_as_the_document_writes_them(
    call: Caller, server: BadServer, given: dict[str, int], wire: dict[str, int]
) -> None:
    body = sent(call, server, "pools.replace", body=[{"pool_id": "a", "node_size": given}])
    assert body == [{"poolId": "a", "nodeSize": wire}]


def test_keys_of_a_map_are_never_translated(call: Caller, server: BadServer) -> None:
    pool = {
        "pool_id": "a",
        "labels": {"pool_id": "x", "node_size": "y"},
        "sizes_by_name": {"cpu_count": {"cpu_count": 1}},
    }
    assert sent(call, server, "pools.replace", body=[pool]) == [
        {
            "poolId": "a",
            "labels": {"pool_id": "x", "node_size": "y"},
            "sizesByName": {"cpu_count": {"cpuCount": 1}},
        }
    ]


def test_a_field_has_one_name_as_argument_as_key_and_as_attribute(
    call: Caller, package: Any, server: BadServer
) -> None:
    names = {"min_minus_age": 1, "min_age": 2}
    assert sent(call, server, "settings.replace", **names) == {"min-age": 1, "min_age": 2}
    assert set(package.params.SettingsDict.__annotations__) >= names.keys()
    assert package.models.Settings.model_fields.keys() >= names.keys()
    assert package.params.SizeDict.__annotations__.keys() >= {"from_", "schema"}


def test_a_variant_is_known_by_its_tag(call: Caller, server: BadServer) -> None:
    disks = [
        {"disk_kind": "local", "mount_path": "/a"},
        {"diskKind": "cloud", "volume_id": "v", "mountpath": "/b"},
    ]
    body = sent(call, server, "pools.replace", body=[{"pool_id": "a", "disk": d} for d in disks])
    assert [pool["disk"] for pool in body] == [
        {"diskKind": "local", "mountPath": "/a"},
        {"diskKind": "cloud", "volumeId": "v", "mountpath": "/b"},
    ]


def test_a_variant_without_its_tag_is_not_guessed(
    package: Any, call: Caller, server: BadServer
) -> None:
    """What all variants write in one way is written so; what they write differently is refused."""
    with pytest.raises(
        package.InvalidRequestError, match="'size_gb': this dict may be LocalDisk or CloudDisk"
    ):
        call("pools.replace", body=[{"pool_id": "a", "disk": {"size_gb": 1}}])
    assert server.asked == []
    for disk, wire in [
        ({"mount_path": "/a"}, {"mountPath": "/a"}),
        ({"volume_id": "v"}, {"volumeId": "v"}),
        ({"sizeGb": 1}, {"sizeGb": 1}),
        ({"disk_kind": "tape", "size_gb": 1}, {"disk_kind": "tape", "size_gb": 1}),
    ]:  # fmt: skip
        body = sent(call, server, "pools.replace", body=[{"pool_id": "a", "disk": disk}])
        assert body == [{"poolId": "a", "disk": wire}]


def test_keywords_and_nested_dicts_mix(call: Caller, server: BadServer) -> None:
    body = sent(
        call, server, "settings.replace", pool_id="a", anything={"pool_id": 1},
        extra_body={"pool_id": 2},
    )  # fmt: skip
    assert body == {"poolId": "a", "anything": {"pool_id": 1}, "pool_id": 2}


def test_what_was_read_goes_out_the_same(call: Caller, server: BadServer) -> None:
    pool = {
        "poolId": "a",
        "pool_id": "free",
        "nodeSize": {"cpuCount": 1, "cpu_count": 2},
        "labels": {"pool_id": "x"},
        "disk": {"diskKind": "tape", "mount_path": "m"},
        "parts": [{"poolId": 7, "node_size": {"cpu_count": 3}}],
    }
    server.queue(json_reply([pool]))
    (read,) = call("pools.list")
    assert sent(call, server, "pools.replace", body=[read]) == [pool]
    read.parts.clear()
    dumped = read.model_dump(by_alias=True, exclude_unset=True)
    assert sent(call, server, "pools.replace", body=[dumped]) == [{**pool, "parts": []}]


@pytest.mark.parametrize("name", ["node_count", "nodeCount"])
def test_objects_in_parameters_and_forms(call: Caller, server: BadServer, name: str) -> None:
    server.queue(json_reply([]), Reply(204))
    call("pools.list", filter={name: 3})
    assert unquote(server.asked[0].target) == "/pools?filter[nodeCount]=3"
    call("settings.send", node_size={"cpu_count": 3})
    assert parse_qs(server.asked[1].body.decode()) == {"nodeSize[cpuCount]": ["3"]}


def test_items_of_lines(call: Caller, server: BadServer) -> None:
    server.queue(Reply(204), Reply(204))
    pools = [{"pool_id": "a"}, {"poolId": "b", "parts": [{"pool_id": "c"}]}]
    call("pools.update", items=pools)
    call("pools.update", items=iter(pools))
    lines = b'{"poolId":"a"}\n{"poolId":"b","parts":[{"poolId":"c"}]}\n'
    assert [asked.body for asked in server.asked] == [lines, lines]


def test_lines_that_are_written_already_stay(call: Caller, server: BadServer) -> None:
    server.queue(Reply(204), Reply(204))
    written = b'{"pool_id":"a"}\n'
    call("pools.update", items=written)
    call("pools.update", items=bytearray(written))
    assert [asked.body for asked in server.asked] == [written, written]


@pytest.mark.parametrize("key", ["node_size", "nodeSize"])
def test_checked_requests_take_both_spellings(package: Any, server: BadServer, key: str) -> None:
    client = package.DictKeys(base_url=server.url, validate_requests=True)
    server.queue(Reply(204))
    client.pools.replace(body=[{"poolId": "a", key: {"cpu_count": 1}}])
    with pytest.raises(package.InvalidRequestError, match="pool_id"):
        client.pools.replace(body=[{"pool_ids": "a"}])
    disk = {"diskKind": "local", "mount_path": 3}
    with pytest.raises(package.InvalidRequestError, match="mount_path"):
        client.pools.replace(body=[{"pool_id": "a", "disk": disk}])
    both = {"poolId": "a", "pool_id": "a"}
    with pytest.raises(package.InvalidRequestError, match="is 'pool_id', which is there too"):
        client.pools.replace(body=[both])
    assert len(server.asked) == 1


def test_a_class_that_a_later_one_completes_has_its_names_from_the_start(
    tmp_path: Path, server: BadServer
) -> None:
    with case_package("dict-keys", tmp_path) as fresh:
        client = fresh.DictKeys(base_url=server.url, validate_requests=True)
        server.queue(Reply(204))
        client.pools.replace(body=[{"poolId": "a", "netConfig": {"vlanTag": {"tagId": 1}}}])
        client.close()
    assert json.loads(server.asked[-1].body) == [
        {"poolId": "a", "netConfig": {"vlanTag": {"tagId": 1}}}
    ]


def test_nothing_is_translated_where_no_name_differs(package: Any) -> None:
    from dict_keys._requests import plain, pools  # type: ignore[import-not-found]  # made here

    assert not plain.CREATE.dict_keys
    assert pools.REPLACE.dict_keys
