# The content of client.toml as dataclasses, whose field names are the keys of the file. May import diagnostics.
"""`VendorConfig`: the settings of a vendor, with defaults that fit most documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from clientloom.diagnostics import Span

EMPTY: Mapping[str, str] = MappingProxyType({})

OPTIONAL = (
    *("connections", "deadlines", "deprecation_headers", "hooks", "other_endpoints"),
    *("rate_limit", "streamed_responses", "validation"),
)
"""The values of `optional` in `[package]`."""


def no_location(path: tuple[str | int, ...]) -> Span:  # noqa: ARG001
    """Returns an empty span, for settings that do not come from a file."""
    return Span("client.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageConfig:
    """`[package]`: the names of the generated package, and the library that sends its requests.

    An empty name is derived from the others. `http` is "httpx" or "httpx2".
    `runtime` is "vendored" for a package with a copy of the runtime, or "shared" for one that imports it from the
    distribution `clientloom-runtime`. `testing` says whether it has a fake for tests and checks of arguments,
    `async_client` whether it has the asynchronous client beside the other.
    `downloads` is "bytes" for methods that return bytes, or "stream" for methods that return what is read later.
    """

    name: str
    distribution: str = ""
    client: str = ""
    version: str = "0.1.0"
    description: str = ""
    license: str = ""
    http: str = "httpx"
    runtime: str = "vendored"
    testing: bool = True
    downloads: str = "bytes"
    extras: tuple[str, ...] = ()
    """What the package offers beside its API: "otel" for OpenTelemetry."""
    async_client: bool = True
    optional: tuple[str, ...] = OPTIONAL
    """The parts of its client that not every API needs, such as "hooks": all of them unless the settings name some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentConfig:
    """`[document]`: files, relative to the vendor's folder.

    `base` is the folder that references must stay in; "" means the document's folder.
    """

    path: str = ""
    overlays: tuple[str, ...] = ()
    base: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamConfig:
    """`[upstream]`: where `clientloom update` fetches the document.

    `url` is an http(s) URL, `file` a local file, `git` a repository that has `path` at the revision `ref`.
    `max_bytes` limits the size of the document.
    """

    url: str = ""
    file: str = ""
    git: str = ""
    ref: str = "HEAD"
    path: str = ""
    license: str = ""
    max_bytes: int = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialConfig:
    """One credential of a security scheme: the client's argument and the environment variable for it."""

    argument: str = ""
    env: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthConfig:
    """`[auth.<scheme>]`: the credentials of a security scheme. The type of the scheme decides which ones it has."""

    key: CredentialConfig = CredentialConfig()
    token: CredentialConfig = CredentialConfig()
    username: CredentialConfig = CredentialConfig()
    password: CredentialConfig = CredentialConfig()
    client_id: CredentialConfig = CredentialConfig()
    client_secret: CredentialConfig = CredentialConfig()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderArgument:
    """`[header_arguments.<argument>]`: a header that the client sends when its user gives the argument."""

    header: str
    env: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientArgumentConfig:
    """`[client_arguments.<argument>]`: a parameter of many operations that is an argument of the client instead.

    `parameter` is its name in the document, `location` "query", "header", "path" or "cookie". `default` is sent
    without a value from the caller or from the environment variable `env`. A `secret` is a credential.
    """

    parameter: str
    location: str = "query"
    default: str = ""
    env: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeConfig:
    """`[envelope]`: the properties of the object that wraps every result, by their names in JSON.

    The `result` "*" means the only member of each object that has just one, whatever its name.
    """

    result: str
    success: str = ""
    errors: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaginationConfig:
    """`[pagination]` or `[operations.<id>.pagination]`: how a list is paged.

    `style` is "cursor", "offset", "page", "link", "none", or "detected": as the document shows it, whatever its
    extensions say. `items`, `cursor`, `next`, `has_more`, `total`,
    `total_pages`, `echo` (the offset or number that the page says it has) are dotted wire paths in the (opened)
    response; `parameter`, `limit` wire names of parameters.
    """

    style: str
    items: str = ""
    parameter: str = ""
    limit: str = ""
    cursor: str = ""
    item_cursor: str = ""
    has_more: str = ""
    next: str = ""
    total: str = ""
    total_pages: str = ""
    echo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiterConfig:
    """`[operations.<id>.waiters.<method>]`: a method that repeats the operation until something has ended.

    `path` is the dotted wire path of the state in the (opened) response; `success` and `failure` are the states
    that end it, a string as it is and any other scalar as its JSON text ("true"). `gone` takes a 404 for success.
    `interval` and `timeout` are seconds. For each operation in `create` there is a method that makes the thing and
    waits for it; `arguments` says where its response has the parameters of the operation that is repeated.
    """

    path: str = ""
    success: tuple[str, ...] = ()
    failure: tuple[str, ...] = ()
    gone: bool = False
    interval: float = 2.0
    timeout: float = 900.0
    create: tuple[str, ...] = ()
    arguments: Mapping[str, str] = field(default_factory=lambda: EMPTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationConfig:
    """`[operations."<operationId or METHOD /path>"]`: corrections to one operation."""

    accessor: str = ""
    retry: str = ""
    idempotency_header: str = ""
    pagination: PaginationConfig | None = None
    arguments: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    download: str = ""
    """"bytes" or "stream" for what a method returns that answers with bytes; "" as `[package]` says."""
    waiters: Mapping[str, WaiterConfig] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """One entry of `[[include]]` or `[[exclude]]`. An operation must match all of its keys."""

    tag: str = ""
    path: str = ""
    method: str = ""
    operation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoreConfig:
    """One entry of `[[lint.ignore]]`: a code that is not reported, and the reason.

    `path` limits it to operations, `schema` to a component. Both are patterns, and an entry has at most one.
    """

    code: str
    reason: str
    path: str = ""
    schema: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LintConfig:
    """`[lint]`: how diagnostics are reported."""

    ignore: tuple[IgnoreConfig, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesConfig:
    """`[names]`: how methods and resources are named.

    `declared` is whether extensions that name an operation for an SDK (`x-fern-sdk-method-name` and the like)
    are honoured. `merge_repeated` is whether inline schemas of one structure and one role are one class, and an enum
    that is written five times is an alias. The others rename in bulk: each is a table of patterns and their
    replacements, which apply in the order of the file to the names that the rules give. Names that the file gives one
    by one stay.
    """

    declared: bool = True
    merge_repeated: bool = True
    methods: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    resources: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    classes: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    arguments: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    enum_members: Mapping[str, str] = field(default_factory=lambda: EMPTY)

    def patterns(self) -> Mapping[str, Mapping[str, str]]:
        """Returns the tables of patterns by their keys in the file."""
        keys = ("methods", "resources", "classes", "arguments", "enum_members")
        return {key: getattr(self, key) for key in keys}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelsConfig:
    """`[models]`: how classes are written.

    `enums` is "literal" for `Literal["a", "b"]`, or "enum" for a class with a member for each value, beside the plain
    values.
    """

    enums: str = "literal"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureConfig:
    """`[webhooks.signature]`: how the vendor signs what it sends.

    `scheme` is "standard" (Standard Webhooks; `prefix` begins its three headers) or "hmac". For "hmac", `header`
    has the signature in the form `format`, such as "t={timestamp},v1={signature}"; `content` is what is signed:
    `{body}`, `{timestamp}`, or the value of another header by its name in braces. `timestamp_header` has the time
    where `format` does not. `tolerance` is the replay window in seconds. `env` is the environment variable of the
    secret, and `key_encoding` how it is written: "text", "base64" or "hex".
    """

    scheme: str
    env: str = ""
    tolerance: int = 300
    prefix: str = "webhook-"
    header: str = ""
    format: str = "{signature}"
    content: str = "{body}"
    algorithm: str = "sha256"
    encoding: str = "hex"
    timestamp_header: str = ""
    key_encoding: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhooksConfig:
    """`[webhooks]`: how events are distinguished and verified.

    `event` is the dotted wire path of an event's name in the payload, `event_header` the header that has it.
    `events` maps names of events to webhooks of the document where they differ.
    """

    event: str = ""
    event_header: str = ""
    events: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    signature: SignatureConfig | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorConfig:
    """One vendor's client.toml.

    `folder` is the vendor's folder. `file` is the path of client.toml as messages show it, "" for a one-off run.
    `schemas` renames classes (JSON pointer or component name -> class name), `types` overrides types (JSON
    pointer -> "any", "string", ...). `base_url` replaces the document's servers. `locate` finds the line of a
    setting by its keys, for messages.
    """

    folder: Path
    file: str
    package: PackageConfig
    document: DocumentConfig = DocumentConfig()
    upstream: UpstreamConfig = UpstreamConfig()
    auth: Mapping[str, AuthConfig] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    header_arguments: Mapping[str, HeaderArgument] = field(default_factory=dict)
    client_arguments: Mapping[str, ClientArgumentConfig] = field(default_factory=dict)
    envelope: EnvelopeConfig | None = None
    pagination: PaginationConfig | None = None
    operations: Mapping[str, OperationConfig] = field(default_factory=dict)
    names: NamesConfig = NamesConfig()
    models: ModelsConfig = ModelsConfig()
    env: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    """Argument of the client -> environment variable that is read where it is not given."""
    environments: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    """Name -> base URL, the default first; they replace the document's servers."""
    webhooks: WebhooksConfig = WebhooksConfig()
    resources: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    """Tag or first path segment -> name of the resource on the client."""
    schemas: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    types: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    include: tuple[Selector, ...] = ()
    exclude: tuple[Selector, ...] = ()
    lint: LintConfig = LintConfig()
    templates: str = ""
    base_url: str = ""
    request_id_header: str = ""
    """The response header with the vendor's id of a request, where it does not have one of the usual names."""
    locate: Callable[[tuple[str | int, ...]], Span] = field(default=no_location, compare=False)

    @property
    def shown_folder(self) -> str:
        """The folder as messages show it."""
        return f"{PurePosixPath(self.file).parent}/"
