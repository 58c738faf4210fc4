# The verification in a process of its own, which is ended where one operation takes too long: a validator that
# follows `allOf` twice at every step cannot be stopped from inside. May import this room's report, processes and
# scratch only, so that the process that waits loads nothing heavy.
"""`verify_within` verifies a package and reports each operation that takes too long."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from clientloom.document.document import Json
from clientloom.ir import Api
from clientloom.processes import end_with_parent, kill_group
from clientloom.scratch import remove_abandoned
from clientloom.verify.report import Verification

MAX_SECONDS = 60.0
"""The limit in seconds for one operation: making its values, its calls, and checking them."""

START_SECONDS = 120.0
"""The limit in seconds for the start of the process, which no operation is to blame for."""

END_SECONDS = 10.0
"""The limit in seconds for the end of the process after its last message."""

MAX_ATTEMPTS = 10
"""The number of operations that may take too long. Each costs another attempt."""


class TooSlowError(Exception):
    """Too many operations take too long."""


Work = Callable[[Connection, Api, Mapping[str, Json], Path, Mapping[str, str]], None]


def verify_within(
    api: Api, document: Mapping[str, Json], source: Path, *, work: Work | None = None
) -> Verification:
    """Returns what `verify` finds. An operation that takes more than `MAX_SECONDS` is not checked.

    Args:
        api: the API as it was read from the document.
        document: the OpenAPI 3.1 tree.
        source: the folder from which the package is imported.
        work: what the process does; another one is for tests.

    Raises:
        TooSlowError: more than `MAX_ATTEMPTS` operations do.
        RuntimeError: the process died; says how.
    """
    skipped: dict[str, str] = {}
    while len(skipped) < MAX_ATTEMPTS:
        found = _attempt(work or _work, api, document, source, skipped)
        if isinstance(found, Verification):
            return found
        if found in skipped:
            raise TooSlowError(f"{found} takes more than {MAX_SECONDS:.0f} seconds")
        skipped[found] = f"it takes more than {MAX_SECONDS:.0f} seconds"
    raise TooSlowError(f"{MAX_ATTEMPTS} operations take more than {MAX_SECONDS:.0f} seconds each")


def _attempt(
    work: Work, api: Api, document: Mapping[str, Json], source: Path, skipped: Mapping[str, str]
) -> Verification | str:
    """Returns the verification, or the pointer of the operation that took too long."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(
        target=_alone, args=(work, there, api, document, source, skipped), daemon=False
    )
    process.start()
    there.close()
    last, limit = "", START_SECONDS
    try:
        while here.poll(limit):
            message = here.recv()
            if not isinstance(message, str):
                process.join(END_SECONDS)
                return _result(message)
            last, limit = message, MAX_SECONDS
    except EOFError:
        raise RuntimeError(f"the verification died at {last or 'its start'}") from None
    else:
        return last
    finally:
        if process.is_alive():
            kill_group(process)
        process.join()
        here.close()
        remove_abandoned()  # a process that is killed leaves its temporary folders


def _result(message: object) -> Verification:
    if isinstance(message, Verification):
        return message
    raise RuntimeError(str(message[0]) if isinstance(message, tuple) else repr(message))


def _alone(work: Work, pipe: Connection, *arguments: Any) -> None:
    """Runs the work in a process group that ends with its parent."""
    threading.Thread(target=end_with_parent, daemon=True).start()
    if hasattr(os, "setsid"):
        os.setsid()
    pipe.send("")
    work(pipe, *arguments)
    os._exit(0)  # all is said, and to free a large document takes its time


def _work(
    pipe: Connection,
    api: Api,
    document: Mapping[str, Json],
    source: Path,
    skipped: Mapping[str, str],
) -> None:
    """Sends the pointer of each operation before it is verified, and the result at the end."""
    from clientloom.verify.run import verify

    try:
        pipe.send(verify(api, document, source, skipped=skipped, progress=pipe.send))
    except Exception as error:  # noqa: BLE001 (reported by the process that waits)
        pipe.send((f"{type(error).__name__}: {error}",))
