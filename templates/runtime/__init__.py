# The public names of the runtime. Each name loads its module on first use (PEP 562), so that importing a generated
# package loads neither the HTTP library nor pydantic.
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
    from .core.api import ApiDescription as ApiDescription
    from .core.api import ApiKeyAuth as ApiKeyAuth
    from .core.api import BasicAuth as BasicAuth
    from .core.api import BearerAuth as BearerAuth
    from .core.api import DigestAuth as DigestAuth
    from .core.api import Secret as Secret
    from .core.api import SecurityScheme as SecurityScheme
    from .core.basics import UNSET as UNSET
    from .core.basics import AsyncContent as AsyncContent
    from .core.basics import AsyncCredential as AsyncCredential
    from .core.basics import AsyncFileInput as AsyncFileInput
    from .core.basics import ClientParameter as ClientParameter
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
    from .core.drift import Reading as Reading
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
    from .core.errors import JsonValue as JsonValue
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
    from .core.errors import UnexpectedVariantError as UnexpectedVariantError
    from .core.errors import UnprocessableEntityError as UnprocessableEntityError
    from .core.http import Timeout as Timeout
    from .core.lazy import lazy as lazy
    from .core.operations import DEEP_OBJECT as DEEP_OBJECT
    from .core.operations import PIPE_DELIMITED as PIPE_DELIMITED
    from .core.operations import SPACE_DELIMITED as SPACE_DELIMITED
    from .core.operations import Operation as Operation
    from .core.operations import Part as Part
    from .core.operations import Request as Request
    from .core.operations import Retry as Retry
    from .core.operations import Scoped as Scoped
    from .core.operations import Server as Server
    from .core.operations import ServerVariable as ServerVariable
    from .core.operations import Style as Style
    from .data.constants import Constant as Constant
    from .data.decimals import DecimalNumber as DecimalNumber
    from .data.models import READ_ONLY as READ_ONLY
    from .data.models import Base64 as Base64
    from .data.models import Model as Model
    from .data.models import OneOf as OneOf
    from .data.models import WholeNumber as WholeNumber
    from .data.models import iterate_items as iterate_items
    from .data.unions import UnknownVariant as UnknownVariant
    from .data.unions import narrow as narrow
    from .exchange.attempts import Attempt as Attempt
    from .exchange.attempts import Tracing as Tracing
    from .exchange.rate_limit import RateLimit as RateLimit
    from .exchange.retry import RetryPolicy as RetryPolicy
    from .features.env_settings import env_choice as env_choice
    from .features.env_settings import env_integer as env_integer
    from .features.env_settings import env_number as env_number
    from .features.env_settings import env_text as env_text
    from .features.env_settings import env_url as env_url
    from .features.fake.testing import Fake as Fake
    from .features.fake.testing import FakeClock as FakeClock
    from .features.fake.testing import RecordedRequest as RecordedRequest
    from .features.fake.testing import Stub as Stub
    from .features.fake.testing import UnstubbedCallError as UnstubbedCallError
    from .features.listings import AsyncListing as AsyncListing
    from .features.listings import AsyncListingResource as AsyncListingResource
    from .features.oauth.tokens import OAuth2ClientCredentials as OAuth2ClientCredentials
    from .features.pagination.counts import NumberPages as NumberPages
    from .features.pagination.counts import OffsetPages as OffsetPages
    from .features.pagination.cursors import CursorPages as CursorPages
    from .features.pagination.links import LinkPages as LinkPages
    from .features.pagination.pages import AsyncPage as AsyncPage
    from .features.pagination.pages import AsyncPager as AsyncPager
    from .features.pagination.pages import Page as Page
    from .features.pagination.pagination import Pages as Pages
    from .features.pagination.resources import AsyncPagedResource as AsyncPagedResource
    from .features.pagination.resources import PagedResource as PagedResource
    from .features.streaming.binary import AsyncBinaryResponse as AsyncBinaryResponse
    from .features.streaming.binary import AsyncDownloadingResource as AsyncDownloadingResource
    from .features.streaming.binary import BinaryResponse as BinaryResponse
    from .features.streaming.binary import DownloadingResource as DownloadingResource
    from .features.streaming.decoders import EventStream as EventStream
    from .features.streaming.decoders import JsonLines as JsonLines
    from .features.streaming.decoders import NamedEvents as NamedEvents
    from .features.streaming.decoders import TextEvents as TextEvents
    from .features.streaming.events import ServerSentEvent as ServerSentEvent
    from .features.streaming.resources import AsyncStreamingResource as AsyncStreamingResource
    from .features.streaming.resources import StreamingResource as StreamingResource
    from .features.streaming.streams import AsyncStream as AsyncStream
    from .features.streaming.streams import Stream as Stream
    from .features.telemetry import OpenTelemetry as OpenTelemetry
    from .features.text_values import Form as Form
    from .features.text_values import TextValue as TextValue
    from .features.uploads.encoders import UPLOADS as UPLOADS
    from .features.validation.entry import check_calls as check_calls
    from .features.waiters.resources import AsyncWaitingResource as AsyncWaitingResource
    from .features.waiters.resources import WaitingResource as WaitingResource
    from .features.waiters.waiting import Waiter as Waiter
    from .features.waiters.waiting import WaitFailedError as WaitFailedError
    from .features.waiters.waiting import WaitOptions as WaitOptions
    from .features.waiters.waiting import WaitTimeoutError as WaitTimeoutError
    from .features.webhooks.events import Event as Event
    from .features.webhooks.events import UnknownEvent as UnknownEvent
    from .features.webhooks.events import Verify as Verify
    from .features.webhooks.events import Webhook as Webhook
    from .features.webhooks.events import Webhooks as Webhooks
    from .features.webhooks.events import unverified as unverified
    from .features.webhooks.fake import SignedEvent as SignedEvent
    from .features.webhooks.fake import WebhookFake as WebhookFake
    from .features.webhooks.signatures import HmacSignature as HmacSignature
    from .features.webhooks.signatures import StandardWebhooks as StandardWebhooks
    from .features.webhooks.signatures import WebhookVerificationError as WebhookVerificationError
    from .features.xml.bodies import XML_BODIES as XML_BODIES
    from .features.xml.bodies import Xml as Xml
    from .features.xml.forms import XmlForm as XmlForm
    from .results.decoders import ByMediaType as ByMediaType
    from .results.decoders import Bytes as Bytes
    from .results.decoders import Decoder as Decoder
    from .results.decoders import Envelope as Envelope
    from .results.decoders import Exists as Exists
    from .results.decoders import Json as Json
    from .results.decoders import NoContent as NoContent
    from .results.decoders import ResponseHeaders as ResponseHeaders
    from .results.decoders import Text as Text
    from .results.decoders import Undeclared as Undeclared
    from .results.decoders import one_of as one_of
    from .results.responses import RawResponse as RawResponse
    from .results.responses import View as View
    from .results.responses import async_raw as async_raw
    from .results.responses import raw as raw
    from .results.streamed import AsyncResponseContext as AsyncResponseContext
    from .results.streamed import AsyncStreamedResponse as AsyncStreamedResponse
    from .results.streamed import ResponseContext as ResponseContext
    from .results.streamed import StreamedResponse as StreamedResponse
    from .results.streamed import async_streaming as async_streaming
    from .results.streamed import streaming as streaming
    from .wire.bodies import spread_pairs as spread_pairs

