# A generated package as files: how what was rendered differs from what is on the disk, and writing it as a
# whole. Knows which files clientloom owns by the hashes it is given. May import atomic, work_folder and diagnostics.
"""Compares and writes trees of text files."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum
from hashlib import sha256
from pathlib import Path, PurePosixPath

from clientloom.bounded import read_bytes
from clientloom.checkout.atomic import replace_folder, staging_folder
from clientloom.checkout.work_folder import close_work_folder, open_work_folder
from clientloom.diagnostics import InputError, Span

Files = Mapping[PurePosixPath, str]
"""The text of each file by its path in the package."""
Owned = Mapping[PurePosixPath, str | None]
"""The files that clientloom wrote, with the SHA-256 that each had then; None accepts any content."""


class Kind(StrEnum):
    """How a file on disk differs from the rendered one."""

    MISSING = "missing"
    """It is rendered and not there."""
    STALE = "stale"
    """It is there, was written by an earlier run, and is rendered no more."""
    CHANGED = "changed"
    """It is as an earlier run wrote it and rendered otherwise now."""
    EDITED = "edited"
    """Somebody else wrote or changed it, and it stands in the way of what was rendered."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """One difference. `old` and `new` are the texts before and after, None if there is no file."""

    path: PurePosixPath
    kind: Kind
    old: str | None
    new: str | None

    def as_patch(self, prefix: str = "") -> str:
        """Returns the difference as a unified diff, with file names below `prefix`."""
        name = f"{prefix}{self.path}"
        before = "/dev/null" if self.old is None else f"a/{name}"
        after = "/dev/null" if self.new is None else f"b/{name}"
        lines = unified_diff(_split_lines(self.old), _split_lines(self.new), before, after)
        return "".join(line if line.endswith("\n") else line + _NO_NEWLINE for line in lines)


_NO_NEWLINE = "\n\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class TreeDiff:
    """All differences, sorted by path; empty if the folder equals what was rendered."""

    changes: tuple[FileChange, ...]

    def of(self, kind: Kind) -> tuple[FileChange, ...]:
        """Returns the differences of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)


