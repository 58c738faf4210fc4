# Real private indexes on loopback for tests: pypiserver and devpi with authentication, in processes of their own.
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
    simple: str = "simple/"

    @property
    def simple_url(self) -> str:
        """The address for pip, with the login in it."""
        return self.url.replace("://", f"://{USERNAME}:{PASSWORD}@") + self.simple

    def files(self) -> list[str]:
        """The names of the distributions that it holds."""
        return sorted(path.name for path in self.folder.iterdir())


@contextmanager
def index_server(folder: Path, *more: str) -> Iterator[IndexServer]:
    """Start pypiserver over `folder`; uploads, downloads and lists need the login. `more` are options of it."""
    folder.mkdir(parents=True, exist_ok=True)
    passwords = folder.parent / "htpasswd"
    passwords.write_text(f"{USERNAME}:{hashed(PASSWORD)}\n")
    port = free_port()
    command = [sys.executable, "-m", "pypiserver", "run", "-i", "127.0.0.1", "-p", str(port)]
    options = ["-P", str(passwords), "-a", "update,download,list", "--disable-fallback", *more]
    with subprocess.Popen(
        [*command, *options, str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            url = f"http://127.0.0.1:{port}/"
            wait_for(url)
            yield IndexServer(url, folder)
        finally:
            process.terminate()


@contextmanager
def devpi_server(folder: Path) -> Iterator[IndexServer]:
    """Start devpi with one index to which only its owner may upload."""
    run, state = [sys.executable, "-c"], ["--serverdir", str(folder)]
    init = "import sys; from devpi_server.init import init; sys.exit(init())"
    subprocess.run(
        [*run, init, *state, "--no-root-pypi"], check=True, capture_output=True, timeout=120
    )
    port = free_port()
    serve = "import sys; from devpi_server.main import main; sys.exit(main())"
    options = ["--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(
        [*run, serve, *state, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            url = f"http://127.0.0.1:{port}/"
            wait_for(url + "+api", 120.0)
            yield IndexServer(private_stage(url), folder, "+simple/")
        finally:
            process.terminate()


def private_stage(url: str) -> str:
    """Make a user and an index of devpi; the index's address."""
    user = {"password": PASSWORD, "email": "weaver@example.test"}
    httpx.put(f"{url}{USERNAME}", json=user).raise_for_status()
    login = httpx.post(f"{url}+login", json={"user": USERNAME, "password": PASSWORD})
    token = f"{USERNAME}:{login.json()['result']['password']}".encode()
    stage = {"bases": [], "volatile": False, "acl_upload": [USERNAME]}
    headers = {"X-Devpi-Auth": b64encode(token).decode()}
    httpx.put(f"{url}{USERNAME}/dev", json=stage, headers=headers).raise_for_status()
    return f"{url}{USERNAME}/dev/"


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
