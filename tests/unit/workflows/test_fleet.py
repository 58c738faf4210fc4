# Many packages in one run: one that fails, or kills its process, leaves the others done.
from __future__ import annotations

import os
from collections import deque
from pathlib import Path

import pytest
from clientloom.processes import each_done, usable_cores, worker_pool
from clientloom.workflows import generate
from clientloom.workflows.generate import RenderOutcome, Task, render_all


def task(label: str) -> Task:
    return Task(label=label, source=Path(label), package=Path(label), root=Path())


def dying(each: Task) -> RenderOutcome:
    """Renders nothing; one task ends its process."""
    if each.label == "deadly":
        os._exit(3)
    return RenderOutcome(task=each, package=None, diagnostics=(), stages=())


def label_of(each: Task) -> str:
    return dying(each).task.label


def test_results_do_not_pile_up_before_somebody_takes_them() -> None:
    waiting = deque(task(f"t{number}") for number in range(6))
    found = []
    with worker_pool(2) as pool:
        for each, future in each_done(pool, label_of, waiting, 2):
            found.append(future.result())
            assert found[-1] == each.label
            assert len(waiting) >= 6 - len(found) - 2
    assert sorted(found) == [f"t{number}" for number in range(6)]


def test_a_process_that_dies_takes_only_what_was_at_work_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(generate, "_render_elsewhere", dying)
    labels = ["a", "deadly", *(f"t{number}" for number in range(8))]
    outcomes = {o.task.label: o for o in render_all([task(label) for label in labels], 2)}
    assert outcomes.keys() == set(labels)
    [found] = outcomes.pop("deadly").diagnostics
    assert str(found).startswith("deadly: error[internal]: the process that rendered the package")
    assert all(not outcome.diagnostics for outcome in outcomes.values())


def test_there_are_as_many_workers_as_processors_that_may_be_used() -> None:
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)
