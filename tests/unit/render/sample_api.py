# An API made by hand that has one of everything a generated package can say.
"""`SAMPLE`: paths with two parameters, every kind of body, result, pagination, credential and server."""

from __future__ import annotations

from clientloom.config.settings import OPTIONAL
from clientloom.diagnostics import Span
from clientloom.ir import (
    AliasSchema,
    Anything,
    Api,
    ApiKey,
    BasicAuth,
    BearerAuth,
    Binary,
    Body,
    BodyKind,
    BytesResult,
    ClientHeader,
    Credential,
    CursorPages,
    Defaulted,
    Discriminator,
    EnvelopeResult,
    ErrorResponse,
    EventStreamResult,
    Field,
    JsonLinesResult,
    JsonResult,
    LinkPages,
    ListOf,
    LiteralOf,
    Location,
    MapOf,
    Named,
    NoContent,
    Nullable,
    NumberPages,
    OAuth2ClientCredentials,
    ObjectSchema,
    OffsetPages,
    Operation,
    Optional,
    PackageNames,
    Pagination,
    Parameter,
    Part,
    Presence,
    Primitive,
    PrimitiveKind,
    Required,
    Requirement,
    Resource,
    Response,
    Result,
    RetryClass,
    Server,
    ServerVariable,
    Style,
    TextResult,
    TypeRef,
    UnionOf,
    Variant,
    Webhook,
)

SPAN = Span("sample.yaml", 1, 1)
STR = Primitive(PrimitiveKind.STRING)
INT = Primitive(PrimitiveKind.INTEGER)
BOOL = Primitive(PrimitiveKind.BOOLEAN)
WHEN = Primitive(PrimitiveKind.DATETIME)
JSON = "application/json"
HOSTILE = 'Ends in a quote " and \\ and """; import os\n\u202eright to left\x00'


def field(
    name: str, type_: TypeRef, presence: Presence | None = None, wire: str = "", doc: str = ""
) -> Field:
    """A property; required unless said otherwise."""
    return Field(
        name=name,
        wire_name=wire or name,
        type=type_,
        presence=presence or Required(),
        doc=doc,
        span=SPAN,
    )


def model(name: str, *fields: Field, sent: bool = False) -> ObjectSchema:
    """An object schema that is received, and sent where said so."""
    return ObjectSchema(
        id=f"/components/schemas/{name}",
        name=name,
        doc="",
        fields=fields,
        span=SPAN,
        used_in_request=sent,
        used_in_response=True,
    )


def alias(name: str, type_: TypeRef, *, sent: bool = False) -> AliasSchema:
    """Another name for a type."""
    return AliasSchema(
        id=f"/components/schemas/{name}",
        name=name,
        doc="",
        type=type_,
        span=SPAN,
        used_in_request=sent,
        used_in_response=True,
    )


def named(name: str) -> Named:
    """A reference to a schema by its name."""
    return Named(f"/components/schemas/{name}")


def parameter(
    name: str,
    location: Location,
    type_: TypeRef = STR,
    *,
    presence: Presence | None = None,
    wire: str = "",
    style: Style | None = None,
    explode: bool | None = None,
    reserved: bool = False,
    content: str | None = None,
    constant: str | None = None,
) -> Parameter:
    """A parameter in the style that OpenAPI gives its location, unless said otherwise."""
    form = location in (Location.QUERY, Location.COOKIE)
    return Parameter(
        name=name,
        wire_name=wire or name,
        location=location,
        type=type_,
        presence=presence or (Required() if location is Location.PATH else Optional()),
        doc=f"The {name}.",
        span=SPAN,
        style=style or (Style.FORM if form else Style.SIMPLE),
        explode=form if explode is None else explode,
        allow_reserved=reserved,
        content=content,
        constant=constant,
    )