class ForeignFolderError(Exception):
    """The folder has files, and none of them belongs to the package."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} has other files than this package")


class EditedFilesError(Exception):
    """Files that were edited, or that clientloom did not write, would be overwritten."""

    def __init__(self, changes: tuple[FileChange, ...]) -> None:
        super().__init__(", ".join(str(change.path) for change in changes))
        self.changes = changes


_WRITES_AT_ONCE = 16


def digest(content: bytes) -> str:
    """Returns the SHA-256 of `content` in hexadecimal."""
    return sha256(content).hexdigest()


def compare(files: Files, folder: Path, owned: Owned) -> TreeDiff:
    """Returns how `folder` differs from `files`, in both directions.

    Files in the folder that are neither rendered nor owned are somebody else's and no difference.

    Raises:
        InputError: a folder inside the package is a link, so that its files would be somewhere else.
    """
    _refuse_links(folder, files.keys() | owned.keys())
    rendered = (_difference(path, text, folder, owned) for path, text in files.items())
    gone = (_removal(path, folder, owned) for path in owned.keys() - files.keys())
    found = [change for change in (*rendered, *gone) if change is not None]
    return TreeDiff(tuple(sorted(found, key=lambda change: change.path)))


def _refuse_links(folder: Path, paths: Collection[PurePosixPath]) -> None:
    inner = {parent for path in paths for parent in path.parents}
    for parent in sorted(inner):
        if parent.parts and (folder / parent).is_symlink():
            message = f"{parent} is a link: what belongs there would be written somewhere else"
            hint = "put a real folder in its place"
            raise InputError.at(Span(folder.name), "linked-folder", message, hint)


def write(files: Files, folder: Path, owned: Owned, *, force: bool = False) -> TreeDiff:
    """Writes `files` to `folder`: all of them or, if anything fails, none.

    Owned files that are rendered no more are removed, everybody else's files are kept. The caller holds the
    folder (`atomic.exclusive`). Returns what was different before.

    Raises:
        ForeignFolderError: the folder is somebody else's and `force` is not given.
        EditedFilesError: edited files are in the way and `force` is not given.
        InputError: a folder inside the package is a link.
        OSError: the disk is full or the folder cannot be written; it is then as it was.
    """
    with stage_tree(files, folder, owned, force=force) as diff:
        if diff.changes:
            replace_folder(folder)
    return diff


def check_tree(files: Files, folder: Path, owned: Owned, *, force: bool = False) -> TreeDiff:
    """Returns what `write` would change; arguments and errors are the same."""
    diff = compare(files, folder, owned)
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(
            errno.ENOTDIR, "this is a file, where a folder is to be", str(folder)
        )
    if not force and _is_foreign(files, folder):
        raise ForeignFolderError(folder)
    edited = diff.of(Kind.EDITED)
    if edited and not force:
        raise EditedFilesError(edited)
    return diff


@contextmanager
def stage_tree(
    files: Files, folder: Path, owned: Owned, *, force: bool = False
) -> Iterator[TreeDiff]:
    """Builds the next state of `folder` beside it, for `atomic` to exchange.

    Nothing is staged where nothing is different. What was not put in place is removed at the end. Arguments
    and errors are those of `write`.
    """
    diff = check_tree(files, folder, owned, force=force)
    staging = staging_folder(folder)
    try:
        if diff.changes:
            _stage(diff, folder, staging)
        yield diff
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        close_work_folder(folder.parent)


def _is_foreign(files: Files, folder: Path) -> bool:
    """Whether a folder has files of something else: a wrong path must not mix a package with a home folder."""
    if not folder.is_dir():
        return False
    there = {entry.name for entry in folder.iterdir() if not entry.name.startswith(".")}
    return bool(there) and not any(path.parts[0] in there for path in files)


def _difference(path: PurePosixPath, text: str, folder: Path, owned: Owned) -> FileChange | None:
    content = _read(folder, path)
    if content is None:
        return FileChange(path, Kind.MISSING, None, text)
    if content == text.encode():
        return None
    kind = Kind.CHANGED if _is_ours(path, content, owned) else Kind.EDITED
    return FileChange(path, kind, _decode_for_diff(content), text)


def _removal(path: PurePosixPath, folder: Path, owned: Owned) -> FileChange | None:
    content = _read(folder, path)
    if content is None:
        return None
    kind = Kind.STALE if _is_ours(path, content, owned) else Kind.EDITED
    return FileChange(path, kind, _decode_for_diff(content), None)


def _is_ours(path: PurePosixPath, content: bytes, owned: Owned) -> bool:
    return path in owned and owned[path] in {None, digest(content)}


def _read(folder: Path, path: PurePosixPath) -> bytes | None:
    """Returns a file's content, or None; never by a path that leaves the folder."""
    if path.is_absolute() or ".." in path.parts or not path.parts:
        message = f"{path} leaves the package"
        raise ValueError(message)
    try:
        return read_bytes(folder / path)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _decode_for_diff(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _split_lines(text: str | None) -> list[str]:
    return [] if text is None else re.findall(r"[^\n]*\n|[^\n]+", text)


def _stage(diff: TreeDiff, folder: Path, staging: Path) -> None:
    """Builds the next state beside the folder: hard links for unchanged files, new files for the others."""
    shutil.rmtree(staging, ignore_errors=True)
    open_work_folder(folder.parent)
    staging.mkdir()
    replaced = {change.path for change in diff.changes}
    if folder.is_dir():
        _link_tree(folder, staging, replaced)
    _write_files(
        [(staging / change.path, change.new) for change in diff.changes if change.new is not None]
    )
    for change in diff.changes:
        if change.new is None:
            _remove_empty((staging / change.path).parent, staging)


def _link_tree(source: Path, target: Path, replaced: Collection[PurePosixPath]) -> None:
    shutil.copymode(source, target)
    for entry, path in _walk(source, PurePosixPath()):
        copy = target / path
        if entry.is_symlink():
            copy.symlink_to(os.readlink(entry))  # noqa: PTH115 (the link's own text)
        elif entry.is_dir():
            copy.mkdir()
            shutil.copymode(entry, copy)
        elif path not in replaced:
            _link(Path(entry), copy)


def _walk(folder: Path, below: PurePosixPath) -> Iterator[tuple[os.DirEntry[str], PurePosixPath]]:
    """Yields everything in the folder, parents first, without Python's caches."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            if entry.name == "__pycache__":
                continue
            yield entry, below / entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry), below / entry.name)


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:  # a file system without hard links
        shutil.copy2(source, target)


def _write_files(files: Sequence[tuple[Path, str]]) -> None:
    """Writes files, several at a time: the disk is waited for once and not for each."""
    from concurrent.futures import ThreadPoolExecutor

    for folder in {path.parent for path, _ in files}:
        folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(_WRITES_AT_ONCE) as pool:
        for done in [pool.submit(_write_file, path, text) for path, text in files]:
            done.result()


def _write_file(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)  # a link of that name must not lead the text elsewhere
    with path.open("xb") as file:
        file.write(text.encode())
        file.flush()
        # The folder's new name must not outlive a power cut that its files do not.
        os.fsync(file.fileno())


def _remove_empty(folder: Path, top: Path) -> None:
    with suppress(OSError):
        while folder != top:
            folder.rmdir()
            folder = folder.parent
