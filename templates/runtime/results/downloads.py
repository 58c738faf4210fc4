# Downloads to a file: whole or not at all, continued where they break off. Imports light modules.
"""`Download`, and `whole_file`."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from os import PathLike
from typing import IO, TYPE_CHECKING, Final, Protocol, TypeVar

from ..core.basics import Progress
from ..core.errors import APIConnectionError, APIError
from ..core.mistakes import check_progress

if TYPE_CHECKING:
    from ..core.http import httpx

T = TypeVar("T")

_RANGE: Final = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")  # RFC 9110, 14.4


class Body(Protocol):
    """A streamed response."""

    http_response: httpx.Response

    def iter_bytes(self) -> Iterator[bytes]:
        """Yields the body in pieces."""
        ...


class AsyncBody(Protocol):
    """A streamed response of the asynchronous client."""

    http_response: httpx.Response

    def iter_bytes(self) -> AsyncIterator[bytes]:
        """Yields the body in pieces."""
        ...


Again = Callable[[Mapping[str, str], int], T]
"""Fetches the rest of a body with these headers, after so many failures."""


def save(
    body: Body,
    path: str | PathLike[str],
    on_progress: Progress | None,
    operation: str,
    again: Again[httpx.Response] | None,
) -> None:
    """Writes a body to a file."""
    with whole_file(path) as file:
        download = Download(body.http_response, file, on_progress, operation)
        while True:
            try:
                for chunk in body.iter_bytes():
                    download.write(chunk)
                    download.report()
                return download.verify()
            except APIConnectionError as error:
                if again is None or not download.may_continue():
                    raise
                broken = error
            try:
                body.http_response = again(download.rest, download.failures)
            except APIError as error:
                raise broken from error
            download.go_on(body.http_response, broken)


async def save_async(
    body: AsyncBody,
    path: str | PathLike[str],
    on_progress: Progress | None,
    operation: str,
    again: Again[Awaitable[httpx.Response]] | None,
) -> None:
    """Writes a body to a file, in the asynchronous client."""
    import anyio.to_thread

    with whole_file(path) as file:
        download = Download(body.http_response, file, on_progress, operation)
        while True:
            try:
                async for chunk in body.iter_bytes():
                    await anyio.to_thread.run_sync(download.write, chunk)
                    download.report()
                return download.verify()
            except APIConnectionError as error:
                if again is None or not download.may_continue():
                    raise
                broken = error
            try:
                body.http_response = await again(download.rest, download.failures)
            except APIError as error:
                raise broken from error
            download.go_on(body.http_response, broken)


class Download:
    """A body on its way into a file: how much has arrived, and how the rest is asked for (RFC 9110, 13.1.5, 14.2).

    `failures` counts the attempts since the last bytes arrived.
    """

    def __init__(
        self,
        response: httpx.Response,
        file: IO[bytes],
        on_progress: Progress | None,
        operation: str,
    ) -> None:
        check_progress(operation, on_progress)
        headers = response.headers
        self._request = response.request
        self._operation = operation
        self._file = file
        self._on_progress = on_progress
        self._is_plain = headers.get("content-encoding", "identity").strip().lower() == "identity"
        length = headers.get("content-length", "")
        self._total = int(length) if self._is_plain and length.isdecimal() else None
        self._validator = "" if response.status_code != 200 else _validator(headers)
        self._ranges = headers.get("accept-ranges", "").strip().lower() != "none"
        self._done = 0
        self.failures = 0

    @property
    def rest(self) -> dict[str, str]:
        """The headers of a request for what is missing, or for everything if the body has changed."""
        return {"range": f"bytes={self._done}-", "if-range": self._validator}

    def write(self, chunk: bytes) -> None:
        """Writes a piece."""
        self._file.write(chunk)
        self._done += len(chunk)
        self.failures = 0

    def report(self) -> None:
        """Calls the function of the user."""
        if self._on_progress is not None:
            self._on_progress(self._done, self._total)

    def verify(self) -> None:
        """Checks the length.

        Raises:
            APIConnectionError: bytes are missing, or there are too many.
        """
        if self._total is not None and self._done != self._total:
            raise self._error(f"{self._done} bytes arrived, and {self._total} were announced")

    def may_continue(self) -> bool:
        """Whether the rest can be asked for: only a validator tells whether it still is the same body."""
        self.failures += 1
        return bool(self._validator and self._ranges and self._is_plain and self._done)

    def go_on(self, response: httpx.Response, broken: APIConnectionError) -> None:
        """Prepares for the rest, or for the whole body if it has changed.

        Raises:
            APIConnectionError: the server answers with another part.
        """
        if response.status_code == 200:
            self._begin_again(response)
            return
        found = _RANGE.fullmatch(response.headers.get("content-range", "").strip())
        total = str(self._total) if self._total is not None else "*"
        if response.status_code != 206 or not found or int(found[1]) != self._done:
            raise broken
        if total != "*" and found[2] not in (total, "*"):
            raise broken

    def _begin_again(self, response: httpx.Response) -> None:
        self._file.seek(0)
        self._file.truncate()
        again = Download(response, self._file, self._on_progress, self._operation)
        self.__dict__.update(again.__dict__, failures=self.failures)

    def _error(self, problem: str) -> APIConnectionError:
        url = str(self._request.url).partition("?")[0]
        return APIConnectionError.of(problem, self._operation, self._request.method, url)


def _validator(headers: httpx.Headers) -> str:
    """Returns the strong validator of a body, "" if it has none."""
    tag = headers.get("etag", "").strip()
    if tag:
        return "" if tag.startswith("W/") else str(tag)
    return str(headers.get("last-modified", "")).strip()


@contextmanager
def whole_file(path: str | PathLike[str]) -> Generator[IO[bytes]]:
    """Opens a temporary file that replaces the target when it is complete; pipes and devices are written directly."""
    import shutil
    from pathlib import Path
    from secrets import token_hex

    target = Path(path).resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as file:
            yield file
        return
    part = target.with_name(f".{token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            yield file
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
