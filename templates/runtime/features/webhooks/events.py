# The events of webhooks: which one a payload is, and its typed value. No network.
# Imports light modules; httpx when the first payload is read.
"""`Webhooks`: the dispatcher, and `Webhook`: what it knows of each event."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar, cast
from urllib.parse import parse_qsl

from ...core.drift import Reading
from ...core.errors import InvalidRequestError, ResponseValidationError
from ...core.messages import printable
from ...results.decoders import Decoder

if TYPE_CHECKING:
    from ...core.http import httpx
    from .signatures import Signature

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Scalar = str | int | bool
_WORDS: Final = re.compile(r"[\W_]+")


class Verify(Protocol):
    """Checks the signature of a payload; raises an exception of its own, or returns False, to reject it."""

    def __call__(self, payload: bytes, headers: Mapping[str, str], /) -> object:
        """Checks the raw bytes and the headers of the request, as they were given."""


def unverified(_payload: bytes, _headers: Mapping[str, str], /) -> None:
    """Accepts any payload: pass it as `verify` where something else has checked the signature."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event that the vendor sent. `headers` are those of its request, with names in lower case."""

    payload: object
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class UnknownEvent(Event):
    """An event that the API description does not know; `payload` has its JSON values, or its text.

    `name` is the name of the event, "" if nothing says it.
    """

    name: str
    type: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook(Generic[T_co]):
    """What is known of one webhook.

    `names` are the names of its events, `required` the members that its payload always has, `constants` those of
    them that have only one value. `event` is the class of its events.
    """

    id: str
    decoder: Decoder[T_co]
    event: Callable[..., Event]
    names: Sequence[str] = ()
    required: Sequence[str] = ()
    constants: Mapping[str, Scalar] | None = None

    def may_be(self, members: Mapping[str, object]) -> bool:
        """Whether the members that have only one value have it."""
        constants = (self.constants or {}).items()
        return all(_same(members.get(name), value) for name, value in constants)

    def type_of(self, name: str) -> str:
        """Returns the name of an event as the API description has it."""
        return name if name in self.names else next(iter(self.names), self.id)

    def read(self, content: bytes) -> T_co:
        """Decodes a payload."""
        return self.decoder.decode(_as_response(content), _reading(self.id))

    def invalid(self, content: bytes, problem: str) -> ResponseValidationError:
        """Returns the error for a payload that is not one of this webhook."""
        return _reading(self.id).invalid(problem, _as_response(content), content)


def _reading(operation: str) -> Reading:
    return Reading(operation, subject="the payload of the webhook")


def _as_response(content: bytes) -> httpx.Response:
    """Returns a payload in the form that decoders read. The vendor's request is not known: no URL."""
    from ...core.http import httpx

    request = httpx.Request("POST", "")
    return httpx.Response(200, content=content, request=request)


def _best(found: Sequence[Webhook[object]], members: Mapping[str, object]) -> list[Webhook[object]]:
    """Returns those whose members are all there, and of them those that require most."""
    whole = [webhook for webhook in found if all(name in members for name in webhook.required)]
    most = max((len(webhook.required) for webhook in whole), default=0)
    return [webhook for webhook in whole if len(webhook.required) == most]


