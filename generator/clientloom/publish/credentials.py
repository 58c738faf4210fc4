# Who we are to an index: from the environment, ~/.pypirc or the keyring, never from the command line and never
# printed. Twine knows these places. Imports nothing of ours.
"""The user name and password for an index."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from twine import exceptions, settings, utils

PYPIRC = "~/.pypirc"


class UnknownIndexError(Exception):
    """The name is neither a URL nor a section of ~/.pypirc."""


@dataclass(frozen=True, slots=True)
class Login:
    """A user name and a password; neither shows in `repr`."""

    username: str = field(repr=False)
    password: str = field(repr=False)


def index_url(name: str) -> str:
    """The address of uploads: `name` is that address, or a section of ~/.pypirc that has it.

    Raises:
        UnknownIndexError: it is neither, or it holds a password.
    """
    if "://" in name:
        return check_url(name)
    section = utils.get_config(PYPIRC).get(name)
    url = section.get("repository") if section else None
    if not url:
        raise UnknownIndexError(f"{name!r} is no URL and no index of ~/.pypirc")
    return check_url(url)


def check_url(url: str) -> str:
    """An address of an index, as it is.

    Raises:
        UnknownIndexError: it is no web address, or it holds a password.
    """
    if not re.fullmatch(r"https?://[^/?#\s]+(?:[/?#]\S*)?", url):
        raise UnknownIndexError("only http and https addresses take uploads")
    try:
        parts = urlsplit(url)
        named = parts.username or parts.password
        _ = parts.port
    except ValueError as error:
        raise UnknownIndexError(f"this is no address: {error}") from None
    if named:
        raise UnknownIndexError(
            "the address holds a user name or password; give them in TWINE_USERNAME and"
            " TWINE_PASSWORD, in ~/.pypirc or in the keyring"
        )
    return url


def login_for(name: str) -> Login | None:
    """The login for an index, or None where no place knows one (the index may not ask)."""
    url = index_url(name)
    chosen = settings.Settings(
        repository_name=section_of(name, url),
        repository_url=url if "://" in name and section_of(name, url) == "pypi" else None,
        username=os.environ.get("TWINE_USERNAME"),
        password=os.environ.get("TWINE_PASSWORD"),
        non_interactive=True,
        disable_progress_bar=True,
    )
    try:
        username, password = chosen.username, chosen.password
    except (exceptions.NonInteractive, exceptions.TwineException):
        return None
    return Login(username, password) if username and password else None


def section_of(name: str, url: str) -> str:
    """The section of ~/.pypirc that describes the index; "pypi", twine's default, where none does."""
    if "://" not in name:
        return name
    for section, config in utils.get_config(PYPIRC).items():
        if (config.get("repository") or "").rstrip("/") == url.rstrip("/"):
            return section
    return "pypi"
