# Reads specs/<vendor>/client.toml into the dataclasses of settings.py by their annotations, so that a new field is
# a new key. May import diagnostics, bounded, portable and the other modules of config.
"""Loads the settings of a vendor. Messages have the line and the nearest valid key."""

from __future__ import annotations

import dataclasses
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard, get_args, get_origin

from clientloom.bounded import read_text
from clientloom.config import CONFIG_NAME
from clientloom.config.checks import find_faults
from clientloom.config.key_tables import describe_table, keys_of, table_pattern, tables_with_key
from clientloom.config.settings import DocumentConfig, PackageConfig, VendorConfig
from clientloom.config.toml_positions import KeyPath, key_positions
from clientloom.diagnostics import Code, Diagnostic, InputError, Span, suggest
from clientloom.portable import is_url

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_DOCUMENT_SUFFIXES = frozenset({".yaml", ".yml", ".json"})
_OTHER_FILES = re.compile(r"(?:^|\.)(?:overlay|evidence|source)\.(?:ya?ml|json)$")
_STORED = "clientloom.lock"
_FAILED = object()
_SHOWN_TABLES = 3


def load_vendor(folder: Path, *, root: Path) -> VendorConfig:
    """Reads `folder`/client.toml and finds the document and its overlays.

    Args:
        folder: the vendor's folder, `specs/<vendor>`.
        root: the checkout; messages name files relative to it.

    Raises:
        InputError: a file is missing or unreadable, a key is unknown, or a value is not valid.
    """
    path = folder / CONFIG_NAME
    shown = display_path(path, root)
    text = _read_text(path, shown)
    table = _parse(text, shown)
    reader = _Reader(shown, text)
    values = reader.fields(VendorConfig, table, ())
    if reader.problems:
        raise InputError(reader.problems)
    own = {"folder": folder, "file": shown, "locate": reader.span}
    config = VendorConfig(**{**values, **own})  # type: ignore[arg-type]
    for fault in find_faults(config):
        reader.reject("bad-value", *fault)
    return dataclasses.replace(config, document=_document_files(config, reader))


def read_table(table: Mapping[str, object]) -> VendorConfig:
    """Returns settings that a package stored, in the form of client.toml.

    Raises:
        InputError: a key is unknown, or a value is not valid.
    """
    reader = _Reader(_STORED, "")
    values = reader.fields(VendorConfig, table, ())
    if reader.problems:
        raise InputError(reader.problems)
    return VendorConfig(**{**values, "folder": Path(), "file": ""})  # type: ignore[arg-type]


def one_off(spec: Path | str, package: str, base: Path | None = None) -> VendorConfig:
    """Returns default settings for a document without client.toml.

    Args:
        spec: the document, a file or an http(s) URL.
        package: the import name of the package.
        base: the folder that references must stay in; None means the document's folder.
    """
    folder = spec.parent if isinstance(spec, Path) else Path.cwd()
    document = spec.name if isinstance(spec, Path) else spec
    return VendorConfig(
        folder=folder,
        file="",
        package=PackageConfig(name=package),
        document=DocumentConfig(path=document, base=str(base.absolute()) if base else ""),
    )


def document_source(config: VendorConfig) -> Path | str:
    """Returns the path or the http(s) URL of the vendor's document."""
    path = config.document.path
    return path if is_url(path) else config.folder / path


def base_folder(config: VendorConfig) -> Path | None:
    """Returns the folder that references must stay in; None means the document's folder."""
    return config.folder / config.document.base if config.document.base else None


def overlay_files(config: VendorConfig) -> tuple[Path, ...]:
    """Returns the paths of the overlays, in the order in which they apply."""
    return tuple(config.folder / name for name in config.document.overlays)


def display_path(path: Path, root: Path) -> str:
    """Returns `path` as messages show it: with forward slashes, and relative to `root` if it is inside."""
    absolute, base = Path(os.path.abspath(path)), Path(os.path.abspath(root))  # noqa: PTH100 (keeps links)
    shown = absolute.relative_to(base) if absolute.is_relative_to(base) else path
    return shown.as_posix()


