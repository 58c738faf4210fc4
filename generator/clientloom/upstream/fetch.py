# Getting the bytes: over http(s), from a file, or from a git repository. Through httpx; may import config and its
# neighbours.
"""`fetch`: the vendor's document as it is now, or the news that nothing changed."""

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
"""Seconds for each phase of a download."""

MOST_SECONDS = 300.0
"""Seconds for a download as a whole: a server that sends a byte now and then never times out."""


def fetch(upstream: UpstreamConfig, known: SourceLock | None, *, base: Path) -> Fetched | None:
    """Fetch the document that `[upstream]` names; None where the server says that it did not change.

    Args:
        upstream: where to look; relative files are seen from `base`, the vendor's folder.
        known: what was fetched last, whose validators make the request conditional.
        base: the vendor's folder.

    Raises:
        FetchError: nothing is configured, it cannot be reached, or it is larger than `max_bytes`.
    """
    if upstream.url:
        return fetch_url(upstream, known)
    if upstream.git:
        return fetch_git(upstream, base)
    if upstream.file:
        return fetch_file(base / upstream.file, upstream)
    hint = "add one of them, or give the document by --from FILE"
    raise FetchError("[upstream] names no url, file or git repository", hint)


def fetch_file(path: Path, upstream: UpstreamConfig) -> Fetched:
    """A local file."""
    try:
        content = read_bytes(path, upstream.max_bytes)
    except OSError as error:
        if error.errno == errno.EFBIG:
            check_size(upstream.max_bytes + 1, upstream.max_bytes)
        why = f"{upstream.file} cannot be read: {error.strerror or error}"
        raise FetchError(why, "name a file that can be read") from None
    return Fetched(source=upstream.file, content=content)


def fetch_url(upstream: UpstreamConfig, known: SourceLock | None) -> Fetched | None:
    """An http(s) address, asked conditionally (RFC 9110, 13.1) when it was asked before."""
    shown = without_secrets(upstream.url)
    if not upstream.url.lower().startswith(("https://", "http://")):
        raise FetchError(f"{shown}: only http and https addresses are fetched", "correct it")
    try:
        with httpx.Client(timeout=TIMEOUT, follow_redirects=True) as client:
            return within(
                MOST_SECONDS, lambda: _download(client, upstream, known, shown), client.close
            )
    except TimeoutError:
        raise FetchError(f"{shown}: not there after {MOST_SECONDS:.0f} seconds") from None
    except (httpx.InvalidURL, UnicodeError) as error:
        why = f": {error}" if shown == upstream.url else " cannot be understood"
        raise FetchError(f"{shown}{why}", "correct the address") from None
    except httpx.HTTPError as error:
        raise FetchError(f"{shown}: {str(error) or type(error).__name__}") from None


def _download(
    client: httpx.Client, upstream: UpstreamConfig, known: SourceLock | None, shown: str
) -> Fetched | None:
    """One request; the body is read no further than the limit."""
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
    """The headers that ask for the document only if it is a newer one.

    Of two addresses that the lock shows alike, for it keeps no secrets, only a tag tells which was meant.
    """
    modified = known.last_modified if known.source == url else ""
    headers = {"If-None-Match": known.etag, "If-Modified-Since": modified}
    return {name: value for name, value in headers.items() if value}
