# The files that a vendor's document refers to. Reads files; only the `Places` that it is given use the network. May
# import document and upstream.
"""Follows the references of a document from file to file."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from clientloom.diagnostics import InputError
from clientloom.document.document import Json
from clientloom.document.files.limits import MAX_FILES
from clientloom.document.files.read_source import make_source
from clientloom.upstream.fetched import FetchError
from clientloom.upstream.places import MissingPartError, Part, Places


def follow_references(
    content: bytes, places: Places, document: str, folder: Path | None, limit: int
) -> Mapping[str, Part]:
    """Reads each file that a document refers to by a relative name, and those that these refer to.

    References that leave the vendor's folder, or name another host, are not followed: reading the document reports
    them. So is a file that was never there; one that was in `folder` and is gone is an error.

    Args:
        content: the document.
        places: where its files are.
        document: the path of the document in the vendor's folder.
        folder: the vendor's folder with the files of the last version; None if they may stay.
        limit: the size limit for all files together.

    Raises:
        FetchError: a file is missing that was there before, or there are too many or too large ones.
        InputError: a file is neither JSON nor YAML.
    """
    parts: dict[str, Part] = {}
    try:
        todo = [(document, places.root, _relative_references(content, document))]
    except InputError:  # no document at all: whoever reads it says what it is
        return {}
    while todo:
        here, location, references = todo.pop()
        for reference in references:
            name = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(reference)))
            if name.startswith("../") or name == document or name in parts:
                continue
            where = places.join(location, reference)
            part = _read(places, where, was_there=bool(folder and (folder / name).is_file()))
            if part is not None:
                parts[name] = part
                todo.append((name, where, _relative_references(part.content, part.source)))
            _check_limits(parts, limit)
    return parts


def _read(places: Places, location: str, *, was_there: bool) -> Part | None:
    try:
        return places.read(location)
    except MissingPartError as missing:
        if was_there:
            hint = "the document refers to it; try again later, or remove the old file"
            raise FetchError(f"{missing}: the file is gone", hint) from None
        return None


def _check_limits(parts: Mapping[str, Part], limit: int) -> None:
    if len(parts) > MAX_FILES:
        why = f"the document refers to more than {MAX_FILES:,} files"
        raise FetchError(why, "name a document in [upstream] that the vendor has bundled")
    if sum(len(part.content) for part in parts.values()) > limit:
        hint = "check the document; if it is right, raise `max_bytes` in [upstream]"
        raise FetchError(f"the files of the document are larger than {limit} bytes", hint)


def _relative_references(content: bytes, name: str) -> Sequence[str]:
    """The file names in the references of a file, each once, without their fragments."""
    source = make_source(content, key=name, name=name, referred=True)
    found = map(_path_of, find_references(source.tree))
    return [path for path in dict.fromkeys(found) if path]


def _path_of(reference: str) -> str:
    """The relative path of a reference, "" where it names no other file or a whole address."""
    try:
        parts = urlsplit(reference)
    except ValueError:
        return ""
    is_relative = not (parts.scheme or parts.netloc or parts.path.startswith("/"))
    return parts.path if is_relative else ""


def find_references(tree: Json) -> Iterator[str]:
    """Yields the references of a document, also those that a discriminator's mapping has as files."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                yield node["$ref"]
            mapping = node.get("mapping")
            if "propertyName" in node and isinstance(mapping, dict):
                yield from (v for v in mapping.values() if isinstance(v, str) and "." in v)
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
