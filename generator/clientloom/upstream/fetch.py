# Getting the bytes: over http(s), from a file, or from a git repository. Through httpx and git.
"""`fetch`: the vendor's document as it is now, or the news that nothing changed."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import httpx

from clientloom.config.settings import UpstreamConfig
from clientloom.upstream.source_lock import SourceLock

TIMEOUT = httpx.Timeout(60.0, connect=10.0)
"""Seconds for each phase of a download."""

RETRY_POLICY = 300.0
"""Seconds for a download as a whole: a server that sends a byte now and then never times out."""

GIT_TIMEOUT = 120.0
"""Seconds for one git command."""

SCP_ADDRESS = re.compile(r"[^/:]+:")
"""How an address such as git@forge.example:team/specs.git begins, which is no path (git-fetch, GIT URLS)."""


class FetchError(Exception):
    """The document cannot be had: why, and what to do."""

    def __init__(self, why: str, hint: str = "try again later, or correct [upstream]") -> None:
        super().__init__(why)
        self.hint = hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A document's bytes, the address they came from and what tells this version from the next."""

    source: str
    content: bytes
    etag: str = ""
    last_modified: str = ""
    revision: str = ""


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
        content = path.read_bytes()
    except OSError as error:
        why = f"{upstream.file} cannot be read: {error.strerror or error}"
        raise FetchError(why, "name a file that can be read") from None
    check_size(len(content), upstream.max_bytes)
    return Fetched(source=upstream.file, content=content)


def check_size(size: int, limit: int) -> None:
    """Refuses what is larger than the limit in bytes."""
    if size > limit:
        hint = "look at it; if it is right, raise `max_bytes`"
        raise FetchError(f"the document has more than {limit} bytes, the limit of [upstream]", hint)


def fetch_url(upstream: UpstreamConfig, known: SourceLock | None) -> Fetched | None:
    """An http(s) address, asked conditionally (RFC 9110, 13.1) when it was asked before."""
    if not upstream.url.startswith(("https://", "http://")):
        raise FetchError(f"{upstream.url}: only http and https addresses are fetched", "correct it")
    headers = validators(known) if known and known.source == upstream.url else {}
    try:
        return download(upstream, headers)
    except httpx.InvalidURL as error:
        raise FetchError(f"{upstream.url}: {error}", "correct the address") from None
    except httpx.HTTPError as error:
        raise FetchError(f"{upstream.url}: {str(error) or type(error).__name__}") from None


def validators(known: SourceLock) -> dict[str, str]:
    """The headers that ask for the document only if it is a newer one."""
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if value}


def download(upstream: UpstreamConfig, headers: Mapping[str, str]) -> Fetched | None:
    """One request; the body is read no further than the limit, and for no longer than `RETRY_POLICY`."""
    began = time.monotonic()
    with (
        httpx.Client(timeout=TIMEOUT, follow_redirects=True) as client,
        client.stream("GET", upstream.url, headers=headers) as response,
    ):
        if response.status_code == httpx.codes.NOT_MODIFIED and headers:
            return None
        if response.status_code != httpx.codes.OK:
            raise FetchError(f"{upstream.url}: the server answered with {response.status_code}")
        content = bytearray()
        for chunk in response.iter_bytes():
            content += chunk
            check_size(len(content), upstream.max_bytes)
            if time.monotonic() - began > RETRY_POLICY:
                raise FetchError(f"{upstream.url}: not there after {RETRY_POLICY:.0f} seconds")
        return Fetched(
            source=upstream.url,
            content=bytes(content),
            etag=response.headers.get("etag", ""),
            last_modified=response.headers.get("last-modified", ""),
        )


def fetch_git(upstream: UpstreamConfig, base: Path) -> Fetched:
    """One file of one commit of a repository, without its history."""
    if upstream.git.startswith("-") or upstream.ref.startswith("-"):
        raise FetchError("[upstream] git and ref may not begin with a dash", "correct them")
    is_address = "://" in upstream.git or SCP_ADDRESS.match(upstream.git)
    remote = upstream.git if is_address else str(base / upstream.git)
    with tempfile.TemporaryDirectory() as scratch:
        git(scratch, "init", "--quiet")
        git(scratch, "fetch", "--quiet", "--depth=1", "--no-tags", remote, upstream.ref)
        revision = git(scratch, "rev-parse", "FETCH_HEAD").decode().strip()
        blob = f"FETCH_HEAD:{upstream.path}"
        check_size(int(git(scratch, "cat-file", "-s", blob)), upstream.max_bytes)
        content = git(scratch, "cat-file", "blob", blob)
    return Fetched(
        source=urljoin(f"{upstream.git}/", upstream.path),
        content=content,
        revision=revision,
    )


def git(folder: str, *arguments: str) -> bytes:
    """The output of a git command, which never asks for a password."""
    command = ["git", "-C", folder, "-c", "credential.interactive=false", *arguments]
    try:
        result = subprocess.run(  # noqa: S603 - arguments were checked for dashes
            command, capture_output=True, check=True, timeout=GIT_TIMEOUT, env=git_environment()
        )
    except subprocess.CalledProcessError as error:
        raise FetchError(f"git {arguments[0]}: {first_fault(error.stderr)}") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FetchError(f"git {arguments[0]}: {error}") from None
    return result.stdout


def first_fault(stderr: bytes) -> str:
    """What git says went wrong: advice stands before it and after it."""
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    faults = [line for line in lines if line.startswith(("fatal:", "error:"))]
    return next(iter(faults or lines), "failed")


def git_environment() -> dict[str, str]:
    """The environment without what would make git ask or look into the checkout we are in."""
    hidden = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"}
    kept = {key: value for key, value in os.environ.items() if key not in hidden}
    return {**kept, "GIT_TERMINAL_PROMPT": "0"}
