# Sends tasks to a cluster of dask.distributed and takes what comes back. Uses the network: only the scheduler's address
# that the user gives. May import its neighbours and generate; imports distributed inside functions, for it is optional.
"""`connect` to a scheduler, and `Cluster.render_all`, which renders tasks there."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from clientloom.diagnostics import Diagnostic, InputError, Span
from clientloom.workflows.generate import RenderOutcome, Task, explain, fail
from clientloom.workflows.spread.shipment import (
    Delivery,
    Shipment,
    pack,
    render_shipment,
    unpack,
)
from clientloom.workflows.spread.tool_versions import find_differences, find_tool_versions

if TYPE_CHECKING:
    from distributed import Client, Future

_SECONDS_TO_CONNECT = 30
_SECONDS_WITHOUT_WORKERS = 120
_SECONDS_BETWEEN_LOOKS = 5
_AHEAD = 2
"""Tasks that are sent for each worker: one to work on, and one so that it never waits for this machine."""


@contextmanager
def connect(scheduler: str) -> Iterator[Cluster]:
    """Connects to a scheduler, waits for a worker, and compares the versions of all workers with those here.

    Raises:
        InputError: dask.distributed is not installed, the scheduler does not answer, there is no worker, or the workers
            would not make the same packages.
    """
    try:
        from distributed import Client
    except ImportError:
        hint = "run `pip install clientloom[dask]`"
        message = "--scheduler needs dask.distributed, which is not installed"
        raise InputError.at(Span(scheduler), "cluster", message, hint) from None
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # a loss is reported with the package
    try:
        client = Client(  # type: ignore[no-untyped-call]  # distributed has types for a part of its API
            scheduler, timeout=_SECONDS_TO_CONNECT
        )
    except (OSError, ValueError) as problem:
        hint = "check the address, and that the scheduler of the same version of dask runs there"
        message = f"cannot connect to the scheduler: {problem}"
        raise InputError.at(Span(scheduler), "cluster", message, hint) from None
    with client:
        cluster = Cluster(scheduler, client)
        cluster.check_versions()
        yield cluster


class Cluster:
    """Workers behind a scheduler."""

    def __init__(self, scheduler: str, client: Client) -> None:
        self._scheduler = scheduler
        self._client = client
        self._versions = find_tool_versions()
        self._workers = 0
        self._looked = float("-inf")

    def check_versions(self) -> None:
        """Compares every worker with this machine.

        Raises:
            InputError: there is no worker, or one would not make the same packages.
        """
        try:
            self._client.wait_for_workers(1, timeout=_SECONDS_WITHOUT_WORKERS)
        except TimeoutError:
            raise InputError(self._report_no_workers()) from None
        answers = self._client.run(find_tool_versions, on_error="return")
        found = {worker: _compare(self._versions, answer) for worker, answer in answers.items()}
        if any(found.values()):
            raise InputError(
                _report_differences(worker, words) for worker, words in found.items() if words
            )

    def render_all(self, tasks: Sequence[Task]) -> Iterator[RenderOutcome]:
        """Renders the tasks on the cluster and yields each outcome as soon as it is here.

        The scheduler gives the tasks of a lost worker to the others. Files of a task are read when its turn comes, so
        that this machine holds few at a time.
        """
        waiting = deque(tasks)
        running: dict[Future[Delivery], Task] = {}
        while waiting or running:
            while waiting and len(running) < max(1, _AHEAD * self._count_workers()):
                task = waiting.popleft()
                try:
                    running[self._send(pack(task))] = task
                except Exception as problem:  # noqa: BLE001 (one vendor with a bad input leaves the others done)
                    yield fail(task, explain(problem, task.label))
            for future in self._wait(running):
                yield self._receive(running.pop(future), future)

    def _count_workers(self) -> int:
        """Returns how many workers there were a moment ago: the answer grows with them, so it is not asked often."""
        if time.monotonic() - self._looked > _SECONDS_BETWEEN_LOOKS:
            with suppress(OSError):  # the connection is lost, and the tasks fail for that
                self._workers = len(self._client.scheduler_info(n_workers=-1)["workers"])
            self._looked = time.monotonic()
        return self._workers

    def _send(self, shipment: Shipment) -> Future[Delivery]:
        return self._client.submit(_render_checked, shipment, self._versions, pure=False)

    def _wait(self, running: Mapping[Future[Delivery], Task]) -> Sequence[Future[Delivery]]:
        """Returns the futures that are done: all of them, as failures, once there is no worker for long."""
        from distributed import wait

        seen = time.monotonic()
        while running:
            try:
                found = wait(  # type: ignore[no-untyped-call]  # as for Client
                    list(running), _SECONDS_BETWEEN_LOOKS, "FIRST_COMPLETED"
                )
                return list(found.done)
            except TimeoutError:
                if self._count_workers():
                    seen = time.monotonic()
                elif time.monotonic() - seen > _SECONDS_WITHOUT_WORKERS:
                    break
            except CancelledError:
                break
        return list(running)

    def _receive(self, task: Task, future: Future[Delivery]) -> RenderOutcome:
        from distributed import KilledWorker
        from distributed.comm.core import CommClosedError

        try:
            delivery = future.result(timeout=_SECONDS_BETWEEN_LOOKS)
            return unpack(task, delivery)
        except KilledWorker as death:
            return fail(task, (_report_death(task.label, str(death.last_worker)),))
        except TimeoutError:
            return fail(task, (self._report_no_workers(),))
        except (CancelledError, CommClosedError):
            return fail(task, (self._report_loss(),))
        except Exception as problem:  # noqa: BLE001 (one package with a bug leaves the others done)
            return fail(task, explain(problem, task.label))

    def _report_no_workers(self) -> Diagnostic:
        message = f"the scheduler has had no worker for {_SECONDS_WITHOUT_WORKERS} seconds"
        hint = "start workers, and run again"
        return Diagnostic.error(Span(self._scheduler), "cluster", message, hint)

    def _report_loss(self) -> Diagnostic:
        message = "the connection to the scheduler was lost"
        hint = "run again; packages that were written are not rendered again"
        return Diagnostic.error(Span(self._scheduler), "cluster", message, hint)


def _render_checked(shipment: Shipment, versions: Mapping[str, str]) -> Delivery:
    """Renders on a worker, which may have joined after the versions were compared."""
    if differences := find_differences(versions, find_tool_versions()):
        return Delivery(
            files=None, diagnostics=(_report_differences(shipment.label, differences),), stages=()
        )
    return render_shipment(shipment)


def _compare(here: Mapping[str, str], answer: Mapping[str, str] | Exception) -> list[str]:
    if isinstance(answer, Exception):  # clientloom, or this part of it, is not installed there
        return [f"clientloom cannot be imported there ({answer})"]
    return find_differences(here, answer)


def _report_differences(where: str, differences: Sequence[str]) -> Diagnostic:
    message = f"the worker would not make the same packages: {', '.join(differences)}"
    hint = "install there what is installed here"
    return Diagnostic.error(Span(where), "cluster", message, hint)


def _report_death(label: str, worker: str) -> Diagnostic:
    message = f"every worker that rendered the package was lost, the last one was {worker}"
    hint = "give the workers more memory, or render it here to see why"
    return Diagnostic.error(Span(label), "cluster", message, hint)
