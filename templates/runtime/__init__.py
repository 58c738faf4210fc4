# The public names of the runtime. Each name loads its module on first use (PEP 562), so that importing a generated
# package loads neither httpx nor pydantic.
"""The runtime of this client, copied from clientloom's templates.

To read it in order:

    basics, operations          parts of generated modules: UNSET, options, operations, servers, schemes
    errors, messages, logs      the exceptions, their messages, the log
    parameters, encoding,       a call's arguments -> path, query, headers, body
      bodies, uploads
    security, tokens            the credentials of a request
    waiting                     methods that repeat a call until something has ended
    retry, deadline             when a failed attempt is retried; when a call ends
    settings, client, calls     settings, and the preparation of calls, without input or output
    effects, flow, redirects,   a call as a generator of effects: attempts, redirects, tokens, errors
      oauth, failures
    transport, async_transport  the two loops that execute the effects
    sync, aio, connections,     clients and resources, their environment and network
      environment, network
    decoders, drift, tolerant,  responses -> models, also if they do not match their schema
      models, unions
    reading, variants, marks,   the schema for responses; values that are sent back unchanged
      values, decimals
    responses, texts,           raw and streamed responses, and limits of their size
      header_grammar, limits
    pages, pagination           lists
    streams, events             event streams
    testing, answers            the fake for tests
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from httpx import Timeout as Timeout

    from .aio import AsyncClient as AsyncClient
    from .aio import AsyncResource as AsyncResource
    from .basics import UNSET as UNSET
    from .basics import AsyncContent as AsyncContent
    from .basics import AsyncCredential as AsyncCredential
    from .basics import AsyncFileInput as AsyncFileInput
    from .basics import Clock as Clock
    from .basics import Content as Content
    from .basics import Credential as Credential
    from .basics import File as File
    from .basics import FileInput as FileInput
    from .basics import KeyedRequestOptions as KeyedRequestOptions
    from .basics import LinesInput as LinesInput
    from .basics import RequestOptions as RequestOptions
    from .basics import Unset as Unset
    from .decimals import DecimalNumber as DecimalNumber
    from .decoders import ByMediaType as ByMediaType
    from .decoders import Bytes as Bytes
    from .decoders import Decoder as Decoder
    from .decoders import Envelope as Envelope
    from .decoders import EventStream as EventStream
    from .decoders import Json as Json
    from .decoders import JsonLines as JsonLines
    from .decoders import NamedEvents as NamedEvents
    from .decoders import NoContent as NoContent
    from .decoders import Text as Text
    from .decoders import TextEvents as TextEvents
    from .decoders import one_of as one_of
    from .drift import Drift as Drift
    from .drift import FieldDrift as FieldDrift
    from .errors import APIConnectionError as APIConnectionError
    from .errors import APIError as APIError
    from .errors import APIResponseError as APIResponseError
    from .errors import APIStatusError as APIStatusError
    from .errors import APITimeoutError as APITimeoutError
    from .errors import ArgumentError as ArgumentError
    from .errors import AuthenticationError as AuthenticationError
    from .errors import BadRequestError as BadRequestError
    from .errors import ClientClosedError as ClientClosedError
    from .errors import ConfigurationError as ConfigurationError
    from .errors import ConflictError as ConflictError
    from .errors import DeadlineExceededError as DeadlineExceededError
    from .errors import EnvelopeError as EnvelopeError
    from .errors import InvalidRequestError as InvalidRequestError
    from .errors import MissingCredentialError as MissingCredentialError
    from .errors import MissingFieldError as MissingFieldError
    from .errors import NotFoundError as NotFoundError
    from .errors import PaginationError as PaginationError
    from .errors import PermissionDeniedError as PermissionDeniedError
    from .errors import PreconditionFailedError as PreconditionFailedError
    from .errors import RateLimitError as RateLimitError
    from .errors import ResponseTooLargeError as ResponseTooLargeError
    from .errors import ResponseValidationError as ResponseValidationError
    from .errors import ServerError as ServerError
    from .errors import UndeclaredBody as UndeclaredBody
    from .errors import UnprocessableEntityError as UnprocessableEntityError
    from .errors import WaitFailedError as WaitFailedError
    from .errors import WaitTimeoutError as WaitTimeoutError
    from .events import ServerSentEvent as ServerSentEvent
    from .models import READ_ONLY as READ_ONLY
    from .models import Base64 as Base64
    from .models import Model as Model
    from .models import OneOf as OneOf
    from .operations import DEEP_OBJECT as DEEP_OBJECT
    from .operations import PIPE_DELIMITED as PIPE_DELIMITED
    from .operations import SPACE_DELIMITED as SPACE_DELIMITED
    from .operations import ApiDescription as ApiDescription
    from .operations import ApiKeyAuth as ApiKeyAuth
    from .operations import BasicAuth as BasicAuth
    from .operations import BearerAuth as BearerAuth
    from .operations import DigestAuth as DigestAuth
    from .operations import OAuth2ClientCredentials as OAuth2ClientCredentials
    from .operations import Operation as Operation
    from .operations import Part as Part
    from .operations import Request as Request
    from .operations import Retry as Retry
    from .operations import Scoped as Scoped
    from .operations import Secret as Secret
    from .operations import SecurityScheme as SecurityScheme
    from .operations import Server as Server
    from .operations import ServerVariable as ServerVariable
    from .operations import Style as Style
    from .pages import AsyncListing as AsyncListing
    from .pages import AsyncPage as AsyncPage
    from .pages import AsyncPager as AsyncPager
    from .pages import Page as Page
    from .pagination import CursorPages as CursorPages
    from .pagination import LinkPages as LinkPages
    from .pagination import NumberPages as NumberPages
    from .pagination import OffsetPages as OffsetPages
    from .pagination import Pages as Pages
    from .responses import AsyncResponseContext as AsyncResponseContext
    from .responses import AsyncStreamedResponse as AsyncStreamedResponse
    from .responses import RawResponse as RawResponse
    from .responses import ResponseContext as ResponseContext
    from .responses import StreamedResponse as StreamedResponse
    from .responses import View as View
    from .responses import async_raw as async_raw
    from .responses import async_streaming as async_streaming
    from .responses import raw as raw
    from .responses import streaming as streaming
    from .retry import RetryPolicy as RetryPolicy
    from .settings import MAX_LINE_BYTES as MAX_LINE_BYTES
    from .settings import MAX_RESPONSE_BYTES as MAX_RESPONSE_BYTES
    from .streams import AsyncStream as AsyncStream
    from .streams import Stream as Stream
    from .sync import Resource as Resource
    from .sync import SyncClient as SyncClient
    from .text_values import TextValue as TextValue
    from .unions import UnknownVariant as UnknownVariant
    from .waiting import Waiter as Waiter
    from .waiting import WaitOptions as WaitOptions

_MODULES = {
    "aio": "AsyncClient AsyncResource",
    "basics": "UNSET AsyncContent AsyncCredential AsyncFileInput Clock Content Credential File FileInput KeyedRequestOptions LinesInput RequestOptions Unset",
    "decimals": "DecimalNumber",
    "decoders": "ByMediaType Bytes Decoder Envelope EventStream Json JsonLines NamedEvents NoContent Text TextEvents one_of",
    "drift": "Drift FieldDrift",
    "errors": "APIConnectionError APIError APIResponseError APIStatusError APITimeoutError ArgumentError AuthenticationError BadRequestError ClientClosedError ConfigurationError ConflictError DeadlineExceededError EnvelopeError InvalidRequestError MissingCredentialError MissingFieldError NotFoundError PaginationError PermissionDeniedError PreconditionFailedError RateLimitError ResponseTooLargeError ResponseValidationError ServerError UndeclaredBody UnprocessableEntityError WaitFailedError WaitTimeoutError",
    "events": "ServerSentEvent",
    "models": "READ_ONLY Base64 Model OneOf",
    "operations": "DEEP_OBJECT PIPE_DELIMITED SPACE_DELIMITED ApiDescription ApiKeyAuth BasicAuth BearerAuth DigestAuth OAuth2ClientCredentials Operation Part Request Retry Scoped Secret SecurityScheme Server ServerVariable Style",
    "pages": "AsyncListing AsyncPage AsyncPager Page",
    "pagination": "CursorPages LinkPages NumberPages OffsetPages Pages",
    "responses": "AsyncResponseContext AsyncStreamedResponse RawResponse ResponseContext StreamedResponse View async_raw async_streaming raw streaming",
    "retry": "RetryPolicy",
    "settings": "MAX_LINE_BYTES MAX_RESPONSE_BYTES",
    "streams": "AsyncStream Stream",
    "sync": "Resource SyncClient",
    "text_values": "TextValue",
    "unions": "UnknownVariant",
    "waiting": "WaitOptions Waiter",
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = [*_MODULE_OF, "Timeout"]  # noqa: PLE0604  # pyright: ignore[reportUnsupportedDunderAll]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name == "Timeout":
            from httpx import Timeout

            return Timeout
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
