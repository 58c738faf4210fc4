# APIs of the intermediate model, made by hand: what the tests of this room render.
from __future__ import annotations

from clientloom.diagnostics import Span
from clientloom.ir import (
    Access,
    AliasSchema,
    Anything,
    Api,
    Body,
    BodyKind,
    Discriminator,
    Field,
    JsonResult,
    ListOf,
    LiteralOf,
    MapOf,
    Named,
    Nullable,
    ObjectSchema,
    Operation,
    Optional,
    PackageNames,
    Presence,
    Primitive,
    PrimitiveKind,
    Required,
    Resource,
    RetryClass,
    Scalar,
    Schema,
    TypeRef,
    UnionOf,
)

SPAN = Span("spec.yaml", 1, 1)
STRING = Primitive(PrimitiveKind.STRING)
INTEGER = Primitive(PrimitiveKind.INTEGER)
NUMBER = Primitive(PrimitiveKind.NUMBER)
BOOLEAN = Primitive(PrimitiveKind.BOOLEAN)
ANYTHING = Anything()


def kind(name: str) -> Primitive:
    return Primitive(PrimitiveKind(name))


def ref(name: str) -> Named:
    return Named(f"#/{name}")


def field(
    name: str,
    type_: TypeRef = STRING,
    presence: Presence | None = None,
    *,
    wire: str = "",
    doc: str = "",
    access: Access = Access.READ_WRITE,
    deprecated: bool = False,
    constraints: tuple[tuple[str, Scalar], ...] = (),
) -> Field:
    return Field(
        name=name,
        wire_name=wire or name,
        type=type_,
        presence=presence or Optional(),
        doc=doc,
        span=SPAN,
        access=access,
        deprecated=deprecated,
        constraints=constraints,
    )


def needed(name: str, type_: TypeRef = STRING, *, wire: str = "", doc: str = "") -> Field:
    return field(name, type_, Required(), wire=wire, doc=doc)


def obj(
    name: str,
    *fields: Field,
    doc: str = "",
    extra: TypeRef | None = None,
    sent: bool = True,
    deprecated: bool = False,
) -> ObjectSchema:
    return ObjectSchema(
        id=f"#/{name}",
        name=name,
        doc=doc,
        fields=fields,
        span=SPAN,
        extra=extra,
        deprecated=deprecated,
        used_in_request=sent,
        used_in_response=True,
    )


def alias(name: str, type_: TypeRef, *, doc: str = "", sent: bool = True) -> AliasSchema:
    return AliasSchema(
        id=f"#/{name}",
        name=name,
        doc=doc,
        type=type_,
        span=SPAN,
        used_in_request=sent,
        used_in_response=True,
    )


def union(*names: str, by: str = "") -> UnionOf:
    discriminator = Discriminator(by, tuple((n.lower(), f"#/{n}") for n in sorted(names)))
    return UnionOf(tuple(map(ref, names)), discriminator if by else None)


def operation(
    resource: str, name: str, *, gives: TypeRef = ANYTHING, takes: TypeRef | None = None
) -> Operation:
    body = (
        Body(kind=BodyKind.JSON, media_types=("application/json",), type=takes, required=True)
        if takes
        else None
    )
    return Operation(
        id=f"{resource}_{name}",
        name=name,
        resource=resource,
        method="POST" if takes else "GET",
        path=f"/{resource}/{name}",
        pointer=f"#/paths/~1{resource}~1{name}",
        span=SPAN,
        summary="",
        doc="",
        parameters=(),
        body=body,
        responses=(),
        result=JsonResult(media_type="application/json", type=gives),
        errors=(),
        requirements=(),
        retry=RetryClass.NEVER,
    )


def api(*schemas: Schema, operations: tuple[Operation, ...] = ()) -> Api:
    names = sorted({each.resource for each in operations})
    return Api(
        package=PackageNames(
            distribution="by-hand",
            import_name="by_hand",
            client="ByHand",
            async_client="AsyncByHand",
            version="0.1.0",
        ),
        title="By hand",
        version="1",
        doc="",
        docs_url="",
        servers=(),
        security_schemes=(),
        constant_headers=(),
        schemas=schemas,
        resources=tuple(Resource(name=n, class_name=n.title(), doc="") for n in names),
        operations=operations,
        webhooks=(),
        operations_in=len(operations),
    )


def tag(value: str | int, *more: str | int, name: str = "type", wire: str = "") -> Field:
    return needed(name, LiteralOf((value, *more), closed=True), wire=wire)


