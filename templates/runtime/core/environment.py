# What an httpx client takes from its environment: proxies and certificates.
# Imports `errors` only.
"""`explain_environment` for settings in the environment that httpx cannot use."""

from __future__ import annotations

import os
from typing import Final

from .errors import ConfigurationError

_PROXIES: Final = ("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY")
_CERTIFICATES: Final = ("SSL_CERT_FILE", "SSL_CERT_DIR")


def explain_environment(error: Exception) -> ConfigurationError:
    """Returns the error for unusable environment variables; values may contain passwords and are not shown."""
    if isinstance(error, OSError):
        where = next(filter(os.environ.get, _CERTIFICATES), "the certificates of the system")
        reason = error.strerror or str(error)
        return ConfigurationError(
            f"{where} cannot be read: {reason}; point it at certificates in PEM form, or unset it"
        )
    where = _set(_PROXIES) or "the proxy of the system"
    if isinstance(error, ImportError):
        return ConfigurationError(
            f"{where} names a SOCKS proxy, which needs another package: pip install 'httpx[socks]'"
        )
    return ConfigurationError(
        f"{where} is not the URL of a proxy; write it as http://host:port, or unset it"
    )


def _set(names: tuple[str, ...]) -> str:
    """Returns the variables that are set, in upper or lower case."""
    spelled = [one for name in names for one in (name, name.lower())]
    return " or ".join(name for name in spelled if os.environ.get(name))
