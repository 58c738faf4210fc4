# How long the stages of a run take, and how much memory. Imports the standard library only.
"""`stage` measures a block of code; `record_stages` collects the stages that run inside it."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTime:
    """One stage: `seconds` by the clock, `cpu` of the processors, `memory` in MiB.

    `cpu` includes the processes that the stage started and waited for. `memory` is the peak of the process up to the
    end of the stage; it is 0 where the system does not report it.
    """

    name: str
    seconds: float
    cpu: float
    memory: float


_RECORDING: ContextVar[list[StageTime] | None] = ContextVar("recording", default=None)


@contextmanager
def record_stages() -> Iterator[list[StageTime]]:
    """Yields a list to which each stage inside the block is added when it ends."""
    found: list[StageTime] = []
    token = _RECORDING.set(found)
    try:
        yield found
    finally:
        _RECORDING.reset(token)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Measures the block, if somebody records. Stages do not stand inside each other."""
    recording = _RECORDING.get()
    if recording is None:
        yield
        return
    started, before = time.perf_counter(), _cpu()
    yield
    seconds, cpu = time.perf_counter() - started, _cpu() - before
    recording.append(StageTime(name=name, seconds=seconds, cpu=cpu, memory=_peak()))


def _cpu() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _peak() -> float:
    try:
        status = Path("/proc/self/status").read_text("ascii", "replace")
    except OSError:  # only Linux has it
        return 0.0
    found = re.search(r"^VmHWM:\s*(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0
