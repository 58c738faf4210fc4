# XML documents of values, by their schemas. Written apart from the client's runtime, to check it. May import the views
# and the leaves of this room.
"""`make_xml` writes a value as the `xml` of its schema says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from clientloom.document.document import Json
from clientloom.verify.document_views import View
from clientloom.verify.instances.leaves import NoValueError

_NIL = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"'


def make_xml(view: View, schema: Json, value: Json) -> bytes:
    """Returns the XML document of a value (OpenAPI 3.2, 4.26 XML Object).

    Raises:
        NoValueError: XML cannot tell the value from another, or a name is missing.
    """
    reference = schema.get("$ref", "") if isinstance(schema, dict) else ""
    name = _facts(view, schema)["xml"].get("name") or reference.rpartition("/")[2]
    if not name:
        raise NoValueError("the root element has no name")
    text = "".join(_element(view, schema, name, value))
    try:
        ET.fromstring(text)  # noqa: S314  # it was written here
    except ET.ParseError as error:
        raise NoValueError(f"XML cannot contain the value: {error}") from None
    return text.encode()


def _facts(view: View, schema: Json) -> dict[str, dict[str, Json]]:
    """Returns `xml`, `properties` and `items` of a schema and of its parts; what stands nearest counts."""
    found: dict[str, dict[str, Json]] = {"xml": {}, "properties": {}, "items": {}}
    pending, seen = [schema], set[int]()
    while pending:
        one = pending.pop(0)
        if not isinstance(one, dict) or id(one) in seen:
            continue
        seen.add(id(one))
        found["xml"] = {**one.get("xml", {}), **found["xml"]}
        found["properties"] = {**one.get("properties", {}), **found["properties"]}
        found["items"] = found["items"] or one.get("items") or {}
        target = view.target(one["$ref"]) if isinstance(one.get("$ref"), str) else None
        pending = [target, *one.get("allOf", ()), *one.get("anyOf", ()), *pending]
    return found


def _element(view: View, schema: Json, name: str, value: Json) -> Iterator[str]:
    facts = _facts(view, schema)
    xml, properties = facts["xml"], facts["properties"]
    prefix, namespace = xml.get("prefix", ""), xml.get("namespace", "")
    tag = f"{prefix}:{name}" if prefix else name
    start = f"<{tag}"
    if namespace:
        start += f" xmlns{':' if prefix else ''}{prefix}={quoteattr(namespace)}"
    if value is None:
        yield f"{start} {_NIL}/>"
        return
    members = value if isinstance(value, dict) else {}
    inner = [part for key, one in members.items() for part in _member(view, properties, key, one)]
    if isinstance(value, list):
        inner = list(_items(view, facts["items"], "", value))
    elif not isinstance(value, dict):
        inner = [escape(_text(value))]
    attributes = (_attribute(view, properties, key, one) for key, one in members.items())
    yield f"{start}{''.join(attributes)}>{''.join(inner)}</{tag}>"


def _kind(xml: Mapping[str, Json]) -> str:
    return "attribute" if xml.get("attribute") is True else str(xml.get("nodeType", ""))


def _attribute(view: View, properties: Mapping[str, Json], key: str, value: Json) -> str:
    xml = _facts(view, properties.get(key))["xml"]
    if _kind(xml) != "attribute":
        return ""
    prefix, namespace = xml.get("prefix", ""), xml.get("namespace", "")
    declared = f" xmlns:{prefix}={quoteattr(namespace)}" if prefix and namespace else ""
    name = f"{prefix}:{xml.get('name') or key}" if prefix else xml.get("name") or key
    return f"{declared} {name}={quoteattr(_text(value))}"


def _member(view: View, properties: Mapping[str, Json], key: str, value: Json) -> Iterator[str]:
    if key not in properties:
        raise NoValueError(f"the schema has no name in XML for {key!r}")
    facts = _facts(view, properties[key])
    xml, kind = facts["xml"], _kind(facts["xml"])
    name = xml.get("name") or key
    if kind in ("text", "cdata"):
        yield escape(_text(value))
    elif isinstance(value, list) and (xml.get("wrapped") is True or kind == "element"):
        wrapper = {"xml": {k: v for k, v in xml.items() if k in ("prefix", "namespace")}}
        start, _, end = "".join(_element(view, wrapper, name, "\0")).partition("\0")
        yield "".join((start, *_items(view, facts["items"], key, value), end))
    elif isinstance(value, list):
        if not value:
            raise NoValueError(f"XML does not tell an empty list {key!r} from none")
        yield from _items(view, facts["items"], key, value)
    elif kind != "attribute":
        yield from _element(view, properties[key], name, value)


def _items(view: View, schema: Json, name: str, values: list[Json]) -> Iterator[str]:
    name = _facts(view, schema)["xml"].get("name") or name
    if not name:
        raise NoValueError("the items have no name in XML")
    for value in values:
        yield from _element(view, schema, name, value)


def _text(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value)
