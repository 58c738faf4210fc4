"""Backs up an index, with the official `pinecone` package, version 8. `pinecone_after.py` is the same program."""

from __future__ import annotations

from pinecone import NotFoundException, Pinecone, PineconeAsyncio, ServerlessSpec


def run(client: Pinecone) -> list[str]:
    """Makes an index, backs it up, looks around, and removes both. Returns what it has seen."""
    index = client.create_index(
        name="movies",
        dimension=2,
        metric="cosine",
        spec=ServerlessSpec(cloud="aws", region="us-east-1"),
        tags={"team": "films"},
    )
    lines = [f"{index.name} is {index.status.state}"]
    client.configure_index("movies", deletion_protection="enabled", tags={"team": "cinema"})
    backup = client.create_backup(index_name="movies", backup_name="nightly")
    backup = client.describe_backup(backup_id=backup.backup_id)
    lines.append(f"{backup.name}: {backup.status}")
    lines += [f"{job.restore_job_id}: {job.status}" for job in client.list_restore_jobs(limit=2)]
    lines += [f"{found.name} at {found.host}" for found in client.list_indexes()]
    client.delete_backup(backup_id=backup.backup_id)
    client.delete_index("movies", timeout=-1)
    try:
        client.describe_index("movies")
    except NotFoundException as error:
        lines.append(f"{error.status}: movies is gone")
    return lines


async def run_async(client: PineconeAsyncio) -> list[str]:
    """Lists the indexes of the project."""
    return [index.name for index in await client.list_indexes()]
