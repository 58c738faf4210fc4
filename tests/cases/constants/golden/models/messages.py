"""Models of `client.messages`."""

from __future__ import annotations

from typing import Literal

from .._runtime.models import Model


class SendRequest(Model):
    """Send request."""

    kind: Literal["text"]
    text: str
    version: Literal[2] | int


class SendResponse(Model):
    """Send response."""

    object: Literal["message"]
    id: str
