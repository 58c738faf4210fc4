# Fetches a document over http(s), from a file or from a git repository. May import httpx, config, bounded and the
# other modules of upstream.
"""`fetch` returns the vendor's current document, or None if it has not changed."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path

import httpx

from clientloom.bounded import read_bytes, within
from clientloom.config.settings import UpstreamConfig
from clientloom.diagnostics.escape import without_secrets
from clientloom.upstream.fetched import Fetched, FetchError, check_size
from clientloom.upstream.git import fetch_git
from clientloom.upstream.source_lock import SourceLock

TIMEOUT = httpx.Timeout(60.0, connect=10.0)
"""Seconds for each step of a download."""

MAX_SECONDS = 300.0
"""Seconds for a whole download. A slow trickle of bytes never reaches the timeout of a single step."""


def fetch(upstream: UpstreamConfig, known: SourceLock | None, *, base: Path) -> Fetched | None:
    """Fetches the document that `[upstream]` names; None if the server says that it has not changed.

    Args:
        upstream: the settings.
        known: what was fetched last; its validators make the request conditional.
        base: the vendor's folder, which relative paths start from.

    Raises:
        FetchError: no source is configured, it cannot be reached, or the document is larger than `max_bytes`.
    """
    if upstream.url:
        return fetch_url(upstream, known)
    if upstream.git:
        return fetch_git(upstream, base)
    if upstream.file:
        return fetch_file(base / upstream.file, upstream)
    hint = "add one of them, or name a document with --from FILE"
    raise FetchError("[upstream] has no url, file or git", hint)


def fetch_file(path: Path, upstream: UpstreamConfig) -> Fetched:
    """Reads a local file."""
    try:
        content = read_bytes(path, upstream.max_bytes)
    except OSError as error:
        if error.errno == errno.EFBIG:
            check_size(upstream.max_bytes + 1, upstream.max_bytes)
        why = f"{upstream.file} cannot be read: {error.strerror or error}"
        raise FetchError(why, "correct the path or the permissions") from None
    return Fetched(source=upstream.file, content=content)


def fetch_url(upstream: UpstreamConfig, known: SourceLock | None) -> Fetched | None:
    """Downloads a URL, with a conditional request (RFC 9110, 13.1) if it was downloaded before."""
    shown = without_secrets(upstream.url)
    if not upstream.url.lower().startswith(("https://", "http://")):
        raise FetchError(f"{shown}: not an http or https URL", "correct `url` in [upstream]")
    try:
        with httpx.Client(timeout=TIMEOUT, follow_redirects=True) as client:
            return within(
                MAX_SECONDS, lambda: _download(client, upstream, known, shown), client.close
            )
    except TimeoutError:
        raise FetchError(f"{shown}: not finished after {MAX_SECONDS:.0f} seconds") from None
    except (httpx.InvalidURL, UnicodeError) as error:
        why = f": {error}" if shown == upstream.url else ": not a valid URL"
        raise FetchError(f"{shown}{why}", "correct `url` in [upstream]") from None
    except httpx.HTTPError as error:
        raise FetchError(f"{shown}: {str(error) or type(error).__name__}") from None


def _download(
    client: httpx.Client, upstream: UpstreamConfig, known: SourceLock | None, shown: str
) -> Fetched | None:
    """Sends one request and reads the body up to the size limit."""
    headers = _validators(known, upstream.url) if known and known.source == shown else {}
    with client.stream("GET", upstream.url, headers=headers) as response:
        if response.status_code == httpx.codes.NOT_MODIFIED and headers:
            return None
        if response.status_code != httpx.codes.OK:
            raise FetchError(f"{shown}: the server answered with {response.status_code}")
        content = bytearray()
        for chunk in response.iter_bytes():
            content += chunk
            check_size(len(content), upstream.max_bytes)
        return Fetched(
            source=shown,
            content=bytes(content),
            etag=response.headers.get("etag", ""),
            last_modified=response.headers.get("last-modified", ""),
        )


def _validators(known: SourceLock, url: str) -> Mapping[str, str]:
    """Returns the headers of a conditional request.

    The lock keeps no secrets, so two URLs can look alike in it; then only the ETag identifies the document.
    """
    modified = known.last_modified if known.source == url else ""
    headers = {"If-None-Match": known.etag, "If-Modified-Since": modified}
    return {name: value for name, value in headers.items() if value}
