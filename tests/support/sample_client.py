# ruff: noqa: A002, PYI051, RUF012  (generated models and arguments look like this)
# A client as the templates would generate it, written by hand to try the runtime in place.
# Imports `templates.runtime`, the very files that are copied into every package.
"""A small shop API with one operation for each feature of the runtime."""

from __future__ import annotations

import builtins
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, Unpack, cast

from pydantic import Field

from templates.runtime import (
    DEEP_OBJECT,
    READ_ONLY,
    UNSET,
    UPLOADS,
    ApiDescription,
    ApiKeyAuth,
    APIStatusError,
    AsyncClient,
    AsyncPagedResource,
    AsyncStreamingResource,
    BasicAuth,
    BearerAuth,
    Bytes,
    CursorPages,
    DigestAuth,
    Envelope,
    EventStream,
    Json,
    JsonLines,
    LinkPages,
    Model,
    NoContent,
    NumberPages,
    OAuth2ClientCredentials,
    OffsetPages,
    OneOf,
    Operation,
    PagedResource,
    Pages,
    Part,
    Request,
    Retry,
    Secret,
    Server,
    ServerVariable,
    StreamingResource,
    SyncClient,
    Text,
    UnknownVariant,
    Unset,
    async_raw,
    async_streaming,
    check_calls,
    raw,
    streaming,
)
from templates.runtime import (
    NotFoundError as BaseNotFoundError,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Iterable, Mapping

    import httpx

    from templates.runtime import (
        AsyncContent,
        AsyncCredential,
        AsyncFileInput,
        AsyncPager,
        AsyncStream,
        Content,
        Credential,
        FileInput,
        KeyedRequestOptions,
        Page,
        RequestOptions,
        Stream,
    )


class Fault(Model):
    message: str
    code: int | None = None


class Cat(Model):
    kind: Literal["cat"]
    lives: int


class Dog(Model):
    kind: Literal["dog"]
    name: str


class Metal(Model):
    melts: float | None = None
    alloy: str | None = None


class Wood(Model):
    tree: str | None = None


class Thing(Model):
    id: Annotated[str, READ_ONLY]
    name: str
    size: int | None = None
    made: Annotated[datetime | None, Field(alias="madeAt")] = None
    colour: Literal["red", "blue"] | str = "red"
    state: Literal["new", "old"] | None = None
    pet: Annotated[Cat | Dog | UnknownVariant | None, OneOf("kind")] = None
    stuff: Annotated[Metal | Wood | UnknownVariant | None, OneOf()] = None
    parts: list[Thing] | None = None
    labels: dict[str, int] | None = None


class Cursor(Model):
    next: str | None = None


class ThingList(Model):
    data: list[Thing]
    cursor: Cursor | None = None
    total: int | None = None
    pages: int | None = None
    next: str | None = None
    more: bool | None = None


class Answer(Model):
    success: bool
    errors: list[Fault] = []
    result: Thing | None


class NotFoundError(BaseNotFoundError):
    @property
    def body(self) -> Fault | None:
        return cast("Fault | None", self._body)


KEYS = (("key",),)
FAULTS = {"4XX": Json[object](lambda: Fault), "default": Json[object](lambda: Fault)}
RETRIEVE: Operation[Thing] = Operation(
    id="retrieve",
    method="GET",
    path="/things/{id}",
    retry=Retry.SAFE,
    success={"200": Json(lambda: Thing)},
    errors=FAULTS,
    security=KEYS,
)
CREATE: Operation[Thing] = Operation(
    id="create",
    method="POST",
    path="/things",
    retry=Retry.NEVER,
    success={"2XX": Json(lambda: Thing)},
    errors=FAULTS,
    security=KEYS,
)
PAY: Operation[Thing] = Operation(
    id="pay",
    method="POST",
    path="/payments",
    retry=Retry.KEYED,
    success={"200": Json(lambda: Thing)},
    security=KEYS,
    idempotency_header="Idempotency-Key",
)
REMOVE: Operation[None] = Operation(
    id="remove",
    method="DELETE",
    path="/things/{id}",
    retry=Retry.IDEMPOTENT,
    success={"204": NoContent()},
    security=KEYS,
)
WRAPPED: Operation[Thing] = Operation(
    id="wrapped",
    method="GET",
    path="/wrapped",
    retry=Retry.SAFE,
    success={"200": Envelope(lambda: Answer, "result", "success", "errors")},
)
SEARCH: Operation[builtins.list[Thing]] = Operation(
    id="search",
    method="GET",
    path="/search",
    retry=Retry.SAFE,
    success={"200": Json(lambda: builtins.list[Thing])},
    styles={"query:filter": DEEP_OBJECT},
    content={"query:where": "application/json"},
    headers={"X-Mode": "plain"},
)
UPLOAD: Operation[object] = Operation(
    id="upload",
    method="POST",
    path="/files",
    retry=Retry.IDEMPOTENT,
    body="multipart",
    success={"200": Json(lambda: object)},
    parts={"file": Part(file=True), "meta": Part("application/json")},
)
PUT_RAW: Operation[object] = Operation(
    id="put_raw",
    method="PUT",
    path="/blobs/{key}",
    retry=Retry.IDEMPOTENT,
    body="bytes",
    success={"200": Json(lambda: object)},
)
INSERT: Operation[object] = Operation(
    id="insert",
    method="POST",
    path="/insert",
    retry=Retry.NEVER,
    body="json_lines",
    success={"200": Json(lambda: object)},
)
FORM: Operation[object] = Operation(
    id="form",
    method="POST",
    path="/form",
    retry=Retry.NEVER,
    body="form",
    success={"200": Json(lambda: object)},
)
DOWNLOAD: Operation[bytes] = Operation(
    id="download",
    method="GET",
    path="/download",
    retry=Retry.SAFE,
    success={"200": Bytes("application/pdf")},
)
EXPORT: Operation[str] = Operation(
    id="export",
    method="GET",
    path="/export",
    retry=Retry.SAFE,
    success={"200": Text("text/csv")},
)
WATCH: Operation[Thing] = Operation(
    id="watch",
    method="GET",
    path="/watch",
    retry=Retry.SAFE,
    success={"200": EventStream(lambda: Thing)},
)
CHAT: Operation[Thing] = Operation(
    id="chat",
    method="POST",
    path="/chat",
    retry=Retry.NEVER,
    success={"200": EventStream(lambda: Thing)},
)
ROWS: Operation[Thing] = Operation(
    id="rows",
    method="GET",
    path="/rows",
    retry=Retry.SAFE,
    success={"200": JsonLines(lambda: Thing)},
)


def _listing(path: str) -> Operation[ThingList]:
    return Operation(
        id=path.strip("/"),
        method="GET",
        path=path,
        retry=Retry.SAFE,
        success={"200": Json(lambda: ThingList)},
    )


LIST = _listing("/list")
CURSOR: Pages[ThingList, Thing] = CursorPages(
    items=("data",), cursor=("cursor", "next"), parameter="query:after"
)
OFFSET: Pages[ThingList, Thing] = OffsetPages(
    items=("data",), offset="query:offset", limit="query:limit", total=("total",)
)
NUMBER: Pages[ThingList, Thing] = NumberPages(
    items=("data",), page="query:page", per_page="query:limit", total_pages=("pages",)
)
CAPPED: Pages[ThingList, Thing] = OffsetPages(
    items=("data",), offset="query:offset", limit="query:limit", largest=2
)
COUNTED: Pages[ThingList, Thing] = NumberPages(
    items=("data",), page="query:page", per_page="query:limit", total=("total",)
)
LINK: Pages[ThingList, Thing] = LinkPages(items=("data",), next=("next",))
HEADER: Pages[ThingList, Thing] = LinkPages(items=("data",), next=None)
LAST_ITEM: Pages[ThingList, Thing] = CursorPages(
    items=("data",), parameter="query:after", has_more=("more",), item_cursor="id"
)
ENDLESS: Pages[ThingList, Thing] = CursorPages(
    items=("data",), cursor=("cursor", "next"), parameter="query:after", max_pages=5
)
PAGES = {
    "cursor": CURSOR,
    "offset": OFFSET,
    "number": NUMBER,
    "capped": CAPPED,
    "counted": COUNTED,
    "link": LINK,
    "header": HEADER,
    "last item": LAST_ITEM,
    "endless": ENDLESS,
}


class Things(PagedResource, StreamingResource):
    def retrieve(self, id: str, **options: Unpack[RequestOptions]) -> Thing:
        return self._send(Request(RETRIEVE, path={"id": id}), options)

    def create(
        self,
        *,
        name: str,
        size: int | Unset | None = UNSET,
        parts: object = UNSET,
        **options: Unpack[RequestOptions],
    ) -> Thing:
        return self._send(
            Request(CREATE, body={"name": name, "size": size, "parts": parts}), options
        )

    def pay(self, *, name: str, **options: Unpack[KeyedRequestOptions]) -> Thing:
        return self._send(Request(PAY, body={"name": name}), options)

    def remove(self, id: str, **options: Unpack[RequestOptions]) -> None:
        return self._send(Request(REMOVE, path={"id": id}), options)

    def wrapped(self, **options: Unpack[RequestOptions]) -> Thing:
        return self._send(Request(WRAPPED), options)

    def search(
        self, *, filter: object = UNSET, where: object = UNSET, **options: Unpack[RequestOptions]
    ) -> builtins.list[Thing]:
        return self._send(Request(SEARCH, query={"filter": filter, "where": where}), options)

    def upload(
        self,
        *,
        file: FileInput,
        purpose: str | Unset = UNSET,
        meta: Mapping[str, object] | Unset = UNSET,
        **options: Unpack[RequestOptions],
    ) -> object:
        fields = {"purpose": purpose, "meta": meta, "file": file}
        return self._send(Request(UPLOAD, body=fields), options)

    def put_raw(self, key: str, content: Content, **options: Unpack[RequestOptions]) -> object:
        return self._send(Request(PUT_RAW, path={"key": key}, body=content), options)

    def insert(self, items: Iterable[object], **options: Unpack[RequestOptions]) -> object:
        return self._send(Request(INSERT, body=items), options)

    def form(self, *, values: Mapping[str, object], **options: Unpack[RequestOptions]) -> object:
        return self._send(Request(FORM, body=values), options)

    def download(self, **options: Unpack[RequestOptions]) -> bytes:
        return self._send(Request(DOWNLOAD), options)

    def export(self, **options: Unpack[RequestOptions]) -> str:
        return self._send(Request(EXPORT), options)

    def watch(self, **options: Unpack[RequestOptions]) -> Stream[Thing]:
        return self._send_stream(Request(WATCH), options)

    def chat(self, **options: Unpack[RequestOptions]) -> Stream[Thing]:
        return self._send_stream(Request(CHAT, body={}), options)

    def rows(self, **options: Unpack[RequestOptions]) -> Stream[Thing]:
        return self._send_stream(Request(ROWS), options)

    def list(
        self,
        *,
        by: str = "cursor",
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        **options: Unpack[RequestOptions],
    ) -> Page[Thing, ThingList]:
        return self._send_page(
            Request(LIST, query={"limit": limit, "offset": offset}), PAGES[by], options
        )

    @property
    def with_raw_response(self) -> ThingsRaw:
        return ThingsRaw(self._as_raw())

    @property
    def with_streaming_response(self) -> ThingsStreamed:
        return ThingsStreamed(self._as_streamed())


class ThingsRaw:
    def __init__(self, resource: Things) -> None:
        self.retrieve = raw(resource.retrieve)
        self.list = raw(resource.list)
        self.watch = raw(resource.watch)


class ThingsStreamed:
    def __init__(self, resource: Things) -> None:
        self.retrieve = streaming(resource.retrieve)
        self.download = streaming(resource.download)
        self.list = streaming(resource.list)


class AsyncThings(AsyncPagedResource, AsyncStreamingResource):
    async def retrieve(self, id: str, **options: Unpack[RequestOptions]) -> Thing:
        return await self._send(Request(RETRIEVE, path={"id": id}), options)

    async def create(
        self,
        *,
        name: str,
        size: int | Unset | None = UNSET,
        parts: object = UNSET,
        **options: Unpack[RequestOptions],
    ) -> Thing:
        return await self._send(
            Request(CREATE, body={"name": name, "size": size, "parts": parts}), options
        )

    async def pay(self, *, name: str, **options: Unpack[KeyedRequestOptions]) -> Thing:
        return await self._send(Request(PAY, body={"name": name}), options)

    async def remove(self, id: str, **options: Unpack[RequestOptions]) -> None:
        return await self._send(Request(REMOVE, path={"id": id}), options)

    async def wrapped(self, **options: Unpack[RequestOptions]) -> Thing:
        return await self._send(Request(WRAPPED), options)

    async def search(
        self, *, filter: object = UNSET, where: object = UNSET, **options: Unpack[RequestOptions]
    ) -> builtins.list[Thing]:
        return await self._send(Request(SEARCH, query={"filter": filter, "where": where}), options)

    async def upload(
        self,
        *,
        file: AsyncFileInput,
        purpose: str | Unset = UNSET,
        meta: Mapping[str, object] | Unset = UNSET,
        **options: Unpack[RequestOptions],
    ) -> object:
        fields = {"purpose": purpose, "meta": meta, "file": file}
        return await self._send(Request(UPLOAD, body=fields), options)

    async def put_raw(
        self, key: str, content: AsyncContent, **options: Unpack[RequestOptions]
    ) -> object:
        return await self._send(Request(PUT_RAW, path={"key": key}, body=content), options)

    async def insert(
        self, items: Iterable[object] | AsyncIterable[object], **options: Unpack[RequestOptions]
    ) -> object:
        return await self._send(Request(INSERT, body=items), options)

    async def form(
        self, *, values: Mapping[str, object], **options: Unpack[RequestOptions]
    ) -> object:
        return await self._send(Request(FORM, body=values), options)

    async def download(self, **options: Unpack[RequestOptions]) -> bytes:
        return await self._send(Request(DOWNLOAD), options)

    async def export(self, **options: Unpack[RequestOptions]) -> str:
        return await self._send(Request(EXPORT), options)

    async def watch(self, **options: Unpack[RequestOptions]) -> AsyncStream[Thing]:
        return await self._send_stream(Request(WATCH), options)

    async def chat(self, **options: Unpack[RequestOptions]) -> AsyncStream[Thing]:
        return await self._send_stream(Request(CHAT, body={}), options)

    async def rows(self, **options: Unpack[RequestOptions]) -> AsyncStream[Thing]:
        return await self._send_stream(Request(ROWS), options)

    def list(
        self,
        *,
        by: str = "cursor",
        limit: int | Unset = UNSET,
        offset: int | Unset = UNSET,
        **options: Unpack[RequestOptions],
    ) -> AsyncPager[Thing, ThingList]:
        return self._send_page(
            Request(LIST, query={"limit": limit, "offset": offset}), PAGES[by], options
        )

    @property
    def with_raw_response(self) -> AsyncThingsRaw:
        return AsyncThingsRaw(self._as_raw())

    @property
    def with_streaming_response(self) -> AsyncThingsStreamed:
        return AsyncThingsStreamed(self._as_streamed())


class AsyncThingsRaw:
    def __init__(self, resource: AsyncThings) -> None:
        self.retrieve = async_raw(resource.retrieve)
        self.list = async_raw(resource.list)
        self.watch = async_raw(resource.watch)


class AsyncThingsStreamed:
    def __init__(self, resource: AsyncThings) -> None:
        self.retrieve = async_streaming(resource.retrieve)
        self.download = async_streaming(resource.download)
        self.list = async_streaming(resource.list)


def _error_classes() -> Mapping[str, type[APIStatusError]]:
    return {"404": NotFoundError}


API = ApiDescription(
    encoders=UPLOADS,
    check_calls=check_calls,
    title="Shop",
    name="shop-client",
    version="1.2.3",
    servers=(
        Server(
            "https://{region}.shop.invalid/v1",
            (ServerVariable("region", "eu", ("eu", "us")),),
        ),
        Server("https://other.shop.invalid"),
    ),
    schemes=(
        ApiKeyAuth("key", "X-Shop-Key", "header", Secret("api_key", "SHOP_API_KEY")),
        ApiKeyAuth("query", "api_key", "query", Secret("api_key", "SHOP_API_KEY")),
        ApiKeyAuth("cookie", "sid", "cookie", Secret("session", "SHOP_SESSION")),
        BasicAuth("basic", Secret("email", "SHOP_EMAIL"), Secret("password", "SHOP_PASSWORD")),
        DigestAuth("digest", Secret("email", "SHOP_EMAIL"), Secret("password", "SHOP_PASSWORD")),
        BearerAuth("bearer", Secret("token", "SHOP_TOKEN")),
        OAuth2ClientCredentials(
            "oauth",
            "/oauth/token",
            Secret("client_id", "SHOP_CLIENT_ID"),
            Secret("client_secret", "SHOP_CLIENT_SECRET"),
            Secret("access_token", "SHOP_ACCESS_TOKEN"),
        ),
    ),
    security=KEYS,
    headers={"X-Version": "7"},
    error_classes=_error_classes,
)


class Shop(SyncClient):
    def __init__(
        self,
        *,
        api_key: Credential | None = None,
        session: Credential | None = None,
        email: Credential | None = None,
        password: Credential | None = None,
        token: Credential | None = None,
        client_id: Credential | None = None,
        client_secret: Credential | None = None,
        access_token: Credential | None = None,
        http_client: httpx.Client | None = None,
        **arguments: Any,
    ) -> None:
        super().__init__(
            API,
            credentials={
                "key": (api_key,),
                "query": (api_key,),
                "cookie": (session,),
                "basic": (email, password),
                "digest": (email, password),
                "bearer": (token,),
                "oauth": (client_id, client_secret, access_token),
            },
            http_client=http_client,
            **arguments,
        )

    @cached_property
    def things(self) -> Things:
        return Things(self)


class AsyncShop(AsyncClient):
    def __init__(
        self,
        *,
        api_key: AsyncCredential | None = None,
        session: AsyncCredential | None = None,
        email: AsyncCredential | None = None,
        password: AsyncCredential | None = None,
        token: AsyncCredential | None = None,
        client_id: AsyncCredential | None = None,
        client_secret: AsyncCredential | None = None,
        access_token: AsyncCredential | None = None,
        http_client: httpx.AsyncClient | None = None,
        **arguments: Any,
    ) -> None:
        super().__init__(
            API,
            credentials={
                "key": (api_key,),
                "query": (api_key,),
                "cookie": (session,),
                "basic": (email, password),
                "digest": (email, password),
                "bearer": (token,),
                "oauth": (client_id, client_secret, access_token),
            },
            http_client=http_client,
            **arguments,
        )

    @cached_property
    def things(self) -> AsyncThings:
        return AsyncThings(self)
