"""Answers a question from files, with the official `openai` package. `openai_after.py` is the same program."""

from __future__ import annotations

from openai import AsyncOpenAI, NotFoundError, OpenAI


def run(client: OpenAI) -> list[str]:
    """Makes a store, adds files, searches, and removes the store. Returns what it has found."""
    store = client.vector_stores.create(
        name="handbook", expires_after={"anchor": "last_active_at", "days": 7}
    )
    client.vector_stores.files.create_and_poll(
        "file-1", vector_store_id=store.id, attributes={"lang": "en"}, poll_interval_ms=1
    )
    batch = client.vector_stores.file_batches.create_and_poll(
        store.id, file_ids=["file-2", "file-3"], poll_interval_ms=1
    )
    lines = [f"{batch.file_counts.completed} files read"]
    lines += [
        f"{file.id}: {file.usage_bytes} bytes"
        for file in client.vector_stores.files.list(store.id, filter="completed")
    ]
    lines += [
        f"{hit.score} {hit.filename}: {hit.content[0].text}"
        for hit in client.vector_stores.search(store.id, query="holidays", max_num_results=3)
    ]
    client.vector_stores.update(store.id, name="old handbook")
    client.vector_stores.files.delete("file-1", vector_store_id=store.id)
    client.vector_stores.delete(store.id)
    try:
        client.vector_stores.retrieve(store.id)
    except NotFoundError as error:
        lines.append(f"{error.status_code}: {store.id} is gone")
    return lines


async def run_async(client: AsyncOpenAI) -> list[str]:
    """Lists the stores of the account."""
    return [store.name async for store in client.vector_stores.list(limit=2, order="asc")]
