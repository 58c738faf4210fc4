# Checks of `[webhooks]`. May import settings and value_checks.
"""`webhook_faults`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clientloom.config.settings import SignatureConfig, WebhooksConfig
from clientloom.config.value_checks import Fault, check_choice, check_header, check_variable

_PATH = ("webhooks", "signature")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
ONLY = {
    "standard": ("env", "tolerance", "prefix"),
    "hmac": (
        *("env", "tolerance", "header", "format", "content", "algorithm", "encoding"),
        *("timestamp_header", "key_encoding"),
    ),
}
"""The keys that each scheme has."""
CHOICES = {
    "algorithm": ("sha1", "sha256", "sha384", "sha512"),
    "encoding": ("hex", "base64"),
    "key_encoding": ("text", "base64", "hex"),
}


def webhook_faults(config: WebhooksConfig) -> Iterator[Fault]:
    """Yields every invalid value of `[webhooks]`."""
    if config.event and config.event_header:
        message = "an event has its name in `event` or in `event_header`, not in both"
        yield Fault(("webhooks", "event_header"), message, "keep one of them")
    if config.event and not all(config.event.split(".")):
        message = f"{config.event!r} is not a path in the payload"
        yield Fault(("webhooks", "event"), message, "write it as in `event.type`")
    if config.event_header:
        yield from check_header(("webhooks", "event_header"), config.event_header)
    if config.events and not (config.event or config.event_header):
        message = "`events` maps names, and nothing says where a payload has its name"
        yield Fault(("webhooks", "events"), message, "set `event` or `event_header`")
    if config.signature is not None:
        yield from _signature(config.signature)


def _signature(given: SignatureConfig) -> Iterator[Fault]:
    yield from check_choice((*_PATH, "scheme"), given.scheme, tuple(ONLY))
    yield from check_variable((*_PATH, "env"), given.env)
    if given.tolerance <= 0:
        yield Fault((*_PATH, "tolerance"), "`tolerance` must be above 0", "give seconds")
    known = ONLY.get(given.scheme)
    for key in SignatureConfig.__dataclass_fields__ if known else ():
        if key not in ("scheme", *(known or ())) and getattr(given, key) != _default(key):
            message = f"scheme {given.scheme!r} has no `{key}`"
            yield Fault((*_PATH, key), message, "remove it")
    if given.scheme == "standard":
        yield from check_header((*_PATH, "prefix"), given.prefix)
    if given.scheme == "hmac":
        yield from _hmac(given)


def _default(key: str) -> object:
    default: object = SignatureConfig.__dataclass_fields__[key].default
    return default


def _hmac(given: SignatureConfig) -> Iterator[Fault]:
    if given.header:
        yield from check_header((*_PATH, "header"), given.header)
    else:
        yield Fault(_PATH, "`header` is missing", "name the header that has the signature")
    for key, choices in CHOICES.items():
        yield from check_choice((*_PATH, key), getattr(given, key), choices)
    if given.timestamp_header:
        yield from check_header((*_PATH, "timestamp_header"), given.timestamp_header)
    yield from _placeholders(given)


def _placeholders(given: SignatureConfig) -> Iterator[Fault]:
    """Yields a fault where a payload or its time could be changed unseen, or a signature never matches."""
    in_header = set(_PLACEHOLDER.findall(given.format))
    signed = set(_PLACEHOLDER.findall(given.content))
    if "signature" not in in_header:
        message = "`format` must contain {signature}"
        yield Fault((*_PATH, "format"), message, 'write it as in "t={timestamp},v1={signature}"')
    for unknown in sorted(in_header - {"signature", "timestamp"}):
        message = f"`format` cannot contain {{{unknown}}}"
        yield Fault((*_PATH, "format"), message, "use {signature} and {timestamp}")
    if "body" not in signed:
        message = "`content` must contain {body}, or nothing protects the payload"
        yield Fault((*_PATH, "content"), message, 'write it as in "{timestamp}.{body}"')
    for name in sorted(signed - {"body", "timestamp"}):
        yield from check_header((*_PATH, "content"), name)
    timed = "timestamp" in in_header or bool(given.timestamp_header)
    if timed and "timestamp" not in signed:
        key = "timestamp_header" if given.timestamp_header else "format"
        message = "the timestamp is not signed, so it can be forged"
        yield Fault((*_PATH, key), message, "add {timestamp} to `content`")
    if "timestamp" in signed and not timed:
        message = "nothing says where the {timestamp} of `content` is"
        yield Fault((*_PATH, "content"), message, "set `timestamp_header`, or add it to `format`")
    if given.tolerance != _default("tolerance") and "timestamp" not in signed:
        message = "a replay window needs a signed timestamp"
        yield Fault((*_PATH, "tolerance"), message, "remove it")
