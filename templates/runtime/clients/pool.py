# The connections that a client opens itself: proxy, certificates, HTTP/2 and limits. Imports `errors`;
# `environment` and httpx when the first call is made.
"""`Pool`."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from ..core.errors import ConfigurationError

# <connections>
if TYPE_CHECKING:
    import ssl

    from ..core.http import httpx
# </connections>

H = TypeVar("H")

LIMITS: Final = {"max_connections": 1000, "max_keepalive_connections": 100}
"""The size of the pool. With httpx's default of 100, a thousand tasks are slow: each walks through the queue."""
MAX_REDIRECTS: Final = 9
"""The maximum number of redirects; the caller's httpx client has its own maximum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """How a client connects that has no HTTP client of the caller."""

    # <connections>
    proxy: str | httpx.Proxy | None = None
    verify: ssl.SSLContext | bool = True
    """Whether certificates are checked, or how."""
    cert: str | tuple[str, ...] | None = None
    """The file of a client certificate and its key, or the two files, or these and the key's password."""
    http2: bool = False
    limits: httpx.Limits | None = None
    # </connections>

    def make(self, kind: type[H]) -> H:
        """Returns an HTTP client of the class `kind`.

        Raises:
            ConfigurationError: a certificate or a proxy cannot be used, or another package is needed.
        """
        from ..core.environment import explain_environment
        from ..core.http import httpx

        options: dict[str, Any] = {"follow_redirects": True, "max_redirects": MAX_REDIRECTS}
        if sys.platform != "emscripten":  # a browser has its own limits, and httpx2 warns of others
            options["limits"] = httpx.Limits(**LIMITS)
        # <connections>
        options |= self._options()
        # </connections>
        try:
            return kind(**options)
        except (ImportError, OSError, ValueError, httpx.InvalidURL) as error:
            # <connections>
            if self.http2 or self.proxy is not None:
                raise self._explain(error) from error
            # </connections>
            raise explain_environment(error) from error

    def check(self, supplied: object, kind: str) -> None:
        """Checks the settings of connections, and the caller's own HTTP client, which has its own.

        Args:
            supplied: the client, if there is one.
            kind: the name of the class that it must have.

        Raises:
            ConfigurationError: a setting has another type; the client is of another class or library, or there
                are settings too.
        """
        # <connections>
        if self != Pool():
            self._check_settings()
        # </connections>
        if supplied is None:
            return
        from ..core.http import httpx

        if not isinstance(supplied, getattr(httpx, kind)):
            found = _kind_of(supplied)
            raise ConfigurationError(f"http_client= must be an httpx.{kind}, not {found}")
        # <connections>
        if self != Pool():
            raise ConfigurationError(
                "proxy=, verify=, cert=, http2= and limits= cannot be combined with http_client=: "
                "give them to the HTTP client"
            )
        # </connections>

    # <connections>
    def _check_settings(self) -> None:
        import ssl

        from ..core.http import httpx

        if not isinstance(cast("object", self.verify), bool | ssl.SSLContext):
            raise ConfigurationError(
                "verify= takes True, False or an ssl.SSLContext; for your own certificates pass "
                "ssl.create_default_context(cafile=...)"
            )
        for name, wanted, kinds in (
            ("proxy", "a URL or an httpx.Proxy", (str, httpx.URL, httpx.Proxy)),
            ("cert", "a file or a tuple of files", (str, os.PathLike, tuple)),
            ("http2", "True or False", (bool,)),
            ("limits", "an httpx.Limits", (httpx.Limits,)),
        ):
            value: object = getattr(self, name)
            if value is not None and not isinstance(value, kinds):
                raise ConfigurationError(f"{name}= takes {wanted}, not {_kind_of(value)}")

    def _options(self) -> dict[str, Any]:
        verify = self._context() if self.cert else self.verify
        limits = {} if self.limits is None else {"limits": self.limits}
        return {"proxy": self.proxy, "verify": verify, "http2": self.http2, **limits}

    def _context(self) -> ssl.SSLContext:
        import ssl

        from ..core.http import httpx

        if isinstance(self.verify, ssl.SSLContext):
            raise ConfigurationError(
                "cert= cannot be combined with the context of verify=: load the certificate into the context"
            )
        context = httpx.create_ssl_context(verify=self.verify)
        files = self.cert if isinstance(self.cert, tuple) else (cast("str", self.cert),)
        try:
            context.load_cert_chain(*files)
        except (OSError, TypeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise ConfigurationError(f"cert= cannot be read: {reason}") from error
        return context

    def _explain(self, error: Exception) -> ConfigurationError:
        from ..core.environment import explain_environment

        if isinstance(error, ImportError) and self.http2 and "h2" in str(error):
            return ConfigurationError(
                "http2=True needs another package: pip install 'httpx[http2]'"
            )
        if self.proxy is None or isinstance(error, OSError):
            return explain_environment(error)
        if isinstance(error, ImportError):
            return ConfigurationError(
                "proxy= is a SOCKS proxy, which needs another package: pip install 'httpx[socks]'"
            )
        return ConfigurationError(
            "proxy= is not the URL of a proxy; write it as http://host:port or socks5://host:port"
        )

    # </connections>


def _kind_of(value: object) -> str:
    """Returns the class of a value with its library: there are two with classes of the same names."""
    library = type(value).__module__.partition(".")[0]
    return type(value).__name__ if library == "builtins" else f"{library}.{type(value).__name__}"
