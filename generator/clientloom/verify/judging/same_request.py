# Whether two requests say the same. Imports this room's readers of bodies.
"""`request_difference` compares the requests of one call with plain JSON and with models."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email.message import Message

from clientloom.document.document import Json
from clientloom.verify.judging.equality import exact_difference
from clientloom.verify.judging.received import Received, form_pairs, multipart
from clientloom.verify.judging.xml_shapes import xml_shape

_FRAMING = frozenset({"content-length", "content-type", "transfer-encoding"})


def request_difference(plain: Received, read: Received, key: str | None = None) -> str:
    """Returns the first difference of two requests, with plain JSON and with values that were read, or "".

    `key` is the header that the client fills with another value for each call, None if there is none.
    """
    return next(_differences(plain, read, (key or "").lower()), "")


def _differences(plain: Received, read: Received, key: str) -> Iterator[str]:
    if (plain.method, plain.path) != (read.method, read.path):
        yield f"the path was {plain.path} and became {read.path}"
    wanted, found = sorted(form_pairs(plain.query)), sorted(form_pairs(read.query))
    if wanted != found:
        yield f"the query was {wanted} and became {found}"
    before, after = _headers(plain, key), _headers(read, key)
    if before != after:
        yield f"the headers were {before} and became {after}"
    try:
        if text := exact_difference(_content(plain), _content(read), "the body"):
            yield text
    except ValueError as error:
        yield f"the body cannot be read: {error}"


def _headers(received: Received, key: str) -> list[tuple[str, str]]:
    return sorted(
        (name, value) for name, value in received.headers if name not in _FRAMING and name != key
    )


def _content(received: Received) -> Json:
    """Returns a body as JSON. The order of parts and fields does not matter; JSON in them is parsed."""
    header = Message()
    header["content-type"] = received.header("content-type")
    kind = header.get_content_type()
    if kind.startswith("multipart/"):
        parts = multipart(received.header("content-type"), received.content)
        return sorted(([n, t, _parse(c)] for n, t, c in parts), key=str)
    if kind == "application/x-www-form-urlencoded":
        pairs = form_pairs(received.content.decode())
        return sorted(([n, _parse(v.encode())] for n, v in pairs), key=str)
    if kind.endswith("xml"):
        return xml_shape(received.content)
    return [_parse(line) for line in received.content.splitlines()]


def _parse(content: bytes) -> Json:
    try:
        return json.loads(content)
    except ValueError:
        return content.decode("latin-1")
