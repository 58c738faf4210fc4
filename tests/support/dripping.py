# A server that never falls silent and never comes to an end. Standard library only.
from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PAUSE = 0.02


@contextmanager
def dripping(start: bytes) -> Iterator[str]:
    """An address on loopback that answers with `start`, and then a byte every now and then."""
    over = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.sendall(start)
            while not over.wait(PAUSE):
                connection.sendall(b"x")

    def accept() -> None:
        while not over.is_set():
            connection, _ = listener.accept()
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        over.set()
        with suppress(OSError), socket.create_connection(listener.getsockname()):
            pass
        listener.close()


DRIPS = {
    "head": b"HTTP/1.1 200 OK\r\nx-drip: ",
    "interim": b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 103 Early Hints\r\nx-drip: ",
    "body": b"HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n",
    "error": b"HTTP/1.1 404 Not Found\r\ncontent-length: 99999\r\n\r\n",
}
"""Where an answer drips."""
