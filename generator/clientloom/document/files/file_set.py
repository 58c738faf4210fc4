# The files of one document: finds them, checks that they may be read, and reads each once. May import diagnostics and
# the readers of this folder; remote.py is imported only if a URL is read.
"""Finds and reads the files of a document."""

from __future__ import annotations

import os
import time
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from clientloom.diagnostics import Code, quote
from clientloom.diagnostics.escape import without_secrets
from clientloom.document.document import LoadOptions
from clientloom.document.files.limits import ALL_REMOTE_SECONDS, MAX_FILES
from clientloom.document.files.read_source import make_source, read_source
from clientloom.document.files.source import Source
from clientloom.portable import is_url, relative_name


class RefusedError(Exception):
    """A reference cannot be followed, or must not be."""

    def __init__(self, code: Code, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # an invalid name, or a folder without permission
        return False


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme.lower(), parts.netloc.lower()


class FileSet:
    """Reads each file once, and only files of the allowed folder."""

    def __init__(self, document: Path | str, options: LoadOptions) -> None:
        self._options = options
        self._known: dict[str, Source] = {}
        self._seconds_waited = 0.0
        self._paths: dict[tuple[str, str], Path] = {}
        if isinstance(document, str) and is_url(document):
            self._base: Path | None = None
            self.root = self._fetch_root(document)
        else:
            path = Path(document)
            self._base = Path(os.path.realpath(options.base or path.parent))
            self._folder = Path(os.path.realpath(path.parent))
            self.root = read_source(path, self.display_name(path))
        self._known[self.root.key] = self.root

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every file that was read, the document first."""
        return tuple(self._known.values())

    def display_name(self, path: Path) -> str:
        """Returns the name of a file in messages."""
        root = self._options.display_root
        if root is None:
            return path.as_posix()
        return relative_name(path.absolute(), root.absolute())

    def open(self, reference: str, origin: Source) -> Source:
        """Returns the file that a reference in the file `origin` names; `reference` has no fragment.

        Raises:
            RefusedError: the file does not exist or must not be read.
            InputError: the file is invalid.
        """
        if is_url(origin.key) or is_url(reference):
            return self._open_url(
                urljoin(origin.key, reference) if is_url(origin.key) else reference
            )
        asked = (str(Path(origin.key).parent), reference)
        path = self._paths.get(asked) or self._resolve_path(reference, origin)
        self._paths[asked] = path
        if str(path) not in self._known:
            if len(self._known) >= MAX_FILES:
                raise RefusedError(
                    "too-many-files", f"more than {MAX_FILES:,} files", "split the document"
                )
            self._known[str(path)] = read_source(path, self._name_in_messages(path), referred=True)
        return self._known[str(path)]

    def _resolve_path(self, reference: str, origin: Source) -> Path:
        parts = urlsplit(reference)
        if parts.scheme not in {"", "file"} or parts.netloc:
            raise RefusedError(
                "bad-ref", f"{quote(reference)} is not a file name", "use a relative file name"
            )
        for name in dict.fromkeys((unquote(parts.path), reference)):
            try:
                path = Path(os.path.realpath(Path(origin.key).parent / name))
            except (OSError, ValueError):
                continue
            self._refuse_outside(path, reference)
            if _is_file(path):
                return path
        raise RefusedError(
            "missing-file",
            f"the $ref names a file that does not exist: {quote(reference)}",
            "add the file, or correct the name",
        )

    def _refuse_outside(self, path: Path, reference: str) -> None:
        # The real path counts: neither `..` nor a link may leave the folder.
        if self._base is None or not path.is_relative_to(self._base):
            raise RefusedError(
                "ref-outside",
                f"the $ref leaves the folder of the document: {quote(reference)}",
                "move the file into that folder, or allow a wider one with --base, or `base` of [document] in "
                "client.toml",
            )

    def _name_in_messages(self, path: Path) -> str:
        """Returns the name of a file in messages, relative to the same folder as the document's."""
        name = Path(self.root.name).parent / relative_name(path, self._folder)
        return Path(os.path.normpath(name)).as_posix()

    def relative_name(self, source: Source) -> str:
        """Returns the name of a file relative to the document, for component keys."""
        if is_url(source.key) or self._base is None:
            return urlsplit(source.key).path.lstrip("/")
        return relative_name(source.key, self._folder)

    def _open_url(self, url: str) -> Source:
        if not self._options.allow_remote:
            raise RefusedError(
                "remote-ref",
                f"the $ref names a URL: {quote(without_secrets(url))}",
                "download the file and refer to it by name, or pass --allow-remote",
            )
        if url not in self._known:
            from clientloom.document.files.remote import fetch

            if self._seconds_waited > ALL_REMOTE_SECONDS:
                message = f"fetching the URLs of the document takes more than {ALL_REMOTE_SECONDS:.0f} seconds"
                raise RefusedError(
                    "remote-failed", message, "download the files and refer to them by name"
                )
            began = time.monotonic()
            # The user named the host of the document, so it may be in a private network.
            data = fetch(url, private=_origin(url) == _origin(self.root.key))
            self._seconds_waited += time.monotonic() - began
            self._known[url] = make_source(data, key=url, name=without_secrets(url), referred=True)
        return self._known[url]

    def _fetch_root(self, url: str) -> Source:
        from clientloom.document.files.remote import fetch

        return make_source(fetch(url, private=True), key=url, name=without_secrets(url))
