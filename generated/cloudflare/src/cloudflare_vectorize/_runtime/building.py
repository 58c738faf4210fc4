# Imports the standard library only.
"""`building`: what pydantic needs while it reads the annotations of models."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from threading import RLock
from typing import Final

DEEP: Final = 20_000
"""Calls within each other that are allowed meanwhile: pydantic makes some thirty for each model within a model."""

_LOCK = RLock()


@contextmanager
def building() -> Generator[None]:
    """Holds a lock, for pydantic's deferred build is not thread-safe, and makes room for models within models."""
    with _LOCK:
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(max(before, DEEP))
        try:
            yield
        finally:
            sys.setrecursionlimit(before)
