# Limits on size and time for reading files, archives and sockets of others. Imports the standard library only.
"""Reads files and archives and waits for results, within limits."""

from __future__ import annotations

import errno
import io
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from zipfile import ZipFile

T = TypeVar("T")

_CHUNK = 1 << 20
MAX_BYTES = 200 * 1024 * 1024
"""The size limit for a file, and for the members of an archive together."""


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Reads a regular file.

    Raises:
        OSError: the file cannot be read, is not a regular file, or is larger than `limit` bytes.
    """
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "this is a folder", str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "this is not a regular file", str(path))
    content = bytearray()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            content += chunk
            if len(content) > limit:
                raise OSError(errno.EFBIG, f"it is larger than {_size(limit)}", str(path))
    return bytes(content)


def _size(limit: int) -> str:
    return f"{limit >> 20} MiB" if limit >= 1 << 20 else f"{limit} bytes"


def read_text(path: Path, encoding: str = "utf-8", errors: str = "strict") -> str:
    """Reads a regular file as text with LF line ends; raises as `read_bytes` does."""
    return io.TextIOWrapper(io.BytesIO(read_bytes(path)), encoding, errors).read()


def copy_file(source: str | os.PathLike[str], target: str | os.PathLike[str]) -> None:
    """Copies a file with permissions and times, for `shutil.copytree`; raises as `read_bytes` does."""
    Path(target).write_bytes(read_bytes(Path(source)))
    shutil.copystat(source, target)


def read_members(
    archive: ZipFile, names: Iterable[str], limit: int = MAX_BYTES
) -> dict[str, bytes]:
    """Reads members of an archive by name.

    Raises:
        BadZipFile: together they are larger than `limit` bytes.
    """
    from zipfile import BadZipFile

    wanted = [archive.getinfo(name) for name in names]
    if sum(member.file_size for member in wanted) > limit:
        raise BadZipFile(f"its content is larger than {_size(limit)}")
    return {member.filename: archive.read(member) for member in wanted}


def read_archive(path: Path, suffixes: tuple[str, ...]) -> dict[str, str]:
    """Reads the members of a wheel or an sdist whose names end in one of the suffixes, as UTF-8 text by name.

    Raises:
        ValueError: the file is neither or is damaged, a member is not UTF-8, or they are larger than `MAX_BYTES`.
        OSError: the file cannot be read.
    """
    from gzip import BadGzipFile
    from tarfile import TarError
    from zipfile import BadZipFile
    from zlib import error as deflate_error

    read = _read_tar if path.name.endswith(".tar.gz") else _read_zip
    try:
        return {name: content.decode("utf-8") for name, content in read(path, suffixes)}
    except (BadGzipFile, BadZipFile, TarError, EOFError, RuntimeError, deflate_error) as problem:
        raise ValueError(str(problem)) from problem


def _read_zip(path: Path, suffixes: tuple[str, ...]) -> Iterable[tuple[str, bytes]]:
    from zipfile import ZipFile

    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(suffixes)]
        return read_members(archive, names).items()


def _read_tar(path: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    import gzip
    import tarfile

    with gzip.open(path) as packed:
        content = packed.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise tarfile.TarError(f"its content is larger than {_size(MAX_BYTES)}")
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isreg() else None
            if file and member.name.endswith(suffixes):
                yield member.name, file.read()


def within(seconds: float, work: Callable[[], T], cancel: Callable[[], object]) -> T:
    """Runs `work` and returns its result. After `seconds`, calls `cancel` to stop it.

    The timeout of a socket limits each read only: a slow trickle of bytes never reaches it.

    Raises:
        TimeoutError: the work did not end in time.
    """
    import threading

    results: list[T] = []
    faults: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 (raised again by the caller's thread)
            faults.append(error)

    worker = threading.Thread(target=run, name="clientloom-wait", daemon=True)
    worker.start()
    worker.join(seconds)
    if worker.is_alive():
        cancel()
        raise TimeoutError(f"it took more than {seconds:.0f} seconds")
    if faults:
        raise faults[0]
    return results[0]


def describe_failure(error: Exception) -> str:
    """Returns the message for a request without a response: why, in the words of the system or by the kind of error."""
    return f"cannot be fetched: {str(error).rstrip('.') or type(error).__name__}"
