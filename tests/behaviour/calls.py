# Every operation of the four vendors, as a user calls it and as the vendor's server must see it. Written by hand
# from the vendors' documents: nothing here comes from the generator.
"""The table of calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

HARD = "a/b c%é"
"""Characters that a path must not take as they are."""
HARD_SENT = "a%2Fb%20c%25%C3%A9"


@dataclass(frozen=True, slots=True)
class Call:
    """A call and the request that it makes; `lines` is an NDJSON body, `query` is in order."""

    vendor: str
    accessor: str
    args: tuple[object, ...]
    kwargs: Mapping[str, object]
    method: str
    path: str
    query: Sequence[tuple[str, str]] = ()
    body: object = None
    lines: Sequence[object] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """For test reports."""
        return f"{self.vendor}.{self.accessor}"


SERVERLESS = {"serverless": {"cloud": "aws", "region": "us-east-1"}}
PINECONE = {"api-key": "secret-key", "x-pinecone-api-version": "2026-04"}


def pinecone(
    accessor: str,
    method: str,
    path: str,
    *args: object,
    query: Sequence[tuple[str, str]] = (),
    body: object = None,
    **kwargs: object,
) -> Call:
    return Call("pinecone", accessor, args, kwargs, method, path, query, body, headers=PINECONE)


PINECONE_CALLS = [
    pinecone("indexes.list", "GET", "/indexes"),
    pinecone(
        "indexes.create",
        "POST",
        "/indexes",
        name="movies",
        dimension=1536,
        metric="cosine",
        spec=SERVERLESS,
        deletion_protection="enabled",
        tags={"team": "é"},
        body={
            "name": "movies",
            "dimension": 1536,
            "metric": "cosine",
            "spec": SERVERLESS,
            "deletion_protection": "enabled",
            "tags": {"team": "é"},
        },
    ),
    pinecone("indexes.describe", "GET", f"/indexes/{HARD_SENT}", HARD),
    pinecone("indexes.delete", "DELETE", f"/indexes/{HARD_SENT}", HARD),
    pinecone(
        "indexes.configure",
        "PATCH",
        f"/indexes/{HARD_SENT}",
        HARD,
        deletion_protection="disabled",
        spec={"pod": {"replicas": 2, "pod_type": "p1.x2"}},
        body={
            "deletion_protection": "disabled",
            "spec": {"pod": {"replicas": 2, "pod_type": "p1.x2"}},
        },
    ),
    pinecone(
        "indexes.list_backups",
        "GET",
        f"/indexes/{HARD_SENT}/backups",
        HARD,
        limit=5,
        pagination_token="a b&c",
        query=[("limit", "5"), ("paginationToken", "a b&c")],
    ),
    pinecone(
        "indexes.create_backup",
        "POST",
        f"/indexes/{HARD_SENT}/backups",
        HARD,
        name="nightly",
        description="ünïcode",
        body={"name": "nightly", "description": "ünïcode"},
    ),
    pinecone(
        "indexes.create_for_model",
        "POST",
        "/indexes/create-for-model",
        name="m",
        cloud="gcp",
        region="us-central1",
        embed={"model": "multilingual-e5-large", "field_map": {"text": "body"}},
        body={
            "name": "m",
            "cloud": "gcp",
            "region": "us-central1",
            "embed": {"model": "multilingual-e5-large", "field_map": {"text": "body"}},
        },
    ),
    pinecone(
        "indexes.create_from_backup",
        "POST",
        f"/backups/{HARD_SENT}/create-index",
        HARD,
        name="copy",
        body={"name": "copy"},
    ),
    pinecone("collections.list", "GET", "/collections"),
    pinecone(
        "collections.create",
        "POST",
        "/collections",
        name="c",
        source="movies",
        body={"name": "c", "source": "movies"},
    ),
    pinecone("collections.describe", "GET", f"/collections/{HARD_SENT}", HARD),
    pinecone("collections.delete", "DELETE", f"/collections/{HARD_SENT}", HARD),
    pinecone("backups.list", "GET", "/backups", limit=50, query=[("limit", "50")]),
    pinecone("backups.describe", "GET", f"/backups/{HARD_SENT}", HARD),
    pinecone("backups.delete", "DELETE", f"/backups/{HARD_SENT}", HARD),
    pinecone("restore_jobs.list", "GET", "/restore-jobs", limit=1, query=[("limit", "1")]),
    pinecone("restore_jobs.describe", "GET", f"/restore-jobs/{HARD_SENT}", HARD),
]

UPSTASH_CALLS = [
    Call(
        "upstash",
        "vector.create_index",
        (),
        {
            "name": "myindex",
            "region": "us-east-1",
            "similarity_function": "COSINE",
            "dimension_count": 1024,
            "index_type": "HYBRID",
            "sparse_embedding_model": "BM25",
        },
        "POST",
        "/vector/index",
        body={
            "name": "myindex",
            "region": "us-east-1",
            "similarity_function": "COSINE",
            "dimension_count": 1024,
            "index_type": "HYBRID",
            "sparse_embedding_model": "BM25",
        },
        headers={"authorization": "Basic bWVAZXhhbXBsZS5jb206c2VjcmV0LWtleQ=="},
    ),
]

INDEXES = "/accounts/acc%2F1/vectorize/v2/indexes"
INDEX = f"{INDEXES}/{HARD_SENT}"
VECTORS = [{"id": "1", "values": [0.5, 1.0], "metadata": {"k": "é"}}, {"id": "2", "values": [2]}]


def cloudflare(
    accessor: str,
    method: str,
    path: str,
    *args: object,
    query: Sequence[tuple[str, str]] = (),
    body: object = None,
    lines: Sequence[object] | None = None,
    **kwargs: object,
) -> Call:
    headers = {"authorization": "Bearer secret-key"}
    where = ("acc/1", *args)
    return Call(
        "cloudflare", accessor, where, kwargs, method, path, query, body, lines, headers=headers
    )


CLOUDFLARE_CALLS = [
    cloudflare("indexes.list", "GET", INDEXES),
    cloudflare(
        "indexes.create",
        "POST",
        INDEXES,
        name="example-index",
        config={"dimensions": 768, "metric": "cosine"},
        description="This is my example index.",
        body={
            "name": "example-index",
            "config": {"dimensions": 768, "metric": "cosine"},
            "description": "This is my example index.",
        },
    ),
    cloudflare("indexes.get", "GET", INDEX, HARD),
    cloudflare("indexes.delete", "DELETE", INDEX, HARD),
    cloudflare("indexes.get_info", "GET", f"{INDEX}/info", HARD),
    cloudflare(
        "vectors.insert",
        "POST",
        f"{INDEX}/insert",
        HARD,
        items=VECTORS,
        unparsable_behavior="discard",
        query=[("unparsable-behavior", "discard")],
        lines=VECTORS,
    ),
    cloudflare("vectors.upsert", "POST", f"{INDEX}/upsert", HARD, items=VECTORS, lines=VECTORS),
    cloudflare(
        "vectors.query",
        "POST",
        f"{INDEX}/query",
        HARD,
        vector=[0.5, 0.5],
        top_k=3,
        return_metadata="all",
        return_values=True,
        filter={"streaming_platform": "netflix"},
        body={
            "vector": [0.5, 0.5],
            "topK": 3,
            "returnMetadata": "all",
            "returnValues": True,
            "filter": {"streaming_platform": "netflix"},
        },
    ),
    cloudflare(
        "vectors.list",
        "GET",
        f"{INDEX}/list",
        HARD,
        count=2,
        query=[("count", "2")],
    ),
    cloudflare(
        "vectors.get_by_ids",
        "POST",
        f"{INDEX}/get_by_ids",
        HARD,
        ids=["1", "2"],
        body={"ids": ["1", "2"]},
    ),
    cloudflare(
        "vectors.delete_by_ids",
        "POST",
        f"{INDEX}/delete_by_ids",
        HARD,
        ids=["1"],
        body={"ids": ["1"]},
    ),
    cloudflare(
        "metadata_indexes.create",
        "POST",
        f"{INDEX}/metadata_index/create",
        HARD,
        index_type="number",
        property_name="year",
        body={"indexType": "number", "propertyName": "year"},
    ),
    cloudflare(
        "metadata_indexes.delete",
        "POST",
        f"{INDEX}/metadata_index/delete",
        HARD,
        property_name="year",
        body={"propertyName": "year"},
    ),
    cloudflare("metadata_indexes.list", "GET", f"{INDEX}/metadata_index/list", HARD),
]

OPENAI = {"authorization": "Bearer secret-key", "openai-beta": "assistants=v2"}
STORE = f"/vector_stores/{HARD_SENT}"
STATIC = {
    "type": "static",
    "static": {"max_chunk_size_tokens": 800, "chunk_overlap_tokens": 400},
}


def openai(
    accessor: str,
    method: str,
    path: str,
    *args: object,
    query: Sequence[tuple[str, str]] = (),
    body: object = None,
    **kwargs: object,
) -> Call:
    return Call("openai", accessor, args, kwargs, method, path, query, body, headers=OPENAI)


OPENAI_CALLS = [
    openai("vector_stores.list", "GET", "/vector_stores", order="asc", query=[("order", "asc")]),
    openai(
        "vector_stores.create",
        "POST",
        "/vector_stores",
        name="notes",
        file_ids=["file-1"],
        chunking_strategy=STATIC,
        expires_after={"anchor": "last_active_at", "days": 7},
        metadata=None,
        body={
            "name": "notes",
            "file_ids": ["file-1"],
            "chunking_strategy": STATIC,
            "expires_after": {"anchor": "last_active_at", "days": 7},
            "metadata": None,
        },
    ),
    openai("vector_stores.retrieve", "GET", STORE, HARD),
    openai("vector_stores.modify", "POST", STORE, HARD, name=None, body={"name": None}),
    openai("vector_stores.delete", "DELETE", STORE, HARD),
    Call(
        "openai",
        "vector_stores.search",
        (HARD,),
        {
            "query": ["a", "b"],
            "filters": {"type": "eq", "key": "k", "value": "v"},
            "max_num_results": 3,
        },
        "POST",
        f"{STORE}/search",
        body={
            "query": ["a", "b"],
            "filters": {"type": "eq", "key": "k", "value": "v"},
            "max_num_results": 3,
        },
        headers=OPENAI,
    ),
    openai(
        "files.list",
        "GET",
        f"{STORE}/files",
        HARD,
        limit=2,
        filter="failed",
        query=[("limit", "2"), ("filter", "failed")],
    ),
    openai(
        "files.create",
        "POST",
        f"{STORE}/files",
        HARD,
        file_id="file-1",
        attributes={"year": 2026, "draft": True},
        body={"file_id": "file-1", "attributes": {"year": 2026, "draft": True}},
    ),
    openai("files.retrieve", "GET", f"{STORE}/files/file-1", HARD, "file-1"),
    openai("files.delete", "DELETE", f"{STORE}/files/file-1", HARD, "file-1"),
    openai(
        "files.update_attributes",
        "POST",
        f"{STORE}/files/file-1",
        HARD,
        "file-1",
        attributes=None,
        body={"attributes": None},
    ),
    openai("files.retrieve_content", "GET", f"{STORE}/files/file-1/content", HARD, "file-1"),
    openai(
        "file_batches.create",
        "POST",
        f"{STORE}/file_batches",
        HARD,
        file_ids=["file-1"],
        chunking_strategy={"type": "auto"},
        body={"file_ids": ["file-1"], "chunking_strategy": {"type": "auto"}},
    ),
    openai("file_batches.retrieve", "GET", f"{STORE}/file_batches/b", HARD, "b"),
    openai("file_batches.cancel", "POST", f"{STORE}/file_batches/b/cancel", HARD, "b"),
    openai(
        "file_batches.list_files",
        "GET",
        f"{STORE}/file_batches/b/files",
        HARD,
        "b",
        after="file-0",
        query=[("after", "file-0")],
    ),
]

CALLS = [*PINECONE_CALLS, *UPSTASH_CALLS, *CLOUDFLARE_CALLS, *OPENAI_CALLS]
