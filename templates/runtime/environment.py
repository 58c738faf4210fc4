# What a client of httpx takes from its surroundings: proxies and certificates from the environment, and no cookies.
# Imports `errors` only.
"""`NoCookies`, and `explained` for an environment that httpx cannot use."""

from __future__ import annotations

import os
from http.cookiejar import CookieJar
from typing import Any, Final

from .errors import ConfigurationError

_PROXIES: Final = ("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY")
_CERTIFICATES: Final = ("SSL_CERT_FILE", "SSL_CERT_DIR")


class NoCookies(CookieJar):
    """Forgets the cookies of the server: a client of an API has no session that grows with each response."""

    def extract_cookies(self, response: Any, request: Any) -> None:
        """Nothing is kept."""


def explained(error: Exception) -> ConfigurationError:
    """The error for an environment with which no client can be made; values may hold passwords and are not shown."""
    if isinstance(error, OSError):
        where = next(filter(os.environ.get, _CERTIFICATES), "the certificates of the system")
        reason = error.strerror or str(error)
        return ConfigurationError(
            f"{where} cannot be read: {reason}; point it at certificates in PEM form, or unset it"
        )
    where = _set(_PROXIES) or "the proxy of the system"
    if isinstance(error, ImportError):
        return ConfigurationError(
            f"{where} names a SOCKS proxy, which needs a further package: pip install 'httpx[socks]'"
        )
    return ConfigurationError(
        f"{where} holds no address of a proxy; write it as http://host:port, or unset it"
    )


def _set(names: tuple[str, ...]) -> str:
    """Those of the variables that are set, in either case."""
    spelled = [one for name in names for one in (name, name.lower())]
    return " or ".join(name for name in spelled if os.environ.get(name))
