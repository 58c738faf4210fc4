# Imports the standard library only.
"""`building`: what pydantic needs while it reads the annotations of models."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from threading import RLock
from typing import Final

DEEP: Final = 20_000
"""Calls within each other that are allowed meanwhile: pydantic makes some thirty for each model within a model."""

_LOCK: Final = RLock()

# A child would wait for ever for a thread that it does not have.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_LOCK.acquire, after_in_parent=_LOCK.release, after_in_child=_LOCK.release
    )


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
