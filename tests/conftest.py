# What all tests share.
from __future__ import annotations

import pytest
from clientloom.cli import entry
from support.command_line import Result, Run

pytest_plugins = ("support.skips",)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write the goldens of tests/cases anew instead of comparing; read the diff before you commit",
    )


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `clientloom ARGUMENTS` in this process."""

    def execute(*arguments: str) -> Result:
        code = entry.run(arguments)
        return Result(code, *capsys.readouterr())

    return execute
