# Importing a client, all of it, opens no socket and starts no thread or process: browsers (Pyodide) have none of them.
from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

GENERATED = Path(__file__).parents[2] / "generated"
SOURCES = sorted(path.parent for path in GENERATED.glob("*/src/*/__init__.py"))
IMPORT_ALL = """
import _thread, importlib, pkgutil, sys, threading

def refuse(event, _arguments):
    if event.startswith(("socket.", "subprocess.", "os.fork", "os.posix_spawn", "_thread.")):
        raise RuntimeError(f"{event} at import")

def no_thread(*_arguments):
    raise RuntimeError("a thread at import")

import anyio, httpx, pydantic  # they are not ours
sys.addaudithook(refuse)
_thread.start_new_thread = threading._start_new_thread = no_thread
package = importlib.import_module(sys.argv[1])
modules = [package.__name__]
for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
    modules.append(module.name)
    importlib.import_module(module.name)
print(len(modules))
if len(sys.argv) > 2:
    threading.Thread(target=print).start()
"""


def run(source: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, source.name, *arguments],
        env={"PYTHONPATH": str(source.parent)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_import(source: Path) -> None:
    done = run(source)
    assert done.stderr == ""
    assert int(done.stdout) == sum(1 for path in source.rglob("*.py"))


def test_a_thread_would_be_found() -> None:
    assert re.search("RuntimeError: .*thread at import", run(SOURCES[0], "thread").stderr)


MAKE = """
import importlib, sys
package = importlib.import_module(sys.argv[1])
client = next(getattr(package, name) for name in package.__all__ if name.lower() == sys.argv[2])
client()
slow = {"httpx", "httpx2", "pydantic", "anyio", "ssl", "http.client", "email", "urllib.request"}
print(sorted(slow & sys.modules.keys()))
"""


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_client_is_made_without_what_only_calls_need(source: Path) -> None:
    command = [sys.executable, "-c", MAKE, source.name, source.name.replace("_", "")]
    done = subprocess.run(
        command,
        env={"PYTHONPATH": str(source.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")
