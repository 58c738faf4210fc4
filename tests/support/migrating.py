# What the servers of examples/migrating/ answer, what the programs send and what they find.
"""`PINECONE` and `OPENAI`: the replies to the two programs, and what each of the two versions has to send."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from support.bad_server import Asked, Reply, json_reply

Sent = tuple[str, str, object]
"""Method, target, and decoded body."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program with two versions: the replies of its server, what it sends, and what it returns."""

    replies: Mapping[tuple[str, str], tuple[object, ...]]
    sent: list[Sent]
    lines: list[str]
    listed: list[str]

    def handler(self) -> Callable[[Asked], Reply]:
        """Returns a handler that answers by method and path, and forgets what is deleted."""
        replies = {key: list(values) for key, values in self.replies.items()}

        def answer(asked: Asked) -> Reply:
            values = replies.get((asked.method, asked.path))
            if not values:
                return json_reply(GONE, 404)
            if asked.method == "DELETE":
                replies.pop(("GET", asked.path), None)
            return json_reply(values.pop(0) if len(values) > 1 else values[0])

        return answer


def sent(asked: Asked) -> Sent:
    """Returns what a program sent, in the form of `Program.sent`."""
    return asked.method, asked.target, asked.json if asked.body else None


GONE = {
    "error": {"message": "not found", "type": "invalid", "param": None, "code": "NOT_FOUND"},
    "status": 404,
}


def _counts(reading: int = 0) -> dict[str, int]:
    return {
        "in_progress": reading,
        "completed": 2 - reading,
        "failed": 0,
        "cancelled": 0,
        "total": 2,
    }


def _store(store: str, name: str) -> dict[str, object]:
    return {
        "id": store,
        "object": "vector_store",
        "created_at": 1,
        "name": name,
        "usage_bytes": 0,
        "file_counts": _counts(),
        "status": "completed",
        "last_active_at": 1,
        "metadata": {},
    }


def _file(file: str, status: str) -> dict[str, object]:
    return {
        "id": file,
        "object": "vector_store.file",
        "created_at": 1,
        "usage_bytes": 1200,
        "vector_store_id": "vs-1",
        "status": status,
        "last_error": None,
    }


def _batch(status: str) -> dict[str, object]:
    return {
        "id": "batch-1",
        "object": "vector_store.files_batch",
        "created_at": 1,
        "vector_store_id": "vs-1",
        "status": status,
        "file_counts": _counts(2 if status == "in_progress" else 0),
    }


def _page(*items: dict[str, object], has_more: bool = False) -> dict[str, object]:
    ends = {"first_id": items[0]["id"], "last_id": items[-1]["id"]}
    return {"object": "list", "data": list(items), **ends, "has_more": has_more}


def _deleted(what: str, kind: str) -> dict[str, object]:
    return {"id": what, "object": f"{kind}.deleted", "deleted": True}


_HIT = {
    "file_id": "file-1",
    "filename": "leave.md",
    "score": 0.9,
    "attributes": {"lang": "en"},
    "content": [{"type": "text", "text": "Thirty days"}],
}
_SEARCH = {
    "object": "vector_store.search_results.page",
    "search_query": ["holidays"],
    "data": [_HIT],
    "has_more": False,
    "next_page": None,
}

