# What a media type means to a client. Imports the standard library only.
"""Kinds of media types, and how a client encodes and decodes them."""

from __future__ import annotations

import re
from enum import IntEnum


class MediaKind(IntEnum):
    """How a body is encoded or decoded; a smaller value is preferred."""

    JSON = 1
    MULTIPART = 2
    FORM = 3
    JSON_LINES = 4
    EVENT_STREAM = 5
    TEXT = 6
    BYTES = 7
    MARKUP = 8
    """XML and YAML: another notation of the JSON value if there is one, else plain text."""


SUFFIXES = {
    MediaKind.JSON: "json",
    MediaKind.MULTIPART: "multipart",
    MediaKind.FORM: "form",
    MediaKind.JSON_LINES: "lines",
    MediaKind.EVENT_STREAM: "stream",
    MediaKind.TEXT: "text",
    MediaKind.MARKUP: "text",
    MediaKind.BYTES: "bytes",
}
"""The suffix in the name of a further method, by kind of media type."""

_JSON_LINES = frozenset(
    {
        "application/x-ndjson",
        "application/ndjson",
        "application/x-jsonl",
        "application/jsonl",
        "application/x-jsonlines",
        "application/jsonlines",
        "application/json-lines",
        "application/json-seq",
        "application/stream+json",
        "application/x-json-stream",
    }
)
_TEXT = frozenset(
    {
        "application/graphql",
        "application/javascript",
        "application/jwt",
        "application/pem-certificate-chain",
        "application/sdp",
        "application/sql",
        "application/toml",
        "application/x-javascript",
        "application/x-pem-file",
    }
)
_ANY = frozenset({"*/*", "application/*", "*"})


def essence(media_type: str) -> str:
    """Returns only the type and subtype, in lower case (RFC 9110, 8.3.1: they are case-insensitive)."""
    return media_type.partition(";")[0].strip().lower()


def is_xml(media_type: str) -> bool:
    """Whether a media type is XML (RFC 7303, 4.2)."""
    _, _, sub = essence(media_type).partition("/")
    return sub == "xml" or sub.endswith("+xml")


def is_plain_json(media_type: str) -> bool:
    """Whether a media type means just JSON: `application/json` in any spelling, or a range."""
    return "*" in media_type or (
        essence(media_type) in ("application/json", "text/json")
        and not _distinguishing_parameters(media_type)
    )


def is_patch(media_type: str) -> bool:
    """Whether a media type is a patch format (RFC 5789), such as JSON Patch or merge patch."""
    subtype = essence(media_type).partition("/")[2].partition("+")[0]
    return subtype == "patch" or subtype.endswith(("-patch", ".patch"))


def _distinguishing_parameters(media_type: str) -> list[str]:
    """Returns the values of its parameters, except charset and boundary."""
    pairs = (text.partition("=") for text in media_type.split(";")[1:])
    return [v.strip(' "') for k, _, v in pairs if k.strip().lower() not in ("charset", "boundary")]


def media_words(media_type: str) -> str:
    """Returns a media type as part of a Python name: `application/vnd.acme.full+json` is `vnd_acme_full`."""
    main, _, sub = essence(media_type).partition("/")
    own = sub.partition("+")[0].removeprefix("x-").replace("*", "any")
    parts = [own or main, *_distinguishing_parameters(media_type)]
    return "_".join(re.findall(r"[a-z0-9]+", " ".join(parts).lower())) or main


def media_kind(media_type: str, *, structured: bool) -> MediaKind:
    """Returns the kind of `media_type`; `structured` says that its schema describes JSON.

    Only a range such as `*/*` depends on `structured`: it means JSON, or bytes otherwise.
    """
    name = essence(media_type)
    main, _, sub = name.partition("/")
    if name in _JSON_LINES or sub.endswith(("+jsonl", "+ndjson", "+json-seq")):
        return MediaKind.JSON_LINES
    if sub == "json" or sub.endswith("+json") or (structured and name in _ANY):
        return MediaKind.JSON
    if is_patch(name) and sub.endswith("+yaml"):  # JSON is valid YAML
        return MediaKind.JSON
    if name == "text/event-stream":
        return MediaKind.EVENT_STREAM
    if main == "multipart":
        return MediaKind.MULTIPART
    if name == "application/x-www-form-urlencoded":
        return MediaKind.FORM
    return _textual(main, sub, name)


def _textual(main: str, sub: str, name: str) -> MediaKind:
    if sub in ("xml", "yaml", "x-yaml") or sub.endswith(("+xml", "+yaml")):
        return MediaKind.MARKUP if main != "image" else MediaKind.BYTES
    return MediaKind.TEXT if main == "text" or name in _TEXT else MediaKind.BYTES
