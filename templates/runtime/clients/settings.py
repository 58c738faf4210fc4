# The settings of a client, and the URLs and headers that follow from them.
# Imports light modules; httpx when timeouts are first used.
"""`Settings` and the arguments that define them."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypedDict
from urllib.parse import urljoin

from ..core.api import ApiDescription
from ..core.basics import UNSET, Clock, RequestOptions, Unset
from ..core.drift import Drift, ReadingRules
from ..core.errors import ConfigurationError
from ..core.headers import own_headers, safe_header
from ..core.operations import Operation, Request, Server
from ..data.encoding import drop_unset
from ..exchange.retry import RetryPolicy
from ..wire.styles import scalar
from .servers import check_url, check_variables, expand_server, server_named, split_login
from .setting_checks import check_settings

if TYPE_CHECKING:
    from ..core.http import httpx
    from ..exchange.attempts import AttemptHook, Tracing
    from ..exchange.rate_limit import RateLimit

DEFAULT_TIMEOUT: Final = (5.0, 60.0)
"""Seconds to connect, and for each other phase."""
MAX_RESPONSE_BYTES: Final = 256 * 1024 * 1024
MAX_LINE_BYTES: Final = 16 * 1024 * 1024


class ChangeableSettings(TypedDict, total=False):
    """What `with_options` can change."""

    base_url: str
    timeout: float | httpx.Timeout | None
    # <deadlines>
    deadline: float | None
    # </deadlines>
    max_retries: int
    retry_policy: RetryPolicy
    max_response_bytes: int | None
    # <streamed_responses>
    max_line_bytes: int | None
    # </streamed_responses>
    # <pages>
    allowed_hosts: Collection[str]
    # </pages>
    default_headers: Mapping[str, str]
    default_query: Mapping[str, object]
    # <rate_limit>
    rate_limit: RateLimit | None
    # </rate_limit>
    strict_responses: bool
    # <validation>
    validate_requests: bool
    # </validation>
    on_drift: Callable[[Drift], None] | None
    log_bodies: bool


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Settings:
    """The settings of a client."""

    api: ApiDescription
    # <variables>
    variables: Mapping[str, str | Unset] = field(default_factory=dict[str, str | Unset])
    # </variables>
    headers: Mapping[str, object] = field(default_factory=dict[str, object])
    # <ClientParameter>
    parameters: Mapping[str, object] = field(default_factory=dict[str, object])
    # </ClientParameter>
    base_url: str | None = None
    # <several_servers>
    server: int = 0
    # </several_servers>
    timeout: float | httpx.Timeout | Unset | None = UNSET
    # <deadlines>
    deadline: float | None = None
    # </deadlines>
    max_retries: int = 2
    retry_policy: RetryPolicy = field(default_factory=RetryPolicy)
    max_response_bytes: int | None = MAX_RESPONSE_BYTES
    # <streamed_responses>
    max_line_bytes: int | None = MAX_LINE_BYTES
    # </streamed_responses>
    # <pages>
    allowed_hosts: Collection[str] = ()
    # </pages>
    # <OAuth2ClientCredentials>
    scopes: Sequence[str] | None = None
    # </OAuth2ClientCredentials>
    default_headers: Mapping[str, str] = field(default_factory=dict[str, str])
    default_query: Mapping[str, object] = field(default_factory=dict[str, object])
    # <rate_limit>
    rate_limit: RateLimit | None = None
    # </rate_limit>
    # <environments>
    environment: str | None = None
    # </environments>
    strict_responses: bool = False
    # <validation>
    validate_requests: bool = False
    # </validation>
    on_drift: Callable[[Drift], None] | None = None
    # <hooks>
    on_request: Callable[[httpx.Request], Awaitable[None] | None] | None = None
    on_response: Callable[[httpx.Response], Awaitable[None] | None] | None = None
    on_attempt: AttemptHook | None = None
    # </hooks>
    # <Tracing>
    tracing: Tracing | None = None
    # </Tracing>
    log_bodies: bool = False
    clock: Clock = field(default_factory=Clock)

    @cached_property
    def root(self) -> str:
        """The base URL of operations without their own servers, without a slash at the end."""
        return check_url(self.server_url)

    @cached_property
    def server_url(self) -> str:
        """The base URL as the user or the document gives it, "" if neither does.

        Raises:
            ConfigurationError: the API has no such server.
        """
        if self.base_url is not None:
            return split_login(self.base_url)[0]
        servers = self.api.servers
        # <environments>
        if self.environment is not None:
            return self._expand_root(server_named(servers, self.environment))
        # </environments>
        # <several_servers>
        if not -1 < self.server < max(1, len(servers)):
            raise ConfigurationError(f"server={self.server}: the API has {len(servers)} servers")
        servers = servers[self.server :]
        # </several_servers>
        return self._expand_root(servers[0]) if servers else ""

    def _expand_root(self, server: Server) -> str:
        # <variables>
        check_variables(server, self.api.servers, self.variables)
        # </variables>
        return self._expand(server)

    def _expand(self, server: Server) -> str:
        # <variables>
        if server.variables:
            return expand_server(server, self.variables)
        # </variables>
        return server.url

    def url_of(self, operation: Operation[object]) -> str:
        """Returns the base URL of an operation."""
        # <servers>
        if operation.servers:
            url = self._expand(operation.servers[0])
            if "://" not in url:
                return check_url(urljoin(self.root + "/", url))
            if self.base_url is None:  # it replaces the servers of the document
                return check_url(url)
        # </servers>
        return self.root

    def extra_query(
        self, request: Request[object], options: RequestOptions
    ) -> Mapping[str, object] | None:
        """Returns the additional query parameters of a call."""
        extra = options.get("extra_query")
        # <links>
        if request.url is not None:  # a link has its own, so that it gets no defaults
            return extra
        # </links>
        if not self.default_query:
            return extra
        given = request.query
        own = {n: v for n, v in self.default_query.items() if given.get(n, UNSET) is UNSET}
        return {**own, **(extra or {})}

    def with_changes(self, changes: ChangeableSettings) -> Settings:
        """Returns other settings; default headers and query parameters are added to those that are there."""
        check_settings(changes)
        headers = {**self.default_headers, **(changes.get("default_headers") or {})}
        query = {**self.default_query, **(changes.get("default_query") or {})}
        changes = {**changes, "default_headers": headers, "default_query": query}
        return replace(self, **changes)

    @cached_property
    def reading_rules(self) -> ReadingRules:
        """How responses are decoded."""
        return ReadingRules(
            strict=self.strict_responses,
            on_drift=self.on_drift,
            max_bytes=self.max_response_bytes,
            # <streamed_responses>
            max_line=self.max_line_bytes,
            # </streamed_responses>
            request_id_header=self.api.request_id_header,
            error_classes=self.api.error_classes,
            logger=logging.getLogger(self.api.package),
        )

    @cached_property
    def vendor_headers(self) -> dict[str, str]:
        """The headers of every request, in lower case."""
        return {"user-agent": f"{self.api.name}/{self.api.version}", **lower(self.api.headers)}

    @cached_property
    def own_headers(self) -> dict[str, str]:
        """The headers that the user set; they replace those of the document."""
        values = {n: v for n, v in drop_unset(self.headers).items() if v is not None}
        texts = {name: scalar(value) for name, value in values.items()}
        login = split_login(self.base_url or "")[1]
        return own_headers({**login, **texts, **self.default_headers})

    # <ClientParameter>
    def complete_request(self, request: Request[object]) -> Request[object]:
        """Returns the request with the values of the client; a link of the server has its own query.

        Raises:
            ConfigurationError: the client lacks a value that the operation requires.
        """
        if not request.operation.client_parameters:
            return request
        added: dict[str, dict[str, object]] = {}
        for place, name, argument, required in request.operation.client_parameters:
            value = self.parameters[argument]
            # <links>
            if request.url is not None and place in ("path", "query"):
                continue
            # </links>
            if value is not None:
                added.setdefault(place, {})[name] = value
            elif required:
                variable = self.api.variables.get(argument, "")
                problem = f"{request.operation.label} needs the argument {argument}= of the client"
                raise ConfigurationError(f"{problem} (or set {variable})" if variable else problem)
        return replace(
            request,
            path={**request.path, **added.get("path", {})},
            query={**request.query, **added.get("query", {})},
            headers={**request.headers, **added.get("headers", {})},
            # <cookies>
            cookies={**request.cookies, **added.get("cookies", {})},
            # </cookies>
        )

    # </ClientParameter>
    @cached_property
    def phases(self) -> dict[str, float | None]:
        """The phase timeouts."""
        from ..core.http import httpx

        if self.timeout is UNSET:
            connect, other = DEFAULT_TIMEOUT
            return httpx.Timeout(other, connect=connect).as_dict()
        if self.timeout is None or isinstance(self.timeout, int | float | tuple):
            return httpx.Timeout(self.timeout).as_dict()
        return self.timeout.as_dict()  # also of another HTTP library, which has the same phases


_NEVER_NONE: Final = frozenset({"default_headers", "default_query", "retry_policy", "clock"})
"""The arguments whose None means their default."""


def lower(headers: Mapping[str, str]) -> dict[str, str]:
    """Returns the headers with names in lower case, so that one can replace another."""
    return {name.lower(): safe_header(name, value) for name, value in headers.items()}


def make_settings(api: ApiDescription, arguments: Mapping[str, object]) -> Settings:
    """Returns the settings of a client; arguments that are not given have defaults.

    Raises:
        ConfigurationError: an argument is of another type or out of its range, or the API has no such server.
    """
    given = {n: v for n, v in arguments.items() if v is not None or n not in _NEVER_NONE}
    check_settings(given)
    settings = Settings(api=api, **given)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    _ = settings.server_url
    return settings