def operation(
    accessor: str,
    http: str,
    result: Result,
    *,
    parameters: tuple[Parameter, ...] = (),
    body: Body | None = None,
    responses: tuple[Response, ...] | None = None,
    errors: tuple[ErrorResponse, ...] = (),
    retry: RetryClass = RetryClass.SAFE,
    pagination: Pagination | None = None,
    requirements: tuple[Requirement, ...] | None = None,
    servers: tuple[Server, ...] = (),
    variants: tuple[Variant, ...] = (),
    doc: str = "",
    deprecated: bool = False,
    idempotency_header: str | None = None,
) -> Operation:
    """An operation: `accessor` is "resource.method", `http` is "GET /path"."""
    resource, name = accessor.split(".")
    method, path = http.split(" ")
    return Operation(
        id=accessor.replace(".", "_"),
        name=name,
        resource=resource,
        method=method,
        path=path,
        pointer=f"/paths/{path.replace('/', '~1')}/{method.lower()}",
        span=SPAN,
        summary=f"{name.replace('_', ' ')} something".capitalize(),
        doc=doc,
        parameters=parameters,
        body=body,
        responses=(Response(status="200", result=result, doc="What was asked for."),)
        if responses is None
        else responses,
        result=result,
        errors=errors,
        requirements=BEARER if requirements is None else requirements,
        retry=retry,
        pagination=pagination,
        servers=servers,
        variants=variants,
        deprecated=deprecated,
        idempotency_header=idempotency_header,
    )


def json_body(*fields: Field, required: bool = True) -> Body:
    """A JSON object of which each field is an argument."""
    return Body(
        kind=BodyKind.JSON,
        media_types=(JSON,),
        type=Anything(),
        required=required,
        parts=tuple(Part(field=f) for f in fields),
    )


BEARER = (Requirement(schemes=(("bearer", ()),)),)
PROBLEM = ErrorResponse(status="404", type=named("Problem"), doc="There is no such thing.")

SCHEMAS = (
    alias("Colour", LiteralOf(("red", "green")), sent=True),
    alias(
        "Pet",
        UnionOf(
            (named("Cat"), named("Dog")),
            Discriminator("kind", (("cat", named("Cat").id), ("dog", named("Dog").id))),
        ),
        sent=True,
    ),
    model("Cat", field("kind", LiteralOf(("cat",), closed=True)), field("lives", INT), sent=True),
    model(
        "Note", field("n", INT), field("tags", ListOf(STR)), field("cat", Nullable(named("Cat")))
    ),
    model("Dog", field("kind", LiteralOf(("dog",), closed=True)), field("bark", BOOL), sent=True),
    model(
        "Page", field("items_", ListOf(named("Thing")), wire="items"), field("next", Nullable(STR))
    ),
    model("Problem", field("message", STR)),
    model("Failure", field("code", INT)),
    model(
        "Thing",
        field("id", STR),
        field("made_at", WHEN, Optional(), wire="madeAt"),
        field("colour", named("Colour"), Optional()),
        field("pet", named("Pet"), Optional()),
        sent=True,
    ),
    model("Wrapped", field("success", BOOL), field("result", Nullable(named("Thing")))),
)

