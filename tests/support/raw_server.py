# A server on loopback that writes the bytes that a test gives it: heads that drip, bodies without an end, headers
# that repeat. Standard library only; replies that fit are left to `bad_server`.
"""`RawServer`: each connection is handed to a function."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Answer = Callable[[socket.socket, bytes], None]
"""Answers one request: it gets the connection and the head of the request."""


@contextmanager
def raw_server(answer: Answer, host: str = "127.0.0.1") -> Iterator[str]:
    """The address of a server that answers each request so until the block ends."""
    listener = socket.create_server((host, 0))
    open_: list[socket.socket] = []

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                open_.append(connection)
                threading.Thread(target=_serve, args=(connection, answer), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://{host}:{listener.getsockname()[1]}"
    finally:
        for one in (listener, *open_):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


def _serve(connection: socket.socket, answer: Answer) -> None:
    with suppress(OSError):
        while head := _head(connection):
            answer(connection, head)


def _head(connection: socket.socket) -> bytes:
    """The head of a request; its body, if any, is short and comes with it."""
    found = b""
    while b"\r\n\r\n" not in found:
        piece = connection.recv(65536)
        if not piece:
            return b""
        found += piece
    return found


def response(body: bytes = b"{}", status: str = "200 OK", headers: tuple[str, ...] = ()) -> bytes:
    """A complete response; each header is a line."""
    kind = (
        ()
        if any(line.lower().startswith("content-type") for line in headers)
        else ("content-type: application/json",)
    )
    lines = (f"HTTP/1.1 {status}", f"content-length: {len(body)}", *kind, *headers)
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def always(reply: bytes) -> Answer:
    """Answers every request alike."""
    return lambda connection, _: connection.sendall(reply)
