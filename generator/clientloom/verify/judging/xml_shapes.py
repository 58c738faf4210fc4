# What an XML document says, apart from prefixes and the order of elements with several names. May import document.
"""`xml_shape`: an XML document as JSON that can be compared."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

from clientloom.document.document import Json


def xml_shape(content: bytes) -> Json:
    """Returns the elements, attributes and texts of a document.

    Raises:
        ValueError: it is no XML.
    """
    try:
        return _shape(ET.fromstring(content))  # noqa: S314  # the client under test sent it
    except ET.ParseError as error:
        raise ValueError(str(error)) from None


def _shape(element: ET.Element) -> Json:
    children = sorted(element, key=lambda child: child.tag)
    attributes = {name: _scalar(text) for name, text in sorted(element.attrib.items())}
    return [element.tag, attributes, _scalar(element.text or ""), *map(_shape, children)]


def _scalar(text: str) -> Json:
    """Returns a number as such: 1.50 is 1.5."""
    try:
        return json.loads(text)
    except ValueError:
        return text