THINGS = (
    operation(
        "things.list",
        "GET /things",
        JsonResult(media_type=JSON, type=named("Page")),
        parameters=(
            parameter("page_token", Location.QUERY, wire="pageToken"),
            parameter(
                "tags", Location.QUERY, ListOf(STR), style=Style.PIPE_DELIMITED, explode=False
            ),
            parameter("where", Location.QUERY, MapOf(STR), style=Style.DEEP_OBJECT),
            parameter("shape", Location.QUERY, MapOf(INT), content=JSON),
            parameter("path_like", Location.QUERY, reserved=True),
            parameter("version", Location.HEADER, wire="X-Version", constant='"7"'),
            parameter("fixed", Location.QUERY, wire="fixed", constant="3"),
            parameter("session", Location.COOKIE),
        ),
        pagination=CursorPages(
            items=("items_",), item=named("Thing"), parameter="query:pageToken", cursor=("next",)
        ),
        errors=(PROBLEM, ErrorResponse(status="default", type=named("Failure"), doc="")),
    ),
    operation(
        "things.get",
        "GET /shelves/{shelf}/things/{thing_id}",
        JsonResult(media_type=JSON, type=named("Thing")),
        parameters=(
            parameter("shelf", Location.PATH, INT),
            parameter("thing_id", Location.PATH, style=Style.LABEL),
            parameter("since", Location.QUERY, WHEN),
        ),
        errors=(
            PROBLEM,
            ErrorResponse(status="503", type=named("Failure"), doc="Overloaded."),
            ErrorResponse(status="418", type=None, doc="A teapot."),
        ),
        doc=HOSTILE,
    ),
    operation(
        "things.set",
        "PUT /things/{thing_id}",
        JsonResult(media_type=JSON, type=named("Thing")),
        parameters=(parameter("thing_id", Location.PATH),),
        body=Body(kind=BodyKind.JSON, media_types=(JSON,), type=named("Thing"), required=True),
        retry=RetryClass.IDEMPOTENT,
    ),
    operation(
        "things.create",
        "POST /things",
        EnvelopeResult(
            media_type=JSON,
            envelope=named("Wrapped"),
            field="result",
            type=Nullable(named("Thing")),
            success="success",
        ),
        body=json_body(
            field("colour", named("Colour"), Defaulted('"red"'), doc="Its colour."),
            field("class_", STR, wire="class"),
            field("pet", named("Pet"), Optional()),
            field("parts", ListOf(named("Thing")), Optional()),
            field("anything", Anything(), Optional()),
        ),
        retry=RetryClass.KEYED,
        idempotency_header="Idempotency-Key",
    ),
    operation(
        "things.delete",
        "DELETE /things/{thing_id}",
        NoContent(),
        parameters=(parameter("thing_id", Location.PATH),),
        responses=(),
        retry=RetryClass.IDEMPOTENT,
        requirements=(),
        deprecated=True,
    ),
    operation(
        "things.str",
        "GET /things/count",
        JsonResult(media_type=JSON, type=ListOf(LiteralOf((1, 2)))),
        requirements=(Requirement(schemes=()), Requirement(schemes=(("key", ()), ("basic", ())))),
    ),
    operation(
        "things.by_offset",
        "GET /offset",
        JsonResult(media_type=JSON, type=ListOf(named("Thing"))),
        parameters=(
            parameter("offset", Location.QUERY, INT),
            parameter("limit", Location.QUERY, INT),
        ),
        pagination=OffsetPages(
            items=(), item=named("Thing"), offset="query:offset", limit="query:limit"
        ),
    ),
    operation(
        "things.by_number",
        "GET /number",
        JsonResult(media_type=JSON, type=ListOf(named("Pet"))),
        parameters=(parameter("page", Location.QUERY, INT),),
        pagination=NumberPages(
            items=(), item=named("Pet"), page="query:page", per_page=None, start=0
        ),
    ),
    operation(
        "things.by_link",
        "GET /link",
        JsonResult(media_type=JSON, type=ListOf(STR)),
        pagination=LinkPages(items=(), item=STR, next=None),
    ),
)

FILES = (
    operation(
        "files.upload",
        "POST /files",
        JsonResult(media_type=JSON, type=MapOf(Anything())),
        body=Body(
            kind=BodyKind.MULTIPART,
            media_types=("multipart/form-data",),
            required=True,
            parts=(
                Part(field=field("file", Binary()), is_file=True),
                Part(field=field("meta", named("Thing"), Optional()), content_type=JSON),
                Part(field=field("labels", ListOf(STR), Optional()), is_list=True),
            ),
        ),
        retry=RetryClass.NEVER,
    ),
    operation(
        "files.put",
        "PUT /files/{name}",
        NoContent(),
        parameters=(parameter("name", Location.PATH),),
        body=Body(
            kind=BodyKind.BYTES,
            media_types=("application/pdf",),
            required=False,
            type=Binary(),
            argument="content",
        ),
        responses=(Response(status="204", result=NoContent(), doc=""),),
        retry=RetryClass.IDEMPOTENT,
        servers=(
            Server(
                url="https://{zone}.upload.example.com",
                variables=(ServerVariable(name="zone", wire_name="zone", default="a"),),
            ),
        ),
    ),
    operation(
        "files.get",
        "GET /files/{name}",
        BytesResult(media_type="application/pdf"),
        parameters=(parameter("name", Location.PATH),),
    ),
    operation("files.export", "GET /export", TextResult(media_type="text/csv")),
    operation(
        "files.login",
        "POST /login",
        UNION := JsonResult(media_type=JSON, type=UnionOf((named("Cat"), named("Thing")))),
        body=Body(
            kind=BodyKind.FORM,
            media_types=("application/x-www-form-urlencoded",),
            required=False,
            parts=(
                Part(field=field("user", STR)),
                Part(
                    field=field("scopes", ListOf(STR), Optional()),
                    style=Style.SPACE_DELIMITED,
                    explode=False,
                ),
            ),
        ),
        responses=(
            Response(status="200", result=UNION, doc="Logged in."),
            Response(status="204", result=NoContent(), doc="Was already."),
        ),
        retry=RetryClass.NEVER,
    ),
    operation(
        "files.note",
        "POST /note",
        NoContent(),
        body=Body(
            kind=BodyKind.TEXT,
            media_types=("text/plain",),
            required=True,
            type=STR,
            argument="content",
        ),
        retry=RetryClass.NEVER,
    ),
    operation(
        "files.insert",
        "POST /insert",
        JsonResult(media_type="application/vnd.api+json", type=named("Thing")),
        body=Body(
            kind=BodyKind.JSON_LINES,
            media_types=("application/x-ndjson",),
            required=True,
            type=named("Pet"),
            argument="items",
        ),
        retry=RetryClass.NEVER,
        variants=(
            Variant(
                name="insert_stream",
                body=Body(
                    kind=BodyKind.JSON_LINES,
                    media_types=("application/x-ndjson",),
                    required=True,
                    type=named("Pet"),
                    argument="items",
                ),
                responses=(
                    Response(
                        status="200",
                        result=(
                            EVENTS := EventStreamResult(
                                media_type="text/event-stream", item=named("Pet")
                            )
                        ),
                        doc="",
                    ),
                ),
                result=EVENTS,
            ),
        ),
    ),
    operation(
        "files.tail",
        "GET /tail",
        JsonLinesResult(media_type="application/x-ndjson", item=named("Thing")),
    ),
)

