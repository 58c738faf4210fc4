# clientloom.lock: what a generated package was made from, the files of it that clientloom owns, and the names
# that must not move. Standard library only beside symbols and bounded reading: a run that changes nothing
# imports no more than this.
"""Reads and writes the lock of a generated package."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from clientloom.bounded import read_bytes, read_text
from clientloom.checkout.work_folder import is_cache
from clientloom.diagnostics import InputError, Span, json_text
from clientloom.portable import text_digest
from clientloom.symbols import SymbolLock

LOCK_NAME = "clientloom.lock"
FORMAT = 1
_ABOUT = "Written by clientloom; commit it, and do not edit it by hand."


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """SHA-256 of everything that the package was made from; files are named relative to the vendor's folder.

    `document` holds the document and each file or address that it refers to. `templates` is one hash over
    the templates and the runtime that were used.
    """

    config: str
    document: Mapping[str, str]
    overlays: Mapping[str, str]
    changelog: str
    templates: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageLock:
    """The lock of one package.

    `tools` are the versions of the programs that decide the text: clientloom, datamodel-code-generator and
    ruff. `symbols` are the names that were given so far.
    `files` maps each file that clientloom owns, the lock itself apart, to its SHA-256. `settings` are those of
    client.toml that decide how a document is read, so that the package can be compared with one.
    """

    tools: Mapping[str, str]
    inputs: Inputs
    symbols: SymbolLock = field(default_factory=SymbolLock)
    files: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)

    @property
    def owned(self) -> Mapping[PurePosixPath, str | None]:
        """The files that `tree.write` may replace or remove."""
        files = {PurePosixPath(path): digest for path, digest in self.files.items()}
        return {**files, PurePosixPath(LOCK_NAME): None}

    def text(self) -> str:
        """Returns the lock as JSON, sorted, with one entry a line."""
        content = {
            "about": _ABOUT,
            "format": FORMAT,
            "tools": _sort(self.tools),
            "inputs": {
                "config": self.inputs.config,
                "document": _sort(self.inputs.document),
                "overlays": _sort(self.inputs.overlays),
                "changelog": self.inputs.changelog,
                "templates": self.inputs.templates,
            },
            **({"settings": self.settings} if self.settings else {}),
            "symbols": _nest_names(self.symbols),
            "files": _sort(self.files),
        }
        return json_text(content) + "\n"


def read_lock(package: Path, root: Path | None = None) -> PackageLock | None:
    """Returns the lock of the package in the folder `package`, or None; messages name it relative to `root`.

    Raises:
        InputError: the lock is unreadable, damaged or of a newer clientloom.
    """
    path = package / LOCK_NAME
    try:
        return _parse(read_text(path))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise _damaged_lock(path, root, problem) from None


def tree_digest(folder: Path) -> str:
    """Returns one SHA-256 of the names and contents of all files in a folder, without caches of tools."""
    total = sha256()
    for name in _files_below(str(folder)) if folder.is_dir() else ():
        total.update(f"{name}\0{input_digest(folder / name)}\n".encode())
    return total.hexdigest()


def _files_below(folder: str, prefix: str = "") -> Iterator[str]:
    """Yields the files of a folder, sorted. `Path.rglob` takes as long as reading them."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_file():
            yield f"{prefix}{entry.name}"
        elif entry.is_dir(follow_symlinks=False) and not is_cache(entry.name):
            yield from _files_below(entry.path, f"{prefix}{entry.name}/")


def file_digest(path: Path) -> str:
    """Returns the SHA-256 of a file's bytes, "" if there is no such file."""
    content = _read_content(path)
    return "" if content is None else sha256(content).hexdigest()


def input_digest(path: Path) -> str:
    """Returns the SHA-256 of a text file with line ends made equal, "" if there is no such file."""
    content = _read_content(path)
    return "" if content is None else text_digest(content)


def _read_content(path: Path) -> bytes | None:
    try:
        return read_bytes(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _sort(mapping: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(mapping.items()))


def _parse(text: str) -> PackageLock:
    content = json.loads(text)
    if content["format"] != FORMAT:
        message = f"its format is {content['format']}, this clientloom reads {FORMAT}"
        raise ValueError(message)
    inputs = content["inputs"]
    return PackageLock(
        tools=_read_strings(content["tools"]),
        inputs=Inputs(
            config=str(inputs["config"]),
            document=_read_strings(inputs["document"]),
            overlays=_read_strings(inputs["overlays"]),
            changelog=str(inputs["changelog"]),
            templates=str(inputs["templates"]),
        ),
        symbols=_flatten_names(content["symbols"]),
        files=_check_paths(_read_strings(content["files"])),
        settings=dict(content.get("settings", {})),
    )


def _nest_names(symbols: SymbolLock) -> dict[str, dict[str, dict[str, str]]]:
    """Returns names by kind, scope and key. Each has a line of its own, so that branches that add names merge."""
    content: dict[str, dict[str, dict[str, str]]] = {}
    for (kind, scope, key), name in sorted(symbols.entries.items()):
        content.setdefault(kind, {}).setdefault(scope, {})[key] = name
    return content


def _flatten_names(content: Mapping[str, Mapping[str, Mapping[str, str]]]) -> SymbolLock:
    return SymbolLock(
        {
            (kind, scope, key): str(name)
            for kind, scopes in content.items()
            for scope, names in scopes.items()
            for key, name in names.items()
        }
    )


def _read_strings(value: Mapping[object, object]) -> dict[str, str]:
    return {str(key): str(item) for key, item in value.items()}


def _check_paths(files: Mapping[str, str]) -> Mapping[str, str]:
    for name in files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not path.parts:
            message = f"{name!r} is no file of the package"
            raise ValueError(message)
    return files


def _damaged_lock(path: Path, root: Path | None, problem: Exception) -> InputError:
    from clientloom.config.load import display_path

    name = display_path(path, root) if root else path.as_posix()
    span = Span(name)
    if isinstance(problem, json.JSONDecodeError):
        span = Span.within(name, problem.doc.splitlines(), problem.lineno, problem.colno)
    reason = f"{problem} is missing" if isinstance(problem, KeyError) else str(problem)
    message = f"the lock of the package cannot be read: {reason}"
    hint = "take one side of the merge conflict, or restore the file from version control"
    return InputError.at(span, "damaged-lock", message, hint)
