# Parameters of operations. May import document, ir, config.
"""Parameters and headers (OpenAPI 3.1, 4.8.12 Parameter Object and 4.8.21 Header Object)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from clientloom import ir
from clientloom.normalize.naming.registry import argument_name
from clientloom.normalize.naming.words import is_credential
from clientloom.normalize.nodes import Place
from clientloom.normalize.operations.media.content import read_content
from clientloom.normalize.operations.selection import Site
from clientloom.normalize.reader_context import Owner, ReaderContext

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
NOT_PARAMETERS = frozenset({"accept", "content-type", "authorization"})
"""Header parameters with these names are ignored (OpenAPI 3.1, 4.8.12.1, the field `name`)."""

_STYLES = {
    ir.Location.PATH: (ir.Style.SIMPLE, ir.Style.LABEL, ir.Style.MATRIX),
    ir.Location.QUERY: (
        ir.Style.FORM,
        ir.Style.SPACE_DELIMITED,
        ir.Style.PIPE_DELIMITED,
        ir.Style.DEEP_OBJECT,
    ),
    ir.Location.QUERYSTRING: (ir.Style.FORM,),
    ir.Location.HEADER: (ir.Style.SIMPLE,),
    ir.Location.COOKIE: (ir.Style.FORM, ir.Style.COOKIE),
}
"""Styles of each location (OpenAPI 3.2, 4.12.4 Style Values); the first is the default."""

_LOCATIONS = {location.value: location for location in ir.Location}


def compact(value: object) -> str:
    """Returns a JSON value as compact text."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, default=str)


