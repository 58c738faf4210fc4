# A user's script that calls every method, and the packages themselves, under two type checkers at their strictest.
from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from behaviour.calls import CALLS, Call
from support.vendors import PACKAGES

GENERATED = Path(__file__).parents[2] / "generated"
pytestmark = pytest.mark.slow


def script(vendor: str) -> str:
    """Calls of every method, in both flavors, with literal arguments as a user writes them."""
    module, name, _ = PACKAGES[vendor]
    calls = [call for call in CALLS if call.vendor == vendor]
    return "\n".join(
        [
            f"from {module} import Async{name}, {name}, errors",
            f"def every(client: {name}) -> None:",
            *(f"    {line}" for call in calls for line in written(call, "client", "")),
            f"async def every_async(client: Async{name}) -> None:",
            *(f"    {line}" for call in calls for line in written(call, "client", "await ")),
            "def failure(error: errors.NotFoundError) -> int:",
            "    return error.status_code",
            "",
        ]
    )


def written(call: Call, client: str, awaited: str) -> Iterator[str]:
    """A call as source, and with the raw response."""
    arguments = [repr(arg) for arg in call.args]
    arguments += [f"{name}={value!r}" for name, value in call.kwargs.items()]
    resource, method = call.accessor.split(".")
    listed = ", ".join(arguments)
    yield f"{awaited}{client}.{resource}.{method}({listed})"
    yield f"({awaited}{client}.{resource}.with_raw_response.{method}({listed})).status_code"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a script for each vendor. One run checks all: most of the time goes to the libraries below them."""
    for vendor in PACKAGES:
        (tmp_path / f"{vendor}_script.py").write_text(script(vendor))
    return tmp_path


SOURCES = [GENERATED / vendor / "src" for vendor in PACKAGES]


def test_mypy_finds_nothing(project: Path) -> None:
    packages = [str(package) for source in SOURCES for package in source.iterdir()]
    scripts = sorted(path.name for path in project.iterdir())
    result = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", "cache", *scripts, *packages],
        cwd=project,
        env={"MYPYPATH": os.pathsep.join(map(str, SOURCES)), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_pyright_finds_nothing(project: Path) -> None:
    links = [project / vendor for vendor in PACKAGES]
    for link, source in zip(links, SOURCES, strict=True):
        link.symlink_to(source)
    (project / "pyrightconfig.json").write_text(
        json.dumps(
            {
                "include": ["*_script.py", *(link.name for link in links)],
                "extraPaths": [link.name for link in links],
                "typeCheckingMode": "strict",
                "pythonVersion": "3.11",
                "reportUnusedCoroutine": True,
                "reportUnusedExpression": False,
            }
        )
    )
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "-p", "."]
    result = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 errors" in result.stdout
