# The description of an API as data: operations, requests, servers.
# Imports the standard library and the light modules of the runtime.
"""Building blocks of generated modules, without input and output."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Generic, Literal, NamedTuple, TypeAlias, TypeVar

from .basics import UNSET, ClientParameter, Unset

if TYPE_CHECKING:
    from ..results.decoders import Decoder

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_EMPTY: Final[Mapping[str, object]] = MappingProxyType({})
_NO_TEXT: Final[Mapping[str, str]] = MappingProxyType({})


def _no_members() -> Mapping[str, object]:
    return _EMPTY


def no_text() -> Mapping[str, str]:
    """Returns no members."""
    return _NO_TEXT


_PLACEHOLDER: Final = re.compile(r"\{([^{}]+)\}")


class Scoped(NamedTuple):
    """An OAuth2 scheme by its id, with the scopes that an operation needs."""

    scheme: str
    scopes: tuple[str, ...]


Security = tuple[tuple[str | Scoped, ...], ...]
"""Alternatives (or) of schemes that are used together (and)."""

StyleName = Literal[
    "simple",
    "label",
    "matrix",
    "form",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "cookie",
]
BodyKind: TypeAlias = str
"""The kind of a body; `bodies.py` has an encoder for each."""
Location = Literal["path", "query", "header", "cookie", "form"]


class Retry(StrEnum):
    """When a failed call may be retried (RFC 9110, 9.2.2)."""

    SAFE = "safe"
    """GET, HEAD, OPTIONS, QUERY: always."""
    IDEMPOTENT = "idempotent"
    """PUT, DELETE, or declared so: always."""
    # <idempotency_header>
    KEYED = "keyed"
    """The same idempotency key goes with every attempt: always."""
    # </idempotency_header>
    NEVER = "never"
    """POST, PATCH: only if the server did nothing: there was no connection, or it says so (429, 503)."""

    # <other_endpoints>
    @classmethod
    def of(cls, method: str) -> Retry:
        """Returns the class of an HTTP method."""
        match method.upper():
            case "GET" | "HEAD" | "OPTIONS" | "QUERY" | "TRACE":
                return cls.SAFE
            case "PUT" | "DELETE":
                return cls.IDEMPOTENT
            case _:
                return cls.NEVER

    # </other_endpoints>


@dataclass(frozen=True, slots=True)
class Style:
    """How a parameter is serialized (OpenAPI 3.2, 4.12.4 and 4.12.6)."""

    style: StyleName
    explode: bool = field(default=False, kw_only=True)
    # <reserved>
    allow_reserved: bool = field(default=False, kw_only=True)
    # </reserved>
    # <separators>
    separators: str = field(default="", kw_only=True)
    """What joins items, a character per level of lists: Swagger 2.0's `collectionFormat`, also in paths and headers."""
    # </separators>


DEEP_OBJECT: Final = Style("deepObject", explode=True)
SPACE_DELIMITED: Final = Style("spaceDelimited")
PIPE_DELIMITED: Final = Style("pipeDelimited")


@dataclass(frozen=True, slots=True)
class Part:
    """How a part of a multipart body is encoded; an empty content type means OpenAPI's default.

    `content_type` may be a range or a list, from which the content of a file chooses. Bytes in `base64` parts are
    sent as Base64 text, as in JSON. None is no value of a `required` file.
    """

    content_type: str = ""
    file: bool = False
    required: bool = False
    base64: bool = False


