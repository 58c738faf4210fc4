# clientloom generate: renders the packages and writes them, or with --check and --diff only compares.
"""The verb `generate`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from clientloom.checkout.atomic import BusyError, exclusive
from clientloom.checkout.tree import Kind, TreeDiff, compare, write
from clientloom.checkout.unchanged import is_unchanged, remember
from clientloom.checkout.workspace import Workspace
from clientloom.cli import console
from clientloom.cli.codes import BAD_INPUT, CLEAN, FINDINGS
from clientloom.cli.failures import PACKAGE_ERRORS, diagnose
from clientloom.cli.options import (
    AllowRemote,
    Base,
    Root,
    Strict,
    check_import_name,
    source,
    usage_error,
    workspace,
)
from clientloom.config.load import display_path
from clientloom.diagnostics import InputError
from clientloom.workflows.generate import Outcome, Task, render_all


def run(
    vendors: Annotated[
        list[str] | None,
        typer.Argument(help="Vendors of specs/; all when none is named.", metavar="VENDOR"),
    ] = None,
    *,
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; exit with 1 if a package is not up to date."),
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Like --check, and print what would change as a patch.")
    ] = False,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs",
            min=1,
            help="Processes to use; by default one for each processor.",
            metavar="N",
            show_default=False,
        ),
    ] = os.cpu_count() or 1,
    root: Root = None,
    strict: Strict = False,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite files that were edited by hand.")
    ] = False,
    allow_remote: AllowRemote = False,
    spec: Annotated[
        str,
        typer.Option(
            "--spec", help="One-off: a document's file or address.", metavar="FILE_OR_URL"
        ),
    ] = "",
    package: Annotated[
        str,
        typer.Option("--package", help="One-off: the import name of the package.", metavar="NAME"),
    ] = "",
    output: Annotated[
        str, typer.Option("--output", help="One-off: the package's folder.", metavar="DIR")
    ] = "",
    base: Base = None,
) -> None:
    """Write the client packages, or with --check and --diff compare them with what is there."""
    place = workspace(root)
    is_one_off = bool(spec or package or output)
    if base is not None and not is_one_off:
        raise usage_error(
            "--base", "it goes with --spec", "set `base` of [document] in client.toml"
        )
    tasks = (
        [replace(_one_off(place, vendors, spec, package, output), base=base)]
        if is_one_off
        else [_task(place, name) for name in place.select(vendors or [])]
    )
    tasks = [replace(task, strict=strict, allow_remote=allow_remote) for task in tasks]
    due = [
        task for task in tasks if is_one_off or not is_unchanged(place, task.label, strict=strict)
    ]
    for task in tasks:
        if task not in due:
            console.up_to_date(task.label)
    handle = partial(_compare, diff=diff) if check or diff else partial(_write, force=force)
    with ExitStack() as held:
        if not (check or diff):
            _hold(due, held)
        codes = [_finish(place, outcome, handle) for outcome in _render_each(due, jobs)]
    raise typer.Exit(max(codes, default=CLEAN))


def _task(place: Workspace, vendor: str) -> Task:
    folder, package = place.vendor(vendor), place.package(vendor)
    return Task(label=vendor, source=folder, package=package, root=place.root)


def _one_off(
    place: Workspace, vendors: list[str] | None, spec: str, package: str, output: str
) -> Task:
    if vendors:
        raise usage_error(
            "generate", "--spec takes no vendors", "name vendors, or --spec and --output"
        )
    if not (spec and package and output):
        missing = "--spec, --package and --output go together"
        raise usage_error("generate", missing, "give all three of them")
    check_import_name(package)
    folder = Path(os.path.realpath(output))
    if folder.exists() and not folder.is_dir():
        raise usage_error(output, "this is a file", "name a folder for the package by --output")
    return Task(label=package, source=source(spec), package=folder, root=place.root, name=package)


def _hold(tasks: list[Task], held: ExitStack) -> None:
    """Takes every package for this run, so that a second run at the same time is turned away at once."""
    for task in tasks:
        try:
            held.enter_context(exclusive(task.package))
        except BusyError as busy:
            raise InputError(diagnose(busy, _shown(task))) from None


def _render_each(tasks: list[Task], jobs: int) -> Iterator[Outcome]:
    with console.progress("rendering", len(tasks)) as progress:
        for outcome in render_all(tasks, jobs):
            yield outcome
            progress.advance(outcome.task.label)


def _finish(place: Workspace, outcome: Outcome, handle: Callable[[Outcome], int]) -> int:
    """Prints what is to say about a package, and returns the exit code that it asks for."""
    task = outcome.task
    if outcome.failed:
        console.diagnostics(outcome.report.diagnostics)
        return BAD_INPUT
    target = task.source if task.name else task.label
    console.summary(outcome.report.diagnostics, f"clientloom lint {target}")
    try:
        code = handle(outcome)
    except InputError as refused:
        console.diagnostics(refused.diagnostics)
        return BAD_INPUT
    if code == CLEAN and not task.name:
        remember(place, task.label, strict=task.strict)
    return code


def _write(outcome: Outcome, *, force: bool) -> int:
    task = outcome.task
    is_here = Path.cwd().is_relative_to(task.package)
    try:
        done = write(outcome.files, task.package, outcome.owned, force=force)
    except PACKAGE_ERRORS as failure:
        console.diagnostics(diagnose(failure, _shown(task)))
        return BAD_INPUT
    console.say(f"{task.label}: {_count_words(done)}")
    if is_here and done.changes:
        console.complain('the folder that you are in was replaced; `cd "$PWD"` shows the new one')
    return CLEAN


def _compare(outcome: Outcome, *, diff: bool) -> int:
    task = outcome.task
    found = compare(outcome.files, task.package, outcome.owned)
    if not found.changes:
        console.up_to_date(task.label)
        return CLEAN
    console.complain(
        f"{task.label}: not up to date: {_count_words(found)}; run `clientloom generate`"
    )
    for change in found.changes:
        shown = display_path(task.package / change.path, task.root)
        console.complain(f"  {change.kind}: {shown}")
        if diff:
            console.say_raw(change.as_patch(_shown(task) + "/"))
    return FINDINGS


def _count_words(found: TreeDiff) -> str:
    kinds = Counter(change.kind for change in found.changes)
    counts = [f"{kinds[kind]} {word}" for kind, word in _WORDS.items() if kinds[kind]]
    return ", ".join(counts) or "up to date"


_WORDS = {
    Kind.MISSING: "added",
    Kind.CHANGED: "changed",
    Kind.EDITED: "edited by hand",
    Kind.STALE: "removed",
}


def _shown(task: Task) -> str:
    return display_path(task.package, task.root)
