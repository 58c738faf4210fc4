# A user's script that calls every method, and the packages themselves, under two type checkers at their strictest.
from __future__ import annotations

import json
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


@pytest.fixture(params=PACKAGES)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path]:
    """A folder with the script, and the source folder of the vendor's package."""
    vendor: str = request.param
    (tmp_path / "script.py").write_text(script(vendor))
    return tmp_path, GENERATED / vendor / "src"


def test_mypy_finds_nothing(project: tuple[Path, Path]) -> None:
    folder, source = project
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(folder / "cache")]
    result = subprocess.run(
        [*command, "script.py", *map(str, source.iterdir())],
        cwd=folder,
        env={"MYPYPATH": str(source), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_pyright_finds_nothing(project: tuple[Path, Path]) -> None:
    folder, source = project
    (folder / "src").symlink_to(source)
    (folder / "pyrightconfig.json").write_text(
        json.dumps(
            {
                "include": ["script.py", "src"],
                "extraPaths": ["src"],
                "typeCheckingMode": "strict",
                "pythonVersion": "3.11",
                "reportUnusedCoroutine": True,
                "reportUnusedExpression": False,
            }
        )
    )
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "-p", str(folder)]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
