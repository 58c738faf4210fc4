# A client of one of tests/cases, generated and imported as its users would, for tests over real sockets.
"""`case_package` and `Caller`."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clientloom.config.load import load_vendor
from clientloom.pipeline import render_package
from support.vendors import resolve

CASES = Path(__file__).parents[1] / "cases"


@contextmanager
def case_package(name: str, folder: Path) -> Iterator[Any]:
    """The package of tests/cases/<name>, written below `folder` and imported."""
    case = CASES / name
    for path, text in render_package(load_vendor(case, root=case), root=case).files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    sys.path.insert(0, str(folder / "src"))
    try:
        yield importlib.import_module(name.replace("-", "_"))
    finally:
        sys.path.remove(str(folder / "src"))


@dataclass
class Caller:
    """Calls methods by accessor in one flavor; of what can be iterated, all items are returned."""

    package: Any
    client: str
    url: str
    asynchronous: bool
    runner: asyncio.Runner
    options: dict[str, Any] = field(default_factory=dict)

    def __call__(self, accessor: str, *args: object, **arguments: object) -> Any:
        options = {"base_url": self.url, "max_retries": 0, **self.options}
        if self.asynchronous:
            return self.runner.run(self._await(accessor, args, arguments, options))
        with getattr(self.package, self.client)(**options) as client:
            result = resolve(client, accessor)(*args, **arguments)
            return list(result) if hasattr(result, "__next__") else result

    def all(self, accessor: str, *args: object, **arguments: object) -> list[Any]:
        """Returns the items of all pages of a list."""
        options = {"base_url": self.url, "max_retries": 0, **self.options}
        if not self.asynchronous:
            with getattr(self.package, self.client)(**options) as client:
                return list(resolve(client, accessor)(*args, **arguments))

        async def collect() -> list[Any]:
            async with getattr(self.package, f"Async{self.client}")(**options) as client:
                return [item async for item in resolve(client, accessor)(*args, **arguments)]

        return self.runner.run(collect())

    async def _await(
        self, accessor: str, args: tuple[object, ...], arguments: Any, options: dict[str, Any]
    ) -> Any:
        async with getattr(self.package, f"Async{self.client}")(**options) as client:
            result = resolve(client, accessor)(*args, **arguments)
            result = await result if inspect.isawaitable(result) else result
            return [item async for item in result] if hasattr(result, "__anext__") else result
