# Fixtures of the runtime's tests: the server that misbehaves, and one driver for each colour of client,
# so that every test body runs twice.
from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from support.bad_server import BadServer
from support.colours import Colour


@pytest.fixture
def server() -> Iterator[BadServer]:
    with BadServer() as running:
        yield running


@pytest.fixture(params=["sync", "async"])
def colour(request: pytest.FixtureRequest, server: BadServer) -> Iterator[Colour]:
    with asyncio.Runner() as runner:
        made = Colour(request.param == "async", runner, server.url)
        yield made
        made.close()
