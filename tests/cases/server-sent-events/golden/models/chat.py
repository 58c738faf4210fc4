"""Models of `client.chat`."""

from __future__ import annotations

from .._runtime.models import Model


class ChatItem(Model):
    """Chat item."""

    text: str


class ChatRequest(Model):
    """Chat request."""

    prompt: str
