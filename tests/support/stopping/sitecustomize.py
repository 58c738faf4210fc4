# Python imports this at its start where the folder is on its path: a process that stops itself in the midst of writing.
"""With STOP_AT=N the process sends itself the signal STOP_WITH before its Nth change below the current folder.

STOP_COUNT names a file that gets the number of changes when the process ends by itself.
"""

from __future__ import annotations

import atexit
import os
import sys
from pathlib import Path

_AT = int(os.environ.pop("STOP_AT", "0"))
_WITH = int(os.environ.pop("STOP_WITH", "0"))
_COUNT = os.environ.pop("STOP_COUNT", "")
_CHANGES = {
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
}
_WRITING = os.O_WRONLY | os.O_RDWR


class _Counter:
    def __init__(self) -> None:
        self.count = 0
        self.process = os.getpid()  # not its workers
        self.folder = str(Path.cwd())

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self._changes(event, arguments) or os.getpid() != self.process:
            return
        self.count += 1
        if self.count == _AT:
            os.kill(self.process, _WITH)

    def _changes(self, event: str, arguments: tuple[object, ...]) -> bool:
        if event == "open":
            path, _, flags = arguments
            if not isinstance(flags, int) or not flags & _WRITING:
                return False
        elif event in _CHANGES:
            path = arguments[0]
        else:
            return False
        text = os.fsdecode(path) if isinstance(path, str | bytes) else ""
        return not text.startswith("/") or text.startswith(self.folder)

    def tell(self) -> None:
        if os.getpid() == self.process:
            Path(_COUNT).write_text(str(self.count), "utf-8")


if _AT or _COUNT:
    _counter = _Counter()
    sys.addaudithook(_counter)
    if _COUNT:
        atexit.register(_counter.tell)
