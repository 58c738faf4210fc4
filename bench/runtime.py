# What the client runtime costs, run by hand: `python bench/runtime.py`. Nothing here is asserted.
# Microseconds a call over bare httpx and json, a list of 100 objects, and the memory of a 1 GiB upload.
"""Benchmarks of the client runtime."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "generated/pinecone/src")]

import httpx  # noqa: E402
from pinecone_control import PineconeControl  # noqa: E402
from support.bad_server import BadServer, json_reply  # noqa: E402
from support.sample_client import Shop  # noqa: E402

THING = {"id": "1", "name": "n", "madeAt": "2024-01-01T00:00:00Z", "size": 3}
SPEC = {
    "serverless": {
        "cloud": "aws",
        "region": "us-east-1",
        "read_capacity": {"mode": "OnDemand", "status": {"state": "Ready"}},
    }
}
INDEX = {"name": "movies", "dimension": 1536, "metric": "cosine", "host": "a.b.io", "spec": SPEC,
    "status": {"ready": True, "state": "Ready"}, "vector_type": "dense", "tags": {"a": "b"}}  # fmt: skip
BACKUP = {"backup_id": "670e8400", "source_index_name": "movies", "source_index_id": "670e8401", "name": "b",
    "status": "Ready", "cloud": "aws", "region": "us-east-1", "dimension": 1536, "record_count": 12,
    "tags": {"a": "b"}, "created_at": "2025-02-04T13:00:00Z"}  # fmt: skip
HEADERS = {"x-shop-key": "k", "x-version": "7", "accept": "application/json", "user-agent": "a"}
BASE = "https://x.invalid"
GIB = 1 << 30
BLOCK = bytes(1 << 20)


def microseconds(function: Callable[[], object], rounds: int = 15, calls: int = 300) -> float:
    """The best round's processor time for one call, so that other work on the machine counts less."""
    function()
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        for _ in range(calls):
            function()
        best = min(best, (time.process_time() - started) / calls)
    return best * 1e6


def from_memory(body: object) -> httpx.Client:
    """A client of httpx that always gets this response, without a socket."""
    content = json.dumps(body).encode()
    headers = {"content-type": "application/json"}
    return httpx.Client(
        transport=httpx.MockTransport(
            lambda _: httpx.Response(200, content=content, headers=headers)
        )
    )


def compared(http: httpx.Client, path: str, call: Callable[[], object]) -> tuple[float, float]:
    """Microseconds of bare httpx and json, and of a call of the runtime, for the same response."""
    url = f"{BASE}{path}"
    plain = microseconds(lambda: json.loads(http.get(url, headers=HEADERS).content))
    return plain, microseconds(call)


def of_shop(body: object, path: str, call: Callable[[Shop], object]) -> tuple[float, float]:
    """`compared` for the client that is written by hand."""
    http = from_memory(body)
    shop = Shop(api_key="k", base_url=BASE, http_client=http)
    return compared(http, path, lambda: call(shop))


def of_pinecone(
    body: object, path: str, call: Callable[[PineconeControl], object]
) -> tuple[float, float]:
    """`compared` for a generated client."""
    http = from_memory(body)
    client = PineconeControl(api_key="k", base_url=BASE, http_client=http)
    return compared(http, path, lambda: call(client))


def upload() -> tuple[float, float]:
    """Seconds and MiB of memory that a multipart upload of 1 GiB adds to the process."""
    with BadServer() as server, Shop(api_key="k", base_url=server.url, timeout=600) as client:
        server.discard_bodies = True
        server.handler = lambda _: json_reply({})
        client.things.upload(file=[BLOCK])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.perf_counter()
        client.things.upload(file=_blocks())
        seconds = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        if int(server.asked[-1].body) < GIB:
            raise RuntimeError("the upload was not complete")
    return seconds, (after - before) / 1024


def _blocks() -> Iterator[bytes]:
    for _ in range(GIB // len(BLOCK)):
        yield BLOCK


def large_body() -> tuple[float, float]:
    """Microseconds to encode 1 MB of JSON, by json alone and by the runtime."""
    from templates.runtime.data.encoding import encode_json

    vectors = [{"id": str(n), "values": [n / 7 for n in range(128)]} for n in range(400)]
    plain = microseconds(lambda: json.dumps(vectors), 5, 5)
    return plain, microseconds(lambda: encode_json(vectors), 5, 5)


def main() -> None:
    """Print all of it."""
    lines = [
        ("one object", *of_shop(THING, "/things/1", lambda shop: shop.things.retrieve("1"))),
        ("100 objects", *of_shop([THING] * 100, "/search", lambda shop: shop.things.search())),
        ("100 backups", *of_pinecone({"data": [BACKUP] * 100}, "/b", lambda c: c.backups.list())),
        ("100 indexes", *of_pinecone({"indexes": [INDEX] * 100}, "/i", lambda c: c.indexes.list())),
        ("encoding 1 MB", *large_body()),
    ]
    for name, plain, ours in lines:
        sys.stdout.write(f"{name:15} httpx + json {plain:8.1f} us   runtime {ours:8.1f} us\n")
    seconds, mebibytes = upload()
    sys.stdout.write(f"{'1 GiB upload':15} {seconds:.1f} s, {mebibytes:.1f} MiB more memory\n")


if __name__ == "__main__":
    main()
