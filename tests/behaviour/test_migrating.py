# The programs of examples/migrating/ in their version for the generated clients: what they send and find, over real
# sockets. `tox -e migrating` holds the official SDKs against the same expectations.
from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from openai_vector_stores import AsyncOpenAIVectorStores, OpenAIVectorStores
from pinecone_control import AsyncPineconeControl, PineconeControl
from support.bad_server import BadServer
from support.migrating import OPENAI, PINECONE, sent

from examples.migrating import openai_after, pinecone_after

ROOT = Path(__file__).parents[2]


def test_openai(server: BadServer, runner: asyncio.Runner) -> None:
    server.handler = OPENAI.handler()
    with OpenAIVectorStores(api_key="k", base_url=server.url) as client:
        assert openai_after.run(client) == OPENAI.lines

    async def listed() -> list[str]:
        async with AsyncOpenAIVectorStores(api_key="k", base_url=server.url) as client:
            return await openai_after.run_async(client)

    assert runner.run(listed()) == OPENAI.listed
    assert [sent(asked) for asked in server.asked] == OPENAI.sent


def test_pinecone(server: BadServer, runner: asyncio.Runner) -> None:
    server.handler = PINECONE.handler()
    with PineconeControl(api_key="k", base_url=server.url) as client:
        assert pinecone_after.run(client) == PINECONE.lines

    async def listed() -> list[str]:
        async with AsyncPineconeControl(api_key="k", base_url=server.url) as client:
            return await pinecone_after.run_async(client)

    assert runner.run(listed()) == PINECONE.listed
    assert [sent(asked) for asked in server.asked] == PINECONE.sent


def test_types(tmp_path: Path) -> None:
    sources = [str(ROOT / "generated" / vendor / "src") for vendor in ("openai", "pinecone")]
    result = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path)]
        + [
            str(ROOT / f"examples/migrating/{vendor}_after.py") for vendor in ("openai", "pinecone")
        ],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": os.pathsep.join(sources)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
