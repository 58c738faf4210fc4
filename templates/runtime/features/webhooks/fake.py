# Test events of webhooks, signed as the vendor signs them. Imports `answers`, and so httpx.
"""`WebhookFake` and its `EventMaker`s."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Final, Generic, NamedTuple, TypeVar, cast
from urllib.parse import urlencode
from uuid import uuid4

from ...results.decoders import Text
from ..fake.answers import encode
from ..fake.stub_checks import problem_of
from .events import Webhook, Webhooks, read_values

T = TypeVar("T")

FORM: Final = "application/x-www-form-urlencoded"


class SignedEvent(NamedTuple):
    """The raw body and the headers of a request from the vendor: `webhooks.parse(*event)`."""

    payload: bytes
    headers: dict[str, str]


class WebhookFake:
    """Makes the requests that the vendor would send. `secret` signs them; give it to the code under test."""

    def __init__(self, webhooks: Webhooks) -> None:
        self.secret = webhooks.signature.example_secret() if webhooks.signature else ""
        self._webhooks = webhooks

    def maker(self, webhook: Webhook[T]) -> EventMaker[T]:
        """Returns what makes the events of a webhook."""
        return EventMaker(self, self._webhooks, webhook)


class EventMaker(Generic[T]):
    """Makes the events of one webhook."""

    def __init__(self, fake: WebhookFake, webhooks: Webhooks, webhook: Webhook[T]) -> None:
        self._fake = fake
        self._webhooks = webhooks
        self._webhook = webhook

    def __call__(
        self, payload: T | Mapping[str, object] | bytes, *, name: str = "", at: float | None = None
    ) -> SignedEvent:
        """Returns a signed event.

        Args:
            payload: the payload, its JSON values, or any body as bytes.
            name: the name of the event, where the webhook has several.
            at: the time of the signature in seconds since 1970; None means now.

        Raises:
            TypeError: the vendor does not send such a payload.
        """
        name = name or next(iter(self._webhook.names), "")
        content = self._encode(payload, name)
        headers = {"content-type": self._webhook.decoder.media_type or "application/json"}
        if self._webhooks.header:
            headers[self._webhooks.header.lower()] = name
        if self._webhooks.signature is not None:
            when = time.time() if at is None else at
            event_id = f"msg_{uuid4().hex}"
            headers |= self._webhooks.signature.sign(content, self._fake.secret, when, event_id)
        return SignedEvent(content, headers)

    def _encode(self, payload: object, name: str) -> bytes:
        """Returns the body; the name of the event is filled in where it is missing."""
        if isinstance(payload, bytes):
            return payload
        if isinstance(self._webhook.decoder, Text):
            return str(payload).encode()
        values = read_values(encode(payload), {})
        if self._webhooks.path and name:
            _fill_in(values, self._webhooks.path, name)
        if problem := problem_of(self._webhook.decoder, values):
            raise TypeError(
                f"the payload of {self._webhook.id} is not this: {problem}; "
                "bytes are signed as they are"
            )
        if self._webhook.decoder.media_type == FORM:
            return urlencode(cast("dict[str, object]", values), doseq=True).encode()
        return encode(values)


def _fill_in(values: object, path: Sequence[str], name: str) -> None:
    """Sets the name of an event where a payload has none."""
    if isinstance(values, dict):
        inner = cast("dict[str, object]", values)
        if len(path) > 1:
            _fill_in(inner.setdefault(path[0], {}), path[1:], name)
        else:
            inner.setdefault(path[0], name)
