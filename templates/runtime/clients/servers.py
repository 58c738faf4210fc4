# The base URLs of servers. Imports light modules.
"""Base URLs: their form, their logins, and what stands for their variables and names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import unquote, urlsplit

from ..core.api import basic
from ..core.basics import UNSET, Unset
from ..core.errors import ConfigurationError
from ..core.operations import Server

_LOGIN: Final = re.compile(r"(https?://)([^/?#]*)@", re.IGNORECASE)
_ANY_LOGIN: Final = re.compile(r"//[^/?#]*@")


def expand_server(server: Server, values: Mapping[str, str | Unset]) -> str:
    """Returns the URL of a server with its variables.

    Raises:
        ConfigurationError: a variable has a value that the document does not allow.
    """
    url = server.url
    for variable in server.variables:
        value = values.get(variable.name, UNSET)
        text = variable.default if value is UNSET else value
        if variable.choices and text not in variable.choices:
            allowed = ", ".join(variable.choices)
            raise ConfigurationError(f"{variable.name}={text!r}: the server allows {allowed}")
        if any(character in text for character in "@?#\\") or not text.isprintable():
            raise ConfigurationError(f"{variable.name}={text!r} is not valid in a URL")
        url = url.replace("{" + variable.name + "}", text)
    return url


def check_variables(
    chosen: Server, servers: Sequence[Server], values: Mapping[str, str | Unset]
) -> None:
    """Rejects a value for a variable that the chosen server lacks and another one has: it would have no effect.

    Raises:
        ConfigurationError: there is such a value.
    """
    own = {variable.name for variable in chosen.variables}
    for index, server in enumerate(servers):
        for name in (variable.name for variable in server.variables):
            if name not in own and (value := values.get(name, UNSET)) is not UNSET:
                wanted = f"environment={server.name!r}" if server.name else f"server={index}"
                raise ConfigurationError(
                    f"{name}={value!r} has no effect: {chosen.url} does not contain it; use {wanted}"
                )


def server_named(servers: Sequence[Server], name: str) -> Server:
    """Returns the server of an environment.

    Raises:
        ConfigurationError: the API has no such environment.
    """
    found = {server.name: server for server in servers if server.name}
    if name not in found:
        raise ConfigurationError(f"environment={name!r}: the API has {', '.join(found) or 'none'}")
    return found[name]


def check_url(url: str) -> str:
    """Returns a base URL without a slash at the end.

    Raises:
        ConfigurationError: it is not one of http, or has a host or a port that cannot be.
    """
    if not url:
        raise ConfigurationError("base_url= is missing: the API description names no server")
    if wanted := _missing_of(url):
        shown = _ANY_LOGIN.sub("//***@", url)
        raise ConfigurationError(f"base_url= needs a URL {wanted}, not {shown!r}")
    return url.rstrip("/")


def check_base_url(url: str) -> None:
    """Checks the base URL that the user gives.

    Raises:
        ConfigurationError: `check_url` refuses it, or it has a query or a fragment, to which no path can be added.
    """
    if not url:
        raise ConfigurationError("base_url= is empty")
    base = check_url(split_login(url)[0])
    for mark, what in (("?", "query"), ("#", "fragment")):
        if mark in base:
            raise ConfigurationError(f"base_url= needs a URL without a {what}, not {base!r}")


def _missing_of(url: str) -> str:
    """Returns what a URL of a server lacks, "" if it has all that it needs."""
    if "\\" in url or not url.isprintable() or any(map(str.isspace, url)):
        return "without white space, backslashes and control characters"
    if not url.lower().startswith(("http://", "https://")):
        return "that begins with http:// or https://"
    try:
        parts = urlsplit(url)
        has_place = bool(parts.hostname) and parts.port != 0
    except ValueError:
        has_place = False
    return "" if has_place else "with a valid host and port"


def split_login(url: str) -> tuple[str, dict[str, str]]:
    """Returns a URL without `user:password@`, and the header that stands for it.

    httpx would send it instead of the header of a credential, and to every origin.
    """
    if (found := _LOGIN.match(url)) is None:
        return url, {}
    user, _, password = found[2].partition(":")
    header = basic(unquote(user), unquote(password))
    return found[1] + url[found.end() :], {"authorization": header}