def _read_text(path: Path, shown: str) -> str:
    try:
        return read_text(path, "utf-8-sig")
    except FileNotFoundError:
        hint = "create it, or run `clientloom new VENDOR --spec FILE_OR_URL`"
        raise InputError.at(Span(shown), "missing-file", "the file does not exist", hint) from None
    except UnicodeDecodeError as problem:
        message = f"the file is not UTF-8 (byte {problem.start})"
        raise InputError.at(Span(shown), "toml-syntax", message, "save it as UTF-8") from None
    except OSError as problem:
        message = problem.strerror or str(problem)
        raise InputError.at(
            Span(shown), "unreadable-file", message, "correct the path or the permissions"
        ) from None


def _parse(text: str, shown: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        message, place = _split_position(str(problem), text)
        lines = text.splitlines()
        behind = _KEY_BEHIND_TABLE.match(lines[place[0] - 1]) if place[0] <= len(lines) else None
        hint = "write what is behind the table on a line of its own" if behind else ""
        raise InputError.at(
            Span.within(shown, lines, *place),
            "toml-syntax",
            message,
            hint or "correct the TOML syntax",
        ) from None


_KEY_BEHIND_TABLE = re.compile(r"\s*\[.+\]\s*[\w\"'].*=")
"""`[table] key = value`, as messages write a setting on one line."""


def _split_position(message: str, text: str) -> tuple[str, tuple[int, int]]:
    """Splits the message of a TOMLDecodeError from the position at its end."""
    if match := re.search(r" \(at line (\d+), column (\d+)\)$", message):
        return message[: match.start()], (int(match[1]), int(match[2]))
    return message.removesuffix(" (at end of document)"), (text.count("\n") + 1, 1)


class _Reader:
    """Converts TOML tables into the dataclasses of settings.py and collects the problems."""

    def __init__(self, shown: str, text: str) -> None:
        self.problems: list[Diagnostic] = []
        self._shown = shown
        self._positions = key_positions(text)
        self._lines = text.splitlines()

    def fields(
        self, cls: type[DataclassInstance], table: Mapping[str, object], path: KeyPath
    ) -> dict[str, object]:
        """Returns the keyword arguments for `cls` from a table."""
        known = {key.name: key for key in keys_of(cls)}
        for key in table:
            if key not in known:
                self._report_unknown((*path, key), key, known)
        for name, own in known.items():
            if name not in table and own.is_required:
                self._report_missing(path, name)
        read = {
            k: self._value(known[k].type, v, (*path, k)) for k, v in table.items() if k in known
        }
        return {key: value for key, value in read.items() if value is not _FAILED}

    def reject(self, code: Code, path: KeyPath, message: str, hint: str = "") -> None:
        """Records an error about the value at `path`."""
        self.problems.append(Diagnostic.error(self.span(path), code, message, hint))

    def span(self, path: KeyPath) -> Span:
        """Returns the position of the key at `path`, of the first below it, or of the nearest table around it."""
        for end in range(len(path), 0, -1):
            if path[:end] in self._positions:
                return self._span_at(self._positions[path[:end]])
            below = (at for key, at in self._positions.items() if key[:end] == path[:end])
            if at := min(below, default=None):
                return self._span_at(at)
        return self._span_at((1, 1))

    def _span_at(self, place: tuple[int, int]) -> Span:
        return Span.within(self._shown, self._lines, *place)

    def _report_unknown(self, path: KeyPath, key: str, known: Mapping[str, object]) -> None:
        where = f"[{_join_path(path[:-1])}]" if path[:-1] else "the file"
        tables = [t for t in tables_with_key(key) if t != table_pattern(path[:-1])]
        if tables:
            hint = f"it belongs {' or '.join(map(describe_table, tables[:_SHOWN_TABLES]))}"
        else:
            hint = suggest(key, known, f"valid keys are {', '.join(sorted(known))}")
        self.reject("unknown-key", path, f"{where} has no key `{key}`", hint)

    def _report_missing(self, path: KeyPath, key: str) -> None:
        table = _join_path(path)
        hint = f"add `{key} = ...` to [{table}]" if table else f"add a table [{key}]"
        self.reject("missing-key", path, f"`{_join_path((*path, key))}` is missing", hint)

    def _value(self, hint: object, value: object, path: KeyPath) -> object:
        if _is_dataclass(hint):
            return self._table(hint, value, path)
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Mapping:
            return self._mapping(arguments[1], value, path)
        if origin is tuple:
            return self._array(arguments[0], value, path)
        if value == "" and path[0] == "operations" and path[2:] == ("accessor",):
            self.reject("bad-value", path, "`accessor` is empty", "write it as in `users.create`")
        if type(value) is hint:
            return value
        if hint is float and type(value) is int:
            return float(value)
        return self._wrong(path, _SCALARS[hint], value)

    def _table(self, cls: type[DataclassInstance], value: object, path: KeyPath) -> object:
        if not isinstance(value, dict):
            return self._wrong(path, "a table", value)
        before = len(self.problems)
        values = self.fields(cls, value, path)
        return cls(**values) if len(self.problems) == before else _FAILED

    def _mapping(self, hint: object, value: object, path: KeyPath) -> object:
        if not isinstance(value, dict):
            return self._wrong(path, "a table", value)
        return {key: self._value(hint, item, (*path, key)) for key, item in value.items()}

    def _array(self, hint: object, value: object, path: KeyPath) -> object:
        if not isinstance(value, list):
            return self._wrong(path, "an array", value)
        return tuple(self._value(hint, item, (*path, i)) for i, item in enumerate(value))

    def _wrong(self, path: KeyPath, wanted: str, value: object) -> object:
        got = _GOT.get(type(value), "a date or a time")
        message = f"`{_join_path(path)}` must be {wanted}, not {got}"
        self.reject("wrong-type", path, message, _HINTS.get(wanted, ""))
        return _FAILED


_HINTS = {
    "a string": "put it in quotes",
    "a table": "write its keys below a [table] line, or between braces",
    "an array": "put its items between brackets",
}


_SCALARS: Mapping[object, str] = {
    str: "a string",
    int: "an integer",
    bool: "true or false",
    float: "a number",
}
_GOT: Mapping[object, str] = {**_SCALARS, bool: "a boolean", dict: "a table", list: "an array"}


def _join_path(path: KeyPath) -> str:
    text = ""
    for key in path:
        if isinstance(key, int):
            text += f"[{key}]"
        else:
            bare = key if re.fullmatch(r"[\w-]+", key) else f'"{key}"'
            text += f".{bare}" if text else bare
    return text


def _is_dataclass(hint: object) -> TypeGuard[type[DataclassInstance]]:
    return isinstance(hint, type) and dataclasses.is_dataclass(hint)


def _document_files(config: VendorConfig, reader: _Reader) -> DocumentConfig:
    """Returns `[document]` with defaults filled in, after a check that all files exist."""
    given = config.document
    overlays = given.overlays or tuple(
        name for name in ("overlay.yaml",) if os.path.lexists(config.folder / name)
    )
    path = given.path or _only_document(config, reader)
    if path and not is_url(path) and not (config.folder / path).is_file():
        message = f"{config.shown_folder} has no file {path!r}"
        reader.reject("missing-file", ("document", "path"), message, "correct `document.path`")
    for index, name in enumerate(overlays):
        if not (config.folder / name).is_file():
            message = f"{config.shown_folder} has no file {name!r}"
            hint = "correct `document.overlays`"
            if os.path.lexists(config.folder / name):
                message = f"{config.folder.name}/{name} is a folder, or a link to nothing"
                hint = "put a file in its place, or remove it"
            reader.reject("missing-file", ("document", "overlays", index), message, hint)
    if given.base and not (config.folder / given.base).is_dir():
        message = f"the folder {given.base!r} does not exist, relative to {config.shown_folder}"
        reader.reject("missing-file", ("document", "base"), message, "correct `document.base`")
    if reader.problems:
        raise InputError(reader.problems)
    return DocumentConfig(path=path, overlays=overlays, base=given.base)


def _only_document(config: VendorConfig, reader: _Reader) -> str:
    names = sorted(
        path.name
        for path in config.folder.iterdir()
        if path.suffix in _DOCUMENT_SUFFIXES and not _OTHER_FILES.search(path.name)
    )
    if len(names) == 1:
        return names[0]
    preferred = [name for name in names if Path(name).stem == "openapi"]
    if len(preferred) == 1:
        return preferred[0]
    where = config.shown_folder
    several = f"{where} has several documents: {', '.join(names)}"
    message = several if names else f"{where} has no YAML or JSON document"
    reader.reject("missing-document", ("document",), message, "set `document.path`")
    return ""
