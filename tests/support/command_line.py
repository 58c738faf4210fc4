# Running the command line in tests: in this process, or as a user does.
from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Result:
    """How a run ended, and what it printed."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """`clientloom ARGUMENTS`."""

    def __call__(self, *arguments: str) -> Result: ...


def clientloom(*arguments: str | Path, cwd: Path, **environment: str) -> Result:
    """Runs the tool in a process of its own, with `environment` added to this one's."""
    done = subprocess.run(
        [sys.executable, "-m", "clientloom", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)
