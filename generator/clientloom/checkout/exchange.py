# Two folders change places in one step, where the system can. Standard library only.
"""`exchange` swaps two folders where the operating system can."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ctypes

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})


def exchange(one: Path, other: Path) -> bool:
    """Swaps two folders in one step. Returns False if the system or the file system cannot.

    Raises:
        OSError: it can, and refused.
    """
    import ctypes

    swap = _SWAPS.get(sys.platform)
    if swap is None:
        return False
    try:
        code = swap(ctypes.CDLL(None, use_errno=True), os.fsencode(one), os.fsencode(other))
    except AttributeError:  # a C library from before the function
        return False
    if code == 0:
        return True
    problem = ctypes.get_errno()
    if problem in _UNSUPPORTED:
        return False
    raise OSError(problem, os.strerror(problem), str(other))


def _renameat2(library: ctypes.CDLL, one: bytes, other: bytes) -> int:
    return int(library.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE))


def _renamex_np(library: ctypes.CDLL, one: bytes, other: bytes) -> int:
    return int(library.renamex_np(one, other, _RENAME_SWAP))


_SWAPS: Mapping[str, Callable[[ctypes.CDLL, bytes, bytes], int]] = {
    "linux": _renameat2,
    "darwin": _renamex_np,
}
