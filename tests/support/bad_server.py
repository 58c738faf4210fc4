# An HTTP server on loopback that does as a test tells it, misbehaviour included. Standard library only.
"""`BadServer`: scripted replies over real sockets; remembers what it was asked."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import BinaryIO, Self
from urllib.parse import parse_qsl


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that arrived. Header names are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        """The target without its query, as it was sent."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> list[tuple[str, str]]:
        """The decoded pairs of the query."""
        return parse_qsl(self.target.partition("?")[2], keep_blank_values=True)

    @property
    def json(self) -> object:
        """The decoded JSON body."""
        decoded: object = json.loads(self.body)
        return decoded


@dataclass(frozen=True, slots=True)
class Reply:
    """What to answer.

    `delay` seconds pass before it. `reset` breaks the connection instead. `cut` bytes of the body are sent
    before the connection is closed. `chunks` are sent one by one, `pause` seconds apart. `hold` keeps a
    chunked body open until the event is set.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    reset: bool = False
    cut: int | None = None
    chunks: Iterable[bytes] | None = None
    pause: float = 0.0
    hold: threading.Event | None = None


def json_reply(value: object, status: int = 200, **headers: str) -> Reply:
    """A JSON reply; underscores in header names become hyphens."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    content = {"content-type": "application/json", **named}
    return Reply(status, json.dumps(value).encode(), content)


class BadServer:
    """Listens on a free port until it is closed. `asked` holds the requests in the order they came.

    Replies queued with `queue` are used up first; after them `handler` answers.
    """

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.connections = 0
        self.discard_bodies = False
        self.handler: Callable[[Asked], Reply] = lambda _: json_reply({})
        self._queue: deque[Reply] = deque()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def queue(self, *replies: Reply) -> None:
        """Answer the next requests with these."""
        with self._lock:
            self._queue.extend(replies)

    def close(self) -> None:
        """Stop listening and break what is open."""
        self._stop.set()
        with socket.create_connection(("127.0.0.1", self.port)):
            pass
        self._accepting.join()
        self._listener.close()
        with self._lock:
            for connection in self._open:
                _shut(connection)

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._stop.is_set():
                connection.close()
                return
            with self._lock:
                self.connections += 1
                self._open.add(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with connection, connection.makefile("rb") as reader:
                while self._serve_one(connection, reader):
                    pass
        except OSError:
            pass
        finally:
            with self._lock:
                self._open.discard(connection)

    def _serve_one(self, connection: socket.socket, reader: BinaryIO) -> bool:
        asked = self._read(reader)
        if asked is None:
            return False
        with self._lock:
            self.asked.append(asked)
            queued = self._queue.popleft() if self._queue else None
        return self._answer(connection, asked, queued or self.handler(asked))

    def _read(self, reader: BinaryIO) -> Asked | None:
        line = reader.readline().decode("latin-1").split()
        if len(line) != 3:
            return None
        headers: dict[str, str] = {}
        while text := reader.readline().decode("utf-8").strip():
            name, _, value = text.partition(":")
            headers[name.lower()] = value.strip()
        return Asked(line[0], line[1], headers, self._read_body(reader, headers))

    def _read_body(self, reader: BinaryIO, headers: Mapping[str, str]) -> bytes:
        blocks = _chunked(reader) if "transfer-encoding" in headers else _sized(reader, headers)
        if self.discard_bodies:
            return str(sum(map(len, blocks))).encode()
        return b"".join(blocks)

    def _answer(self, connection: socket.socket, asked: Asked, reply: Reply) -> bool:
        if reply.delay and self._stop.wait(reply.delay):
            return False
        if reply.reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        head = [f"HTTP/1.1 {reply.status} Reply", *(f"{k}: {v}" for k, v in reply.headers.items())]
        if reply.chunks is not None:
            return self._stream(connection, head, reply)
        if reply.status not in (204, 304):
            head.append(f"content-length: {len(reply.body)}")
        text = ("\r\n".join(head) + "\r\n\r\n").encode()
        body = b"" if asked.method == "HEAD" else reply.body[: reply.cut]
        connection.sendall(text + body)
        return reply.cut is None and reply.headers.get("connection") != "close"

    def _stream(self, connection: socket.socket, head: list[str], reply: Reply) -> bool:
        connection.sendall(
            ("\r\n".join([*head, "transfer-encoding: chunked"]) + "\r\n\r\n").encode()
        )
        for chunk in reply.chunks or ():
            connection.sendall(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
            if reply.pause and self._stop.wait(reply.pause):
                return False
        if reply.hold is not None:
            reply.hold.wait()
        if reply.cut is not None:
            return False
        connection.sendall(b"0\r\n\r\n")
        return True


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _sized(reader: BinaryIO, headers: Mapping[str, str]) -> Iterable[bytes]:
    left = int(headers.get("content-length", "0"))
    while left and (block := reader.read(min(left, 1 << 16))):
        left -= len(block)
        yield block


def _chunked(reader: BinaryIO) -> Iterable[bytes]:
    while size := int(reader.readline().strip() or b"0", 16):
        yield reader.read(size)
        reader.readline()
    reader.readline()
