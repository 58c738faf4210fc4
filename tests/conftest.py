# What all tests share.
from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write the goldens of tests/cases anew instead of comparing; read the diff before you commit",
    )