def _same(value: object, constant: Scalar) -> bool:
    return value == constant and isinstance(value, bool) == isinstance(constant, bool)


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhooks:
    """All webhooks of the API.

    The name of an event is in `header` or at `path` of the payload. `loose` names are compared without case and
    punctuation. Without a name, the members of a payload decide.
    """

    webhooks: Sequence[Webhook[object]]
    header: str = ""
    path: Sequence[str] = ()
    loose: bool = False
    signature: Signature | None = None

    def parse(
        self,
        payload: bytes | str,
        headers: Mapping[str, str] | None,
        verify: Verify | None,
        secret: str | Sequence[str] | None = None,
        tolerance: float | None = None,
    ) -> Event:
        """Verifies a payload and returns its event.

        Raises:
            WebhookVerificationError: the signature is missing, wrong or too old.
            ResponseValidationError: the payload is not of the declared type.
        """
        content, named = self.check(payload, headers, verify, secret, tolerance)
        values = read_values(content, named)
        name = self.name_of(values, named)
        found = self._find(name, values)
        if found is None:
            if not name and not _is_object(values):
                self._check_form(values, content)
            shown = values if values is not None else content.decode("utf-8", "replace")
            return UnknownEvent(shown, named, name)
        return found.event(found.read(content), named, found.type_of(name))

    def read(
        self,
        webhook: Webhook[T],
        payload: bytes | str,
        headers: Mapping[str, str] | None,
        verify: Verify | None,
        secret: str | Sequence[str] | None = None,
        tolerance: float | None = None,
    ) -> T:
        """Verifies a payload of one webhook and decodes it.

        Raises:
            WebhookVerificationError: the signature is missing, wrong or too old.
            ResponseValidationError: the payload is another event, or not of the declared type.
        """
        content, named = self.check(payload, headers, verify, secret, tolerance)
        if self.header or self.path:
            name = self.name_of(read_values(content, named), named)
            others = self._find_by_name(name)
            if others and webhook not in others:
                raise webhook.invalid(
                    content, f"it is the event {printable(name)}; `parse` reads every event"
                )
        return webhook.read(content)

    def check(
        self,
        payload: bytes | str,
        headers: Mapping[str, str] | None,
        verify: Verify | None,
        secret: str | Sequence[str] | None,
        tolerance: float | None,
    ) -> tuple[bytes, Mapping[str, str]]:
        """Returns the bytes of a payload and the headers in lower case, after the check of the signature."""
        content = raw_bytes(payload)
        named = _lower_names(headers or {})
        if verify is not None and not callable(verify):
            raise InvalidRequestError(f"verify={verify!r} is not a function")
        if verify is not None:
            _check_outcome(verify(content, headers or {}))
        elif self.signature is not None:
            self.signature.verify(content, named, secret, tolerance)
        return content, named

    def name_of(self, values: object, headers: Mapping[str, str]) -> str:
        """Returns the name of an event, "" if there is none."""
        if self.header:
            return headers.get(self.header.lower(), "")
        found = values
        for key in self.path:
            found = cast("Mapping[str, object]", found).get(key) if _is_object(found) else None
        return str(found) if self.path and isinstance(found, str | int) else ""

    def _check_form(self, values: object, content: bytes) -> None:
        """Rejects a payload without a name that is no object: where members tell events apart, it is of none."""
        by_members = bool(self.path) or any(w.required or w.constants for w in self.webhooks)
        only_json = all("json" in webhook.decoder.media_type for webhook in self.webhooks)
        if (by_members and not self.header) or (values is None and only_json):
            problem = "it is no JSON object" if only_json else "it has no members"
            raise _reading("any event").invalid(problem, _as_response(content), content)

    def _find(self, name: str, values: object) -> Webhook[object] | None:
        members: Mapping[str, object] = {}
        if _is_object(values):
            members = cast("Mapping[str, object]", values)
        found = [webhook for webhook in self._candidates(name) if webhook.may_be(members)]
        if len(found) > 1 or not name:
            found = _best(found, members)
        return found[0] if len(found) == 1 else None

    def _candidates(self, name: str) -> Sequence[Webhook[object]]:
        """Returns the webhooks of a name; without one, those that have none where others do."""
        if name:
            return self._find_by_name(name)
        if self.header or self.path:
            return [webhook for webhook in self.webhooks if not webhook.names]
        return self.webhooks

    def _find_by_name(self, name: str) -> Sequence[Webhook[object]]:
        exact = [webhook for webhook in self.webhooks if name in webhook.names]
        if exact or not self.loose:
            return exact
        folded = _fold(name)
        return [w for w in self.webhooks if folded in map(_fold, w.names)]


def _check_outcome(outcome: object) -> None:
    """Rejects what a check refuses, and an asynchronous check, which would be passed by everything."""
    if outcome is False:
        from .signatures import WebhookVerificationError

        raise WebhookVerificationError("the function in verify= returned False")
    if hasattr(outcome, "__await__"):
        if hasattr(outcome, "close"):
            cast("Coroutine[object, object, object]", outcome).close()
        raise InvalidRequestError(
            "verify= is asynchronous, and nobody awaits it here: await the check first, "
            "then pass verify=unverified"
        )


def _lower_names(headers: object) -> Mapping[str, str]:
    """Returns the headers of a request with names in lower case.

    Raises:
        InvalidRequestError: they are no mapping of texts, such as the pairs that ASGI and WSGI have.
    """
    problem = (
        "headers= takes a mapping of strings, such as the headers of a web framework's request"
    )
    if not hasattr(headers, "items"):
        raise InvalidRequestError(f"{problem}, not a {type(headers).__name__}")
    named: dict[str, str] = {}
    for name, value in cast("Mapping[object, object]", headers).items():
        if not isinstance(name, str) or not isinstance(value, str):
            raise InvalidRequestError(f"{problem}; {name!r} is not text, or its value is not")
        named[name.lower()] = value
    return named


def _fold(name: str) -> str:
    return _WORDS.sub("", name).lower()


def raw_bytes(payload: object) -> bytes:
    """Returns the bytes of a payload as they were received.

    Raises:
        InvalidRequestError: it was decoded already, so that its signature cannot be checked any more.
    """
    if isinstance(payload, str):
        return payload.encode()
    if isinstance(payload, bytes | bytearray | memoryview):
        return bytes(cast("bytes", payload))
    kind = type(payload).__name__
    raise InvalidRequestError(
        f"a payload is the raw body of the request, bytes or text, not {kind}: "
        "a signature covers the exact bytes"
    )


def read_values(content: bytes, headers: Mapping[str, str]) -> object:
    """Returns the JSON values or the form fields of a payload, None if it has neither."""
    if "x-www-form-urlencoded" in headers.get("content-type", ""):
        return dict(parse_qsl(content.decode("utf-8", "replace"), keep_blank_values=True))
    try:
        return cast("object", json.loads(content))
    except (ValueError, RecursionError):
        return dict(_form_fields(content)) or None


def _form_fields(content: bytes) -> Iterator[tuple[str, str]]:
    text = content.decode("utf-8", "replace")
    if "=" in text and not text.lstrip().startswith("<"):
        yield from parse_qsl(text, keep_blank_values=True)


def _is_object(value: object) -> bool:
    return isinstance(value, dict)
