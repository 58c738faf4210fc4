# Reads one file of a git repository with the command git, with limited transports, time and disk space. May import
# config, bounded, processes, scratch and the other modules of upstream.
"""`fetch_git` reads one file of one commit."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

from clientloom.bounded import read_bytes
from clientloom.config.settings import UpstreamConfig
from clientloom.diagnostics.escape import without_secrets
from clientloom.processes import kill_group
from clientloom.scratch import scratch_folder
from clientloom.upstream.fetched import Fetched, FetchError, check_size
from clientloom.upstream.places import (
    Follow,
    MissingPartError,
    Part,
    Places,
    join_paths,
    no_parts,
)

MAX_SECONDS = 120.0
"""Seconds for one git command."""

MAX_REPOSITORY_BYTES = 1_000_000_000
"""The disk space that fetching one file may take."""

TRANSPORTS = ("file", "git", "http", "https", "ssh")
"""The allowed transports; others, such as `ext`, run programs that the URL names."""

SCP_URL = re.compile(r"[^/:]+:(?!:)")
"""The beginning of a URL such as git@forge.example:team/specs.git, which is not a path (git-fetch, GIT URLS)."""

_HELPER = re.compile(r"([A-Za-z0-9+.-]*)::")
_WATCH = 0.1
"""Seconds between two checks of a running command."""


def fetch_git(upstream: UpstreamConfig, base: Path, follow: Follow = no_parts) -> Fetched:
    """Fetches a document of one commit, without the history, and the files that it refers to.

    A relative path of a repository starts from `base`.

    Raises:
        FetchError: the file cannot be fetched, or is larger than `max_bytes`.
    """
    if upstream.git.startswith("-") or upstream.ref.startswith("-"):
        raise FetchError("[upstream] git and ref cannot begin with a dash", "correct them")
    remote = _remote_url(upstream.git, base)
    with scratch_folder() as scratch:
        repository = _Repository(scratch, remote)
        repository.run("init", "--quiet", "--template=")
        repository.run("fetch", "--quiet", "--depth=1", "--no-tags", "upstream", upstream.ref)
        revision = repository.run("rev-parse", "FETCH_HEAD").decode().strip()
        root = repository.read(upstream, upstream.path)
        places = Places(
            root=upstream.path, join=join_paths, read=partial(_read_part, repository, upstream)
        )
        parts = follow(root.content, places)
    return Fetched(source=root.source, content=root.content, revision=revision, parts=parts)


def _read_part(repository: _Repository, upstream: UpstreamConfig, path: str) -> Part:
    try:
        return repository.read(upstream, path)
    except FetchError:
        raise MissingPartError(path) from None


def _remote_url(text: str, base: Path) -> str:
    """Returns what git fetches from: a URL as it is, or a path.

    Raises:
        FetchError: the transport is not allowed.
    """
    scheme, mark, _ = text.partition("://")
    helper = _HELPER.match(text)
    transport = helper[1] if helper else scheme if mark else ""
    if helper or (mark and scheme.lower() not in TRANSPORTS):
        allowed = ", ".join(TRANSPORTS)
        raise FetchError(f"the transport {transport!r} is not allowed", f"use one of {allowed}")
    return text if mark or SCP_URL.match(text) else str(base / text)


class _Repository:
    """A repository in a temporary folder. git gets its URL from the environment, which other users cannot see."""

    def __init__(self, folder: Path, remote: str) -> None:
        self._folder = folder
        self._remote = remote

    def run(self, *arguments: str) -> bytes:
        """Runs a git command, which never asks for a password, and returns its output.

        Raises:
            FetchError: git failed, is not installed, or exceeded its limits of time and space.
        """
        out, err = self._folder / "clientloom.out", self._folder / "clientloom.err"
        command = ["git", "-C", str(self._folder), "-c", "credential.interactive=false", *arguments]
        try:
            with out.open("wb") as stdout, err.open("wb") as stderr:
                process = subprocess.Popen(  # noqa: S603 (arguments were checked for dashes)
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=stdout,
                    stderr=stderr,
                    env=_git_environment(self._remote),
                    start_new_session=True,
                )
                code = self._wait(process, arguments[0])
            if code:
                fault = _first_fault(read_bytes(err))
                raise FetchError(f"git {arguments[0]}: {self._without_secrets(fault)}")
            return read_bytes(out)
        except OSError as error:
            raise FetchError(f"git {arguments[0]}: {error}") from None

    def read(self, upstream: UpstreamConfig, path: str) -> Part:
        """Reads a file of the fetched commit; raises as `run` does."""
        blob = f"FETCH_HEAD:{path}"
        check_size(int(self.run("cat-file", "-s", blob)), upstream.max_bytes)
        source = urljoin(f"{without_secrets(upstream.git)}/", path)
        return Part(source, self.run("cat-file", "blob", blob))

    def _wait(self, process: subprocess.Popen[bytes], what: str) -> int:
        end = time.monotonic() + MAX_SECONDS
        try:
            while True:
                with suppress(subprocess.TimeoutExpired):
                    return process.wait(_WATCH)
                if time.monotonic() > end:
                    raise FetchError(f"git {what}: not finished after {MAX_SECONDS:.0f} seconds")
                if _size(self._folder) > MAX_REPOSITORY_BYTES:
                    why = f"git {what}: needs more than {MAX_REPOSITORY_BYTES} bytes of disk space"
                    raise FetchError(why, "name the document itself, with `url` in [upstream]")
        finally:
            if process.poll() is None:
                kill_group(process)
                process.wait()

    def _without_secrets(self, text: str) -> str:
        shown = without_secrets(self._remote)
        secret = self._remote.partition("://")[2].partition("/")[0].rpartition("@")[0]
        text = text.replace(self._remote, shown)
        return text.replace(f"{secret}@", "") if secret else text


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            total += path.lstat().st_size
    return total


def _first_fault(stderr: bytes) -> str:
    """Returns the first error in git's output, which can have advice around it."""
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    faults = [line for line in lines if line.startswith(("fatal:", "error:"))]
    return next(iter(faults or lines), "failed")


def _git_environment(remote: str) -> Mapping[str, str]:
    """Returns an environment in which git asks nothing, ignores the current checkout, and keeps to `TRANSPORTS`."""
    hidden = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_CONFIG_PARAMETERS"}
    kept = {key: value for key, value in os.environ.items() if key not in hidden}
    return {
        **kept,
        "GIT_ALLOW_PROTOCOL": ":".join(TRANSPORTS),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "remote.upstream.url",
        "GIT_CONFIG_VALUE_0": remote,
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
