# The typed form of client.toml; load.py reads it. Field names are the keys of the file.
"""`VendorConfig`: what a user may settle for a vendor, each with a default that fits most documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from clientloom.diagnostics import Span

NOTHING: Mapping[str, str] = MappingProxyType({})


def no_location(path: tuple[str | int, ...]) -> Span:  # noqa: ARG001
    """The place of a setting that was read from no file."""
    return Span("client.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageConfig:
    """`[package]`: the names of the generated package. "" lets clientloom derive the name."""

    name: str
    distribution: str = ""
    client: str = ""
    version: str = "0.1.0"
    description: str = ""
    license: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentConfig:
    """`[document]`: files of the vendor folder, relative to it.

    `base` is the folder that references may not leave, the document's own where it is "".
    """

    path: str = ""
    overlays: tuple[str, ...] = ()
    base: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamConfig:
    """`[upstream]`: where `clientloom update` fetches the document.

    `url` is an http(s) address, `file` a local file, `git` a repository with `path` and `ref` in it.
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
    """One secret of a security scheme: the client argument and the environment variable."""

    argument: str = ""
    env: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthConfig:
    """`[auth.<scheme>]`: the credentials of a security scheme; which of them apply depends on its type."""

    key: CredentialConfig = CredentialConfig()
    token: CredentialConfig = CredentialConfig()
    username: CredentialConfig = CredentialConfig()
    password: CredentialConfig = CredentialConfig()
    client_id: CredentialConfig = CredentialConfig()
    client_secret: CredentialConfig = CredentialConfig()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderArgument:
    """`[header_arguments.<argument>]`: an optional header that the client sends when the argument is given."""

    header: str
    env: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeConfig:
    """`[envelope]`: wire names of the members of the object that wraps every result."""

    result: str
    success: str = ""
    errors: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaginationConfig:
    """`[operations.<id>.pagination]` or `[pagination]`: how a list is paged.

    `style` is "cursor", "offset", "page", "link" or "none". `items`, `cursor`, `next`, `has_more`, `total`,
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
class OperationConfig:
    """`[operations."<operationId or METHOD /path>"]`: corrections to one operation."""

    accessor: str = ""
    retry: str = ""
    idempotency_header: str = ""
    pagination: PaginationConfig | None = None
    arguments: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """One entry of `[[include]]` or `[[exclude]]`; every key that is given must match."""

    tag: str = ""
    path: str = ""
    method: str = ""
    operation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoreConfig:
    """One entry of `[[lint.ignore]]`: findings of a code that are not reported, and why.

    `path` limits it to the operations of a path, `schema` to a component, both with `*`; one of them at most.
    """

    code: str
    reason: str
    path: str = ""
    schema: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LintConfig:
    """`[lint]`: how findings are reported."""

    ignore: tuple[IgnoreConfig, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorConfig:
    """One vendor's client.toml.

    `folder` is the vendor's folder, `file` the path of client.toml as it is shown to the user ("" for a
    one-off). `schemas` renames classes (JSON pointer or component name -> class name), `types` settles a type
    (JSON pointer -> "any" | "string" | ...). `base_url` replaces the document's servers. `locate` finds the
    line of a setting by its keys, for messages about what the document does not have.
    """

    folder: Path
    file: str
    package: PackageConfig
    document: DocumentConfig = DocumentConfig()
    upstream: UpstreamConfig = UpstreamConfig()
    auth: Mapping[str, AuthConfig] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    header_arguments: Mapping[str, HeaderArgument] = field(default_factory=dict)
    envelope: EnvelopeConfig | None = None
    pagination: PaginationConfig | None = None
    operations: Mapping[str, OperationConfig] = field(default_factory=dict)
    resources: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    """Tag or first path segment -> resource attribute."""
    schemas: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    types: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    include: tuple[Selector, ...] = ()
    exclude: tuple[Selector, ...] = ()
    lint: LintConfig = LintConfig()
    templates: str = ""
    base_url: str = ""
    request_id_header: str = ""
    """The response header by which the vendor names a request, where it has another name than most."""
    locate: Callable[[tuple[str | int, ...]], Span] = field(default=no_location, compare=False)
