# How schemas say that a value is written in XML. May import ir and nodes.
"""`read_xml`: the `xml` of a schema (OpenAPI 3.2, 4.26 XML Object), as a form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from clientloom.ir import XmlForm, XmlNode
from clientloom.normalize.nodes import text_of

_NAME = re.compile(r"[^\W\d][\w.-]*")
"""An XML name without a colon (Namespaces in XML 1.0, 3); a little narrower."""
_DEFAULT = XmlForm()


def read_xml(xml: object, item: object = None) -> XmlForm | None:
    """Returns how a value is written, None for an element of its name.

    Args:
        xml: the `xml` of the value's schema.
        item: the `xml` of the schema of a list's items.
    """
    if xml is None and item is None:
        return None
    inner = read_xml(item) if item is not None else None
    own = cast("Mapping[str, object]", xml) if isinstance(xml, Mapping) else {}
    kind = text_of(own, "nodeType")
    form = XmlForm(
        name=text_of(own, "name"),
        namespace=text_of(own, "namespace"),
        prefix=text_of(own, "prefix"),
        node=_node(own, kind),
        wrapped=own.get("wrapped") is True or (item is not None and kind == "element"),
        item=inner,
    )
    return None if form == _DEFAULT else form


def bad_xml_names(form: XmlForm) -> tuple[str, ...]:
    """Returns the names in a form that are none in XML."""
    own = tuple(name for name in (form.name, form.prefix) if name and not is_xml_name(name))
    return (*own, *(bad_xml_names(form.item) if form.item else ()))


def is_xml_name(name: str) -> bool:
    """Whether a name can be that of an element or an attribute."""
    return bool(_NAME.fullmatch(name)) and not name.lower().startswith("xml")


def _node(xml: Mapping[str, object], kind: str) -> XmlNode:
    if xml.get("attribute") is True or kind == "attribute":
        return XmlNode.ATTRIBUTE
    return XmlNode.TEXT if kind in ("text", "cdata") else XmlNode.ELEMENT
