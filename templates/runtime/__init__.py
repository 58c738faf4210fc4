# The public names of the runtime. Each name loads its module on first use (PEP 562), so that importing a generated
# package loads neither httpx nor pydantic.
"""The runtime of this client, copied from clientloom's templates.

Its folders, each of which may import those before it:

    core        names for generated modules, exceptions, the description of an API, the log
    data        models, how responses become models, and how values become JSON
    wire        a call's arguments -> path, query, headers, body
    results     responses -> results and exceptions
    exchange    a call as a generator of effects: attempts, credentials, retries, redirects
    clients     clients and resources, and the two loops that execute effects
    features    what only some APIs need: lists in pages, streams, uploads, OAuth2, ...
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .clients.aio import AsyncClient as AsyncClient
    from .clients.aio import AsyncResource as AsyncResource
    from .clients.settings import MAX_LINE_BYTES as MAX_LINE_BYTES
    from .clients.settings import MAX_RESPONSE_BYTES as MAX_RESPONSE_BYTES
    from .clients.sync import Resource as Resource
    from .clients.sync import SyncClient as SyncClient
    from .core.basics import UNSET as UNSET
    from .core.basics import AsyncContent as AsyncContent
    from .core.basics import AsyncCredential as AsyncCredential
    from .core.basics import AsyncFileInput as AsyncFileInput
    from .core.basics import Clock as Clock
    from .core.basics import Content as Content
    from .core.basics import Credential as Credential
    from .core.basics import File as File
    from .core.basics import FileInput as FileInput
    from .core.basics import KeyedRequestOptions as KeyedRequestOptions
    from .core.basics import LinesInput as LinesInput
    from .core.basics import RequestOptions as RequestOptions
    from .core.basics import Unset as Unset
    from .core.drift import Drift as Drift
    from .core.drift import FieldDrift as FieldDrift
    from .core.errors import APIConnectionError as APIConnectionError
    from .core.errors import APIError as APIError
    from .core.errors import APIResponseError as APIResponseError
    from .core.errors import APIStatusError as APIStatusError
    from .core.errors import APITimeoutError as APITimeoutError
    from .core.errors import ArgumentError as ArgumentError
    from .core.errors import AuthenticationError as AuthenticationError
    from .core.errors import BadRequestError as BadRequestError
    from .core.errors import ClientClosedError as ClientClosedError
    from .core.errors import ConfigurationError as ConfigurationError
    from .core.errors import ConflictError as ConflictError
    from .core.errors import DeadlineExceededError as DeadlineExceededError
    from .core.errors import EnvelopeError as EnvelopeError
    from .core.errors import InvalidRequestError as InvalidRequestError
    from .core.errors import MissingCredentialError as MissingCredentialError
    from .core.errors import MissingFieldError as MissingFieldError
    from .core.errors import NotFoundError as NotFoundError
    from .core.errors import PaginationError as PaginationError
    from .core.errors import PermissionDeniedError as PermissionDeniedError
    from .core.errors import PreconditionFailedError as PreconditionFailedError
    from .core.errors import RateLimitError as RateLimitError
    from .core.errors import ResponseTooLargeError as ResponseTooLargeError
    from .core.errors import ResponseValidationError as ResponseValidationError
    from .core.errors import ServerError as ServerError
    from .core.errors import UndeclaredBody as UndeclaredBody
    from .core.errors import UnprocessableEntityError as UnprocessableEntityError
    from .core.errors import WaitFailedError as WaitFailedError
    from .core.errors import WaitTimeoutError as WaitTimeoutError
    from .core.http import Timeout as Timeout
    from .core.operations import DEEP_OBJECT as DEEP_OBJECT
    from .core.operations import PIPE_DELIMITED as PIPE_DELIMITED
    from .core.operations import SPACE_DELIMITED as SPACE_DELIMITED
    from .core.operations import ApiDescription as ApiDescription
    from .core.operations import ApiKeyAuth as ApiKeyAuth
    from .core.operations import BasicAuth as BasicAuth
    from .core.operations import BearerAuth as BearerAuth
    from .core.operations import DigestAuth as DigestAuth
    from .core.operations import OAuth2ClientCredentials as OAuth2ClientCredentials
    from .core.operations import Operation as Operation
    from .core.operations import Part as Part
    from .core.operations import Request as Request
    from .core.operations import Retry as Retry
    from .core.operations import Scoped as Scoped
    from .core.operations import Secret as Secret
    from .core.operations import SecurityScheme as SecurityScheme
    from .core.operations import Server as Server
    from .core.operations import ServerVariable as ServerVariable
    from .core.operations import Style as Style
    from .data.models import READ_ONLY as READ_ONLY
    from .data.models import Base64 as Base64
    from .data.models import Model as Model
    from .data.models import OneOf as OneOf
    from .exchange.retry import RetryPolicy as RetryPolicy
    from .features.decimals import DecimalNumber as DecimalNumber
    from .features.pagination.pages import AsyncListing as AsyncListing
    from .features.pagination.pages import AsyncPage as AsyncPage
    from .features.pagination.pages import AsyncPager as AsyncPager
    from .features.pagination.pages import Page as Page
    from .features.pagination.pagination import CursorPages as CursorPages
    from .features.pagination.pagination import LinkPages as LinkPages
    from .features.pagination.pagination import NumberPages as NumberPages
    from .features.pagination.pagination import OffsetPages as OffsetPages
    from .features.pagination.pagination import Pages as Pages
    from .features.streaming.events import ServerSentEvent as ServerSentEvent
    from .features.streaming.streams import AsyncStream as AsyncStream
    from .features.streaming.streams import Stream as Stream
    from .features.text_values import TextValue as TextValue
    from .features.unions.unions import UnknownVariant as UnknownVariant
    from .features.waiters.waiting import Waiter as Waiter
    from .features.waiters.waiting import WaitOptions as WaitOptions
    from .results.decoders import ByMediaType as ByMediaType
    from .results.decoders import Bytes as Bytes
    from .results.decoders import Decoder as Decoder
    from .results.decoders import Envelope as Envelope
    from .results.decoders import EventStream as EventStream
    from .results.decoders import Json as Json
    from .results.decoders import JsonLines as JsonLines
    from .results.decoders import NamedEvents as NamedEvents
    from .results.decoders import NoContent as NoContent
    from .results.decoders import Text as Text
    from .results.decoders import TextEvents as TextEvents
    from .results.decoders import one_of as one_of
    from .results.responses import AsyncResponseContext as AsyncResponseContext
    from .results.responses import AsyncStreamedResponse as AsyncStreamedResponse
    from .results.responses import RawResponse as RawResponse
    from .results.responses import ResponseContext as ResponseContext
    from .results.responses import StreamedResponse as StreamedResponse
    from .results.responses import View as View
    from .results.responses import async_raw as async_raw
    from .results.responses import async_streaming as async_streaming
    from .results.responses import raw as raw
    from .results.responses import streaming as streaming

_MODULES = {
    "clients.aio": "AsyncClient AsyncResource",
    "core.basics": "UNSET AsyncContent AsyncCredential AsyncFileInput Clock Content Credential File FileInput KeyedRequestOptions LinesInput RequestOptions Unset",
    "features.decimals": "DecimalNumber",
    "results.decoders": "ByMediaType Bytes Decoder Envelope EventStream Json JsonLines NamedEvents NoContent Text TextEvents one_of",
    "core.drift": "Drift FieldDrift",
    "core.errors": "APIConnectionError APIError APIResponseError APIStatusError APITimeoutError ArgumentError AuthenticationError BadRequestError ClientClosedError ConfigurationError ConflictError DeadlineExceededError EnvelopeError InvalidRequestError MissingCredentialError MissingFieldError NotFoundError PaginationError PermissionDeniedError PreconditionFailedError RateLimitError ResponseTooLargeError ResponseValidationError ServerError UndeclaredBody UnprocessableEntityError WaitFailedError WaitTimeoutError",
    "features.streaming.events": "ServerSentEvent",
    "data.models": "READ_ONLY Base64 Model OneOf",
    "core.operations": "DEEP_OBJECT PIPE_DELIMITED SPACE_DELIMITED ApiDescription ApiKeyAuth BasicAuth BearerAuth DigestAuth OAuth2ClientCredentials Operation Part Request Retry Scoped Secret SecurityScheme Server ServerVariable Style",
    "features.pagination.pages": "AsyncListing AsyncPage AsyncPager Page",
    "features.pagination.pagination": "CursorPages LinkPages NumberPages OffsetPages Pages",
    "results.responses": "AsyncResponseContext AsyncStreamedResponse RawResponse ResponseContext StreamedResponse View async_raw async_streaming raw streaming",
    "exchange.retry": "RetryPolicy",
    "clients.settings": "MAX_LINE_BYTES MAX_RESPONSE_BYTES",
    "features.streaming.streams": "AsyncStream Stream",
    "clients.sync": "Resource SyncClient",
    "features.text_values": "TextValue",
    "features.unions.unions": "UnknownVariant",
    "features.waiters.waiting": "WaitOptions Waiter",
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = [*_MODULE_OF, "Timeout"]  # noqa: PLE0604  # pyright: ignore[reportUnsupportedDunderAll]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name == "Timeout":
            from .core.http import Timeout

            return Timeout
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
