# Bodies of XML that are models. May import document, ir and normalize's schemas.
"""`xml_root`: the root element of a content, if the document says how its schema is written in XML.

`keep_used_forms` drops what schemas say about XML where no body is XML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from clientloom import ir
from clientloom.ir.lookup import Lookup
from clientloom.ir.walk import reachable, schema_ids
from clientloom.normalize.facets.collect import is_component
from clientloom.normalize.nodes import Place
from clientloom.normalize.operations.media.content import Content
from clientloom.normalize.operations.media.media_types import is_xml
from clientloom.normalize.reader_context import ReaderContext
from clientloom.normalize.schemas.reader import SchemaSite
from clientloom.normalize.schemas.xml_forms import bad_xml_names, is_xml_name, read_xml


def xml_root(content: Content, site: SchemaSite, context: ReaderContext) -> ir.XmlForm | None:
    """Returns the root element of a body of XML.

    None if the content is no XML, if nothing in its schemas has an `xml`, or if a model cannot express it, which is
    reported: the body is then text.
    """
    schema = content.schema.target()
    if not is_xml(content.media_type) or schema.node is None:
        return None
    type_ = context.type_of(content.schema, site)
    lookup = Lookup(context.schemas.definitions)
    root = _root_form(schema)
    if root is None and not any(field.xml for field in _fields(type_, lookup)):
        return None
    root = root or ir.XmlForm()
    name = root.name or (schema.pointer.rpartition("/")[2] if is_component(schema.pointer) else "")
    problem = next(_problems(type_, replace(root, name=name), lookup), "")
    if problem:
        context.notes.note(
            "xml-as-text",
            content.schema.pointer,
            f"{problem}; the body is text",
            "correct `xml` in an overlay",
        )
        return None
    return replace(root, name=name)


def _root_form(schema: Place) -> ir.XmlForm | None:
    items = (schema / "items").target() if "items" in schema else None
    inner = items.mapping.get("xml") if items else None
    return read_xml(schema.mapping.get("xml"), inner)


def _problems(type_: ir.TypeRef, root: ir.XmlForm, lookup: Lookup) -> Iterator[str]:
    """Yields why a type has no form in XML."""
    if not root.name:
        yield "the root element has no name"
    for form in (root, *(field.xml for field in _fields(type_, lookup) if field.xml)):
        yield from (f"{name!r} is no name in XML" for name in bad_xml_names(form))
    yield from _type_problems(type_, lookup, "the body")
    for field in _fields(type_, lookup):
        yield from _field_problems(field, lookup)


def _field_problems(field: ir.Field, lookup: Lookup) -> Iterator[str]:
    form = field.xml or ir.XmlForm()
    if not (form.name or form.node is ir.XmlNode.TEXT or is_xml_name(field.wire_name)):
        yield f"the property {field.wire_name!r} has no name in XML"
    resolved = lookup.resolve(field.type)
    if form.node is not ir.XmlNode.ELEMENT and not isinstance(
        resolved, ir.Primitive | ir.LiteralOf
    ):
        yield f"the {form.node} {field.wire_name!r} is not a scalar"
    yield from _type_problems(field.type, lookup, f"the property {field.wire_name!r}")


def _type_problems(type_: ir.TypeRef, lookup: Lookup, what: str) -> Iterator[str]:
    match lookup.resolve(type_):
        case ir.Primitive() | ir.LiteralOf() | ir.Named():
            return
        case ir.ListOf(item) if not isinstance(lookup.resolve(item), ir.ListOf):
            yield from _type_problems(item, lookup, what)
        case ir.MapOf() | ir.Anything():
            yield f"{what} has elements of any name"
        case _:
            yield f"{what} is of one of several types, or a list of lists"


def _fields(type_: ir.TypeRef, lookup: Lookup) -> Iterator[ir.Field]:
    """Yields the fields of all objects that a type leads to, each object once; a list may be in itself."""
    seen: set[ir.TypeRef] = set()
    pending = [type_]
    while pending:
        resolved = lookup.resolve(pending.pop())
        if resolved in seen:
            continue
        seen.add(resolved)
        if isinstance(resolved, ir.ListOf):
            pending.append(resolved.item)
        schema = lookup.schemas.get(resolved.id) if isinstance(resolved, ir.Named) else None
        if isinstance(schema, ir.ObjectSchema):
            yield from schema.fields
            pending += [field.type for field in schema.fields]


def keep_used_forms(
    schemas: Iterable[ir.Schema], operations: Iterable[ir.Operation]
) -> tuple[ir.Schema, ...]:
    """Returns the schemas with forms in XML only where a body of XML leads to them."""
    schemas = tuple(schemas)
    kept = reachable(
        {schema.id: schema for schema in schemas},
        schema_ids(*(type_ for operation in operations for type_ in _xml_types(operation))),
    )
    return tuple(s if s.id in kept else _without_forms(s) for s in schemas)


def _without_forms(schema: ir.Schema) -> ir.Schema:
    if not isinstance(schema, ir.ObjectSchema) or not any(field.xml for field in schema.fields):
        return schema
    return replace(schema, fields=tuple(replace(field, xml=None) for field in schema.fields))


def _xml_types(operation: ir.Operation) -> Iterator[ir.TypeRef]:
    """Yields the types of an operation's bodies of XML."""
    methods: tuple[ir.Operation | ir.Variant, ...] = (operation, *operation.variants)
    for method in methods:
        if method.body is not None and method.body.xml:
            yield from method.body.types
        for response in method.responses:
            if isinstance(response.result, ir.JsonResult) and response.result.xml:
                yield response.result.type
    for error in operation.errors:
        media_types = dict(error.xml)
        yield from (type_ for kind, type_ in error.by_media_type if kind in media_types)
