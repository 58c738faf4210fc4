# How values are written in XML. Imports the standard library only: modules of requests name it.
"""`XmlForm`, which stands in annotations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

XML: Final = "http://www.w3.org/XML/1998/namespace"
"""The namespace of the prefix `xml`, which needs no declaration."""
NIL: Final = "http://www.w3.org/2001/XMLSchema-instance"
"""The namespace of `nil`, which stands for null."""


@dataclass(frozen=True, slots=True)
class XmlForm:
    """How a value is written in XML.

    Args:
        name: of the element or attribute, "" for the name of the field in JSON.
        namespace: its namespace.
        prefix: the prefix of the namespace.
        node: an element, an attribute, or the text of the element around it.
        wrapped: whether one more element is around the items of a list.
        item: how the items of a list are written.
    """

    name: str = ""
    namespace: str = ""
    prefix: str = ""
    node: Literal["element", "attribute", "text"] = "element"
    wrapped: bool = False
    item: XmlForm | None = None


ELEMENT: Final = XmlForm()
