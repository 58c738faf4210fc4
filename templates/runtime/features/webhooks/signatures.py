# Signatures of webhooks: Standard Webhooks and other schemes with HMAC. No network.
# Imports `errors` and the standard library.
"""`StandardWebhooks` and `HmacSignature`."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Final, cast

from ...core.errors import APIError, InvalidRequestError, MissingCredentialError
from ...core.messages import printable
from ...core.mistakes import is_seconds

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_MILLISECONDS: Final = 1e11
"""A time above this is in milliseconds: in seconds it would be in the year 5138."""
_PREFIX: Final = "whsec_"
_EXAMPLE: Final = b"known to everybody: only for tests"


class WebhookVerificationError(APIError):
    """The payload of a webhook is not signed by the vendor, or not lately. Answer 400 and do not use it."""


Secrets = str | Sequence[str] | None


@dataclass(frozen=True, kw_only=True)
class Signature:
    """The base of the schemes.

    `env` is the environment variable of the secret, `tolerance` the replay window in seconds.
    """

    env: str
    tolerance: float

    def verify(
        self,
        content: bytes,
        headers: Mapping[str, str],
        secret: Secrets = None,
        tolerance: float | None = None,
    ) -> None:
        """Checks the signature of a payload; any one of several secrets may have made it.

        Raises:
            WebhookVerificationError: the signature is missing, wrong or too old.
            MissingCredentialError: there is no secret.
            InvalidRequestError: the secret or the tolerance has another type.
        """
        keys = [self.key(each) for each in self._secrets(secret)]
        limit = self.tolerance if tolerance is None else tolerance
        if not is_seconds(limit) or not limit >= 0:
            raise InvalidRequestError(f"tolerance= takes seconds, not {limit!r}")
        self.check(content, headers, keys, limit)

    def check(
        self, content: bytes, headers: Mapping[str, str], keys: Sequence[bytes], tolerance: float
    ) -> None:
        """Checks the signature with keys of which any one may have made it."""
        raise NotImplementedError

    def sign(self, content: bytes, secret: str, at: float, event_id: str) -> dict[str, str]:
        """Returns the headers by which the vendor would sign a payload at a time."""
        raise NotImplementedError

    def key(self, secret: str) -> bytes:
        """Returns the key that a secret stands for."""
        raise NotImplementedError

    def example_secret(self) -> str:
        """Returns a secret for tests."""
        raise NotImplementedError

    def _secrets(self, given: Secrets) -> Sequence[str]:
        found: object = os.environ.get(self.env, "") if given is None else given
        several = isinstance(found, list | tuple | set | frozenset)
        secrets = list(cast("Sequence[str]", found)) if several else [cast("str", found)]
        if not all(isinstance(each, str) for each in cast("list[object]", secrets)):
            raise InvalidRequestError("secret= takes a text, or a list of texts")
        if not secrets or not all(secrets):
            raise MissingCredentialError(
                f"no secret to verify the webhook with: pass secret= or set {self.env}; "
                "verify=unverified reads a payload that is verified already"
            )
        return secrets


@dataclass(frozen=True, kw_only=True)
class StandardWebhooks(Signature):
    """Standard Webhooks 1.0: HMAC-SHA256 of id, time and body; `prefix` begins the names of its three headers."""

    prefix: str = "webhook-"

    def key(self, secret: str) -> bytes:
        """The secret is Base64, usually after `whsec_`."""
        return _decode_secret(secret.removeprefix(_PREFIX), _from_base64, "Base64, as in whsec_...")

    def example_secret(self) -> str:
        """See `Signature.example_secret`."""
        return _PREFIX + base64.b64encode(_EXAMPLE).decode()

    def check(
        self, content: bytes, headers: Mapping[str, str], keys: Sequence[bytes], tolerance: float
    ) -> None:
        """See `Signature.check`."""
        event_id = _header(headers, f"{self.prefix}id")
        at = _header(headers, f"{self.prefix}timestamp")
        versions = [
            version.partition(",")
            for version in _header(headers, f"{self.prefix}signature").split()
        ]
        given = [signature for version, _, signature in versions if version == "v1"]
        if not given:
            kinds = ", ".join(sorted({version for version, _, _ in versions}))
            raise WebhookVerificationError(
                f"{self.prefix}signature has no signature of version v1, only {printable(kinds)}; "
                "check others with a function in verify="
            )
        _check_time(at, tolerance)
        signed = f"{event_id}.{at}.".encode() + content
        _check_any([_from_base64(each) for each in given], signed, keys, "sha256")

    def sign(self, content: bytes, secret: str, at: float, event_id: str) -> dict[str, str]:
        """See `Signature.sign`."""
        signed = f"{event_id}.{at:.0f}.".encode() + content
        made = base64.b64encode(_hmac(self.key(secret), signed, "sha256")).decode()
        return {
            f"{self.prefix}id": event_id,
            f"{self.prefix}timestamp": f"{at:.0f}",
            f"{self.prefix}signature": f"v1,{made}",
        }


@dataclass(frozen=True, kw_only=True)
class HmacSignature(Signature):
    """A scheme of the vendor's own.

    `header` has the signature, and perhaps the time, as `form` says; `content` is what is signed, with `{body}`,
    `{timestamp}` and names of headers in braces. `timestamp_header` has the time where `form` has none.
    """

    header: str
    form: str = "{signature}"
    content: str = "{body}"
    algorithm: str = "sha256"
    encoding: str = "hex"
    timestamp_header: str = ""
    key_encoding: str = "text"

    def key(self, secret: str) -> bytes:
        """The secret is text, Base64 or hexadecimal."""
        if self.key_encoding == "text":
            return secret.encode()
        decode = bytes.fromhex if self.key_encoding == "hex" else _from_base64
        return _decode_secret(secret, decode, self.key_encoding)

    def example_secret(self) -> str:
        """See `Signature.example_secret`."""
        return (
            base64.b64encode(_EXAMPLE).decode() if self.key_encoding == "base64" else _EXAMPLE.hex()
        )

    def check(
        self, content: bytes, headers: Mapping[str, str], keys: Sequence[bytes], tolerance: float
    ) -> None:
        """See `Signature.check`."""
        found = self._parts(_header(headers, self.header))
        given = found.get("signature", [])
        if not given:
            raise WebhookVerificationError(f"{self.header} does not have the form {self.form}")
        at = next(iter(found.get("timestamp", [])), "")
        if self.timestamp_header:
            at = _header(headers, self.timestamp_header)
        if "{timestamp}" in self.content:
            _check_time(at, tolerance)
        signed = self._signed_content(content, {**headers, "timestamp": at})
        decode = bytes.fromhex if self.encoding == "hex" else _from_base64
        _check_any([_or_nothing(each, decode) for each in given], signed, keys, self.algorithm)

    def sign(self, content: bytes, secret: str, at: float, event_id: str) -> dict[str, str]:
        """See `Signature.sign`."""
        others = [n for n in _PLACEHOLDER.findall(self.content) if n not in ("body", "timestamp")]
        headers = dict.fromkeys(map(str.lower, others), event_id)
        if self.timestamp_header:
            headers[self.timestamp_header.lower()] = f"{at:.0f}"
        signed = self._signed_content(content, {**headers, "timestamp": f"{at:.0f}"})
        made = _hmac(self.key(secret), signed, self.algorithm)
        text = made.hex() if self.encoding == "hex" else base64.b64encode(made).decode()
        filled = self.form.replace("{timestamp}", f"{at:.0f}").replace("{signature}", text)
        return {**headers, self.header.lower(): filled}

    def _signed_content(self, content: bytes, values: Mapping[str, str]) -> bytes:
        """Returns what is signed."""
        pieces = _PLACEHOLDER.split(self.content)
        for index in range(1, len(pieces), 2):
            if pieces[index] != "body":
                name = pieces[index]
                pieces[index] = (
                    values["timestamp"] if name == "timestamp" else _header(values, name)
                )
        before, after = _around_body(pieces)
        return before.encode() + content + after.encode()

    @cached_property
    def _items(self) -> Sequence[tuple[str, str, str]]:
        """The placeholder of each item of the header, and what stands around it."""
        found: list[tuple[str, str, str]] = []
        for item in self.form.split(self._separator) if self._separator else [self.form]:
            before, name, after = _PLACEHOLDER.split(item.strip(), maxsplit=1)
            found.append((before, name, after))
        return found

    @property
    def _separator(self) -> str:
        """What separates the items of the header, "" if it has only one."""
        return next((character for character in ",;" if character in self.form), "")

    def _parts(self, text: str) -> Mapping[str, list[str]]:
        """Returns the values of each placeholder in the header; items may come in any order, and repeatedly."""
        found: dict[str, list[str]] = {}
        for item in text.split(self._separator) if self._separator else [text]:
            given = item.strip()
            for before, name, after in self._items:
                if given.startswith(before) and given.endswith(after):
                    value = given[len(before) : len(given) - len(after)]
                    found.setdefault(name, []).append(value)
        return found


def _around_body(pieces: Sequence[str]) -> tuple[str, str]:
    """Returns the text before and after the body in the pieces of a template."""
    at = next(index for index in range(1, len(pieces), 2) if pieces[index] == "body")
    return "".join(pieces[:at]), "".join(pieces[at + 1 :])


def _header(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name.lower(), "").strip()
    if not value:
        raise WebhookVerificationError(
            f"the request has no header {name}: pass all of its headers, as they were received"
        )
    return value


def _check_time(text: str, tolerance: float) -> None:
    at = _seconds(text)
    age = time.time() - at
    if abs(age) > tolerance:
        direction = "ago" if age > 0 else "in the future"
        raise WebhookVerificationError(
            f"the payload was signed {abs(age):.0f} s {direction}, and the limit is {tolerance:g} s: "
            "it may be a replay, or a clock is wrong; tolerance= changes the limit"
        )


def _seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return _moment(text)
    if not abs(number) < float("inf"):
        raise WebhookVerificationError(f"{printable(text)} is not a time")
    return number / 1000 if number > _MILLISECONDS else number


def _moment(text: str) -> float:
    """Returns the seconds of a time in the form of RFC 3339."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise WebhookVerificationError(f"{printable(text)} is not a time") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _hmac(key: bytes, signed: bytes, algorithm: str) -> bytes:
    return hmac.new(key, signed, getattr(hashlib, algorithm)).digest()


def _check_any(
    given: Sequence[bytes], signed: bytes, keys: Sequence[bytes], algorithm: str
) -> None:
    expected = [_hmac(key, signed, algorithm) for key in keys]
    if not any(hmac.compare_digest(one, other) for one, other in _pairs(given, expected)):
        raise WebhookVerificationError(
            "the signature does not match: the secret is another one, or the payload is not the raw body "
            "as it was received, for example decoded and encoded again"
        )


def _pairs(given: Sequence[bytes], expected: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    for one in given:
        for other in expected:
            yield one, other


def _from_base64(text: str) -> bytes:
    """Returns the bytes of Base64 in either alphabet, padded or not."""
    plain = text.replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _or_nothing(text: str, decode: Callable[[str], bytes]) -> bytes:
    try:
        return decode(text)
    except ValueError:
        return b""


def _decode_secret(secret: str, decode: Callable[[str], bytes], wanted: str) -> bytes:
    key = _or_nothing(secret, decode)
    if not key:
        raise MissingCredentialError(f"the secret of the webhook is not {wanted}")
    return key
