# clientloom generate: renders the packages, then writes them, or only compares them (--check, --diff).
"""The verb `generate`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientloom.cache import Cache
from clientloom.checkout.atomic import BusyError, exclusive
from clientloom.checkout.failures import count_changes, diagnose, diagnose_changes, diagnose_system
from clientloom.checkout.repair import repair_folder
from clientloom.checkout.tree import Kind
from clientloom.checkout.unchanged import find_outdated, remember
from clientloom.checkout.workspace import Workspace
from clientloom.cli import console
from clientloom.cli.codes import BAD_INPUT, CLEAN, FINDINGS
from clientloom.cli.fleet import print_summary, show_progress
from clientloom.cli.options import (
    AllowRemote,
    Base,
    Force,
    ImportName,
    Root,
    Scheduler,
    Shard,
    Spec,
    Strict,
    Vendors,
    check_import_name,
    check_spec_options,
    find_workspace,
    parse_shard,
    source,
    usage_error,
)
from clientloom.cli.printed_tables import timing_table
from clientloom.config.load import display_path
from clientloom.diagnostics import Diagnostic, InputError
from clientloom.processes import usable_cores
from clientloom.timings import record_stages, stage
from clientloom.workflows.baseline import find_unversioned, keep_replaced
from clientloom.workflows.generate import RenderOutcome, Task, render_all
from clientloom.workflows.packages import ReadOptions, write, write_locked
from clientloom.workflows.spread.cluster import connect
from clientloom.workflows.spread.shares import select_share

if TYPE_CHECKING:
    from clientloom import api


_CORES = usable_cores()
_LOCKED_AT_ONCE = 200

Check = Annotated[
    bool,
    typer.Option("--check", help="Write nothing. Exit with code 1 if a package is out of date."),
]
Diff = Annotated[
    bool, typer.Option("--diff", help="Like --check, and print the changes as a patch.")
]
FreshNames = Annotated[
    bool,
    typer.Option(
        "--fresh-names",
        help="Give every method, resource and class the name that a new package would have, and print what changes."
        " Combine it with --check to see the changes first.",
    ),
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        min=1,
        help="Number of worker processes. Default: one for each available processor.",
        metavar="N",
        show_default=False,
    ),
]
Timings = Annotated[bool, typer.Option("--timings", help="Print seconds and memory of each stage.")]
CacheFolder = Annotated[
    str,
    typer.Option(
        "--cache",
        help="Folder that keeps intermediate results; `off` for none. Default: .clientloom/cache.",
        metavar="DIR|off",
        envvar="CLIENTLOOM_CACHE",
        show_envvar=False,
    ),
]
Output = Annotated[
    str,
    typer.Option("--output", help="Folder to write the package to; needs --spec.", metavar="DIR"),
]


def run(
    vendors: Vendors = None,
    *,
    check: Check = False,
    diff: Diff = False,
    jobs: Jobs = _CORES,
    root: Root = None,
    strict: Strict = False,
    force: Force = False,
    fresh_names: FreshNames = False,
    allow_remote: AllowRemote = False,
    timings: Timings = False,
    cache: CacheFolder = "",
    spec: Spec = "",
    package: ImportName = "",
    output: Output = "",
    base: Base = None,
    shard: Shard = "",
    scheduler: Scheduler = "",
) -> None:
    """Generate client packages, or check with --check and --diff that they are up to date."""
    workspace = find_workspace(root)
    check_spec_options(vendors, spec, base)
    is_one_off = bool(spec or package or output)
    _check_spread(shard, scheduler, is_one_off=is_one_off)
    if is_one_off:
        tasks = [replace(_one_off(workspace, spec, package, output), base=base)]
        repair_folder(tasks[0].package.parent)
    else:
        tasks = _find_tasks(workspace, vendors or [], shard)
    folder = _cache_folder(workspace, cache, is_one_off=is_one_off)
    options = ReadOptions(strict=strict, allow_remote=allow_remote, fresh_names=fresh_names)
    tasks = [replace(task, options=options, cache=folder) for task in tasks]
    outdated = tasks if is_one_off or fresh_names else _find_outdated(workspace, tasks)
    with ExitStack() as locks:
        held = set() if check or diff else _lock_packages(outdated, locks)
        handle = (
            partial(_compare, diff=diff)
            if check or diff
            else partial(_write, force=force, held=held)
        )
        codes = {
            outcome.task.label: _finish(workspace, outcome, handle, timings=timings)
            for outcome in _render_each(outdated, jobs, scheduler)
        }
    Cache(folder).prune()
    print_summary(len(tasks) - len(outdated), codes, written=not (check or diff))
    raise typer.Exit(max(codes.values(), default=CLEAN))


def _cache_folder(workspace: Workspace, named: str, *, is_one_off: bool) -> Path | None:
    """Returns the folder of the cache. Without a checkout there is one only if it is named."""
    if named == "off" or (is_one_off and not named):
        return None
    return Path(named).absolute() if named else workspace.cache


def _find_outdated(workspace: Workspace, tasks: list[Task]) -> list[Task]:
    """The packages with work to do; the others are reported as up to date."""
    strict = any(task.options.strict for task in tasks)
    outdated = set(find_outdated(workspace, [task.label for task in tasks], strict=strict))
    for task in tasks:
        if task.label not in outdated:
            console.print_up_to_date(task.label)
    return [task for task in tasks if task.label in outdated]


def _task(workspace: Workspace, vendor: str) -> Task:
    folder, package = workspace.vendor(vendor), workspace.package(vendor)
    return Task(label=vendor, source=folder, package=package, root=workspace.root)


def _one_off(workspace: Workspace, spec: str, package: str, output: str) -> Task:
    if not (spec and package and output):
        missing = "--spec, --package and --output must be given together"
        raise usage_error(missing, "give all three")
    check_import_name(package)
    folder = Path(os.path.realpath(output))
    if folder.exists() and not folder.is_dir():
        raise usage_error("this is a file, not a folder", "correct --output", file=output)
    return Task(
        label=package, source=source(spec), package=folder, root=workspace.root, name=package
    )


def _lock_packages(tasks: list[Task], locks: ExitStack) -> set[str]:
    """Locks packages, so that a second run at the same time fails at once, and returns their labels.

    Each lock is an open file, of which a process may have few. The others are locked while they are written.
    """
    for task in tasks[:_LOCKED_AT_ONCE]:
        try:
            locks.enter_context(exclusive(task.package))
        except BusyError as busy:
            raise InputError(diagnose(busy, _display(task))) from None
    return {task.label for task in tasks[:_LOCKED_AT_ONCE]}


def _check_spread(shard: str, scheduler: str, *, is_one_off: bool) -> None:
    if is_one_off and (shard or scheduler):
        name = "--shard" if shard else "--scheduler"
        raise usage_error(f"{name} is for the vendors of a checkout", "leave it out with --spec")


def _find_tasks(workspace: Workspace, vendors: list[str], shard: str) -> list[Task]:
    """Returns the tasks for these vendors, or for the share of them that `--shard` names."""
    tasks = [_task(workspace, name) for name in workspace.select(vendors)]
    if not shard:
        return tasks
    sizes = {task.label: _size(task) for task in tasks}
    share = select_share(sizes, *parse_shard(shard))
    return [task for task in tasks if task.label in share]


def _render_each(tasks: list[Task], jobs: int, scheduler: str) -> Iterator[RenderOutcome]:
    """Renders the packages; side by side the largest first, so that none is left alone at the end."""
    sizes = {task.label: _size(task) for task in tasks}
    if jobs > 1 or scheduler:
        tasks = sorted(tasks, key=lambda task: -sizes[task.label])
    with ExitStack() as stack:
        cluster = stack.enter_context(connect(scheduler)) if scheduler and tasks else None
        progress = stack.enter_context(show_progress("rendering", sizes))
        for outcome in cluster.render_all(tasks) if cluster else render_all(tasks, jobs):
            yield outcome
            progress.advance(outcome.task.label)


def _size(task: Task) -> int:
    """Returns how large the inputs of a vendor are, in bytes; 1 for a document without a folder."""
    if task.name:
        return 1
    return 1 + sum(path.stat().st_size for path in Path(task.source).iterdir() if path.is_file())


def _finish(
    workspace: Workspace,
    outcome: RenderOutcome,
    handle: Callable[[Task, api.Package], int],
    *,
    timings: bool,
) -> int:
    """Handles a package and prints its stages, if that is wanted. Returns the exit code."""
    with record_stages() as further:
        code = _handle(workspace, outcome, handle)
    if timings:
        console.print_status(timing_table(outcome.task.label, [*outcome.stages, *further]))
    return code


def _handle(
    workspace: Workspace, outcome: RenderOutcome, handle: Callable[[Task, api.Package], int]
) -> int:
    """Prints the diagnostics of a package, handles its files, and returns the exit code."""
    task = outcome.task
    if outcome.package is None:
        console.print_diagnostics(outcome.diagnostics)
        return BAD_INPUT
    target = task.source if task.name else task.label
    console.print_warnings(outcome.diagnostics, f"clientloom lint {target}")
    if task.options.fresh_names:
        _print_renames(task, outcome.package)
    try:
        unversioned = _compare_versions(workspace, task, outcome.package)
        code = handle(task, outcome.package)
    except InputError as refused:
        console.print_diagnostics(refused.diagnostics)
        return BAD_INPUT
    except OSError as problem:
        console.print_diagnostics(diagnose_system(problem, _display(task)))
        return BAD_INPUT
    if unversioned is not None:
        console.print_diagnostics([unversioned])
    if code == CLEAN and not task.name:
        remember(workspace, task.label, strict=task.options.strict)
    return code


def _compare_versions(workspace: Workspace, task: Task, package: api.Package) -> Diagnostic | None:
    with stage("compare versions"):
        return None if task.name else find_unversioned(workspace, task.label, package)


def _print_renames(task: Task, package: api.Package) -> None:
    found = package.renames
    count = "1 name changes" if len(found) == 1 else f"{len(found) or 'no'} names change"
    console.print_line(f"{task.label}: {count}")
    width = max((len(rename.old) for rename in found), default=0)
    for rename in found:
        console.print_line(f"  {rename.old.ljust(width)}  ->  {rename.new}")


def _write(task: Task, package: api.Package, *, force: bool, held: AbstractSet[str]) -> int:
    is_here = Path.cwd().is_relative_to(task.package)
    if not task.name:
        with stage("keep version"):
            keep_replaced(Workspace(task.root), task.label, package)
    done = (write_locked if task.label in held else write)(package, force=force)
    console.print_line(f"{task.label}: {count_changes(done)}")
    if is_here and done:
        console.print_status(
            'the current folder was replaced; run `cd "$PWD"` to enter the new one'
        )
    return CLEAN


def _compare(task: Task, package: api.Package, *, diff: bool) -> int:
    from clientloom import api

    found = api.check(package)
    if not found:
        console.print_up_to_date(task.label)
        return CLEAN
    console.print_diagnostics(diagnose_changes(found, _display(task), _command(task)))
    for change in found:
        if change.kind is not Kind.EDITED:
            shown = display_path(task.package / change.path, task.root)
            console.print_status(f"  {change.kind}: {shown}")
        if diff:
            console.print_text(change.as_patch(_display(task) + "/"))
    return FINDINGS


def _command(task: Task) -> str:
    options = f"--spec {task.source} --package {task.name} --output {_display(task)}"
    fresh = " --fresh-names" if task.options.fresh_names else ""
    return f"clientloom generate {options if task.name else task.label}{fresh}"


def _display(task: Task) -> str:
    return display_path(task.package, task.root)
