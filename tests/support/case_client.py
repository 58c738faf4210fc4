# A client of one of tests/cases, generated and imported as its users would, for tests over real sockets.
"""`case_package` and `Caller`. With CLIENTLOOM_TEST_RUNTIME=shared, packages use clientloom-runtime."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from clientloom.config.load import load_vendor
from clientloom.pipeline import render_package
from clientloom.workflows.release_candidates import shared_runtime
from support.covered import write_package
from support.vendors import resolve

CASES = Path(__file__).parents[1] / "cases"


RUNTIME = os.environ.get("CLIENTLOOM_TEST_RUNTIME", "")


def case_files(name: str, runtime: str = RUNTIME) -> dict[PurePosixPath, str]:
    """The package of tests/cases/<name>, and the runtime that it shares; `runtime` overrides its setting."""
    config = load_vendor(CASES / name, root=CASES / name)
    config = replace(
        config, package=replace(config.package, runtime=runtime or config.package.runtime)
    )
    files = dict(render_package(config, root=CASES / name).files)
    if config.package.runtime == "shared":
        package = PurePosixPath("src", config.package.name, "_runtime")
        assert [path for path in files if path.is_relative_to(package)] == [package / "__init__.py"]
        files |= {
            path: text
            for path, text in shared_runtime(config.package.http).items()
            if path.parts[0] == "src"
        }
    return files


@contextmanager
def case_package(name: str, folder: Path, runtime: str = RUNTIME) -> Iterator[Any]:
    """The package of tests/cases/<name>, written below `folder` and imported; `runtime` overrides its setting."""
    source = write_package(case_files(name, runtime), folder)
    sys.path.insert(0, str(source))
    try:
        package = importlib.import_module(name.replace("-", "_"))
        assert "site-packages" not in str(package.__file__), f"{package} has the same name"
        yield package
    finally:
        sys.path.remove(str(source))


def runtime_module(package: Any, name: str) -> Any:
    """A module of the runtime that a package uses."""
    runtime = importlib.import_module(f"{package.__name__}._runtime")
    home = runtime.ApiDescription.__module__.rpartition(".core.")[0]
    return importlib.import_module(f"{home}.{name}")


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
        if self.asynchronous:
            return self.runner.run(self._await(accessor, args, arguments))
        with self._make() as client:
            result = resolve(client, accessor)(*args, **arguments)
            return list(result) if hasattr(result, "__next__") else result

    def all(self, accessor: str, *args: object, **arguments: object) -> list[Any]:
        """Returns the items of all pages of a list."""
        if self.asynchronous:
            return self.runner.run(self._collect(accessor, args, arguments))
        with self._make() as client:
            return list(resolve(client, accessor)(*args, **arguments))

    def _make(self) -> Any:
        name = f"Async{self.client}" if self.asynchronous else self.client
        options = {"base_url": self.url, "max_retries": 0, **self.options}
        return getattr(self.package, name)(**options)

    async def _await(self, accessor: str, args: tuple[object, ...], arguments: Any) -> Any:
        async with self._make() as client:
            result = resolve(client, accessor)(*args, **arguments)
            result = await result if inspect.isawaitable(result) else result
            return [item async for item in result] if hasattr(result, "__anext__") else result

    async def _collect(self, accessor: str, args: tuple[object, ...], arguments: Any) -> list[Any]:
        async with self._make() as client:
            return [item async for item in resolve(client, accessor)(*args, **arguments)]
