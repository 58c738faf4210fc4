"""Dicts of `client.chat`."""

from __future__ import annotations

from typing import TypedDict


class ChatRequest(TypedDict):
    """Chat request."""

    prompt: str
