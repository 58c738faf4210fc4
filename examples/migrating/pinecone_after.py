"""Backs up an index, with the generated client. `pinecone_before.py` is the same program."""

from __future__ import annotations

from pinecone_control import AsyncPineconeControl, NotFoundError, PineconeControl


def run(client: PineconeControl) -> list[str]:
    """Makes an index, backs it up, looks around, and removes both. Returns what it has seen."""
    index = client.indexes.create_and_wait(
        name="movies",
        dimension=2,
        metric="cosine",
        spec={"serverless": {"cloud": "aws", "region": "us-east-1"}},
        tags={"team": "films"},
        interval=0.001,
    )
    lines = [f"{index.name} is {index.status.state}"]
    client.indexes.configure("movies", deletion_protection="enabled", tags={"team": "cinema"})
    backup = client.indexes.create_backup("movies", name="nightly")
    backup = client.backups.describe(backup.backup_id)
    lines.append(f"{backup.name}: {backup.status}")
    lines += [f"{job.restore_job_id}: {job.status}" for job in client.restore_jobs.list(limit=2)]
    lines += [f"{found.name} at {found.host}" for found in client.indexes.list()]
    client.backups.delete(backup.backup_id)
    client.indexes.delete("movies")
    try:
        client.indexes.describe("movies")
    except NotFoundError as error:
        lines.append(f"{error.status_code}: movies is gone")
    return lines


async def run_async(client: AsyncPineconeControl) -> list[str]:
    """Lists the indexes of the project."""
    return [index.name async for index in client.indexes.list()]
