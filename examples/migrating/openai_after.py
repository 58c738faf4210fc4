"""Answers a question from files, with the generated client. `openai_before.py` is the same program."""

from __future__ import annotations

from openai_vector_stores import AsyncOpenAIVectorStores, NotFoundError, OpenAIVectorStores


def run(client: OpenAIVectorStores) -> list[str]:
    """Makes a store, adds files, searches, and removes the store. Returns what it has found."""
    store = client.vector_stores.create(
        name="handbook", expires_after={"anchor": "last_active_at", "days": 7}
    )
    client.files.create_and_wait(
        store.id, file_id="file-1", attributes={"lang": "en"}, interval=0.001
    )
    batch = client.file_batches.create_and_wait(
        store.id, file_ids=["file-2", "file-3"], interval=0.001
    )
    lines = [f"{batch.file_counts.completed} files read"]
    lines += [
        f"{file.id}: {file.usage_bytes} bytes"
        for file in client.files.list(store.id, filter="completed")
    ]
    lines += [
        f"{hit.score} {hit.filename}: {hit.content[0].text}"
        for hit in client.vector_stores.search(store.id, query="holidays", max_num_results=3)
    ]
    client.vector_stores.modify(store.id, name="old handbook")
    client.files.delete(store.id, "file-1")
    client.vector_stores.delete(store.id)
    try:
        client.vector_stores.retrieve(store.id)
    except NotFoundError as error:
        lines.append(f"{error.status_code}: {store.id} is gone")
    return lines


async def run_async(client: AsyncOpenAIVectorStores) -> list[str]:
    """Lists the stores of the account."""
    return [store.name async for store in client.vector_stores.list(limit=2, order="asc")]
