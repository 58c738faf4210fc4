# What a process of the verification may do wrong; it has to be found by a fresh interpreter.
from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

from clientloom.document.document import Json
from clientloom.ir import Api
from clientloom.scratch import scratch_folder
from clientloom.verify import run
from clientloom.verify.report import OperationReport, Verification
from clientloom.verify.watched import verify_within

HANGING_MODULE = """
import os, pathlib, time
folder = pathlib.Path(__file__).parent
(folder / "new").write_text(f"{os.getppid()} {os.getpid()}")
(folder / "new").rename(folder / "processes")
time.sleep(600)
"""
HANGING = ("/paths/~1b/get", "/paths/~1d/get")


def work(
    pipe: Connection,
    _api: Api,
    _document: Mapping[str, Json],
    source: Path,
    skipped: Mapping[str, str],
) -> None:
    """Hangs, with a child of its own, at two operations out of five unless they are skipped."""
    for letter in "abcde":
        pointer = f"/paths/~1{letter}/get"
        pipe.send(pointer)
        if pointer in HANGING and pointer not in skipped:
            child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            (source / "children").open("a", newline="\n").write(f"{child.pid}\n")
            with scratch_folder() as folder:
                (source / "folders").open("a", newline="\n").write(f"{folder}\n")
                time.sleep(600)
    findings = [
        OperationReport(operation=pointer, accessor="", calls=0, unchecked=(why,))
        for pointer, why in skipped.items()
    ]
    pipe.send(Verification(package="x", findings=findings))


def calling(
    pipe: Connection, _api: Api, _document: Mapping[str, Json], source: Path, _: object
) -> None:
    """Starts the calls of a package that hangs when it is imported."""
    plan = {"source": str(source), "modules": ["hanging"]}
    (source / "hanging.py").write_text(HANGING_MODULE, "utf-8")
    (source / "plan.json").write_text(json.dumps(plan), "utf-8")
    pipe.send("/paths/~1a/get")
    for _line in run._outcomes(source / "plan.json", cast("Any", None)):
        pass


def main() -> None:
    """A verification that hangs, for a process that is killed."""
    verify_within(cast("Any", None), {}, Path(sys.argv[1]), work=calling)


def stuck(pipe: Connection, *_rest: object) -> None:
    """Hangs at one operation, skipped or not."""
    pipe.send("/paths/~1a/get")
    time.sleep(600)


def dying(pipe: Connection, *_rest: object) -> None:
    """Ends as a fault in a library ends a process."""
    pipe.send("/paths/~1a/get")
    os._exit(9)


def failing(pipe: Connection, *_rest: object) -> None:
    """Says what went wrong."""
    pipe.send(("KeyError: 'x'",))


if __name__ == "__main__":
    main()
