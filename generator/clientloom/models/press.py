# Which process prints. Of ours it imports generate and processes only, for it begins before anything else is loaded.
"""`press`: a second process loads datamodel-code-generator while this one reads the document.

The two take about the same time. A large bundle is printed by both of them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Protocol

from clientloom.models.generate import JsonSchema, Printed, Task, load, print_task
from clientloom.processes import submit_all, worker_pool

PART = 500
"""Properties that are printed at once; few enough for two processes to share a large bundle evenly."""

LARGE = 4_000
"""Properties of a bundle above which this process loads the generator too, to print a part of it."""

Printing = Callable[[], list[Printed]]
"""Waits for what was begun: the annotations of each task."""


class Press(Protocol):
    """What prints."""

    def start(self, tasks: tuple[Task, ...]) -> Printing:
        """Begin to print."""
        ...


class _Alone:
    """This process does it, when the result is asked for."""

    def start(self, tasks: tuple[Task, ...]) -> Printing:
        return lambda: [print_task(task) for task in tasks]


ALONE: Press = _Alone()
"""The press that needs no second process."""


@contextmanager
def press(*, helped: bool) -> Iterator[Press]:
    """The press for one package; its second process, if it may be `helped`, ends with the block.

    A process that has the generator loaded already needs no help, and where no second one can be had the
    result is the same, only later.
    """
    if not helped or "datamodel_code_generator" in sys.modules:
        yield ALONE
        return
    with worker_pool(1) as pool:
        yield helped_by(pool) if _begun(pool) else ALONE


def helped_by(pool: ProcessPoolExecutor) -> Press:
    """The press whose second process is the one of `pool`."""
    return _Helped(pool)


def _begun(pool: ProcessPoolExecutor) -> bool:
    try:
        submit_all(pool, _load, [None])
    except OSError:
        return False
    return True


def _load(_: None) -> None:
    load()


class _Helped:
    """A second process prints, and of a large bundle this one prints a part."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def start(self, tasks: tuple[Task, ...]) -> Printing:
        shares = [_Share(self._pool, task) for task in tasks]
        is_large = sum(map(_weight, tasks)) > LARGE

        def finish() -> list[Printed]:
            if is_large:
                for share in reversed(shares):
                    share.help()
            return [share.result() for share in shares]

        return finish


class _Share:
    """The parts of one task, in the order in which the second process prints them."""

    def __init__(self, pool: ProcessPoolExecutor, task: Task) -> None:
        self._parts = list(_parts(task))
        self._futures = _submitted(pool, self._parts)
        self._mine: dict[int, Printed] = {}

    def help(self) -> None:
        """Print, from the last one on, what the second process has not begun."""
        for number in reversed(range(len(self._parts))):
            if self._futures[number].cancel():
                self._mine[number] = print_task(self._parts[number])

    def result(self) -> Printed:
        """What all the parts say."""
        printed: dict[str, tuple[str, ...]] = {}
        for number, part in enumerate(self._parts):
            printed |= self._mine.get(number) or _result(self._futures[number], part)
        return printed


def _submitted(pool: ProcessPoolExecutor, parts: list[Task]) -> list[Future[Printed]]:
    try:
        return submit_all(pool, print_task, parts)
    except BrokenProcessPool as broken:
        return [_failed(broken) for _ in parts]


def _failed(broken: BrokenProcessPool) -> Future[Printed]:
    future: Future[Printed] = Future()
    future.set_exception(broken)
    return future


def _result(future: Future[Printed], part: Task) -> Printed:
    try:
        return future.result()
    except BrokenProcessPool:  # it was killed: there is still this one
        return print_task(part)


def _parts(task: Task) -> Iterator[Task]:
    part: dict[str, JsonSchema] = {}
    weight = 0
    for name, component in task.components.items():
        size = _size(component)
        if part and weight + size > PART:
            yield Task(task.form, part)
            part, weight = {}, 0
        part[name] = component
        weight += size
    yield Task(task.form, part)


def _weight(task: Task) -> int:
    return sum(map(_size, task.components.values()))


def _size(component: JsonSchema) -> int:
    properties = component.get("properties")
    return len(properties) + 1 if isinstance(properties, dict) else 1
