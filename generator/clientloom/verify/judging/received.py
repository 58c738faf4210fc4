# A recorded request, taken apart. Imports the standard library only.
"""`Received`: a recorded request and its parts."""

from __future__ import annotations

import base64
import email.parser
import email.policy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import unquote, urlsplit

from clientloom.document.document import Json

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A recorded request. `path` and `query` are percent-encoded, as they were sent."""

    method: str
    path: str
    query: str
    headers: Pairs
    content: bytes

    @classmethod
    def of(cls, request: Mapping[str, Json]) -> Received:
        """Returns a request from the caller's report."""
        url = urlsplit(request["url"])
        return cls(
            method=request["method"],
            path=url.path,
            query=url.query,
            headers=[(name.lower(), value) for name, value in request["headers"]],
            content=base64.b64decode(request["content"]),
        )

    def header(self, name: str) -> str:
        """Returns the value of a header, "" if it is absent."""
        return next((v for n, v in self.headers if n == name.lower()), "")

    @property
    def cookies(self) -> Pairs:
        """The cookies by name."""
        try:
            jar = SimpleCookie(self.header("cookie"))
        except CookieError:
            return []
        found = [(morsel.key, morsel.value) for morsel in jar.values()]
        plain = [c.strip().partition("=") for c in self.header("cookie").split(";") if c.strip()]
        return found if len(found) == len(plain) else [(name, value) for name, _, value in plain]


def form_pairs(text: str) -> Pairs:
    """Returns the decoded pairs of a query or form (WHATWG URL, 5.1)."""
    parts = [part.partition("=") for part in text.split("&") if part]
    return [(_plus(name), _plus(value)) for name, _, value in parts]


def _plus(text: str) -> str:
    return unquote(text.replace("+", " "))


def multipart(content_type: str, content: bytes) -> Sequence[tuple[str, str, bytes]]:
    """Returns the parts of a multipart body (RFC 7578): name, media type, content.

    Raises:
        ValueError: it is none.
    """
    boundary = content_type.partition("boundary=")[2].strip('"')
    if boundary and content.strip() in {b"", f"--{boundary}--".encode()}:
        return []
    head = f"Content-Type: {content_type}\r\nMIME-Version: 1.0\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + content)
    if not message.is_multipart():
        raise ValueError("the body is no multipart message")
    found: list[tuple[str, str, bytes]] = []
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        found.append((unquote(str(name)), part.get_content_type(), content))
    return found
