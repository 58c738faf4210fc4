# A headless Chromium for tests, driven as its own developer tools do, through a pipe.
from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROME_OF_MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


class Browser:
    """One page: what it asked the network for is in `requests`, what its console said in `complaints`."""

    def __init__(self, read: int, write: int) -> None:
        self._read, self._write = os.fdopen(read, "rb"), os.fdopen(write, "wb")
        self._number = 0
        self._session = ""
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._loaded = False
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: object) -> Any:
        """Send a command of the protocol and wait for its result."""
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._write.write(json.dumps(message).encode() + b"\0")
        self._write.flush()
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def open(self, page: Path) -> None:
        """Show a page and wait until it is loaded."""
        self._loaded = False
        self.call("Page.navigate", url=page.as_uri())
        while not self._loaded:
            self._next()
        self.draw()

    def draw(self) -> None:
        """Have a frame drawn: until then Chromium drops clicks, and a new size is not yet in effect."""
        corner = {"x": 0, "y": 0, "width": 1, "height": 1, "scale": 1}
        self.call("Page.captureScreenshot", clip=corner)

    def value(self, expression: str) -> Any:
        """The value of an expression of JavaScript."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def click(self, selector: str) -> None:
        """Press the mouse in the middle of an element, as a person does."""
        quoted = json.dumps(selector)
        self.value(f"document.querySelector({quoted}).scrollIntoView({{block: 'center'}})")
        self.draw()
        x, y, hit = self.value(
            f"(() => {{ const e = document.querySelector({quoted}), r = e.getBoundingClientRect();"
            " const x = r.x + r.width / 2, y = r.y + r.height / 2;"
            " return [x, y, e.contains(document.elementFromPoint(x, y))]; })()"
        )
        assert hit, f"something else lies where {selector} is"
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def _next(self) -> dict[str, Any]:
        """The next message; events are noted on the way."""
        text = b""
        while not text.endswith(b"\0"):
            part = self._read.read(1)
            assert part, "the browser is gone"
            text += part
        message: dict[str, Any] = json.loads(text[:-1])
        match message.get("method"):
            case "Page.loadEventFired":
                self._loaded = True
            case "Network.requestWillBeSent":
                self.requests.append(message["params"]["request"]["url"])
            case "Log.entryAdded":
                self.complaints.append(message["params"]["entry"]["text"])
        return message

    def close(self) -> None:
        """Let go of the pipe."""
        self._read.close()
        self._write.close()


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser in a process of its own; without Chromium on the PATH the test is skipped."""
    if os.name != "posix":
        pytest.skip("another operating system: needs pipes by number")
    names = ("chromium", "chromium-browser", "google-chrome", "chrome", CHROME_OF_MACOS)
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        pytest.skip("no chromium on PATH")
    theirs_read, ours_write = os.pipe()
    ours_read, theirs_write = os.pipe()
    options = (
        "--headless --no-sandbox --disable-gpu --remote-debugging-pipe --disable-dev-shm-usage"
    )
    redirect = f'exec "$0" {options} "$@" 3<&{theirs_read} 4>&{theirs_write}'
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        subprocess.Popen(
            ["bash", "-c", redirect, program, f"--user-data-dir={profile}"],
            pass_fds=(theirs_read, theirs_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process,
    ):
        os.close(theirs_read)
        os.close(theirs_write)
        try:
            page = Browser(ours_read, ours_write)
            yield page
            page.close()
        finally:
            process.kill()