SAMPLE = Api(
    package=PackageNames(
        distribution="sample-api",
        import_name="sample_api_client",
        client="SampleApi",
        async_client="AsyncSampleApi",
        version="0.1.0",
    ),
    title="Sample <API>",
    version="7",
    doc="An API with **everything**. Its `things` are [documented](https://example.com/docs).",
    docs_url="https://example.com/docs",
    servers=(
        Server(
            url="https://{region}.example.com/v1",
            variables=(
                ServerVariable(
                    name="region", wire_name="region", default="eu", choices=("eu", "us")
                ),
            ),
        ),
        Server(url="https://other.example.com"),
    ),
    security_schemes=(
        ApiKey(
            id="key",
            wire_name="X-Key",
            location=Location.HEADER,
            key=Credential("api_key", "SAMPLE_KEY"),
        ),
        BasicAuth(
            id="basic",
            username=Credential("username", "SAMPLE_USER"),
            password=Credential("password", "SAMPLE_PASSWORD"),
        ),
        BearerAuth(id="bearer", token=Credential("token", "SAMPLE_TOKEN")),
        OAuth2ClientCredentials(
            id="oauth",
            token_url="https://example.com/token",
            client_id=Credential("client_id", "SAMPLE_CLIENT_ID"),
            client_secret=Credential("client_secret", "SAMPLE_CLIENT_SECRET"),
            token=Credential("oauth_token", "SAMPLE_OAUTH_TOKEN"),
            scopes=("read",),
        ),
    ),
    constant_headers=(("X-Constant", "on"),),
    client_headers=(ClientHeader(argument="organization", header="X-Org", env="SAMPLE_ORG"),),
    schemas=tuple(sorted(SCHEMAS, key=lambda schema: schema.name)),
    resources=(
        Resource(name="files", class_name="Files", doc=""),
        Resource(name="things", class_name="Things", doc="What there is. " + HOSTILE),
    ),
    operations=(*FILES, *THINGS),
    webhooks=(
        Webhook(
            id="thing.made",
            name="ThingMade",
            payload=named("Thing"),
            doc="A thing was made.",
            span=SPAN,
        ),
        Webhook(id="line", name="Line", payload=STR, doc="", span=SPAN, text=True),
        Webhook(id="note", name="Note", payload=named("Note"), doc="", span=SPAN, form=True),
        Webhook(id="pet/lost", name="PetLost", payload=ListOf(named("Pet")), doc="", span=SPAN),
    ),
    optional=OPTIONAL,
    operations_in=len(FILES) + len(THINGS),
)
