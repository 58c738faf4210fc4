# The API as one value.
"""Operations, resources and the API that contains them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from clientloom.diagnostics import NOWHERE, Span
from clientloom.ir.bodies import Body
from clientloom.ir.fields import Location, Parameter, XmlForm
from clientloom.ir.pagination import Listing, Pagination
from clientloom.ir.responses import Response, Result
from clientloom.ir.schemas import Schema
from clientloom.ir.security import Requirement, SecurityScheme, Server
from clientloom.ir.types import TypeRef
from clientloom.ir.waiting import Waiter


class RetryClass(StrEnum):
    """When a failed call may be retried (RFC 9110, 9.2.2 Idempotent Methods)."""

    SAFE = "safe"
    """GET, HEAD, OPTIONS, QUERY: always."""
    IDEMPOTENT = "idempotent"
    """PUT, DELETE, or declared so in client.toml: always."""
    KEYED = "keyed"
    """The operation takes an idempotency key, which the client generates: always."""
    NEVER = "never"
    """POST, PATCH: only when nothing can have reached the server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorResponse:
    """A failure status that the document declares. `status` is "404", a range "4XX" or "default".

    `by_media_type` has the types of several media types with different schemas; `type` is then their union.
    """

    status: str
    type: TypeRef | None
    doc: str
    by_media_type: tuple[tuple[str, TypeRef], ...] = ()
    xml: tuple[tuple[str, XmlForm], ...] = ()
    """The root element for each media type that is XML."""
    headers: tuple[Parameter, ...] = ()
    declared_at: str = field(default="", compare=False)
    """JSON pointer of its declaration, which several operations may share."""
    span: Span = field(default=NOWHERE, compare=False)

    @property
    def types(self) -> tuple[TypeRef, ...]:
        """The types that its body can have, one per schema."""
        if self.by_media_type:
            return tuple(dict.fromkeys(type_ for _, type_ in self.by_media_type))
        return () if self.type is None else (self.type,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A further method for an operation with several media types, e.g. the same call answered as a stream.

    `name` is the method's Python name. The other fields replace those of the operation.
    """

    name: str
    body: Body | None
    responses: tuple[Response, ...]
    result: Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method and path of the document.

    `id` is the operationId, or a substitute made from the path; `resource` is the path of its resource
    ("accounts.bank_accounts"), or "" for a method of the client itself. `result` is what the method returns;
    `responses` lists every successful status. `requirements` are alternatives in order of preference; () means that no
    credential is sent.
    """

    id: str
    name: str
    resource: str
    method: str
    path: str
    pointer: str
    span: Span
    summary: str
    doc: str
    parameters: tuple[Parameter, ...]
    body: Body | None
    responses: tuple[Response, ...]
    result: Result
    errors: tuple[ErrorResponse, ...]
    requirements: tuple[Requirement, ...]
    retry: RetryClass
    idempotency_header: str | None = None
    pagination: Pagination | None = None
    listing: Listing | None = None
    servers: tuple[Server, ...] = ()
    variants: tuple[Variant, ...] = ()
    waiters: tuple[Waiter, ...] = ()
    deprecated: bool = False
    docs_url: str = ""
    links: tuple[str, ...] = ()
    """Names of the operations that `links` lead to, for the docstring."""
    degraded: tuple[str, ...] = ()
    """Codes of the diagnostics about this operation."""

    @property
    def accessor(self) -> str:
        """What follows `client.` in a call: "accounts.bank_accounts.delete"."""
        return self.accessor_of(self.name)

    def accessor_of(self, method: str) -> str:
        """Returns the accessor of its own method or of a variant."""
        return f"{self.resource}.{method}" if self.resource else method


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A group of operations and of further resources: `class_name` is its sync class.

    `name` is an attribute of the client, or of the resource whose path is `parent`.
    """

    name: str
    class_name: str
    doc: str
    parent: str = ""

    @property
    def path(self) -> str:
        """The attributes of the client that lead to it, such as "accounts.bank_accounts"."""
        return f"{self.parent}.{self.name}" if self.parent else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A request that the vendor sends to the user: a webhook of the document or a callback of an operation."""

    id: str
    name: str
    payload: TypeRef
    doc: str
    span: Span
    declared_at: str = ""
    """JSON pointer of its declaration."""
    form: bool = False
    """Whether the payload is a urlencoded form instead of JSON."""
    text: bool = False
    """Whether the payload is text, such as XML; it is passed on unchanged."""
    events: tuple[str, ...] = ()
    """The names that its events have where `WebhookRules` says; () if payloads are distinguished by their members."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSignature:
    """How the vendor signs what it sends.

    `headers` are those of the id, the time and the signature: "standard" has all three, "hmac" no id and perhaps no
    time. `format` is the form of the signature's header, `content` what is signed; both have names in braces.
    """

    scheme: str
    env: str
    tolerance: int
    headers: tuple[str, str, str]
    format: str = ""
    content: str = ""
    algorithm: str = ""
    encoding: str = ""
    key_encoding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookRules:
    """Where an event has its name, in a header or at a path in the payload, and how it is signed.

    `loose` names are those of the document's webhooks, compared without case and punctuation.
    """

    header: str = ""
    path: tuple[str, ...] = ()
    loose: bool = False
    signature: WebhookSignature | None = None

    @property
    def timed(self) -> bool:
        """Whether the time is signed, so that there is a replay window."""
        signed = self.signature
        return signed is not None and (
            signed.scheme == "standard" or "{timestamp}" in signed.content
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageNames:
    """The names under which the package is published and used, and the HTTP library that it uses."""

    distribution: str
    import_name: str
    client: str
    async_client: str
    """"" if the package has none."""
    version: str
    http: str = "httpx"
    """The library that sends requests: "httpx" or "httpx2"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientHeader:
    """A header of every request whose value is a client argument, or else comes from the environment."""

    argument: str
    header: str
    env: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientParameter:
    """A parameter of many operations whose value is an argument of the client, or else comes from the environment.

    `default_json` is compact JSON, "" without a default. It is sent if the parameter is `required`; else the server
    knows it.
    """

    argument: str
    wire_name: str
    location: Location
    type: TypeRef
    default_json: str = ""
    required: bool = False
    env: str = ""
    doc: str = ""

    @property
    def sends_default(self) -> bool:
        """Whether the client sends the default if there is no other value."""
        return self.required and bool(self.default_json)


@dataclass(frozen=True, slots=True)
class HeaderDeclaration:
    """Where the document first declares a constant header; only reviews use it."""

    header: str
    declared_at: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """Everything that a package is generated from, in canonical order.

    `operations_in` counts the operations of the document after selection: it equals `len(operations)`.
    `constant_headers` are sent with every request, `client_headers` only if the user gives a value.
    `header_declarations` say where the document declares the constant ones. `request_id_header` is the vendor's own
    header for the id of a request.
    """

    package: PackageNames
    title: str
    version: str
    doc: str
    docs_url: str
    servers: tuple[Server, ...]
    security_schemes: tuple[SecurityScheme, ...]
    constant_headers: tuple[tuple[str, str], ...]
    schemas: tuple[Schema, ...]
    resources: tuple[Resource, ...]
    operations: tuple[Operation, ...]
    webhooks: tuple[Webhook, ...]
    operations_in: int
    client_headers: tuple[ClientHeader, ...] = ()
    client_parameters: tuple[ClientParameter, ...] = ()
    header_declarations: tuple[HeaderDeclaration, ...] = ()
    request_id_header: str = ""
    env_settings: tuple[tuple[str, str], ...] = ()
    """Pairs of a client argument and the environment variable that is read where it is not given."""
    webhook_rules: WebhookRules = WebhookRules()
    extras: tuple[str, ...] = ()
    """What the package offers beside the API, by the names of its optional dependencies."""
    testing: bool = True
    """Whether the package has a fake for tests."""
    optional: tuple[str, ...] = ()
    """The parts of its client that packages can lack; see `OPTIONAL` in `config/settings.py`."""

    @property
    def environments(self) -> tuple[str, ...]:
        """The names of its servers, the default first; () unless each has one."""
        names = tuple(dict.fromkeys(server.name for server in self.servers))
        return names if len(names) == len(self.servers) and all(names) else ()
