# Imports the standard library only.
"""`building`: prepares the process for pydantic to build models."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from threading import RLock
from typing import Final

DEEP: Final = 20_000
"""The recursion limit meanwhile: pydantic needs some thirty calls for each nested model."""

_LOCK: Final = RLock()

# A forked child would wait forever for a thread that it does not have.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_LOCK.acquire, after_in_parent=_LOCK.release, after_in_child=_LOCK.release
    )


@contextmanager
def building() -> Generator[None]:
    """Holds a lock, since pydantic's deferred build is not thread-safe, and raises the limit of recursion."""
    with _LOCK:
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(max(before, DEEP))
        try:
            yield
        finally:
            sys.setrecursionlimit(before)
