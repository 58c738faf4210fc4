# Where the files of a document lie, whatever they are fetched from. Imports the standard library only.
"""`Places`: reads the files that a document refers to from where the document is."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote


class MissingPartError(Exception):
    """There is no such file where the document is."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file that a document refers to: where it was read (without secrets), and its bytes."""

    source: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The surroundings of a document.

    `root` is the location of the document. `join` returns the location that a relative reference means, seen from
    another one. `read` returns the file at a location and raises MissingPartError if there is none.
    """

    root: str
    join: Callable[[str, str], str]
    read: Callable[[str], Part]


Follow = Callable[[bytes, Places], Mapping[str, Part]]
"""Reads the files that a document refers to, directly or not; by their paths in the vendor's folder."""


def join_paths(location: str, reference: str) -> str:
    """Returns the path that a reference means, seen from the file at another path."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(location), unquote(reference)))


def no_parts(_content: bytes, _places: Places) -> Mapping[str, Part]:
    """Follows no reference."""
    return {}
