# Fetches a document over http(s), from a file or from a git repository. May import httpx, config, bounded and the
# other modules of upstream.
"""`fetch` returns the vendor's current document, or None if it has not changed."""

from __future__ import annotations

import errno
import posixpath
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import httpx

from clientloom.bounded import describe_failure, read_bytes, within
from clientloom.config.settings import UpstreamConfig
from clientloom.diagnostics.escape import without_secrets
from clientloom.upstream.fetched import Fetched, FetchError, StatusError, check_size
from clientloom.upstream.git import fetch_git
from clientloom.upstream.places import (
    Follow,
    MissingPartError,
    Part,
    Places,
    join_paths,
    no_parts,
)
from clientloom.upstream.source_lock import SourceLock

TIMEOUT = httpx.Timeout(60.0, connect=10.0)
"""Seconds for each step of a download."""

MAX_SECONDS = 300.0
"""Seconds for a whole download. A slow trickle of bytes never reaches the timeout of a single step."""


def fetch(
    upstream: UpstreamConfig,
    known: SourceLock | None,
    *,
    base: Path,
    current: bytes = b"",
    follow: Follow = no_parts,
) -> Fetched | None:
    """Fetches the document that `[upstream]` names, and the files that it refers to.

    Returns None if the server says that the document has not changed, and it refers to no files.

    Args:
        upstream: the settings.
        known: what was fetched last; its validators make the request conditional.
        base: the vendor's folder, which relative paths start from.
        current: the document as it was fetched last, if `known` is given.
        follow: reads the files that a document refers to.

    Raises:
        FetchError: no source is configured, it cannot be reached, or the document is larger than `max_bytes`.
    """
    if upstream.url:
        return _fetch_url(upstream, known, current, follow)
    if upstream.git:
        return fetch_git(upstream, base, follow)
    if upstream.file:
        return fetch_file(base / upstream.file, upstream, follow)
    hint = "add one of them, or name a document with --from FILE"
    raise FetchError("[upstream] has no url, file or git", hint)


def fetch_file(path: Path, upstream: UpstreamConfig, follow: Follow = no_parts) -> Fetched:
    """Reads a local file, and the files that it refers to."""
    try:
        content = read_bytes(path, upstream.max_bytes)
    except OSError as error:
        if error.errno == errno.EFBIG:
            check_size(upstream.max_bytes + 1, upstream.max_bytes)
        why = f"{upstream.file} cannot be read: {error.strerror or error}"
        raise FetchError(why, "correct the path or the permissions") from None
    places = Places(root=upstream.file, join=join_paths, read=partial(_read_part, path, upstream))
    return Fetched(source=upstream.file, content=content, parts=follow(content, places))


def _read_part(document: Path, upstream: UpstreamConfig, name: str) -> Part:
    path = document.parent / posixpath.relpath(name, posixpath.dirname(upstream.file) or ".")
    try:
        return Part(name, read_bytes(path, upstream.max_bytes))
    except FileNotFoundError:
        raise MissingPartError(name) from None
    except OSError as error:
        raise FetchError(f"{name} cannot be read: {error.strerror or error}") from None


def _fetch_url(
    upstream: UpstreamConfig,
    known: SourceLock | None,
    current: bytes = b"",
    follow: Follow = no_parts,
) -> Fetched | None:
    """Downloads a URL, with a conditional request (RFC 9110, 13.1) if it was downloaded before."""
    shown = without_secrets(upstream.url)
    if not upstream.url.lower().startswith(("https://", "http://")):
        raise FetchError(f"{shown}: not an http or https URL", "correct `url` in [upstream]")
    try:
        with httpx.Client(timeout=TIMEOUT, follow_redirects=True) as client:
            return within(
                MAX_SECONDS,
                lambda: _download(client, upstream, known, shown, current, follow),
                client.close,
            )
    except TimeoutError:
        raise FetchError(f"{shown}: not finished after {MAX_SECONDS:.0f} seconds") from None
    except (httpx.InvalidURL, UnicodeError) as error:
        why = f": {error}" if shown == upstream.url else ": not a valid URL"
        raise FetchError(f"{shown}{why}", "correct `url` in [upstream]") from None
    except httpx.HTTPError as error:
        raise FetchError(f"{shown}: {describe_failure(error)}") from None


def _download(
    client: httpx.Client,
    upstream: UpstreamConfig,
    known: SourceLock | None,
    shown: str,
    current: bytes,
    follow: Follow,
) -> Fetched | None:
    """Requests the document, and then the files that it refers to."""
    headers = _validators(known, upstream.url) if known and known.source == shown else {}
    response, content = _get(client, upstream.url, shown, upstream.max_bytes, headers)
    origins = {_origin(httpx.URL(upstream.url)), _origin(response.url)}
    read = partial(_read_url, client, upstream.max_bytes, origins)
    places = Places(root=upstream.url, join=urljoin, read=read)
    if known is not None and response.status_code == httpx.codes.NOT_MODIFIED:
        parts = follow(current, places)
        if not (parts or known.files):
            return None
        etag, modified = known.etag, known.last_modified
        return Fetched(
            source=shown, content=current, etag=etag, last_modified=modified, parts=parts
        )
    return Fetched(
        source=shown,
        content=content,
        etag=response.headers.get("etag", ""),
        last_modified=response.headers.get("last-modified", ""),
        parts=follow(content, places),
    )


def _get(
    client: httpx.Client,
    url: str,
    shown: str,
    limit: int,
    headers: Mapping[str, str],
    *,
    redirects: bool = True,
) -> tuple[httpx.Response, bytes]:
    """Sends one request and reads the body up to the size limit. Redirects are followed or returned."""
    with client.stream("GET", url, headers=headers, follow_redirects=redirects) as response:
        is_unchanged = response.status_code == httpx.codes.NOT_MODIFIED and headers
        if is_unchanged or response.next_request is not None:
            return response, b""
        if response.status_code != httpx.codes.OK:
            raise StatusError(shown, response.status_code)
        content = bytearray()
        for chunk in response.iter_bytes():
            content += chunk
            check_size(len(content), limit, shown)
        return response, bytes(content)


def _read_url(
    client: httpx.Client, limit: int, origins: set[tuple[str, str, int | None]], url: str
) -> Part:
    """Reads a file of the document from one of its origins; no other host is asked."""
    shown, target = without_secrets(url), url
    for _ in range(client.max_redirects):
        try:
            response, content = _get(client, target, shown, limit, {}, redirects=False)
        except StatusError as error:
            if error.status in {404, 410}:
                raise MissingPartError(shown) from None
            raise
        except httpx.HTTPError as error:
            raise FetchError(f"{shown}: {describe_failure(error)}") from None
        if response.next_request is None:
            return Part(shown, content)
        target = str(response.next_request.url)
        if _origin(response.next_request.url) not in origins:
            hint = "if that host is right, write its address in the document or in [upstream]"
            host = response.next_request.url.host
            raise FetchError(f"{shown}: it leads to another host, {host}", hint)
    raise FetchError(f"{shown}: more than {client.max_redirects} redirects")


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _validators(known: SourceLock, url: str) -> Mapping[str, str]:
    """Returns the headers of a conditional request.

    The lock keeps no secrets, so two URLs can look alike in it; then only the ETag identifies the document.
    """
    modified = known.last_modified if known.source == url else ""
    headers = {"If-None-Match": known.etag, "If-Modified-Since": modified}
    return {name: value for name, value in headers.items() if value}
