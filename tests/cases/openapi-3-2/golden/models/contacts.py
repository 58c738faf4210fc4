"""Models of `client.contacts`."""

from __future__ import annotations

from .._runtime.models import Model


class SearchContactsItem(Model):
    """Search contacts item."""

    name: str


class SearchContactsRequest(Model):
    """Search contacts request."""

    name: str | None = None
