# The login for an index, from the environment, ~/.pypirc or the keyring, which twine reads. It is never taken from the
# command line and never printed. Imports no other module of clientloom.
"""The user name and password for an index."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from twine import exceptions, settings, utils

PYPIRC = "~/.pypirc"


class UnknownIndexError(Exception):
    """The index is neither an http(s) URL without a login nor a section of ~/.pypirc. `hint` says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Login:
    """A user name and a password; `repr` shows neither."""

    username: str = field(repr=False)
    password: str = field(repr=False)


def index_url(name: str) -> str:
    """Returns the upload URL; `name` is this URL, or a section of ~/.pypirc.

    Raises:
        UnknownIndexError: it is neither, or the URL contains a login.
    """
    if "://" in name:
        return check_url(name)
    section = utils.get_config(PYPIRC).get(name)
    url = section.get("repository") if section else None
    if not url:
        raise UnknownIndexError(f"{name!r} is neither a URL nor an index in ~/.pypirc")
    return check_url(url)


def check_url(url: str) -> str:
    """Returns the URL of an index unchanged.

    Raises:
        UnknownIndexError: it is not an http(s) URL, or it contains a login.
    """
    if not re.fullmatch(r"https?://[^/?#\s]+(?:[/?#]\S*)?", url):
        raise UnknownIndexError(f"{url!r} is not an http or https URL")
    try:
        parts = urlsplit(url)
        named = parts.username or parts.password
        _ = parts.port
    except ValueError as error:
        raise UnknownIndexError(f"not a valid URL: {error}") from None
    if named:
        raise UnknownIndexError(
            "the URL contains a user name or password",
            "set TWINE_USERNAME and TWINE_PASSWORD, or use ~/.pypirc or the keyring",
        )
    return url


def login_for(name: str) -> Login | None:
    """Returns the login for an index; None if none is set, because not every index requires one."""
    url = index_url(name)
    chosen = settings.Settings(
        repository_name=_section_of(name, url),
        repository_url=url if "://" in name and _section_of(name, url) == "pypi" else None,
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


def _section_of(name: str, url: str) -> str:
    """Returns the section of ~/.pypirc for the index; "pypi", twine's default, if there is none."""
    if "://" not in name:
        return name
    for section, config in utils.get_config(PYPIRC).items():
        if (config.get("repository") or "").rstrip("/") == url.rstrip("/"):
            return section
    return "pypi"
