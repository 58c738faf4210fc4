# Bytes of a response -> text and lines. Imports light modules; httpx for type checking.
"""The text of responses: its encoding, and its lines where it is read in pieces."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING, Final, NoReturn, cast

from ..core.drift import FieldDrift, Reading
from ..core.errors import UndeclaredBody

if TYPE_CHECKING:
    from ..core.http import httpx

_NO_CHARSETS: Final = frozenset(
    {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"}
)

_UNICODE: Final = frozenset({"utf-8", "utf8", "utf-16", "utf-32"})
"""Charsets that `json` tells apart by itself."""


@lru_cache(maxsize=64)
def is_charset(name: str) -> bool:
    """Whether Python can decode text in this charset; "hex" and "rot13" are other codecs."""
    try:
        b"a".decode(name, "replace")
        return codecs.lookup(name).name not in _NO_CHARSETS
    except (LookupError, ValueError):
        return False


def text_encoding(response: httpx.Response) -> str:
    """Returns the charset of a response, UTF-8 if it has none or an unknown one."""
    charset = response.charset_encoding
    return charset if charset is not None and is_charset(charset) else "utf-8"


def text_of(response: httpx.Response) -> str:
    """The body as text.

    Raises:
        ValueError: its charset is unknown, and it is not UTF-8.
    """
    charset = response.charset_encoding
    if charset is None or is_charset(charset):
        return response.content.decode(charset or "utf-8", "replace")
    return response.content.decode()


def json_text(content: bytes, response: httpx.Response) -> bytes | str:
    """Returns JSON for `json.loads`: decoded only if it is not in Unicode but in the charset of its content type.

    Raises:
        UnicodeDecodeError: it is in neither.
    """
    charset = text_encoding(response)
    if charset.lower() in _UNICODE:
        return content
    try:
        content.decode()
    except UnicodeDecodeError:
        return content.decode(charset)
    return content


def parse_json(content: bytes, response: httpx.Response, reading: Reading) -> object:
    """Parses JSON.

    Raises:
        ResponseValidationError: it is not JSON.
    """
    parse: Callable[[str], float] | None = None
    # <decimals>
    from ..data.values import ExactFloat

    parse = ExactFloat
    # </decimals>
    try:
        return cast("object", json.loads(json_text(content, response), parse_float=parse))
    except (ValueError, RecursionError) as error:
        raise reading.invalid("it is not JSON", response, content) from error


def has_constants(content: bytes) -> bool:
    """Whether a JSON text has NaN or Infinity, which JSON lacks (RFC 8259, 6) and many parsers take."""
    # A single byte is found ten times as fast as a word.
    if (b"N" not in content or b"NaN" not in content) and (
        b"I" not in content or b"Infinity" not in content
    ):
        return False
    try:
        json.loads(content, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return True
    return False


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"JSON has no {constant}")


def find_constants(value: object, content: bytes) -> tuple[FieldDrift, ...]:
    """Returns the deviations of NaN and Infinity, which a part without a type may have as well."""
    return tuple(_report_constants(value)) if has_constants(content) else ()


def _report_constants(value: object) -> Iterator[FieldDrift]:
    """Yields the deviation of each NaN and Infinity in a parsed JSON text."""
    pending = [("", value)]
    while pending:
        path, one = pending.pop()
        match one:
            case float() if not isfinite(one):
                yield FieldDrift(path or "$", "Input should be a finite number")
            case dict():
                members = cast("dict[str, object]", one).items()
                pending += [(f"{path}.{key}" if path else key, member) for key, member in members]
            case list():
                items = enumerate(cast("list[object]", one))
                pending += [(f"{path}[{index}]", item) for index, item in items]
            case _:
                pass


def decode_undeclared(response: httpx.Response) -> UndeclaredBody:
    """Decodes a body without a type: its JSON values, else its text, else its bytes."""
    content, kind = response.content, response.headers.get("content-type", "").lower()
    if "json" in kind or content.lstrip()[:1] in (b"{", b"["):
        try:
            return cast("UndeclaredBody", json.loads(json_text(content, response)))
        except (ValueError, RecursionError):
            pass
    try:
        return text_of(response) if kind.startswith("text/") else content.decode()
    except ValueError:
        return content


class LineSplitter:
    """Splits text at LF and CR LF only: a line may contain other Unicode separators.

    Args:
        encoding: the charset of the text.
    """

    def __init__(self, encoding: str) -> None:
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._held: list[str] = []
        self.size = 0
        """The number of characters of the incomplete line."""

    def feed(self, chunk: bytes) -> Iterator[str]:
        """Yields the lines that this piece completes, without their ends."""
        first, *rest = self._decoder.decode(chunk).split("\n")
        self._hold(first)
        for following in rest:
            yield self._take().removesuffix("\r")
            self._hold(following)

    def finish(self) -> Iterator[str]:
        """Yields the last line, if it lacks its end."""
        self._hold(self._decoder.decode(b"", final=True))
        if line := self._take():
            yield line

    def _hold(self, text: str) -> None:
        self._held.append(text)
        self.size += len(text)

    def _take(self) -> str:
        line = "".join(self._held)
        self._held, self.size = [], 0
        return line
