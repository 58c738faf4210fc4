# XML documents of values by their schemas, and what they say when they arrive.
from __future__ import annotations

from typing import Any

import pytest
from clientloom.verify.document_views import Side, view
from clientloom.verify.instances.leaves import NoValueError
from clientloom.verify.judging.xml_shapes import xml_shape
from clientloom.verify.planning.xml_documents import make_xml

TEXT = {"type": "string"}
ITEM = {"type": "object", "xml": {"name": "item"}, "properties": {"n": {"type": "number"}}}
REF = {"$ref": "#/components/schemas/Item"}


def written(schema: Any, value: Any) -> str:
    document = {"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"Item": ITEM}}}
    return make_xml(view(document, Side.REQUEST), schema, value).decode()


def thing(**properties: Any) -> Any:
    return {"type": "object", "xml": {"name": "thing"}, "properties": properties}


@pytest.mark.parametrize(
    ("schema", "value", "document"),
    [
        (REF, {"n": 1.5}, "<item><n>1.5</n></item>"),
        ({"allOf": [REF, {"properties": {"a": TEXT}}]}, {"n": 1, "a": "&"}, "<item><n>1</n><a>&amp;</a></item>"),
        (thing(a={**TEXT, "xml": {"attribute": True, "name": "b"}}), {"a": 'x"'}, "<thing b='x\"'></thing>"),
        (thing(a={**TEXT, "xml": {"nodeType": "text"}}), {"a": "x"}, "<thing>x</thing>"),
        (thing(a={"type": "boolean"}), {"a": True}, "<thing><a>true</a></thing>"),
        (thing(a={**TEXT, "xml": {"prefix": "p", "namespace": "urn:p"}}), {"a": "x"}, '<thing><p:a xmlns:p="urn:p">x</p:a></thing>'),
        (thing(a={"type": "array", "items": TEXT}), {"a": ["x", "y"]}, "<thing><a>x</a><a>y</a></thing>"),
        (thing(a={"type": "array", "items": REF, "xml": {"wrapped": True}}), {"a": [{}]}, "<thing><a><item></item></a></thing>"),
        (thing(a={"type": "array", "items": REF, "xml": {"wrapped": True}}), {"a": []}, "<thing><a></a></thing>"),
        ({"type": "array", "xml": {"name": "all"}, "items": REF}, [{}, {}], "<all><item></item><item></item></all>"),
        (thing(a={"anyOf": [TEXT, {"type": "null"}]}), {"a": None}, '<thing><a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></thing>'),
    ],
)  # fmt: skip
def test_a_value_is_written_as_the_document_says(schema: Any, value: Any, document: str) -> None:
    assert written(schema, value) == document


@pytest.mark.parametrize(
    ("schema", "value", "why"),
    [
        (TEXT, "x", "the root element has no name"),
        ({"type": "array", "xml": {"name": "all"}, "items": TEXT}, ["x"], "the items have no name"),
        (thing(), {"key": 1}, "no name in XML for 'key'"),
        (thing(a={"type": "array", "items": TEXT}), {"a": []}, "does not tell an empty list 'a'"),
        (thing(a=TEXT), {"a": "\0"}, "XML cannot contain the value"),
    ],
)
def test_what_xml_cannot_express_is_not_planned(schema: Any, value: Any, why: str) -> None:
    with pytest.raises(NoValueError, match=why):
        written(schema, value)


def test_prefixes_and_the_order_of_names_say_nothing() -> None:
    one = b'<p:a xmlns:p="urn:p" c="1"><b>1.50</b><d>x</d><b>2</b></p:a>'
    assert xml_shape(one) == xml_shape(
        b'<a xmlns="urn:p" c="1"><d xmlns="">x</d><b xmlns="">1.5</b><b xmlns="">2</b></a>'
    )
    for other in (one.replace(b"urn:p", b"urn:q"), one.replace(b'"1"', b'"2"'), one.replace(b"<b>2</b>", b""),
                  one.replace(b"1.50", b"3"), one.replace(b"</d>", b"<e/></d>")):  # fmt: skip
        assert xml_shape(one) != xml_shape(other)
    with pytest.raises(ValueError, match="not well-formed"):
        xml_shape(b"{}")
