# Real documents that lie beside the checkout, or where CLIENTLOOM_CORPUS says. They are not part of the repository.
from __future__ import annotations

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("CLIENTLOOM_CORPUS") or CHECKOUT.parent / "shared" / "corpus")


def corpus(name: str) -> Path:
    """A file or folder of the corpus; without it the test is skipped by the name of what it needs."""
    path = CORPUS / name
    if not path.exists():
        pytest.skip(f"the corpus is absent: {name}")
    return path
