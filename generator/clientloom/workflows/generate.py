# Many vendors at once: each is rendered in a process of its own and comes back as text. May import pipeline
# (when work begins) and all that it stands on.
"""Rendering several packages side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from clientloom.checkout.package_lock import read_lock
from clientloom.checkout.tree import Files, Owned
from clientloom.config.load import load_vendor, one_off
from clientloom.diagnostics import InputError, Report
from clientloom.processes import submit_all, worker_pool


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One package to render.

    `source` is the vendor's folder, or for a one-off package (`name` given) the document's path or address.
    `base` is as `one_off` has it. `package` is the folder where the result will stand, or stands already.
    """

    label: str
    source: Path | str
    package: Path
    root: Path
    name: str = ""
    base: Path | None = None
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
    with worker_pool(min(jobs, len(tasks))) as pool:
        for future in as_completed(submit_all(pool, render_task, tasks)):
            yield future.result()


def render_task(task: Task) -> Outcome:
    """Renders one package and writes nothing."""
    try:
        return _render_task(task)
    except InputError as failure:
        nothing: dict[PurePosixPath, str] = {}
        report = Report(failure.diagnostics)
        return Outcome(task=task, files=nothing, owned={}, report=report, failed=True)


def _render_task(task: Task) -> Outcome:
    from clientloom.pipeline import render_package  # not loaded where nothing has changed

    lock = read_lock(task.package)
    vendor = (
        one_off(task.source, task.name, task.base)
        if task.name
        else load_vendor(Path(task.source), root=task.root)
    )
    rendered = render_package(
        vendor,
        lock=lock,
        package=task.package,
        root=task.root,
        strict=task.strict,
        allow_remote=task.allow_remote,
    )
    owned = lock.owned if lock else {}
    return Outcome(task=task, files=rendered.files, owned=owned, report=rendered.report)
