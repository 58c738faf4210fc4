# Fixtures of the runtime's tests: the server that misbehaves, and one driver for each flavor of client,
# so that every test body runs twice.
from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from support.bad_server import BadServer
from support.flavors import Flavor


@pytest.fixture
def server() -> Iterator[BadServer]:
    with BadServer() as running:
        yield running


@pytest.fixture(params=["sync", "async"])
def flavor(request: pytest.FixtureRequest, server: BadServer) -> Iterator[Flavor]:
    with asyncio.Runner() as runner:
        made = Flavor(request.param == "async", runner, server.url)
        yield made
        made.close()
