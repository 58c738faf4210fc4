# What a call costs over loopback: bare httpx, the generated client, and the official SDK, in one process.
"""Calls side by side. The server is a process of its own, so that only clients are measured."""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path

from costs import Cost, median

ROOT = Path(__file__).resolve().parents[1]
SPEC = {"serverless": {"cloud": "aws", "region": "us-east-1",
    "read_capacity": {"mode": "OnDemand", "status": {"state": "Ready"}}}}  # fmt: skip
INDEX = {"name": "movies", "dimension": 1536, "metric": "cosine", "host": "a.b.io", "spec": SPEC,
    "status": {"ready": True, "state": "Ready"}, "vector_type": "dense", "tags": {"a": "b"},
    "deletion_protection": "disabled",
    "schema": {"fields": {"values": {"type": "dense_vector", "dimension": 1536, "metric": "cosine"}}},
    "deployment": {
        "deployment_type": "managed", "environment": "e", "cloud": "aws", "region": "us-east-1"}}  # fmt: skip
BACKUP = {"backup_id": "670e8400", "source_index_name": "movies", "source_index_id": "670e8401", "name": "b",
    "status": "Ready", "cloud": "aws", "region": "us-east-1", "dimension": 1536, "record_count": 12,
    "tags": {"a": "b"}, "created_at": "2025-02-04T13:00:00Z"}  # fmt: skip
STORE = {"id": "vs_1", "object": "vector_store", "created_at": 1700000000, "name": "s", "usage_bytes": 1,
    "file_counts": {"in_progress": 0, "completed": 1, "failed": 0, "cancelled": 0, "total": 1},
    "status": "completed", "last_active_at": 1700000000, "metadata": {}}  # fmt: skip

CALLS = 60

Call = Callable[[], int]
"""Makes a call and returns how many objects came: an SDK that leaves some out is not faster, but wrong."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    replies: Mapping[str, bytes] = {
        "/indexes/movies": json.dumps(INDEX).encode(),
        "/indexes": json.dumps({"indexes": [INDEX] * 100}).encode(),
        "/backups": json.dumps({"data": [BACKUP] * 100}).encode(),
        "/vector_stores": json.dumps(
            {
                "object": "list",
                "data": [STORE] * 20,
                "first_id": "a",
                "last_id": "b",
                "has_more": False,
            }
        ).encode(),
    }

    def do_GET(self) -> None:
        content = self.replies[self.path.partition("?")[0]]
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(content)}\r\n\r\n"
        self.wfile.write(head.encode() + content)

    def log_message(self, *_arguments: object) -> None:
        """Prints nothing."""


def _serve(port: Connection) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    port.send(server.server_address[1])
    server.serve_forever()


@contextmanager
def _server() -> Iterator[str]:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(theirs,), daemon=True
    )
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}"
    finally:
        process.terminate()


def measure_calls(rounds: int) -> Iterator[tuple[str, dict[str, Cost]]]:
    """Each call with what it costs each client; the rounds alternate."""
    with _server() as url:
        groups = _groups(url)
        for group, calls in groups.items():
            found: dict[str, list[Cost]] = {name: [] for name in calls}
            for _ in range(1 + rounds):
                for name, call in calls.items():
                    found[name].append(_cost(call, calls["httpx + json"]()))
            yield group, {name: median(costs[1:]) for name, costs in found.items()}


def _cost(call: Call, objects: int) -> Cost:
    try:
        if (came := call()) != objects:
            return Cost(fault=f"returns {came} of {objects} objects")
        started, before = time.perf_counter(), time.process_time()
        for _ in range(CALLS):
            call()
    except Exception as problem:  # noqa: BLE001 (a peer that fails is a line of the table)
        return Cost(fault=f"{type(problem).__name__}: {problem}"[:90])
    cpu = (time.process_time() - before) / CALLS
    return Cost(seconds=(time.perf_counter() - started) / CALLS, cpu=cpu)


def _groups(url: str) -> dict[str, dict[str, Call]]:
    import httpx

    sys.path[:0] = [str(folder) for folder in (ROOT / "generated").glob("*/src")]
    from openai_vector_stores import OpenAIVectorStores
    from pinecone_control import PineconeControl

    http = httpx.Client(base_url=url, headers={"api-key": "k"})
    ours = PineconeControl(api_key="k", base_url=url)
    stores = OpenAIVectorStores(api_key="k", base_url=url)

    def plain(path: str, member: str = "") -> Call:
        def call() -> int:
            content = json.loads(http.get(path).content)
            return len(content[member]) if member else 1

        return call

    return {
        "one index": {
            "httpx + json": plain("/indexes/movies"),
            "clientloom": lambda: len([ours.indexes.describe("movies")]),
            **_official_pinecone(url, lambda client: [client.indexes.describe("movies")]),
        },
        "100 indexes": {
            "httpx + json": plain("/indexes", "indexes"),
            "clientloom": lambda: len(list(ours.indexes.list())),
            **_official_pinecone(url, lambda client: client.indexes.list()),
        },
        "100 backups": {
            "httpx + json": plain("/backups", "data"),
            "clientloom": lambda: len(list(ours.backups.list())),
            **_official_pinecone(url, lambda client: client.backups.list()),
        },
        "20 vector stores": {
            "httpx + json": plain("/vector_stores", "data"),
            "clientloom": lambda: len(list(stores.vector_stores.list())),
            **_official_openai(url),
        },
    }


def _official_pinecone(url: str, call: Callable[..., Iterable[object]]) -> dict[str, Call]:
    try:
        from pinecone import Pinecone
    except ImportError:
        return {}
    client = Pinecone(api_key="k", host=url)
    return {"pinecone": lambda: len(list(call(client)))}


def _official_openai(url: str) -> dict[str, Call]:
    try:
        from openai import OpenAI
    except ImportError:
        return {}
    client = OpenAI(api_key="k", base_url=url)
    return {"openai": lambda: len(list(client.vector_stores.list()))}
