# Renders several vendors in parallel, each in its own process, which returns the text of the files. May import
# pipeline (inside functions, so that it is loaded only when there is work) and what pipeline imports.
"""Renders packages in parallel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from pathlib import Path

from clientloom.cache import NO_CACHE, Cache
from clientloom.checkout.unchanged import code_version
from clientloom.config.load import load_vendor, one_off
from clientloom.diagnostics import Diagnostic, InputError
from clientloom.processes import submit_all, worker_pool
from clientloom.timings import StageTime, record_stages
from clientloom.workflows.packages import Loaded, Package, ReadOptions, load, render


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One package to render.

    `label` names it in output. `source` is the vendor's folder, or the document's path or URL if `name`, the
    import name, is given. `package` is the folder of the package, which need not exist. `base` is the folder
    that the document's references must stay in. `cache` is the folder of the cache, None for none.
    """

    label: str
    source: Path | str
    package: Path
    root: Path
    name: str = ""
    base: Path | None = None
    cache: Path | None = None
    strict: bool = False
    allow_remote: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of a task: its package, or None and the diagnostics that say why."""

    task: Task
    package: Package | None
    diagnostics: tuple[Diagnostic, ...]
    stages: tuple[StageTime, ...]


def render_all(tasks: Sequence[Task], jobs: int) -> Iterator[Outcome]:
    """Renders the tasks in up to `jobs` processes and yields each outcome as soon as it is ready."""
    if min(jobs, len(tasks)) <= 1:
        yield from map(render_task, tasks)
        return
    with worker_pool(min(jobs, len(tasks))) as pool:
        for future in as_completed(submit_all(pool, render_task, tasks)):
            yield future.result()


def render_task(task: Task) -> Outcome:
    """Renders one package without writing files. Bad input becomes an outcome without a package."""
    with record_stages() as stages:
        package, found = _render(task)
    return Outcome(task=task, package=package, diagnostics=found, stages=tuple(stages))


def _render(task: Task) -> tuple[Package | None, tuple[Diagnostic, ...]]:
    try:
        package = render(_load(task), cache=_open_cache(task))
    except InputError as failure:
        return None, failure.diagnostics
    return package, package.diagnostics


def _open_cache(task: Task) -> Cache:
    return Cache(task.cache, code_version()) if task.cache else NO_CACHE


def _load(task: Task) -> Loaded:
    settings = (
        one_off(task.source, task.name, task.base)
        if task.name
        else load_vendor(Path(task.source), root=task.root)
    )
    options = ReadOptions(strict=task.strict, allow_remote=task.allow_remote)
    return load(settings, task.package, task.root, options)
