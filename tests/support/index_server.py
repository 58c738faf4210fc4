# A real private index on loopback for tests: pypiserver with authentication, in a process of its own.
from __future__ import annotations

import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

import httpx

USERNAME, PASSWORD = "weaver", "shuttle-7"


@dataclass(frozen=True, slots=True)
class IndexServer:
    """A running index: its address, and the folder of what it holds."""

    url: str
    folder: Path

    @property
    def simple_url(self) -> str:
        """The address for pip, with the login in it."""
        return self.url.replace("://", f"://{USERNAME}:{PASSWORD}@") + "simple/"

    def files(self) -> list[str]:
        """The names of the distributions that it holds."""
        return sorted(path.name for path in self.folder.iterdir())


@contextmanager
def index_server(folder: Path) -> Iterator[IndexServer]:
    """Start pypiserver over `folder`; uploads, downloads and lists need the login."""
    folder.mkdir(parents=True, exist_ok=True)
    passwords = folder.parent / "htpasswd"
    passwords.write_text(f"{USERNAME}:{hashed(PASSWORD)}\n")
    port = free_port()
    command = [sys.executable, "-m", "pypiserver", "run", "-i", "127.0.0.1", "-p", str(port)]
    options = ["-P", str(passwords), "-a", "update,download,list", "--disable-fallback"]
    with subprocess.Popen(
        [*command, *options, str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            url = f"http://127.0.0.1:{port}/"
            wait_for(url)
            yield IndexServer(url, folder)
        finally:
            process.terminate()


def hashed(password: str) -> str:
    """A password as htpasswd files have it (the {SHA} scheme of Apache's httpd)."""
    return "{SHA}" + b64encode(sha1(password.encode()).digest()).decode()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(url: str, seconds: float = 20.0) -> None:
    """Wait until a server answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            httpx.get(url, timeout=1.0)
        except httpx.HTTPError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return
