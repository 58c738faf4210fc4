# What a command costs, measured by the system. Standard library only; Linux and macOS.
"""`run_measured`: time, processor time and memory of one process with all that it started."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock and of the processors, and the peak of memory; `fault` says why there are none."""

    seconds: float = 0.0
    cpu: float = 0.0
    mebibytes: float = 0.0
    fault: str = ""


def run_measured(command: Sequence[str | Path], cwd: Path) -> Cost:
    """Runs a command to its end."""
    log = cwd / "output.txt"
    started = time.perf_counter()
    try:
        with log.open("wb") as output:
            process = subprocess.Popen(command, cwd=cwd, stdout=output, stderr=output)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
    except FileNotFoundError:
        return Cost(fault="not installed")
    if process.returncode != 0:
        last = log.read_text("utf-8", "replace").strip().splitlines()[-1:]
        return Cost(fault=f"exit code {process.returncode}: {''.join(last)[:90]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(
        seconds=time.perf_counter() - started,
        cpu=used.ru_utime + used.ru_stime,
        mebibytes=used.ru_maxrss * unit / (1 << 20),
    )


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure; the first fault where there is one."""
    fault = next((cost for cost in costs if cost.fault), None)
    return fault or Cost(
        seconds=statistics.median(cost.seconds for cost in costs),
        cpu=statistics.median(cost.cpu for cost in costs),
        mebibytes=statistics.median(cost.mebibytes for cost in costs),
    )