_MODULES = {
    "clients.aio": "AsyncClient AsyncResource",
    "clients.settings": "MAX_LINE_BYTES MAX_RESPONSE_BYTES",
    "clients.sync": "Resource SyncClient",
    "core.api": "ApiDescription ApiKeyAuth BasicAuth BearerAuth DigestAuth Secret SecurityScheme",
    "core.basics": "AsyncContent AsyncCredential AsyncFileInput ClientParameter Clock Content Credential File FileInput KeyedRequestOptions LinesInput RequestOptions UNSET Unset",
    "core.drift": "Drift FieldDrift Reading",
    "core.errors": "APIConnectionError APIError APIResponseError APIStatusError APITimeoutError ArgumentError AuthenticationError BadRequestError ClientClosedError ConfigurationError ConflictError DeadlineExceededError EnvelopeError InvalidRequestError JsonValue MissingCredentialError MissingFieldError NotFoundError PaginationError PermissionDeniedError PreconditionFailedError RateLimitError ResponseTooLargeError ResponseValidationError ServerError UndeclaredBody UnexpectedVariantError UnprocessableEntityError",
    "core.http": "Timeout",
    "core.lazy": "lazy",
    "core.operations": "DEEP_OBJECT Operation PIPE_DELIMITED Part Request Retry SPACE_DELIMITED Scoped Server ServerVariable Style",
    "data.constants": "Constant",
    "data.decimals": "DecimalNumber",
    "data.models": "Base64 Model OneOf READ_ONLY WholeNumber iterate_items",
    "data.unions": "UnknownVariant narrow",
    "exchange.attempts": "Attempt Tracing",
    "exchange.rate_limit": "RateLimit",
    "exchange.retry": "RetryPolicy",
    "features.streaming.binary": "AsyncBinaryResponse AsyncDownloadingResource BinaryResponse DownloadingResource",
    "features.env_settings": "env_choice env_integer env_number env_text env_url",
    "features.fake.testing": "Fake FakeClock RecordedRequest Stub UnstubbedCallError",
    "features.listings": "AsyncListing AsyncListingResource",
    "features.oauth.tokens": "OAuth2ClientCredentials",
    "features.pagination.counts": "NumberPages OffsetPages",
    "features.pagination.cursors": "CursorPages",
    "features.pagination.links": "LinkPages",
    "features.pagination.pages": "AsyncPage AsyncPager Page",
    "features.pagination.pagination": "Pages",
    "features.pagination.resources": "AsyncPagedResource PagedResource",
    "features.streaming.decoders": "EventStream JsonLines NamedEvents TextEvents",
    "features.streaming.events": "ServerSentEvent",
    "features.streaming.resources": "AsyncStreamingResource StreamingResource",
    "features.streaming.streams": "AsyncStream Stream",
    "features.telemetry": "OpenTelemetry",
    "features.text_values": "Form TextValue",
    "features.uploads.encoders": "UPLOADS",
    "features.validation.entry": "check_calls",
    "features.waiters.resources": "AsyncWaitingResource WaitingResource",
    "features.waiters.waiting": "WaitFailedError WaitOptions WaitTimeoutError Waiter",
    "features.webhooks.events": "Event UnknownEvent Verify Webhook Webhooks unverified",
    "features.webhooks.fake": "SignedEvent WebhookFake",
    "features.xml.bodies": "XML_BODIES Xml",
    "features.xml.forms": "XmlForm",
    "features.webhooks.signatures": "HmacSignature StandardWebhooks WebhookVerificationError",
    "results.decoders": "ByMediaType Bytes Decoder Envelope Exists Json NoContent ResponseHeaders Text Undeclared one_of",
    "results.responses": "RawResponse View async_raw raw",
    "results.streamed": "AsyncResponseContext AsyncStreamedResponse ResponseContext StreamedResponse async_streaming streaming",
    "wire.bodies": "spread_pairs",
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = [*_MODULE_OF]  # noqa: PLE0604  # pyright: ignore[reportUnsupportedDunderAll]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
