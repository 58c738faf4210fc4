# The four committed packages, importable as their users import them, and a server on loopback.
from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.bad_server import BadServer

GENERATED = Path(__file__).parents[2] / "generated"
sys.path[:0] = [str(path) for path in sorted(GENERATED.glob("*/src"))]


@pytest.fixture
def server() -> Iterator[BadServer]:
    with BadServer() as running:
        yield running


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as running:
        yield running
