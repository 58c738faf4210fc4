"""Dicts of `client.jobs`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NotRequired, TypedDict


class CreateJobRequest(TypedDict):
    """Create job request."""

    name: str
    replicas: NotRequired[int]
    """The server's default is `1`."""
    zones: NotRequired[Sequence[str]]
    """The server's default is `["eu"]`."""
