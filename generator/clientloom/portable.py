# Names of files and hashes of texts that are the same on Linux, macOS and Windows. Imports the standard library
# only.
"""Names with forward slashes, URLs, and hashes of texts, the same on every system."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path


def is_url(source: str) -> bool:
    """Returns whether `source` is an http(s) URL rather than a path."""
    return source[:8].lower().startswith(("http://", "https://"))


def relative_name(path: Path | str, start: Path | str) -> str:
    """Returns `path` relative to `start`, or absolute if they are on different drives of Windows."""
    try:
        return Path(os.path.relpath(path, start)).as_posix()
    except ValueError:
        return Path(os.path.abspath(path)).as_posix()  # noqa: PTH100 (keeps links)


def text_digest(content: bytes) -> str:
    """Returns the SHA-256 of a text. Line ends do not matter: a checkout on Windows can have CRLF."""
    return sha256(content.replace(b"\r\n", b"\n")).hexdigest()
