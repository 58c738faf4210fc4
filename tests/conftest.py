# What all tests share.
from __future__ import annotations

import os

import pytest
from clientloom.cli import entry
from hypothesis import HealthCheck, settings
from support.command_line import Result, Run

if (
    os.environ.get("CLIENTLOOM_TESTS_HTTP") == "httpx2"
):  # `tox -e httpx2`: every client runs on it, and so do the tests
    import httpx2

    httpx2.alias_httpx()

pytest_plugins = ("support.skips",)

# keyring chooses its backend once a process, at the first question. No test may ask the keyring of the person who runs
# the tests, and none may depend on which test asks first.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

# A busy machine is slow, not wrong. The suite tries the same examples on each day; `explore` looks for new ones.
_SLOW = [HealthCheck.too_slow]
settings.register_profile("suite", deadline=None, suppress_health_check=_SLOW, derandomize=True)
settings.register_profile("explore", deadline=None, suppress_health_check=_SLOW)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write the goldens of tests/cases anew instead of comparing; read the diff before you commit",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Gives each worker a run of neighbouring tests, which share fixtures; who is done takes from the others."""
    if getattr(config.option, "numprocesses", None) and config.option.dist == "no":
        config.option.dist = "worksteal"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the fast lane: what tests/unit and tests/architecture have, without what takes seconds."""
    for item in items:
        room = item.path.relative_to(item.config.rootpath).parts[1:2]
        if room in {("unit",), ("architecture",)} and not item.get_closest_marker("slow"):
            item.add_marker("unit")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `clientloom ARGUMENTS` in this process."""

    def execute(*arguments: str) -> Result:
        code = entry.run(arguments)
        return Result(code, *capsys.readouterr())

    return execute
