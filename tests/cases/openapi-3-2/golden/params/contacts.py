"""Dicts of `client.contacts`."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class SearchContactsRequest(TypedDict):
    """Search contacts request."""

    name: NotRequired[str]
