"""Dicts of `client.messages`."""

from __future__ import annotations

from typing import Literal, TypedDict

SendRequest = TypedDict(
    "SendRequest",
    {
        "kind": Literal["text"],
        "text": str,
        "version": Literal[2],
    },
)
"""Send request."""
