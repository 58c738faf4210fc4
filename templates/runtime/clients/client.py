# The preparation of calls, which both clients share. No input or output.
# Imports light modules; httpx, `calls` and `oauth` when the first call is prepared.
"""`Core`: the part of both transports without input and output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast
from urllib.parse import parse_qsl, urljoin, urlsplit

from ..core.api import ApiDescription
from ..core.basics import UNSET, AsyncCredential, RequestOptions
from ..core.content import Body
from ..core.drift import Reading
from ..core.errors import (
    ClientClosedError,
    ConfigurationError,
    InvalidRequestError,
    PaginationError,
)
from ..core.headers import own_headers, safe_header
from ..core.logs import guard_logs
from ..core.mistakes import (
    check_dates,
    check_lists,
    check_options,
    unexpected_argument,
)
from ..core.operations import Operation, Request, Retry
from ..exchange.deadline import Deadline
from ..exchange.redirects import same_origin
from ..exchange.security import Authenticator
from ..results.decoders import Json
from ..wire.bodies import build_body, check_boundary, own_content_type
from ..wire.parameters import (
    expand_cookie,
    expand_header,
    expand_path,
    expand_query,
    expand_querystring,
)
from .settings import (
    ChangeableSettings,
    Settings,
    lower,
    make_settings,
)

if TYPE_CHECKING:
    from typing import Self

    from ..core.http import httpx
    from ..exchange.calls import Call
    from .connections import Connections

T = TypeVar("T")

_NO_OPTIONS: Final[RequestOptions] = {}


class Core:
    """Settings and credentials of a client, and the preparation of its calls."""

    connections: Connections[Any]
    lent = False
    """Whether the connections belong to another client, which closes them."""

    def __init__(
        self,
        api: ApiDescription,
        credentials: Mapping[str, tuple[AsyncCredential | None, ...]],
        arguments: Mapping[str, object],
    ) -> None:
        self.settings: Settings = make_settings(api, arguments)
        self.authenticator = Authenticator(
            api,
            credentials,
            # <OAuth2ClientCredentials>
            self.settings.clock,
            self.settings.scopes,
            # </OAuth2ClientCredentials>
        )
        guard_logs(self.authenticator.names)

    @property
    def http(self) -> httpx.Client | httpx.AsyncClient:
        """The httpx client.

        Raises:
            ClientClosedError: this client was closed.
        """
        raise NotImplementedError

    # <deadlines>
    def watch(self, _deadline: Deadline, phases: dict[str, float | None], /) -> dict[str, object]:
        """Returns the extensions of a request that must end at the deadline."""
        return {"timeout": phases}

    # </deadlines>
    def convert_error(self, error: Exception, request: httpx.Request) -> Exception:
        """Converts an exception of httpx or of the libraries below it to one of httpx.

        Raises:
            ClientClosedError: another thread or task closed the client in the meantime.
            Exception: the error itself, if a function or an upload of the user raised it.
        """
        from ..exchange.network import as_request_error

        if type(error) is RuntimeError and self.http.is_closed:
            raise ClientClosedError("the client was closed during the call") from None
        found = as_request_error(error, request)
        if found is None:
            raise error
        return found

    # <validation>
    def check_calls(self, resource: object) -> None:
        """Adds checks of their arguments to the methods of a resource, if the settings ask for it."""
        if not self.settings.validate_requests:
            return
        check = self.settings.api.check_calls
        if check is None:
            raise ConfigurationError("validate_requests=: this package has no checks of arguments")
        check(resource)

    # </validation>
    # <deprecation_headers>
    def announce(self, call: Call, response: httpx.Response) -> None:
        """Warn that the server deprecates the operation."""
        from ..results.deprecation import warn_deprecated

        warn_deprecated(call.operation.label, response.headers, self.settings.api.package)

    # </deprecation_headers>
    def with_changes(self, changes: ChangeableSettings) -> Self:
        """Returns a copy with other settings that shares connections, tokens and credentials."""
        if unknown := changes.keys() - ChangeableSettings.__annotations__:
            known = ChangeableSettings.__annotations__
            raise unexpected_argument("with_options()", min(unknown), known)
        copied = object.__new__(type(self))
        settings = self.settings.with_changes(changes)
        copied.__dict__.update(self.__dict__, settings=settings, lent=True)
        return copied

    def prepare(self, request: Request[object], options: RequestOptions = _NO_OPTIONS) -> Call:
        """Prepares what the attempts of a call share. Nothing is sent.

        Raises:
            InvalidRequestError: an argument cannot be sent.
            TypeError: an option does not exist.
        """
        operation = request.operation
        if options:
            check_options(operation, options, self.settings.api.package)
        # <lists>
        if operation.lists:
            check_lists(request)
        # </lists>
        # <dates>
        if operation.dates:
            check_dates(request)
        # </dates>
        # <deprecated_arguments>
        if (
            operation.deprecated_arguments
            # <pages>
            and not request.continues
            # </pages>
        ):
            from ..results.deprecation import warn_arguments

            warn_arguments(request, self.settings.api.package)
        # </deprecated_arguments>
        # <ClientParameter>
        request = self.settings.complete_request(request)
        # </ClientParameter>
        try:
            return self._encode(request, options)
        except UnicodeEncodeError as error:
            problem = f"{operation.label} got a text that cannot be encoded: {error}"
            raise InvalidRequestError(problem) from None
        except InvalidRequestError as error:
            if str(error).startswith(operation.label):
                raise
            raise InvalidRequestError(f"{operation.label}: {error}") from error
        except RecursionError:
            problem = f"{operation.label}: an argument is nested too deeply"
            raise InvalidRequestError(problem) from None

    def _encode(self, request: Request[object], options: RequestOptions) -> Call:
        """Returns the call with URL, headers and body as they are sent."""
        from ..exchange.calls import Call

        settings, operation, retry = self.settings, request.operation, request.operation.retry
        # <dict_keys>
        if operation.dict_keys:
            from ..data.dict_keys import with_wire_names

            request = with_wire_names(request)
        # </dict_keys>
        body = build_body(
            request,
            options.get("extra_body") or {},
            # <uploads or XML_BODIES>
            settings.api.encoders,
            # </uploads or XML_BODIES>
        )
        # <links>
        trusted = True
        if request.url is not None:
            link, trusted = self._resolve_link(request.url, request)
            request = replace(request, url=link)
        # </links>
        url = self._locate(request, settings.extra_query(request, options))
        extra = own_headers(options.get("extra_headers") or {})
        # <uploads>
        if "content-type" in extra:
            extra["content-type"] = own_content_type(extra["content-type"], body)
        # </uploads>
        # <raw_bodies or uploads>
        if "content-type" not in extra:
            check_boundary(body)
        # </raw_bodies or uploads>
        if "idempotent" in options:
            retry = _retry_class(retry, idempotent=options["idempotent"])
        return Call(
            core=self,
            operation=operation,
            url=url,
            headers=self._headers(request, body, options),
            extra=extra,
            # <cookies>
            cookies=[
                expand_cookie(operation, name, value)
                for name, value in request.cookies.items()
                if value is not None and value is not UNSET
            ],
            # </cookies>
            body=body,
            timeout=self._phases(options),
            policy=settings.retry_policy,
            retry=retry,
            max_retries=options.get("max_retries", settings.max_retries),
            # <deadlines>
            deadline=self._deadline(operation, url, options),
            # </deadlines>
            reading=Reading(operation.label, settings.reading_rules),
            # <links>
            trusted=trusted,
            # </links>
        )

    # <deadlines>
    def _deadline(
        self, operation: Operation[object], url: str, options: RequestOptions
    ) -> Deadline | None:
        seconds = options.get("deadline", self.settings.deadline)
        if seconds is None:
            return None
        call = (operation.label, operation.method, url.partition("?")[0])
        return Deadline(seconds, self.settings.clock, call)

    # </deadlines>
    def _headers(
        self, request: Request[object], body: Body, options: RequestOptions
    ) -> dict[str, str]:
        operation = request.operation
        headers = {
            **self.settings.vendor_headers,
            "accept": operation.accepts,
            # <accept>
            **({"accept": safe_header("accept", request.accept)} if request.accept else {}),
            # </accept>
            **lower(operation.headers),
            **self.settings.own_headers,
        }
        if body.content_type:
            headers["content-type"] = body.content_type
        # <headers>
        for name, value in request.headers.items():
            if value is not None and value is not UNSET:
                headers[name.lower()] = expand_header(operation, name, value)
        # </headers>
        # <uploads>
        if headers.get("content-type", "") != body.content_type:
            headers["content-type"] = own_content_type(headers["content-type"], body)
        # </uploads>
        # <idempotency_header>
        if operation.idempotency_header:
            from uuid import uuid4

            key = cast("dict[str, object]", options).get("idempotency_key") or uuid4()
            headers[operation.idempotency_header.lower()] = safe_header("idempotency_key", str(key))
        # </idempotency_header>
        return headers

    def _phases(self, options: RequestOptions) -> dict[str, float | None]:
        if "timeout" in options:
            return replace(self.settings, timeout=options["timeout"]).phases
        return self.settings.phases

    def _locate(self, request: Request[object], extra: Mapping[str, object] | None) -> str:
        operation = request.operation
        # <links>
        if request.url is not None:
            return self._add_query(request, request.url, _without(extra or {}, request.url))
        # </links>
        path = operation.path
        # <paths>
        if "{" in path:
            path = expand_path(operation, request.path)
        # </paths>
        return self._add_query(request, self.settings.url_of(operation) + path, extra)

    def _add_query(
        self, request: Request[object], url: str, extra: Mapping[str, object] | None
    ) -> str:
        operation, values = request.operation, request.query
        if extra and not extra.keys().isdisjoint(values):
            values = {name: value for name, value in values.items() if name not in extra}
        query = expand_query(operation, values) if values else ""
        # <querystring>
        if request.querystring is not UNSET:
            query = expand_querystring(operation, request.querystring)
        # </querystring>
        if extra:
            query = "&".join(filter(None, (query, expand_query(_PLAIN, extra))))
        return f"{url}{'&' if '?' in url else '?'}{query}" if query else url

    # <links>
    def _resolve_link(self, link: str, request: Request[object]) -> tuple[str, bool]:
        from ..core.http import httpx

        operation = request.operation
        try:
            base = httpx.URL(self.settings.url_of(operation))
            url = httpx.URL(urljoin(f"{base}/", link))
        except (httpx.InvalidURL, ValueError) as error:
            problem = f"{operation.label}: {link!r} is not a URL: {error}"
            raise InvalidRequestError(problem) from None
        # <pages>
        if (
            request.linked
            and (url.scheme, base.scheme) == ("http", "https")
            and url.host == base.host
        ):
            url = url.copy_with(scheme="https", port=None if url.port == 80 else url.port)
        if request.linked and not same_origin(url, base) and not self._is_allowed(url):
            raise PaginationError(
                f"{operation.label}: the next page is on another host, {url.netloc.decode()}; "
                "name it in allowed_hosts= if its items may join the list"
            )
        # </pages>
        return str(url), same_origin(url, base)

    # </links>
    # <pages>
    def _is_allowed(self, url: httpx.URL) -> bool:
        return bool({url.host, url.netloc.decode()} & set(self.settings.allowed_hosts))

    # </pages>


def _without(extra: Mapping[str, object], url: str) -> Mapping[str, object]:
    """Returns the additional parameters that are not part of a link already."""
    there = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    return {name: value for name, value in extra.items() if name not in there}


def decode(call: Call, response: httpx.Response) -> object:
    """Decodes a response to the method's result."""
    decoder = call.operation.success_for(response.status_code)
    if decoder is None or (
        isinstance(decoder, Json) and call.operation.may_be_empty and not response.content
    ):
        return None
    return decoder.decode(response, call.reading)


_PLAIN: Final = Operation[object](
    id="extra_query", method="GET", path="", retry=Retry.SAFE, success={}
)


def _retry_class(retry: Retry, *, idempotent: bool) -> Retry:
    """Returns the retry class of a call, if an option changes it."""
    if not idempotent:
        return Retry.NEVER
    return Retry.IDEMPOTENT if retry is Retry.NEVER else retry
