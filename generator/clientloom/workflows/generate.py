# Renders several vendors in parallel, each in its own process, which returns the text of the files. May import
# pipeline (inside functions, so that it is loaded only when there is work) and what pipeline imports.
"""Renders packages in parallel."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path

from clientloom.cache import NO_CACHE, Cache
from clientloom.checkout.failures import diagnose_bug, diagnose_death, diagnose_system
from clientloom.checkout.provenance import built_in_digests
from clientloom.checkout.unchanged import code_version
from clientloom.config.load import load_vendor, one_off
from clientloom.diagnostics import Diagnostic, InputError, Span
from clientloom.processes import each_done, submit_all, worker_pool
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
    options: ReadOptions = field(default_factory=ReadOptions)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOutcome:
    """The result of a task: its package, or None and the diagnostics that say why."""

    task: Task
    package: Package | None
    diagnostics: tuple[Diagnostic, ...]
    stages: tuple[StageTime, ...]


def render_all(tasks: Sequence[Task], jobs: int) -> Iterator[RenderOutcome]:
    """Renders the tasks in up to `jobs` processes and yields each outcome as soon as it is ready.

    Whatever ends the rendering of one package leaves the others alone. If a process dies, for example because there
    is no memory left, the tasks that were at work are rendered once more, one after the other.
    """
    processes = min(jobs, len(tasks))
    if processes <= 1:
        yield from map(render_task, tasks)
        return
    waiting = deque(tasks)
    while waiting:
        lost: list[Task] = []
        with worker_pool(processes) as pool:
            for task, future in each_done(pool, _render_elsewhere, waiting, 2 * processes):
                if isinstance(future.exception(), BrokenProcessPool):
                    lost.append(task)
                else:
                    yield future.result()
        yield from map(_render_alone, lost)


def _render_alone(task: Task) -> RenderOutcome:
    try:
        with worker_pool(1) as pool:
            return submit_all(pool, _render_elsewhere, [task])[0].result()
    except BrokenProcessPool:
        return fail(task, (diagnose_death(task.label),))


def _render_elsewhere(task: Task) -> RenderOutcome:
    """Renders one package in a worker. Its API stays there: it is larger than all texts."""
    outcome = render_task(task)
    return replace(outcome, package=outcome.package and replace(outcome.package, api=None))


def render_task(task: Task) -> RenderOutcome:
    """Renders one package without writing files. A failure becomes an outcome without a package."""
    with record_stages() as stages:
        try:
            package = render(_load(task), cache=_open_cache(task))
        except Exception as problem:  # noqa: BLE001 (of a fleet, one package with a bug leaves the others done)
            return fail(task, explain(problem, task.label))
    return RenderOutcome(
        task=task, package=package, diagnostics=package.diagnostics, stages=tuple(stages)
    )


def explain(problem: Exception, label: str) -> tuple[Diagnostic, ...]:
    """Returns the diagnostics for whatever ended the rendering of a package."""
    match problem:
        case InputError():
            return problem.diagnostics
        case OSError():
            return tuple(diagnose_system(problem, label))
        case _:
            return (diagnose_bug(problem, Span(label)),)


def fail(task: Task, diagnostics: tuple[Diagnostic, ...]) -> RenderOutcome:
    """Returns the outcome of a task that could not be rendered."""
    return RenderOutcome(task=task, package=None, diagnostics=diagnostics, stages=())


def _open_cache(task: Task) -> Cache:
    """Returns the cache of a task, for this code and its templates."""
    stamp = f"{code_version()}\n{built_in_digests()}"
    return Cache(task.cache, stamp) if task.cache else NO_CACHE


def _load(task: Task) -> Loaded:
    settings = (
        one_off(task.source, task.name, task.base)
        if task.name
        else load_vendor(Path(task.source), root=task.root)
    )
    return load(settings, task.package, task.root, task.options)
