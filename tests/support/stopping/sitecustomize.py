# Python imports this at its start where the folder is on its path: a process that stops itself in the midst of writing.
"""With STOP_AT=N the process sends itself the signal STOP_WITH before its Nth change below the current folder.

STOP_LIST names a file that gets the changes, one a line. STOP_COPIES names a folder
that gets a copy of the folders STOP_COPIED before each change, called by its number.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_AT = int(os.environ.pop("STOP_AT", "0"))
_WITH = int(os.environ.pop("STOP_WITH", "0"))
_LIST = os.environ.pop("STOP_LIST", "")
_COPIES = os.environ.pop("STOP_COPIES", "")
_COPIED = os.environ.pop("STOP_COPIED", "").split(os.pathsep)
_CHANGES = {
    "ctypes.dlopen",  # an exchange of two folders follows
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
}
_WRITING = os.O_WRONLY | os.O_RDWR


class _Changes:
    def __init__(self) -> None:
        self.count = 0
        self.list = os.open(_LIST or os.devnull, os.O_WRONLY | os.O_CREAT)
        self.process = os.getpid()  # not its workers
        self.folder = str(Path.cwd())
        self.is_copying = False

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.is_copying or not self._changes(event, arguments) or os.getpid() != self.process:
            return
        self.count += 1
        os.write(self.list, f"{event} {arguments[0]!s}\n".encode())
        if _COPIES:
            self.copy()
        if self.count == _AT:
            os.kill(self.process, _WITH)

    def _changes(self, event: str, arguments: tuple[object, ...]) -> bool:
        if event == "open":
            path, _, flags = arguments
            if not isinstance(flags, int) or not flags & _WRITING or isinstance(path, int):
                return False  # a number is a file that is open; Python writes its bytecode so
        elif event in _CHANGES:
            path = arguments[0]
        else:
            return False
        text = os.fsdecode(path) if isinstance(path, str | bytes) else ""
        return not text.startswith("/") or text.startswith(self.folder)

    def copy(self) -> None:
        """Keeps the disk as SIGKILL would leave it now; links stay links of each other.

        What formats code may remove files meanwhile, as it would after the kill.
        """
        self.is_copying = True
        target = Path(_COPIES, str(self.count))
        target.mkdir()
        copy = ["cp", "-a", *_COPIED, str(target)]
        subprocess.run(copy, check=False, stderr=subprocess.DEVNULL)
        self.is_copying = False


if _AT or _LIST:
    sys.addaudithook(_Changes())
