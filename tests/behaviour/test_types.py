# A user's script that calls every method, and the packages themselves, under two type checkers at their strictest.
from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from behaviour.calls import CALLS, Call
from support.type_checkers import check_with_mypy, check_with_pyright
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
    """A folder with the sources of each vendor, and a script for each."""
    for vendor in PACKAGES:
        (tmp_path / f"{vendor}_script.py").write_text(script(vendor))
        (tmp_path / vendor).symlink_to(GENERATED / vendor / "src")
    return tmp_path


@pytest.mark.parametrize("check", [check_with_mypy, check_with_pyright])
def test_strict_type_checkers_find_nothing(project: Path, check: Callable[..., None]) -> None:
    check(project, list(PACKAGES), *(f"{vendor}_script.py" for vendor in PACKAGES))
