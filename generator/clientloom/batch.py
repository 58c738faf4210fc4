# Many vendors at once: each is rendered in a process of its own and comes back as text. May import pipeline
# (when work begins) and all that it stands on.
"""Rendering several packages side by side."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from clientloom.config.load import load_vendor, one_off
from clientloom.diagnostics import InputError, Report
from clientloom.lock import read_lock
from clientloom.tree import Files, Owned


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One package to render.

    `source` is the vendor's folder, or for a one-off package (`name` given) the document's path or address.
    `package` is the folder where the result will stand, or stands already.
    """

    label: str
    source: Path | str
    package: Path
    root: Path
    name: str = ""
    strict: bool = False
    allow_remote: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a task: its files, or where it `failed` a report that says why."""

    task: Task
    files: Files
    owned: Owned
    report: Report
    failed: bool = False


def render_all(tasks: Sequence[Task], jobs: int) -> Iterator[Outcome]:
    """Renders the tasks in up to `jobs` processes and yields each as soon as it is done."""
    if min(jobs, len(tasks)) <= 1:
        yield from map(render_task, tasks)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(min(jobs, len(tasks)), context, initializer=_prepare_worker)
    try:
        futures = [pool.submit(render_task, task) for task in tasks]
        for future in as_completed(futures):
            yield future.result()
        pool.shutdown()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()
        raise


def render_task(task: Task) -> Outcome:
    """Renders one package and writes nothing."""
    from clientloom.pipeline import render_package

    nothing: dict[PurePosixPath, str] = {}
    try:
        lock = read_lock(task.package)
        vendor = (
            one_off(task.source, task.name)
            if task.name
            else load_vendor(Path(task.source), root=task.root)
        )
        rendered = render_package(
            vendor, lock=lock, root=task.root, strict=task.strict, allow_remote=task.allow_remote
        )
    except InputError as failure:
        report = Report(failure.diagnostics)
        return Outcome(task=task, files=nothing, owned={}, report=report, failed=True)
    owned = lock.owned if lock else {}
    return Outcome(task=task, files=rendered.files, owned=owned, report=rendered.report)


def _prepare_worker() -> None:
    """A worker leaves Ctrl-C to the parent, and does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()