def placeholders(path: str) -> tuple[str, ...]:
    """Returns the names in a path template, each once, in order."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(path.partition("#")[0])))


def read_parameters(site: Site, owner: Owner, context: ReaderContext) -> tuple[ir.Parameter, ...]:
    """Reads the parameters of an operation: path parameters in the order of the path, then the others as declared.

    Parameters of the operation replace those of its path item with the same location and name. A name in the path
    template without a declaration becomes a string; a declared path parameter that the template lacks is dropped.
    """
    declared: dict[tuple[ir.Location, str], Place] = {}
    for level in (site.item / "parameters", site.place / "parameters"):
        own = set[tuple[ir.Location, str]]()
        for place in level.items():
            key = _key(place, context)
            _note_authorization(place, site, context)
            if key is not None and key in own:
                _note_duplicate(place, key, context)
            elif key is not None:
                own.add(key)
                declared[key] = place
    read = {key: _read_parameter(place, key, owner, context) for key, place in declared.items()}
    return (*_match_template(site, read, context), *_other_parameters(read))


def path_parameters(site: Site, context: ReaderContext) -> tuple[ir.Parameter, ...]:
    """Returns a required string for each name in the path template."""
    return tuple(_path_parameter(name, site, context) for name in placeholders(site.path))


def _other_parameters(read: dict[tuple[ir.Location, str], ir.Parameter]) -> Iterator[ir.Parameter]:
    return (
        parameter for (location, _), parameter in read.items() if location is not ir.Location.PATH
    )


def _key(place: Place, context: ReaderContext) -> tuple[ir.Location, str] | None:
    name, where = place.text("name"), place.text("in")
    if where == "header" and name.lower() in NOT_PARAMETERS:
        return None
    if where not in _LOCATIONS or not name:
        context.notes.warn(
            "unknown-parameter-location",
            place.pointer,
            f"OpenAPI has no parameters in {where!r}; the parameter {name!r} is left out",
            "pass it with extra_query or extra_headers, or correct it in an overlay",
        )
        return None
    location = _LOCATIONS[where]
    return location, name.lower() if location is ir.Location.HEADER else name


def _note_authorization(place: Place, site: Site, context: ReaderContext) -> None:
    is_ignored = place.text("in") == "header" and place.text("name").lower() == "authorization"
    if is_ignored and not site.place.mapping.get("security", context.root.mapping.get("security")):
        context.notes.note(
            "authorization-parameter",
            place.pointer,
            "OpenAPI ignores the header parameter 'Authorization', and the operation requires no security",
            "declare a security scheme in an overlay, or pass the header with extra_headers",
        )


def _note_duplicate(place: Place, key: tuple[ir.Location, str], context: ReaderContext) -> None:
    context.notes.warn(
        "duplicate-parameter",
        place.pointer,
        f"the {key[0]} parameter {place.text('name')!r} is declared twice; the first declaration is used",
        "remove one in an overlay",
    )


def _match_template(
    site: Site, read: dict[tuple[ir.Location, str], ir.Parameter], context: ReaderContext
) -> Iterator[ir.Parameter]:
    wanted = placeholders(site.path)
    for name in wanted:
        yield read.get((ir.Location.PATH, name)) or _path_parameter(name, site, context)
    for location, name in read:
        if location is ir.Location.PATH and name not in wanted:
            context.notes.warn(
                "path-parameter-without-place",
                site.place.pointer,
                f"the path {site.path!r} has no placeholder for the path parameter {name!r}; it is left out",
                "correct its name in an overlay",
            )


def _path_parameter(name: str, site: Site, context: ReaderContext) -> ir.Parameter:
    context.notes.warn(
        "undeclared-path-parameter",
        site.place.pointer,
        f"the path parameter {name!r} is not declared; it is a required string",
        "declare it in an overlay",
    )
    return ir.Parameter(
        name=argument_name(name),
        wire_name=name,
        location=ir.Location.PATH,
        type=ir.Primitive(ir.PrimitiveKind.STRING),
        presence=ir.Required(),
        doc="",
        span=context.span(site.place),
        style=ir.Style.SIMPLE,
        explode=False,
    )


def _read_parameter(
    place: Place, key: tuple[ir.Location, str], owner: Owner, context: ReaderContext
) -> ir.Parameter:
    location, name = key[0], place.text("name")
    media_type, schema = schema_of(place)
    style = _style(place, location, context)
    if location is ir.Location.QUERYSTRING:
        _note_encoding(place, context)
    type_ = context.type_of(schema, owner.schema_site(f"{location}/{name}", name))
    details = context.details_of(schema, type_)
    required = place.flag("required") or location is ir.Location.PATH
    if media_type is None and "x-separators" not in place:
        _note_nesting(place, style, type_, context)
    return ir.Parameter(
        name=argument_name(name),
        wire_name=name,
        location=location,
        type=type_,
        presence=_presence(schema, type_, context, required=required),
        doc=place.text("description").strip() or details.doc,
        span=context.span(place),
        style=style,
        explode=_explode(place, style),
        allow_reserved=place.flag("allowReserved"),
        separators=place.text("x-separators"),
        content=media_type,
        constant=_constant(schema, name, location, required=required),
        deprecated=place.flag("deprecated") or details.deprecated,
        constraints=details.constraints,
        declared_at=place.pointer,
    )


def _note_encoding(place: Place, context: ReaderContext) -> None:
    """Notes a style of a member of the whole query: members are sent as in a form without `encoding`."""
    for content in read_content(place):
        if content.place.mapping.get("encoding"):
            context.notes.warn(
                "unknown-style",
                content.place.pointer,
                f"`encoding` does not apply to members of the querystring {place.text('name')!r}",
                "declare the members as parameters in an overlay",
            )


def schema_of(place: Place) -> tuple[str | None, Place]:
    """Returns the schema of a parameter or header, and its media type if `content` declares one."""
    for content in read_content(place):
        return content.media_type, content.schema
    return None, place.raw("schema")


def _presence(
    schema: Place, type_: ir.TypeRef, context: ReaderContext, *, required: bool
) -> ir.Presence:
    """Returns whether a value may be left out, with the server's default."""
    if required:
        return ir.Required()
    default = context.schemas.default_at(schema.pointer, type_)
    return ir.Optional() if default is None else ir.Defaulted(default)


def _constant(schema: Place, name: str, location: ir.Location, *, required: bool) -> str | None:
    """Returns the only value of a required parameter; the default of a required header counts as one.

    Vendors declare such a header to fix an API version that the caller has no reason to choose. That of a credential
    is a placeholder.
    """
    if not required or location is ir.Location.PATH:
        return None
    schema = schema.target()
    if "const" in schema:
        return compact(schema.mapping["const"])
    values = schema.mapping.get("enum")
    if isinstance(values, list) and len(values) == 1 and values[0] is not None:
        return compact(values[0])
    is_fixed = location is ir.Location.HEADER and not is_credential(name)
    if is_fixed and schema.mapping.get("default") is not None:
        return compact(schema.mapping["default"])
    return None


