# The files that were fetched, and those of the last fetch on the disk. May import config, document and upstream.
"""Fetches a vendor's document with the files that it refers to, and writes them into its folder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from clientloom import bounded
from clientloom.config.load import document_source
from clientloom.config.settings import UpstreamConfig, VendorConfig
from clientloom.diagnostics import InputError, Span
from clientloom.diagnostics.escape import without_secrets
from clientloom.document.files import remote
from clientloom.portable import text_digest
from clientloom.upstream.fetch import fetch, fetch_file
from clientloom.upstream.fetched import Fetched, FetchError
from clientloom.upstream.places import MissingPartError, Part, Places
from clientloom.upstream.source_lock import SOURCE_LOCK, SourceLock, read_source_lock
from clientloom.workflows.documents.follow import follow_references


def fetch_current(vendor: VendorConfig) -> Fetched | None:
    """Fetches the vendor's document and its files; None if the server says that nothing has changed.

    Raises:
        FetchError: one of them cannot be fetched.
        InputError: a file that the document refers to cannot be read, or the document is a URL in client.toml.
    """
    document = current_document(vendor)
    known = _last_fetch(vendor)

    def follow(content: bytes, places: Places) -> Mapping[str, Part]:
        return _follow(vendor, content, places, vendor.folder)

    current = bounded.read_bytes(document) if known else b""
    return fetch(vendor.upstream, known, base=vendor.folder, current=current, follow=follow)


def read_given(vendor: VendorConfig, path: Path) -> Fetched:
    """Reads a document and the files beside it that it refers to; files that are not there are the vendor's own.

    Raises:
        FetchError: the document cannot be read.
    """
    upstream = UpstreamConfig(file=path.name)
    return fetch_file(path, upstream, lambda content, places: _follow(vendor, content, places))


def download_parts(address: str, content: bytes, name: str) -> Mapping[str, bytes]:
    """Downloads the files that the document at a URL refers to, by their paths beside it.

    A file that cannot be downloaded is left out: `lint` reports it.

    Raises:
        InputError: there are too many or too large files, or one of them is neither JSON nor YAML.
    """
    places = Places(root=address, join=urljoin, read=_download)
    try:
        found = follow_references(content, places, name, None, UpstreamConfig().max_bytes)
    except FetchError as failed:
        span = Span(without_secrets(address))
        raise InputError.at(span, "fetch", str(failed), failed.hint) from None
    return {path: part.content for path, part in found.items()}


def _download(url: str) -> Part:
    shown = without_secrets(url)
    try:
        return Part(shown, remote.fetch(url, private=True))
    except InputError:
        raise MissingPartError(shown) from None


def _follow(
    vendor: VendorConfig, content: bytes, places: Places, folder: Path | None = None
) -> Mapping[str, Part]:
    limit = vendor.upstream.max_bytes
    return follow_references(content, places, vendor.document.path, folder, limit)


def current_document(vendor: VendorConfig) -> Path:
    """Returns the file that an update replaces.

    Raises:
        InputError: the document is a URL.
    """
    source = document_source(vendor)
    if isinstance(source, Path):
        return source
    message = "the document is a URL; only a file in the vendor's folder can be updated"
    hint = "download it and name the file in [document]"
    raise InputError.at(Span(vendor.file), "no-document-file", message, hint)


def _last_fetch(vendor: VendorConfig) -> SourceLock | None:
    """Returns the source lock of the last fetch; None if the document was replaced or edited since then."""
    known, document = read_source_lock(vendor.folder), current_document(vendor)
    if known is None or not document.is_file():
        return None
    return known if text_digest(bounded.read_bytes(document)) == known.sha256 else None


def is_on_disk(vendor: VendorConfig, fetched: Fetched) -> bool:
    """Returns whether the vendor's folder has the document and its files just so."""
    found = {name: part.content for name, part in fetched.parts.items()}
    wanted = {vendor.document.path: fetched.content, **found}
    paths = {vendor.folder / name: content for name, content in wanted.items()}
    return all(p.is_file() and bounded.read_bytes(p) == content for p, content in paths.items())


def write_fetched(folder: Path, vendor: VendorConfig, fetched: Fetched) -> None:
    """Writes the document, its files and the record of the fetch into the temporary copy of a vendor's folder."""
    found = {name: part.content for name, part in fetched.parts.items()}
    for name, content in {vendor.document.path: fetched.content, **found}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    source = _make_source_lock(vendor, fetched)
    (folder / SOURCE_LOCK).write_text(source.text(), "utf-8", newline="\n")


def _make_source_lock(vendor: VendorConfig, fetched: Fetched) -> SourceLock:
    """Returns the record of where the document and its files came from."""
    return SourceLock(
        source=fetched.source,
        sha256=text_digest(fetched.content),
        fetched=datetime.now(UTC).date().isoformat(),
        license=vendor.upstream.license,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        revision=fetched.revision,
        files={
            name: {"source": part.source, "sha256": text_digest(part.content)}
            for name, part in sorted(fetched.parts.items())
        },
    )
