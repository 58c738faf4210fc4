# Checks of single values in client.toml that several tables have. Imports the standard library only.
"""`Fault`, and whether a text is a name of an argument, a header or an environment variable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from keyword import iskeyword
from typing import NamedTuple

TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2
ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s?#]*")
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Fault(NamedTuple):
    """An invalid value: its keys, what is wrong, and what to do."""

    path: tuple[str | int, ...]
    message: str
    hint: str


def check_argument(path: tuple[str | int, ...], name: str) -> Iterator[Fault]:
    """Yields a fault unless the text is a name of a Python argument."""
    if not name.isidentifier() or iskeyword(name):
        yield Fault(path, f"{name!r} is not a valid argument name", "write it as in `api_key`")


def check_header(path: tuple[str | int, ...], name: str) -> Iterator[Fault]:
    """Yields a fault unless the text is a name of a header."""
    if not TOKEN.fullmatch(name):
        yield Fault(path, f"{name!r} is not a valid header name", "write it as in `X-Acme-Version`")


def check_variable(path: tuple[str | int, ...], name: str) -> Iterator[Fault]:
    """Yields a fault unless the text is empty or a name of an environment variable."""
    if name and not VARIABLE.fullmatch(name):
        message = f"{name!r} is not a valid name of an environment variable"
        yield Fault(path, message, "write it as in `ACME_API_KEY`")


def check_choice(
    path: tuple[str | int, ...], value: str, choices: tuple[str, ...]
) -> Iterator[Fault]:
    """Yields a fault unless the text is one of the choices."""
    if value not in choices:
        yield Fault(path, f"unknown {path[-1]} {value!r}", f"use one of {', '.join(choices)}")
