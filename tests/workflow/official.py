# The programs of examples/migrating/ with the official SDKs: `tox -e migrating`. They send and find what the test
# of the generated clients expects, so that both versions of a program are the same.
"""`python tests/workflow/official.py`."""

from __future__ import annotations

import asyncio
import difflib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from support.bad_server import Asked, BadServer  # noqa: E402 (found by the line above)
from support.migrating import OPENAI, PINECONE, Program, Sent, sent  # noqa: E402

Found = tuple[list[str], list[str]]
DEFAULTS = {"deletion_protection": "disabled", "vector_type": "dense", "description": ""}
"""What the Pinecone SDK sends where the caller says nothing; the API's own defaults are the same."""


def main() -> int:
    """Runs both programs. Returns 1 if one sends or finds something else."""
    faults = [
        *_compare("openai", OPENAI, _run_openai),
        *_compare("pinecone", PINECONE, _run_pinecone),
    ]
    sys.stdout.write("\n".join(faults or ["the official SDKs send and find the same"]) + "\n")
    return 1 if faults else 0


def _compare(name: str, program: Program, run: Callable[[str], Found]) -> Iterator[str]:
    with BadServer() as server:
        server.handler = program.handler()
        found = run(server.url)
        wanted = [*map(_line, program.sent), *program.lines, *program.listed]
        actual = [*map(_line, _without_habits(server.asked)), *found[0], *found[1]]
    yield from difflib.unified_diff(wanted, actual, "expected", name, lineterm="")


def _without_habits(asked: list[Asked]) -> Iterator[Sent]:
    """Yields what was sent, without the Pinecone SDK's defaults and its look at an index before each change of it."""
    following = [*asked[1:], None]
    for one, next_one in zip(asked, following, strict=True):
        method, target, body = sent(one)
        if next_one and (method, next_one.method, next_one.path) == ("GET", "PATCH", one.path):
            continue
        if isinstance(body, dict):
            body = {k: v for k, v in body.items() if (k, v) not in DEFAULTS.items()}
        yield method, target, body


def _line(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def _run_openai(url: str) -> Found:
    from openai import AsyncOpenAI, OpenAI

    from examples.migrating import openai_before as program

    lines = program.run(OpenAI(api_key="k", base_url=url, max_retries=0))
    return lines, asyncio.run(program.run_async(AsyncOpenAI(api_key="k", base_url=url)))


def _run_pinecone(url: str) -> Found:
    from pinecone import Pinecone, PineconeAsyncio

    from examples.migrating import pinecone_before as program

    async def listed() -> list[str]:
        async with PineconeAsyncio(api_key="k", host=url) as client:
            return await program.run_async(client)

    return program.run(Pinecone(api_key="k", host=url)), asyncio.run(listed())


if __name__ == "__main__":
    sys.exit(main())