def nasty() -> Api:
    """Names, texts and shapes that break careless generators, all in one API."""
    hostile = '"""\nimport os\n\\" \\ \x07\u202e end"\\'
    return api(
        # classes named like what the modules import
        *(
            obj(name, field("x", ref("Any")))
            for name in ("Any", "Model", "Literal", "OneOf", "Decimal")
        ),
        obj("UUID", field("uuid", kind("uuid")), field("id", ref("UUID")), doc=hostile),
        alias("Annotated", union("Any", "Model")),
        obj("Field", field("mapping", MapOf(ref("Field")), wire="$mapping")),
        # fields named like types
        obj(
            "Shadow",
            field("date", kind("date"), doc=hostile),
            field("datetime", kind("date-time")),
            field("time", kind("time")),
            field("other_date", Nullable(kind("date"))),
            needed("timedelta", kind("duration")),
            field("tuple", ListOf(kind("decimal"))),
            field("models", ref("Shadow")),
            field("object", kind("byte")),
            field("params", ANYTHING),
        ),
        # wire names that are no Python names, or that hide a type
        obj(
            "Wire",
            needed("class_", wire="class", doc="The # class.\n\nMore."),
            field("x_y", ref("Wire"), wire='x-"y\\'),
            field("list_", ListOf(STRING), wire="list"),
            field("mangled", wire="__mangled"),
            field("sequence", ListOf(ref("Shadow")), wire="Sequence"),
            field("empty", wire="\u2028\n"),
        ),
        obj("Hides", field("str_", INTEGER, wire="str"), field("name", STRING)),
        # literals
        alias("Color", LiteralOf(("red", "a'b\"\\ \n\u2028{{x}} é", "")), doc=hostile),
        alias("Mixed", LiteralOf(("a", 1, -1, True))),
        alias("Fixed", LiteralOf((3,), closed=True)),
        obj(
            "Uses",
            needed("color", ref("Color")),
            field("mixed", Nullable(ref("Mixed"))),
            needed("n", kind("null")),
        ),
        # recursion of every kind
        alias("Json", UnionOf((STRING, ListOf(ref("Json")), MapOf(ref("Json")), ref("Tree")))),
        alias("Left", ListOf(ref("Right"))),
        alias("Right", UnionOf((Nullable(ref("Left")), ref("Shape"), ref("Color")))),
        obj(
            "Tree",
            field("kids", ListOf(ref("Tree"))),
            field("json_", ref("Json"), wire="json"),
            field("left", ref("Left")),
        ),
        alias("Itself", UnionOf((ref("Itself"), ref("Circle"), ref("Odd")))),
        alias("ZBefore", ref("AAfter")),
        alias("AAfter", ListOf(ref("ZLast"))),
        alias("ZLast", Nullable(ref("Tree"))),
        # unions
        obj("Circle", tag("circle"), needed("radius", NUMBER)),
        obj("Square", tag("square", "box"), needed("side", NUMBER), field("shape", ref("Shape"))),
        obj("Odd", field("type_", LiteralOf(("odd",), closed=True), Required(), wire="type")),
        alias("Shape", union("Circle", "Square", by="type")),
        alias("Loose", union("Circle", "Square")),
        alias("Odder", union("Circle", "Odd", by="type")),
        alias(
            "Nested", UnionOf((ref("Shape"), ref("Odd"), STRING, Nullable(ListOf(ref("Shape")))))
        ),
        alias("Scalars", UnionOf((STRING, INTEGER, NUMBER, BOOLEAN))),
        alias("One", UnionOf((ref("Circle"), STRING))),
        alias("Swallowed", UnionOf((ref("Circle"), ref("Square"), ANYTHING))),
        obj(
            "Holder",
            needed("shape", Nullable(UnionOf((ref("Circle"), ref("Square"))))),
            field("loose", Nullable(ref("Loose")), wire="theLoose"),
            field(
                "inline",
                UnionOf((ref("Circle"), UnionOf((ref("Square"), ref("Odd"))), kind("null"))),
            ),
            field("scalars", ListOf(Nullable(ref("Scalars")))),
        ),
        # objects
        obj("Empty"),
        obj("Open", field("x"), extra=union("Circle", "Square", by="type")),
        obj("OpenToAll", field("extra", INTEGER), extra=ANYTHING),
        obj(
            "Travels",
            field("id", STRING, Required(), access=Access.READ_ONLY),
            field("secret", STRING, Required(), access=Access.WRITE_ONLY, wire="theSecret"),
            field("seen", ref("OnlyRead"), access=Access.READ_ONLY, wire="Seen"),
            deprecated=True,
        ),
        obj("OnlyRead", field("x"), sent=False),
        obj("用户", field("用户", ref("用户")), field("名", ListOf(ref("用户")))),
        obj("Über", field("größe", INTEGER, wire="größe"), doc="Größe.\n\n" + "lang " * 60),
        operations=(operation("shapes", "draw", gives=ref("Holder"), takes=ref("Holder")),),
    )