def _style(place: Place, location: ir.Location, context: ReaderContext) -> ir.Style:
    allowed = _STYLES[location]
    text = place.text("style")
    if unknown := place.text("x-collectionFormat"):
        context.notes.warn(
            "unknown-style",
            place.pointer,
            f"`collectionFormat: {unknown}` does not exist for {location} parameters and nested lists; "
            "commas separate the items",
            "correct it in an overlay",
        )
    if not text or text in allowed:
        return ir.Style(text) if text else allowed[0]
    context.notes.warn(
        "unknown-style",
        place.pointer,
        f"the style {text!r} does not exist for {location} parameters; {allowed[0].value!r} is used",
        "correct it in an overlay",
    )
    return allowed[0]


def _note_nesting(place: Place, style: ir.Style, type_: ir.TypeRef, context: ReaderContext) -> None:
    """Notes a value that is nested deeper than its style supports (OpenAPI 3.2, 4.12.6: undefined)."""
    exploded = _explode(place, style) and style in (ir.Style.FORM, ir.Style.COOKIE)
    if style is not ir.Style.DEEP_OBJECT and _is_nested(type_, context, lists_fit=exploded):
        context.notes.note(
            "nested-parameter",
            place.pointer,
            f"the style {style.value!r} does not support the values nested in {place.text('name')!r}; "
            "they are sent as JSON text",
            "declare the parameter with `content`, or with the style deepObject, in an overlay",
        )


def _is_nested(type_: ir.TypeRef, context: ReaderContext, *, lists_fit: bool) -> bool:
    schemas = context.schemas
    match schemas.resolve(type_):
        case ir.ListOf(item):
            return isinstance(schemas.resolve(item), ir.ListOf | ir.MapOf | ir.Named)
        case ir.MapOf(value):
            members: tuple[ir.TypeRef, ...] = (value,)
        case ir.Named():
            members = tuple(field.type for field in schemas.fields(type_) or ())
        case _:
            return False
    deep = (ir.MapOf, ir.Named) if lists_fit else (ir.MapOf, ir.Named, ir.ListOf)
    return any(isinstance(schemas.resolve(member), deep) for member in members)


def _explode(place: Place, style: ir.Style) -> bool:
    """Returns `explode`: by default true for `form` and `cookie`, else false (OpenAPI 3.2, 4.12.2).

    `deepObject` always explodes.
    """
    if style is ir.Style.DEEP_OBJECT:
        return True
    explode = place.mapping.get("explode")
    return explode if isinstance(explode, bool) else style in (ir.Style.FORM, ir.Style.COOKIE)


def read_headers(
    place: Place, status: str, owner: Owner, context: ReaderContext
) -> tuple[ir.Parameter, ...]:
    """Reads the headers of a response, sorted; `Content-Type` is ignored (OpenAPI 3.1, 4.8.17)."""
    named = sorted((place / "headers").members(), key=lambda pair: pair[0].lower())
    return tuple(
        _read_header(name, header, status, owner, context)
        for name, header in named
        if name.lower() != "content-type"
    )


def _read_header(
    name: str, place: Place, status: str, owner: Owner, context: ReaderContext
) -> ir.Parameter:
    _, schema = schema_of(place)
    if "x-separators" in place:
        context.notes.note(
            "header-separators",
            place.pointer,
            f"the header {name!r} separates its items by {place.text('x-separators')!r}; it is split at commas",
            "split the text of the header yourself",
        )
    site = owner.schema_site(f"response/{status}/header/{name.lower()}", name, "header")
    type_ = context.type_of(schema, site)
    details = context.details_of(schema, type_)
    return ir.Parameter(
        name=argument_name(name),
        wire_name=name,
        location=ir.Location.HEADER,
        type=type_,
        presence=ir.Required() if place.flag("required") else ir.Optional(),
        doc=place.text("description").strip() or details.doc,
        span=context.span(place),
        style=ir.Style.SIMPLE,
        explode=place.flag("explode"),
        deprecated=place.flag("deprecated") or details.deprecated,
        constraints=details.constraints,
        declared_at=place.pointer,
    )
