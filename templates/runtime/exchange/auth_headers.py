# What authentication adds to a request. Imports the standard library only; other modules for type checking.
"""`AuthHeaders`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ..core.http import httpx
    from .effects import TokenSource

NOTHING: Final[frozenset[str]] = frozenset()


@dataclass(slots=True, repr=False)
class AuthHeaders:
    """What authentication adds to a request.

    `yields` are headers that replace these credentials if the caller sets them, since these come from the environment.
    """

    headers: dict[str, str] = field(default_factory=dict[str, str])
    # <ApiKeyAuth>
    query: list[str] = field(default_factory=list[str])
    cookies: list[str] = field(default_factory=list[str])
    # </ApiKeyAuth>
    # <OAuth2ClientCredentials>
    tokens: list[TokenSource] = field(default_factory=list["TokenSource"])
    # </OAuth2ClientCredentials>
    # <DigestAuth>
    auth: httpx.Auth | None = None
    # </DigestAuth>
    yields: frozenset[str] = NOTHING
