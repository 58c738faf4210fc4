# What must not differ between Linux, macOS and Windows: names in files and messages, and hashes of texts.
# Standard library only.
"""Names with forward slashes and hashes of texts, the same on every system."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path


def relative_name(path: Path | str, start: Path | str) -> str:
    """`path` seen from `start`; an absolute one where the two are on different drives of Windows."""
    try:
        return Path(os.path.relpath(path, start)).as_posix()
    except ValueError:
        return Path(os.path.abspath(path)).as_posix()  # noqa: PTH100 (keeps links)


def text_digest(content: bytes) -> str:
    """The SHA-256 of a text as version control keeps it: a checkout on Windows may have other line ends."""
    return sha256(content.replace(b"\r\n", b"\n")).hexdigest()
