# Worker processes that leave no trace: silent on Ctrl-C, gone with whoever started them. Standard library only.
"""`worker_pool`: a pool of processes for work that is pure."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
Done = TypeVar("Done")


@contextmanager
def worker_pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of fresh processes; left by an exception, it ends them at once."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(
        processes, context, initializer=_prepare_worker, initargs=gc.get_threshold()[:1]
    )
    try:
        yield pool
    except BaseException:
        for process in multiprocessing.active_children():
            process.kill()  # one that is only starting is deaf to anything milder
        # Waited for, since the pool's thread must not end while the interpreter does.
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    pool.shutdown()


def submit_all(
    pool: ProcessPoolExecutor, work: Callable[[Item], Done], items: Iterable[Item]
) -> list[Future[Done]]:
    """Starts `work` on each item; the processes that this starts are deaf to Ctrl-C from their first moment."""
    with _held_back(signal.SIGINT, signal.SIGTERM):
        return [pool.submit(work, item) for item in items]


@contextmanager
def _held_back(*numbers: signal.Signals) -> Iterator[None]:
    """The signals wait until the end; processes that are started meanwhile never get them.

    Windows holds back no signals; there the workers ignore Ctrl-C from the moment that they are ready.
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
    """A worker can be ended, does not outlive its parent, and collects garbage as seldom."""
    gc.set_threshold(objects_between_collections)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    else:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
