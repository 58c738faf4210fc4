# Rendered files -> linted and formatted files, by the ruff binary that is installed with this tool.
# May import cache and scratch; the only side effect is a temporary folder.
"""`format_tree`: formats all files of a package in two runs of ruff."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

import ruff  # type: ignore[import-untyped]

from clientloom.cache import NO_CACHE, Cache
from clientloom.scratch import scratch_folder

LINE_LENGTH = 100
_STYLE = ("--isolated", "--no-cache", "--config", f"line-length={LINE_LENGTH}")
_TARGET = ("--target-version", "py311")
_FIXES = ("--select", "I,F401,RUF022,UP006,UP007,UP035,UP045", "--fix", "--quiet", "--exit-zero")


class FormatError(Exception):
    """Ruff rejected generated source, which is a bug of this tool.

    The message is ruff's, with the path of the file in the package.
    """


def format_tree(
    files: Mapping[PurePosixPath, str], cache: Cache = NO_CACHE
) -> Mapping[PurePosixPath, str]:
    """Sorts imports and formats code in Python and Markdown files; other files are unchanged.

    Args:
        files: Text by path.
        cache: Keeps formatted files.

    Raises:
        FormatError: A file is not valid Python; the message names it.
    """
    sources = {path: text for path, text in files.items() if _needs_format(path)}
    layout = _layout(sources)
    keys = {p: cache.key("format", layout, str(p), text) for p, text in sources.items()}
    known = {path: text for path, key in keys.items() if (text := cache.get(key)) is not None}
    fresh = _format({path: text for path, text in sources.items() if path not in known}, sources)
    for path, text in fresh.items():
        cache.put(keys[path], text)
    return {**files, **known, **fresh}


def _layout(sources: Mapping[PurePosixPath, str]) -> str:
    """What one file can see of the others: ruff takes a folder or a module at the top for the package's own."""
    folders = {parent for path in sources for parent in path.parents}
    return "\n".join(sorted(map(str, folders.union(filter(_is_top_module, sources)))))


def _is_top_module(path: PurePosixPath) -> bool:
    return path.suffix == ".py" and str(path.parent) in {".", "src"}


def _format(
    wanted: Mapping[PurePosixPath, str], sources: Mapping[PurePosixPath, str]
) -> Mapping[PurePosixPath, str]:
    """The files `wanted`, formatted in folders like those of all sources."""
    if not wanted:
        return {}
    with scratch_folder() as folder:
        for path in sources:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            if _is_top_module(path):
                (folder / path).touch()
        for path, text in wanted.items():
            (folder / path).write_bytes(text.encode())
        _run(folder, ["check", *_STYLE, *_TARGET, *_FIXES, "."])
        _run(folder, ["format", *_STYLE, *_TARGET, "."])
        return {path: (folder / path).read_bytes().decode() for path in wanted}


def _needs_format(path: PurePosixPath) -> bool:
    return path.suffix in (".py", ".md")


def _run(folder: Path, arguments: Sequence[str]) -> None:
    binary = ruff.find_ruff_bin()
    done = subprocess.run(  # noqa: S603  (a known binary with fixed arguments, no shell)
        [binary, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        raise FormatError(f"generated code is not valid Python:\n{done.stderr.strip()}")