@dataclass(frozen=True, slots=True)
class ServerVariable:
    """A `{name}` in a server's URL."""

    name: str
    default: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Server:
    """A base URL, possibly with variables; `name` is what `environment` chooses it by."""

    url: str
    # <variables>
    variables: tuple[ServerVariable, ...] = ()
    # </variables>
    name: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Operation(Generic[T_co]):
    """One method and path of the document: everything that all calls have in common.

    `name` is the method, such as "indexes.create". Keys of `success` and `errors` are "200", "4XX" or "default".
    """

    id: str
    name: str = ""
    method: str
    path: str
    retry: Retry
    success: Mapping[str, Decoder[T_co]]
    errors: Mapping[str, Decoder[object]] = field(default_factory=dict[str, "Decoder[object]"])
    security: Security = ()
    headers: Mapping[str, str] = field(default_factory=no_text)
    # <styles>
    styles: Mapping[str, Style] = field(default_factory=dict[str, Style])
    """How parameters are serialized, by "location:wire name", where not as usual."""
    # </styles>
    # <content>
    content: Mapping[str, str] = field(default_factory=no_text)
    """The media types of parameters that have one, by "location:wire name"."""
    # </content>
    # <uploads>
    parts: Mapping[str, Part] = field(default_factory=dict[str, Part])
    other_parts: Part = field(default=Part())
    """The encoding of parts that are not listed."""
    # </uploads>
    # <servers>
    servers: tuple[Server, ...] = ()
    """They replace the API's servers."""
    # </servers>
    # <idempotency_header>
    idempotency_header: str | None = None
    # </idempotency_header>
    accept: str | None = None
    body: BodyKind = "json"
    # <body_type>
    body_type: Callable[[], object] | None = None
    """Returns the type of a JSON body with decimals in strings."""
    # </body_type>
    content_type: str | None = None
    # <uploads>
    """That of raw bytes may be a range or several types, separated by commas."""
    # </uploads>
    optional_body: bool = False
    # <querystring>
    querystring: str = ""
    """The media type of a value that is the whole query."""
    # </querystring>
    # <lists>
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, "tuple[str, ...]"])
    """The arguments that must be lists, by their place in `Request`."""
    # </lists>
    # <dates>
    dates: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, "tuple[str, ...]"])
    """The arguments that are dates without a time, by their place in `Request`."""
    # </dates>
    # <deprecated_arguments>
    deprecated_arguments: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict[str, Mapping[str, str]]
    )
    """The names of arguments that the API deprecates, by their place in `Request` and their name in it."""
    # </deprecated_arguments>
    # <ClientParameter>
    client_parameters: tuple[ClientParameter, ...] = ()
    """The values that the client adds."""
    # </ClientParameter>
    # <dict_keys>
    dict_keys: Mapping[str, Callable[[], object]] = field(
        default_factory=dict[str, "Callable[[], object]"]
    )
    """The types of arguments with dicts whose keys have other names on the wire, by place."""
    # </dict_keys>

    # <idempotency_header>
    def __post_init__(self) -> None:
        if self.retry is Retry.KEYED and not self.idempotency_header:
            raise ValueError(f"{self.id}: retry=KEYED needs an idempotency_header")

    # </idempotency_header>
    # <paths or testing>
    @cached_property
    def template(self) -> tuple[str, ...]:
        """The path split at its placeholders: text, name, text, name, ..., text."""
        return tuple(_PLACEHOLDER.split(self.path))

    # </paths or testing>
    @cached_property
    def accepts(self) -> str:
        """The `Accept` header: the declared media types of successful responses."""
        if self.accept is not None:
            return self.accept
        types = [decoder.media_type for decoder in self.success.values() if decoder.media_type]
        return ", ".join(dict.fromkeys(types)) or "*/*"

    @property
    def label(self) -> str:
        """The name of the operation in messages: the method that the user calls."""
        return f"{self.name}()" if self.name else self.id

    @cached_property
    def may_be_empty(self) -> bool:
        """Whether a successful response may have no body, so that the method may return None."""
        return any(not decoder.media_type for decoder in self.success.values())

    def success_for(self, status: int) -> Decoder[T_co] | None:
        """Returns the decoder of a successful status; the first one for an undeclared status."""
        found = _by_status(self.success, status)
        return found or next(iter(self.success.values()), None)

    def answers(self, status: int) -> bool:
        """Whether a redirect is a declared response, which is not followed."""
        return str(status) in self.success or f"{status // 100}XX" in self.success

    def error_for(self, status: int) -> Decoder[object] | None:
        """Returns the decoder of an error status, None if the document declares no body."""
        return _by_status(self.errors, status)


def _by_status(table: Mapping[str, Decoder[T]], status: int) -> Decoder[T] | None:
    """Looks up the exact status, then its range, then the default (OpenAPI 3.1, 4.8.16)."""
    return (
        table.get(str(status))
        or table.get(f"{status // 100}XX")
        or table.get(f"{status // 100}xx")
        or table.get("default")
    )


@dataclass(slots=True)
class Request(Generic[T_co]):
    """The arguments of one call by wire name. `UNSET` values are left out.

    `body` is encoded as the operation says; `content_type` and `accept` replace the declared ones. `url` replaces path
    and query.
    """

    operation: Operation[T_co]
    path: Mapping[str, object] = field(default_factory=_no_members)
    query: Mapping[str, object] = field(default_factory=_no_members)
    headers: Mapping[str, object] = field(default_factory=_no_members)
    # <cookies>
    cookies: Mapping[str, object] = field(default_factory=_no_members)
    # </cookies>
    body: object = UNSET
    # <links>
    url: str | None = None
    # </links>
    # <pages>
    linked: bool = False
    """Whether the server sent the URL."""
    continues: bool = False
    """Whether it asks for a further page of a list."""
    # </pages>
    # <querystring>
    querystring: object = UNSET
    """The value of the whole query."""
    # </querystring>
    content_type: str | Unset = UNSET
    accept: str | Unset = UNSET
