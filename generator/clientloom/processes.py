# Worker processes that are silent on Ctrl-C and end with their parent. Imports the standard library only.
"""`worker_pool`: a pool of processes for work without side effects."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing.process import BaseProcess
from subprocess import Popen
from typing import TypeVar

Item = TypeVar("Item")
Done = TypeVar("Done")


@contextmanager
def worker_pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Starts a pool of fresh processes. If the block raises, the processes are killed at once."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(
        processes, context, initializer=_prepare_worker, initargs=gc.get_threshold()[:1]
    )
    try:
        yield pool
    except BaseException:
        for process in multiprocessing.active_children():
            process.kill()  # a process that is still starting ignores other signals
        # Wait, because the pool's thread must end before the interpreter does.
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    pool.shutdown()


def submit_all(
    pool: ProcessPoolExecutor, work: Callable[[Item], Done], items: Iterable[Item]
) -> list[Future[Done]]:
    """Submits `work` for each item. The processes that this starts ignore Ctrl-C from the beginning."""
    with _blocked_signals(signal.SIGINT, signal.SIGTERM):
        return [pool.submit(work, item) for item in items]


def each_done(
    pool: ProcessPoolExecutor, work: Callable[[Item], Done], waiting: deque[Item], ahead: int
) -> Iterator[tuple[Item, Future[Done]]]:
    """Takes items from `waiting` and yields each with its future when that is done.

    At most `ahead` are submitted at a time, so that results which nobody took yet do not pile up. If a process of the
    pool dies, the futures of all submitted items fail, and the other items stay in `waiting`.
    """
    running: dict[Future[Done], Item] = {}
    broken = False
    while running or (waiting and not broken):
        while waiting and not broken and len(running) < ahead:
            try:
                [future] = submit_all(pool, work, [waiting[0]])
            except BrokenProcessPool:
                broken = True
            else:
                running[future] = waiting.popleft()
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            broken = broken or isinstance(future.exception(), BrokenProcessPool)
            yield running.pop(future), future


def kill_group(process: BaseProcess | Popen[bytes]) -> None:
    """Kills a process that leads a process group, with the programs that it started."""
    if hasattr(os, "killpg") and hasattr(signal, "SIGKILL") and process.pid is not None:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def usable_cores() -> int:
    """Returns how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _blocked_signals(*numbers: signal.Signals) -> Iterator[None]:
    """Blocks signals inside the `with` block; processes started in it inherit that.

    Windows cannot block signals. There, workers ignore Ctrl-C as soon as they are ready.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _prepare_worker(objects_between_collections: int) -> None:
    """Prepares a worker: it can be terminated, ends with its parent, and collects garbage as rarely."""
    gc.set_threshold(objects_between_collections)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    else:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """Waits for the process that started this one, and ends with it; for a thread."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