OPENAI = Program(
    replies={
        ("POST", "/vector_stores"): (_store("vs-1", "handbook"),),
        ("GET", "/vector_stores"): (
            _page(_store("vs-1", "a"), _store("vs-2", "b"), has_more=True),
            _page(_store("vs-3", "c")),
        ),
        ("POST", "/vector_stores/vs-1"): (_store("vs-1", "old handbook"),),
        ("DELETE", "/vector_stores/vs-1"): (_deleted("vs-1", "vector_store"),),
        ("POST", "/vector_stores/vs-1/files"): (_file("file-1", "in_progress"),),
        ("GET", "/vector_stores/vs-1/files/file-1"): (
            _file("file-1", "in_progress"),
            _file("file-1", "completed"),
        ),
        ("DELETE", "/vector_stores/vs-1/files/file-1"): (_deleted("file-1", "vector_store.file"),),
        ("POST", "/vector_stores/vs-1/file_batches"): (_batch("in_progress"),),
        ("GET", "/vector_stores/vs-1/file_batches/batch-1"): (
            _batch("in_progress"),
            _batch("completed"),
        ),
        ("GET", "/vector_stores/vs-1/files"): (_page(_file("file-1", "completed")),),
        ("POST", "/vector_stores/vs-1/search"): (_SEARCH,),
    },
    sent=[
        (
            "POST",
            "/vector_stores",
            {"name": "handbook", "expires_after": {"anchor": "last_active_at", "days": 7}},
        ),
        (
            "POST",
            "/vector_stores/vs-1/files",
            {"file_id": "file-1", "attributes": {"lang": "en"}},
        ),
        ("GET", "/vector_stores/vs-1/files/file-1", None),
        ("GET", "/vector_stores/vs-1/files/file-1", None),
        ("POST", "/vector_stores/vs-1/file_batches", {"file_ids": ["file-2", "file-3"]}),
        ("GET", "/vector_stores/vs-1/file_batches/batch-1", None),
        ("GET", "/vector_stores/vs-1/file_batches/batch-1", None),
        ("GET", "/vector_stores/vs-1/files?filter=completed", None),
        ("POST", "/vector_stores/vs-1/search", {"query": "holidays", "max_num_results": 3}),
        ("POST", "/vector_stores/vs-1", {"name": "old handbook"}),
        ("DELETE", "/vector_stores/vs-1/files/file-1", None),
        ("DELETE", "/vector_stores/vs-1", None),
        ("GET", "/vector_stores/vs-1", None),
        ("GET", "/vector_stores?limit=2&order=asc", None),
        ("GET", "/vector_stores?limit=2&order=asc&after=vs-2", None),
    ],
    lines=[
        "2 files read",
        "file-1: 1200 bytes",
        "0.9 leave.md: Thirty days",
        "404: vs-1 is gone",
    ],
    listed=["a", "b", "c"],
)


_READS = {"mode": "OnDemand", "status": {"state": "Ready"}}


def _index(state: str) -> dict[str, object]:
    return {
        "name": "movies",
        "dimension": 2,
        "metric": "cosine",
        "host": "movies.svc.example",
        "deletion_protection": "disabled",
        "spec": {"serverless": {"cloud": "aws", "region": "us-east-1", "read_capacity": _READS}},
        "status": {"ready": state == "Ready", "state": state},
        "tags": {"team": "films"},
        "vector_type": "dense",
    }


_BACKUP = {
    "backup_id": "backup-1",
    "source_index_name": "movies",
    "source_index_id": "index-1",
    "name": "nightly",
    "status": "Ready",
    "cloud": "aws",
    "region": "us-east-1",
}
_JOB = {
    "restore_job_id": "job-1",
    "backup_id": "backup-1",
    "target_index_name": "films",
    "target_index_id": "index-2",
    "status": "Completed",
    "created_at": "2026-01-01T00:00:00Z",
}

PINECONE = Program(
    replies={
        ("POST", "/indexes"): (_index("Initializing"),),
        ("GET", "/indexes/movies"): (_index("Ready"),),
        ("GET", "/indexes"): ({"indexes": [_index("Ready")]},),
        ("PATCH", "/indexes/movies"): (_index("Ready"),),
        ("DELETE", "/indexes/movies"): ({},),
        ("POST", "/indexes/movies/backups"): (_BACKUP,),
        ("GET", "/backups/backup-1"): (_BACKUP,),
        ("DELETE", "/backups/backup-1"): ({},),
        ("GET", "/restore-jobs"): ({"data": [_JOB]},),
    },
    sent=[
        (
            "POST",
            "/indexes",
            {
                "name": "movies",
                "dimension": 2,
                "metric": "cosine",
                "spec": {"serverless": {"cloud": "aws", "region": "us-east-1"}},
                "tags": {"team": "films"},
            },
        ),
        ("GET", "/indexes/movies", None),
        (
            "PATCH",
            "/indexes/movies",
            {"deletion_protection": "enabled", "tags": {"team": "cinema"}},
        ),
        ("POST", "/indexes/movies/backups", {"name": "nightly"}),
        ("GET", "/backups/backup-1", None),
        ("GET", "/restore-jobs?limit=2", None),
        ("GET", "/indexes", None),
        ("DELETE", "/backups/backup-1", None),
        ("DELETE", "/indexes/movies", None),
        ("GET", "/indexes/movies", None),
        ("GET", "/indexes", None),
    ],
    lines=[
        "movies is Ready",
        "nightly: Ready",
        "job-1: Completed",
        "movies at movies.svc.example",
        "404: movies is gone",
    ],
    listed=["movies"],
)
