# Imports the standard library only.
"""`building`: prepares the process for pydantic to build models; `collect_later`, to read many of them."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from threading import RLock
from typing import Final

DEEP: Final = 20_000
"""The recursion limit meanwhile: pydantic needs some thirty calls for each nested model."""

LARGE: Final = 8 * 1024
"""The bytes of a text from which so many models are read that Python collects garbage meanwhile."""

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


@contextmanager
def collect_later() -> Generator[None]:
    """Collects garbage after the block, as Python 3.12 and later do by themselves while pydantic creates objects.

    All of the objects are in use. To look through them again and again takes a fifth of the time of a long list.
    """
    if sys.version_info >= (3, 12) or not gc.isenabled():
        yield
        return
    try:
        gc.disable()
        yield
    finally:
        gc.enable()
